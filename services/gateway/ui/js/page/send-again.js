// Sends again what a part of a page has sent: a form by the same button, with what is typed in it now.

/** @type {HTMLElement | null} the button by which a form was sent last */
let submitter = null;

/** @param {Document} page */
export function noteSubmitters(page) {
  page.addEventListener("submit", (event) => { submitter = event.submitter; }, true);
}

/** @param {Element} sender @returns {() => void} */
export function again(sender) {
  const by = submitter?.closest("form") === sender ? submitter : null;
  if (sender instanceof HTMLFormElement) return () => sender.requestSubmit(by);
  const polls = sender.getAttribute("hx-trigger")?.includes("every");
  return () => polls || !(sender instanceof HTMLElement) || sender.click();
}
