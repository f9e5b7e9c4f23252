// Asks to sign in over the page where a session has ended, and then sends again what was sent.
import { again } from "./send-again.js";

/** @type {(() => void) | undefined} */
let sendAgain;

/** @param {Document} page */
export function askToSignIn(page) {
  const dialog = page.getElementById("signed-out");
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
