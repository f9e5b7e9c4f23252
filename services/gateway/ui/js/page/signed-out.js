// Asks to sign in over the page where a session has ended, and then sends again what was sent.

/** @type {(() => void) | undefined} */
let sendAgain;
/** @type {HTMLElement | null} the button by which a form was sent last */
let submitter = null;

/** @param {Element} sender @returns {() => void} */
function again(sender) {
  const by = submitter?.closest("form") === sender ? submitter : null;
  if (sender instanceof HTMLFormElement) return () => sender.requestSubmit(by);
  const polls = sender.getAttribute("hx-trigger")?.includes("every");
  return () => polls || !(sender instanceof HTMLElement) || sender.click();
}

/** @param {Document} page */
export function askToSignIn(page) {
  const dialog = page.getElementById("signed-out");
  page.addEventListener("submit", (event) => { submitter = event.submitter; }, true);
  page.addEventListener("signed-out", (event) => {
    if (!(dialog instanceof HTMLDialogElement)) {
      page.location.assign("/sign-in");
      return;
    }
    sendAgain = again(/** @type {Element} */ (event.target));
    if (!dialog.open) dialog.showModal();
  });
  dialog?.querySelector("[data-goes-on]")?.addEventListener("click", () => {
    /** @type {HTMLDialogElement} */ (dialog).close();
    sendAgain?.();
  });
}
