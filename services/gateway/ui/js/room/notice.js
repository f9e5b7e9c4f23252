// The one line above the stage that says what is wrong: the newest trouble that is not over, until it is closed.
import { gettext } from "../page/texts.js";
import { byId, say } from "./dom.js";

/** What is wrong just now, by subject. @type {Map<string, string>} */
const troubles = new Map();

/** @param {string} text @param {string} subject what it is about, for `settled`; without one, the next takes its place */
export function notice(text, subject = "") {
  if (troubles.get(subject) === text) return;
  troubles.delete(subject);
  if (text) troubles.set(subject, text);
  show();
}

/** Whether something is said of a subject: somebody may have closed it. @param {string} subject */
export function tells(subject) {
  return troubles.has(subject);
}

/** Take back a notice whose subject is well again. @param {string} subject */
export function settled(subject) {
  if (troubles.delete(subject)) show();
}

/** Send what a person asked for, or tell them that it did not go.
 * @param {import("./signalling.js").Signalling} signalling @param {import("./signalling.js").Message} message
 * @returns {boolean} whether it was sent */
export function ask(signalling, message) {
  const sent = signalling.send(message);
  if (!sent) notice(gettext("Not connected just now. Please try again in a moment."), "connection");
  return sent;
}

export function noticeCloses() {
  byId("notice-close").addEventListener("click", () => {
    const newest = [...troubles.keys()].at(-1);
    if (newest !== undefined) troubles.delete(newest);
    show();
    byId("main").focus();
  });
}

function show() {
  const text = [...troubles.values()].at(-1) ?? "";
  say(byId("notice-text"), text);
  byId("notice").hidden = !text;
}
