// Takes: the host starts, names and stops them; everyone sees that one runs.
import { gettext } from "../page/texts.js";
import { minutesAndSeconds, until } from "./clock.js";
import { question } from "./dialog.js";
import { byId, enumerate, isolated, make, maybe, say } from "./dom.js";
import { ask } from "./notice.js";

/** @typedef {import("./signalling.js").Signalling} Signalling */
/** @typedef {import("./protocol.js").PastTake} PastTake */

const LONGEST_NAME = 80;
const WORDS = /** @type {Record<import("./protocol.js").TakePhase, string>} */ ({
  recording: gettext("recording"), storing: gettext("being stored"), recorded: gettext("ready"),
  finishing: gettext("ready, side by side being made"), finished: gettext("ready"), failed: gettext("failed"),
});
let running = /** @type {import("./protocol.js").Take | null} */ (null);

/** @param {Signalling} signalling */
export function takeForm(signalling) {
  const form = /** @type {HTMLFormElement | null} */ (maybe("take-form"));
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const text = (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
    ask(signalling, {
      type: "start_take", role_id: text("role_id"), scene: text("scene"), name: text("name"), countdown: Number(text("countdown")),
    });
  });
  maybe("take-stop")?.addEventListener("click", () => ask(signalling, { type: "stop_take" }));
  setInterval(() => { if (running) tick(running); }, 500);
}

/** How long the running take is by now, in milliseconds; null while none runs. */
export function runningFor() {
  return running && -until(running.started_at ?? "");
}

/** @param {import("./protocol.js").Take} take */
function tick(take) {
  byId("recording-clock").textContent = minutesAndSeconds(-until(take.started_at ?? ""));
}

/** @param {import("./protocol.js").Take} take */
function recordingWords({ number, role, scene, name }) {
  const values = { number: number ?? "", role: isolated(role), scene: isolated(scene), name: isolated(name) };
  return name ? gettext("Recording take %(number)s: %(role)s %(scene)s, %(name)s", values)
    : gettext("Recording take %(number)s: %(role)s %(scene)s", values);
}

/** Show the running take, and announce its start and its end, once each.
 * @param {import("./protocol.js").Take | null} take */
function showRunning(take) {
  const words = take ? recordingWords(take) : "";
  if (take || running) byId("recording-said").textContent = words || gettext("Recording has stopped.");
  running = take;
  say(byId("recording-take"), words);
  byId("recording").hidden = !take;
  if (take) tick(take);
}

/** @param {Signalling} signalling @param {import("./protocol.js").State} state */
export function showTakes(signalling, state) {
  const take = state.take?.phase === "recording" ? state.take : null;
  if (take?.id !== running?.id || take?.name !== running?.name) showRunning(take);
  byId("unattended").hidden = !take?.ends_at;
  const start = maybe("take-start");
  if (!start) return;
  const counting = state.take?.phase === "counting";
  start.hidden = Boolean(take) || counting;
  const stop = byId("take-stop");
  stop.hidden = !start.hidden;
  say(byId("take-stop-words"), counting ? gettext("Cancel the countdown") : gettext("Stop the take"));
  // How far the side by side has come is not shown here, and draws nothing anew.
  enumerate(byId("takes"), state.takes.map((past) => ({ ...past, percent: 0 })), (past) => line(signalling, past));
}

/** @param {Signalling} signalling @param {PastTake} past */
function line(signalling, past) {
  const of = { role: isolated(past.role), scene: isolated(past.scene), number: past.number };
  const label = gettext("%(role)s, %(scene)s, take %(number)s", of);
  const [word, whole] = past.name ? [gettext("Rename"), gettext("Rename %(take)s", { take: label })]
    : [gettext("Name"), gettext("Name %(take)s", { take: label })];
  const rename = make("button", { type: "button", class: "quiet small", "aria-label": whole }, word);
  rename.addEventListener("click", () => name(signalling, past, label));
  return make("li", {},
    make("span", {}, make("a", { href: `/takes/${past.id}`, target: "_blank" }, past.name ? `${label}: ${isolated(past.name)}` : label),
      make("small", {}, [WORDS[past.phase] ?? past.phase, past.waits, past.ended].filter(Boolean).join(". "))), rename);
}

/** @param {Signalling} signalling @param {PastTake} past @param {string} label */
async function name(signalling, past, label) {
  const typed = await question({
    title: gettext("Name this take"), words: label, action: gettext("Save"),
    field: { label: gettext("Name"), value: past.name, longest: LONGEST_NAME },
  });
  if (typed !== null) ask(signalling, { type: "name_take", take_id: past.id, name: typed });
}
