// The lobby: hosts see who waits and bring them in, alone or together; those who wait see their place.
import { gettext, ngettext } from "../page/texts.js";
import { bdi, byId, enumerate, isolated, make, say } from "./dom.js";
import { ask } from "./notice.js";
import { remove } from "./tools.js";

/** @typedef {import("./signalling.js").Signalling} Signalling */
/** @typedef {{who: string, name: string, act: "bring_in" | "send_back", several: boolean}} Row */

const HOUR = 60;
const DAY = 1440;

/** Whom the host has chosen to bring in together, as for a chemistry read. @type {Set<string>} */
const chosen = new Set();

/** @param {Signalling} signalling */
export function groups(signalling) {
  byId("bring-chosen").addEventListener("click", () => {
    if (ask(signalling, { type: "bring_in", who: [...chosen] })) chosen.clear();
  });
  byId("clear-stage").addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    ask(signalling, { type: "send_back", who: button.dataset["who"]?.split(" ") ?? [] });
  });
}

/** @param {Signalling} signalling @param {import("./protocol.js").State} state */
export function showLobby(signalling, state) {
  const actors = state.on_stage.filter((person) => person.role === "actor");
  const several = state.lobby.length > 1;
  const rows = /** @type {Row[]} */ ([
    ...state.lobby.map((person) => ({ ...named(person), act: "bring_in", several })),
    ...actors.map((person) => ({ ...named(person), act: "send_back", several: false })),
  ]);
  const words = [...state.lobby.map(about), ...actors.map((person) => `${gettext("on stage")}, ${consent(person)}`)];
  const waiting = new Set(state.lobby.map((person) => person.who));
  for (const who of chosen) if (!waiting.has(who)) chosen.delete(who);
  const list = byId("lobby");
  enumerate(list, rows, (row) => draw(signalling, row), gettext("Nobody waits."));
  // Words change under somebody's finger: the row stays, or a click that has begun would be lost.
  words.forEach((said, at) => say(/** @type {HTMLElement} */ (list.children[at]?.querySelector("small")), said));
  showGroups(actors);
}

/** @param {import("./protocol.js").Named} person */
const named = ({ who, name }) => ({ who, name });

/** @param {import("./protocol.js").Person[]} [actors] on stage, where that may have changed */
function showGroups(actors) {
  byId("bring-chosen").hidden = chosen.size < 2;
  if (!actors) return;
  byId("clear-stage").hidden = actors.length < 2;
  byId("clear-stage").dataset["who"] = actors.map((actor) => actor.who).join(" ");
}

/** @param {Signalling} signalling @param {Row} row */
function draw(signalling, row) {
  const { who, name, act } = row;
  const move = make("button", { type: "button", class: "small" }, act === "bring_in" ? gettext("Bring in") : gettext("Send back"));
  move.addEventListener("click", () => ask(signalling, { type: act, who: [who] }));
  const out = make("button", { type: "button", class: "quiet small", "aria-label": gettext("Remove %(name)s from the lobby", { name: isolated(name) }) }, gettext("Remove"));
  out.addEventListener("click", () => remove(signalling, row));
  const person = make("span", {}, make("strong", {}, bdi(name)), make("small", {}));
  const acts = make("span", { class: "acts" }, move, ...(act === "bring_in" ? [out] : []));
  return make("li", {}, ...(row.several ? [box(row)] : []), person, acts);
}

/** @param {Row} row */
function box({ who, name }) {
  const choice = make("input", { type: "checkbox", "aria-label": gettext("Choose %(name)s", { name: isolated(name) }), autocomplete: "off" });
  choice.checked = chosen.has(who);
  choice.addEventListener("change", () => {
    if (choice.checked) chosen.add(who);
    else chosen.delete(who);
    showGroups();
  });
  return choice;
}

/** @param {{agreed: boolean | null}} person */
function consent({ agreed }) {
  if (agreed === null) return gettext("has not answered about recording");
  return agreed ? gettext("agrees to be recorded") : gettext("does not agree to be recorded");
}

/** @param {import("./protocol.js").Waiting} person */
function about(person) {
  if (person.seen) return `${gettext("seen")}, ${consent(person)}`;
  return person.waits_minutes === null ? consent(person) : `${consent(person)}, ${turnIn(person.waits_minutes)}`;
}

/** When somebody's turn is, as a host reads it. @param {number} minutes */
function turnIn(minutes) {
  if (minutes < 1) return gettext("turn any moment now");
  if (minutes < 2 * HOUR) return ngettext("turn in about %(n)s minute", "turn in about %(n)s minutes", minutes);
  if (minutes < 2 * DAY) return ngettext("turn in about %(n)s hour", "turn in about %(n)s hours", Math.round(minutes / HOUR));
  return ngettext("turn in about %(n)s day", "turn in about %(n)s days", Math.round(minutes / DAY));
}

/** The same, as they read it themselves. @param {number} minutes */
function yourTurnIn(minutes) {
  if (minutes < 1) return gettext("Your turn comes any moment now.");
  if (minutes < 2 * HOUR) return ngettext("Your turn comes in about %(n)s minute.", "Your turn comes in about %(n)s minutes.", minutes);
  if (minutes < 2 * DAY) return ngettext("Your turn comes in about %(n)s hour.", "Your turn comes in about %(n)s hours.", Math.round(minutes / HOUR));
  return ngettext("Your turn comes in about %(n)s day.", "Your turn comes in about %(n)s days.", Math.round(minutes / DAY));
}

const HOST = {
  awaited: gettext("Nobody of the casting office is here yet."),
  here: "",
  left: gettext("The host has left. When they come back, they see that you are here."),
};
const SEEN = gettext("If you were asked to stay, please stay: you can be brought in again. If not, you are done, and may leave.");

/** @param {import("./protocol.js").State} state */
export function showQueue({ you, host = "here" }) {
  byId("waiting").hidden = you.where !== "lobby";
  byId("host-left").hidden = host !== "left" || you.where !== "stage";
  if (you.where !== "lobby") return;
  say(byId("waiting-title"), you.seen ? gettext("Thank you. You have been seen") : gettext("You are in the waiting room"));
  say(byId("queue"), you.seen ? SEEN : place(you, host));
  say(byId("wait"), you.wait_minutes === null ? "" : yourTurnIn(you.wait_minutes));
  say(byId("host-words"), you.seen ? "" : HOST[host]);
}

/** @param {import("./protocol.js").You} you @param {string} host */
function place({ queue }, host) {
  if (queue === 1) return host === "here" ? gettext("You are next.") : gettext("You are the first in the queue.");
  return gettext("You are number %(queue)s in the queue.", { queue: queue ?? "…" });
}
