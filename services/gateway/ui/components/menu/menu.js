// A menu closes by Escape, by a click elsewhere, and when the keyboard leaves it.

/** @param {Document} page */
export function closeMenus(page) {
  const open = () => /** @type {HTMLDetailsElement[]} */ ([...page.querySelectorAll("details.menu[open], .tabbar details[open]")]);
  /** @param {EventTarget | null} target */
  const closeOthers = (target) => open().forEach((menu) => {
    if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  });
  page.addEventListener("click", (event) => closeOthers(event.target));
  page.addEventListener("focusin", (event) => closeOthers(event.target));
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}
