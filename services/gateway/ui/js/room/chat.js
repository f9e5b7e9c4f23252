// A chat: a log, and a form that keeps its text until it is sent.
import { byId, make } from "./dom.js";

const KEPT = 300;

/** @param {import("./signalling.js").Signalling} signalling @param {string} logId @param {string} formId */
export function chat(signalling, logId, formId) {
  const log = byId(logId);
  const form = /** @type {HTMLFormElement} */ (byId(formId));
  signalling.on("chat", (message) => {
    const at = new Date(message.at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
    log.append(make("li", {}, make("strong", {}, message.name), make("time", { datetime: message.at }, at), make("p", {}, message.text)));
    while (log.children.length > KEPT) log.firstElementChild?.remove();
    log.scrollTop = log.scrollHeight;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("text"));
    if (!field.value.trim()) return;
    signalling.send({ type: "chat", text: field.value.trim() });
    field.value = "";
  });
}
