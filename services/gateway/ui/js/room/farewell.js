// The screens of the end: why somebody is not in the room any more, and what they can do now.
import { gettext } from "../page/texts.js";
import { CloseCode } from "./close_codes.js";
import { byId, say } from "./dom.js";

/** How long somebody may be away without a word about it. */
const AWAY_MS = 4000;

/** @typedef {{title: string, words?: string, again?: string}} Screen */
const SCREENS = /** @satisfies {Record<string, Screen>} */ ({
  done: { title: gettext("Thank you. You are done"), words: gettext("Whatever is decided, the casting office will answer you. You can close this window.") },
  left: { title: gettext("You have left"), words: gettext("You can come in again as long as the session lasts."), again: gettext("Come in again") },
  removed: { title: gettext("You were removed from this session"), words: gettext("The host has removed you from this session. If that was a mistake, ask the casting office.") },
  session_ended: { title: gettext("The session has ended"), words: gettext("Thank you for coming. Whatever is decided, the casting office will answer you. You can close this window.") },
  elsewhere: { title: gettext("You came in from somewhere else"), words: gettext("This page does not take part any more."), again: gettext("Come in here instead") },
  refused: { title: gettext("You cannot come in") },
  signed_out: { title: gettext("You are signed out"), words: gettext("You have signed out here, or from another browser. To come back, sign in and open the room again.") },
  broken: { title: gettext("This page was disconnected"), again: gettext("Come in again") },
  moved: { title: gettext("The room is moving to another server"), words: gettext("You come back by yourself, in your place.") },
  lost: { title: gettext("The connection was lost"), words: gettext("You come back by yourself as soon as you are online again.") },
});
/** @typedef {keyof typeof SCREENS} Kind */
const CODES = /** @type {Record<number, Kind>} */ ({
  [CloseCode.SIGNED_OUT]: "signed_out",
  [CloseCode.UNWELCOME]: "refused",
  [CloseCode.REPLACED]: "elsewhere",
});
let timer = 0;

/** Which end a closed connection is. @param {number} code @param {string} told what the room said before @returns {Kind} */
export function kindOf(code, told) {
  return told === "removed" || told === "session_ended" ? told : CODES[code] ?? "broken";
}

/** End the page with a screen of its own. @param {Kind} kind @param {string} [reason] said where the screen has no words */
export function farewell(kind, reason = "") {
  clearTimeout(timer);
  show(kind, reason);
  byId("room").dataset["over"] = kind;
  byId("end").focus();
}

/** Say where somebody is whose connection does not come back at once. @param {number | undefined} code it was closed with */
export function away(code) {
  if (timer || byId("room").dataset["over"]) return;
  timer = setTimeout(() => show(code === CloseCode.MOVED ? "moved" : "lost", ""), AWAY_MS);
}

/** They are in the room again. */
export function back() {
  clearTimeout(timer);
  timer = 0;
  byId("end").hidden = true;
}

/** @param {Kind} kind @param {string} reason */
function show(kind, reason) {
  const { title, words = reason, again = "" } = /** @type {Screen} */ (SCREENS[kind]);
  byId("end").hidden = false;
  byId("end").dataset["kind"] = kind;
  say(byId("end-title"), title);
  say(byId("end-words"), words);
  say(byId("come-here"), again);
}
