// The lobby: hosts see who waits and bring them in; those who wait see their place.
import { byId, make, redraw } from "./dom.js";

/** @param {import("./signalling.js").Signalling} signalling @param {any} state */
export function showLobby(signalling, state) {
  const list = byId("lobby");
  const people = [
    ...state.lobby.map((/** @type {any} */ person) => ({ ...person, act: "bring_in" })),
    ...state.on_stage.filter((/** @type {any} */ person) => person.role === "actor")
      .map((/** @type {any} */ person) => ({ ...person, act: "send_back" })),
  ];
  redraw(list, people, () => people.length ? people.map((person) => row(signalling, person))
    : [make("li", { class: "empty" }, "Nobody waits.")]);
}

/** @param {import("./signalling.js").Signalling} signalling @param {any} person */
function row(signalling, person) {
  const act = make("button", { type: "button", class: "small" }, person.act === "bring_in" ? "Bring in" : "Send back");
  act.addEventListener("click", () => signalling.send({ type: person.act, who: person.who }));
  const consent = person.agreed === true ? "agrees to be recorded" : person.agreed === false ? "does not agree to be recorded" : "has not answered about recording";
  return make("li", { "data-who": person.who }, make("span", {}, make("strong", {}, person.name), make("small", {}, person.act === "send_back" ? `on stage, ${consent}` : consent)), act);
}

/** @param {any} you */
export function showQueue(you) {
  byId("waiting").hidden = you.where !== "lobby";
  if (you.where !== "lobby") return;
  byId("queue").textContent = you.queue === 1 ? "You are next." : `You are number ${you.queue ?? "…"} in the queue.`;
}
