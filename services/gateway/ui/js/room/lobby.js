// The lobby: hosts see who waits and bring them in; those who wait see their place.
import { byId, make, redraw } from "./dom.js";
import { ask } from "./notice.js";

/** @typedef {{who: string, name: string, agreed: boolean | null, act: "bring_in" | "send_back"}} Row */

/** @param {import("./signalling.js").Signalling} signalling @param {any} state */
export function showLobby(signalling, state) {
  const list = byId("lobby");
  const actors = state.on_stage.filter((/** @type {any} */ person) => person.role === "actor");
  const rows = [...state.lobby.map(rowFor("bring_in")), ...actors.map(rowFor("send_back"))];
  const focused = document.activeElement?.closest("#lobby li")?.id;
  redraw(list, rows, () => rows.length ? rows.map((row) => draw(signalling, row))
    : [make("li", { class: "empty" }, "Nobody waits.")]);
  if (focused) document.getElementById(focused)?.querySelector("button")?.focus();
}

/** Keep what is shown only, so that nothing else redraws the list.
 * @param {Row["act"]} act @returns {(person: any) => Row} */
const rowFor = (act) => ({ who, name, agreed }) => ({ who, name, agreed, act });

/** @param {import("./signalling.js").Signalling} signalling @param {Row} row */
function draw(signalling, { who, name, agreed, act }) {
  const button = make("button", { type: "button", class: "small" }, act === "bring_in" ? "Bring in" : "Send back");
  button.addEventListener("click", () => ask(signalling, { type: act, who }));
  const consent = agreed === null ? "has not answered about recording" : `${agreed ? "agrees" : "does not agree"} to be recorded`;
  const words = act === "send_back" ? `on stage, ${consent}` : consent;
  return make("li", { id: `lobby-${who}` }, make("span", {}, make("strong", {}, name), make("small", {}, words)), button);
}

/** @param {any} you */
export function showQueue(you) {
  byId("waiting").hidden = you.where !== "lobby";
  if (you.where !== "lobby") return;
  byId("queue").textContent = you.queue === 1 ? "You are next." : `You are number ${you.queue ?? "…"} in the queue.`;
}
