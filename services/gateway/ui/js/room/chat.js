// A chat: a log, and a form that keeps its text until it is sent.
import { gettext } from "../page/texts.js";
import { bdi, byId, make, maybe } from "./dom.js";
import { ask } from "./notice.js";

const KEPT = 300;
const PLACES = /** @type {Record<string, string>} */ ({ stage: gettext("stage"), lobby: gettext("waiting room") });
const ADDRESSED = {
  stage: { readers: gettext("Everyone on stage reads this"), label: gettext("To everyone") },
  lobby: { readers: gettext("Everyone in the waiting room reads this"), label: gettext("To the waiting room") },
  casting: { readers: gettext("The casting director reads this"), label: gettext("To the casting director") },
};

/** @param {import("./signalling.js").Signalling} signalling @param {string} logId @param {string} formId */
export function chat(signalling, logId, formId) {
  const log = byId(logId);
  const form = /** @type {HTMLFormElement} */ (byId(formId));
  signalling.on("chat", (message) => {
    log.append(line(message));
    while (log.children.length > KEPT) log.firstElementChild?.remove();
    log.scrollTop = log.scrollHeight;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("text"));
    const choice = /** @type {HTMLSelectElement | null} */ (form.elements.namedItem("to"));
    const text = field.value.trim();
    if (text && ask(signalling, { type: "chat", text, ...(choice && { to: choice.value }) })) field.value = "";
  });
}

/** The stage's chat. Return what says who reads it, as this person moves.
 * @param {import("./signalling.js").Signalling} signalling @returns {(where: string) => void} */
export function stageChat(signalling) {
  const field = /** @type {HTMLInputElement | null} */ (maybe("text"));
  if (!field) return () => {};
  chat(signalling, "chat", "say");
  const choice = /** @type {HTMLSelectElement | null} */ (maybe("chat-to"));
  choice?.addEventListener("change", () => address(field, choice.value === "lobby" ? "lobby" : "stage"));
  return (where) => { if (!choice) address(field, where === "lobby" ? "casting" : "stage"); };
}

/** @param {HTMLInputElement} field @param {keyof typeof ADDRESSED} to */
function address(field, to) {
  const { readers, label } = ADDRESSED[to];
  byId("chat-readers").textContent = readers;
  field.placeholder = label;
  field.setAttribute("aria-label", label);
}

/** @param {any} message */
function line({ at, name, text, to }) {
  const clock = new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  const place = PLACES[to] ? [make("small", { class: "to" }, PLACES[to] ?? "")] : [];
  return make("li", {}, make("strong", {}, bdi(name)), make("time", { datetime: at }, clock), ...place, make("p", {}, text));
}
