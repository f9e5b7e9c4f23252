// Refusals and notices live as long as their cause, by what the room shows: then they go by themselves.
import { ngettext } from "../page/texts.js";
import { isolated } from "./dom.js";
import { notice, settled, tells } from "./notice.js";

/** @typedef {import("./protocol.js").State} State */

const PLACES = 6;
const VOICES = 2;
const SCREENS = 2;

/** What each says as long as it holds, "" when it does not any more.
 * @type {Record<string, (state: State, words: string) => string>} */
const WHILE = {
  consent_missing: (state) => missing(state),
  take_running: (state, words) => (state.take ? words : ""),
  no_take_running: (state, words) => (state.take ? "" : words),
  recorder_unwell: (state, words) => (state.recorder === "ok" ? "" : words),
  stage_full: (state, words) => (state.on_stage.length < PLACES ? "" : words),
  muted: (state, words) => (state.you.muted ? words : ""),
  enough_voices: (state, words) => (state.speakers.length < VOICES ? "" : words),
  enough_screens: (state, words) => (state.on_stage.filter((person) => person.screen).length < SCREENS ? "" : words),
};
/** What is said of one take is over when another one begins. */
const OF_A_TAKE = new Set(["take_stopped", "take_failed", "take_not_started", "recording_cut", "nobody_sending", "nobody_hosts", "guardian_missing"]);

/** Those that are shown, by their subject. @type {Map<string, {cause: string, words: string}>} */
const alive = new Map();
let take = "";

/** @param {{code: string, words: string, because?: string}} said the cause is the refusal behind it, if there is one */
export function because({ code, words, because = "" }) {
  const cause = because in WHILE ? because : code;
  const subject = cause in WHILE || OF_A_TAKE.has(cause) ? cause : "";
  notice(words, subject);
  if (subject) alive.set(subject, { cause, words });
}

/** @param {State} state */
export function outlive(state) {
  const id = state.take?.phase === "recording" ? state.take.id ?? "" : take;
  const begins = id !== take;
  take = id;
  for (const [subject, { cause, words }] of alive) {
    const now = cause in WHILE ? WHILE[cause]?.(state, words) ?? "" : begins ? "" : words;
    if (now && tells(subject)) {
      notice(now, subject);
      alive.set(subject, { cause, words: now });
    } else {
      settled(subject);
      alive.delete(subject);
    }
  }
}

/** Name those on stage who have not agreed to be recorded, as hosts and runners know it. @param {State} state */
function missing({ on_stage }) {
  const names = on_stage.filter((person) => !person.agreed).map((person) => isolated(person.name));
  const said = { names: names.join(", ") };
  return names.length
    ? ngettext("%(names)s has not agreed to be recorded.", "%(names)s have not agreed to be recorded.", names.length, said) : "";
}
