// Ctrl K opens the palette; arrows go through what it has found, Enter opens the first of it.

/** @param {HTMLDialogElement} palette @returns {HTMLAnchorElement[]} what can be chosen just now */
function found(palette) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...palette.querySelectorAll("li:not([hidden]) a")]);
  return links.filter((link) => link.checkVisibility());
}

/** @param {HTMLDialogElement} palette @param {number} by */
function step(palette, by) {
  const links = found(palette);
  const at = links.findIndex((link) => link === document.activeElement);
  const to = at + by;
  if (to < 0) palette.querySelector("input")?.focus();
  else links[Math.min(to, links.length - 1)]?.focus();
}

/** The ways through the office whose words begin as what was typed. @param {HTMLDialogElement} palette @param {string} typed */
function narrow(palette, typed) {
  const words = typed.trim().toLowerCase();
  palette.querySelectorAll("a[data-way]").forEach((way) => {
    const item = way.closest("li");
    if (item) item.hidden = !way.textContent?.trim().toLowerCase().startsWith(words);
  });
}

/** Open the first of what was found for these words, if anything was by now.
 * @param {HTMLDialogElement} palette @param {HTMLInputElement} input */
function openFirst(palette, input) {
  const [first] = input.value === (palette.dataset["shownFor"] ?? "") ? found(palette) : [];
  first?.click();
  return Boolean(first);
}

/** What is typed goes to the page of the search where nothing is shown for it. Keys of an input method are its own.
 * @param {HTMLDialogElement} palette @param {KeyboardEvent} event */
function go(palette, event) {
  if (event.isComposing) return;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) step(palette, by);
  else if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || !openFirst(palette, event.target)) return;
  event.preventDefault();
}

/** @param {Document} page */
export function openByKey(page) {
  const palette = /** @type {HTMLDialogElement | null} */ (page.querySelector("dialog.palette"));
  const input = palette?.querySelector("input");
  if (!palette || !input) return;
  page.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (!palette.open) palette.showModal();
    input.select();
  });
  palette.addEventListener("keydown", (event) => go(palette, event));
  input.addEventListener("input", () => narrow(palette, input.value));
  palette.addEventListener("htmx:afterSwap", (event) => {
    palette.dataset["shownFor"] = /** @type {CustomEvent} */ (event).detail.requestConfig.parameters.q;
  });
  palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
}
