// Opens a drawer as a dialog: by a link to it on this page, or by an address that names it.

/** @param {Document} page @param {string} hash @returns {HTMLDialogElement | null} */
function drawerOf(page, hash) {
  const found = hash.length > 1 ? page.getElementById(hash.slice(1)) : null;
  return found instanceof HTMLDialogElement && found.classList.contains("drawer") ? found : null;
}

/** @param {HTMLDialogElement} drawer */
function open(drawer) {
  if (drawer.open) return;
  drawer.showModal();
  const first = drawer.querySelector("input:not([type=hidden]), select, textarea");
  if (first instanceof HTMLElement) first.focus();
}

/** @param {Document} page */
export function openDrawers(page) {
  page.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-opens], a[data-closes]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey) return;
    const drawer = drawerOf(page, link.hash) ?? link.closest("dialog");
    if (!drawer) return;
    event.preventDefault();
    if (link.hasAttribute("data-opens")) open(drawer);
    else drawer.close();
  });
  const named = drawerOf(page, page.location.hash);
  if (!named) return;
  page.location.replace("#"); // what is shown by its address alone would stay when it is closed
  open(named);
}
