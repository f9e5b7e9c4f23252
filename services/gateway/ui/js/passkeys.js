// Passkeys: a form that asks for a challenge, lets the device sign it, and sends the answer on.
import { gettext } from "./page/texts.js";

/** @param {HTMLFormElement} form @returns {Promise<any>} */
async function challenge(form) {
  const body = new URLSearchParams({ _csrf_token: field(form, "_csrf_token").value });
  const answer = await fetch(`${form.action}/challenge`, { method: "POST", body });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail);
  return told;
}

/** @param {HTMLFormElement} form @param {string} name */
function field(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/** @param {HTMLFormElement} form */
async function sign(form) {
  const options = await challenge(form);
  const credential = form.dataset["passkey"] === "add"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  const made = /** @type {PublicKeyCredential} */ (credential);
  field(form, "credential").value = JSON.stringify(made.toJSON());
  form.submit();
}

/** @param {HTMLFormElement} form @param {unknown} error */
function tell(form, error) {
  const cancelled = error instanceof DOMException && error.name === "NotAllowedError";
  const words = cancelled ? gettext("Nothing was signed. Please try again, or use a link by mail.")
    : error instanceof Error ? error.message : String(error);
  const problem = Object.assign(document.createElement("div"), { className: "problem", textContent: words });
  form.querySelector(".problems")?.replaceChildren(problem);
}

if ("PublicKeyCredential" in window && "parseCreationOptionsFromJSON" in PublicKeyCredential) {
  document.querySelectorAll("form[data-passkey]").forEach((element) => {
    const form = /** @type {HTMLFormElement} */ (element);
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sign(form).catch((error) => tell(form, error));
    });
  });
}
