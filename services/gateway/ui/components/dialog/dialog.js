// Puts a question over the page once it is put into a form, and takes it away when all is to stay as it is.

/** @param {Element} root where something was put in */
export function askOver(root) {
  const asked = root.querySelector("dialog.dialog[open]");
  if (!(asked instanceof HTMLDialogElement) || asked.matches(":modal")) return;
  asked.open = false;
  asked.showModal();
}

/** @param {Document} page */
export function closeDialogs(page) {
  page.addEventListener("click", (event) => {
    const stays = event.target instanceof Element ? event.target.closest("[data-stays]") : null;
    stays?.closest("dialog")?.close();
  });
}
