// In the grid: arrows go from row to row, M to where its people are moved.

/** @param {Document} document */
export function byKeys(document) {
  document.addEventListener("keydown", (event) => {
    const row = /** @type {Element} */ (event.target).closest?.("#day tr[data-slot]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "m") location.assign(`/slots/${/** @type {HTMLElement} */ (row).dataset["slot"]}#move`);
    if (event.key === "ArrowDown") step(event, row.nextElementSibling);
    if (event.key === "ArrowUp") step(event, row.previousElementSibling);
  });
}

/** @param {KeyboardEvent} event @param {Element | null} row */
function step(event, row) {
  const way = /** @type {HTMLElement | null} */ (row?.querySelector(".more summary") ?? null);
  if (!way) return;
  event.preventDefault();
  way.focus();
}
