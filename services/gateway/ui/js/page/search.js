// The key / goes to the search box, unless somebody is typing.

/** @param {Document} page */
export function searchBySlash(page) {
  const box = /** @type {HTMLInputElement | null} */ (page.querySelector(".search input"));
  if (!box) return;
  page.addEventListener("keydown", (event) => {
    const typing = /** @type {Element | null} */ (event.target)?.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
