// Counts a toast's seconds down in sight, and takes it away; not while somebody is at it.

/** @param {HTMLElement} toast */
function count(toast) {
  const shown = toast.querySelector("small");
  let left = Number(toast.dataset["seconds"]);
  const ticking = setInterval(() => {
    left -= 1;
    if (shown) shown.textContent = String(Math.max(left, 0));
    if (left > 0 || toast.matches(":hover, :focus-within")) return;
    clearInterval(ticking);
    toast.remove();
  }, 1000);
}

/** @param {Document} page */
export function countToasts(page) {
  page.querySelectorAll("body > .toast").forEach((toast) => count(/** @type {HTMLElement} */ (toast)));
}
