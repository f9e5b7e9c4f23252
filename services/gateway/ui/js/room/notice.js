// The one line above the stage that says what went wrong, until it is closed or has settled itself.
import { byId, say } from "./dom.js";

let about = "";

/** @param {string} text @param {string} subject what it is about, for `settled` */
export function notice(text, subject = "") {
  about = text ? subject : "";
  say(byId("notice-text"), text);
  byId("notice").hidden = !text;
}

/** Take back a notice whose subject is well again. @param {string} subject */
export function settled(subject) {
  if (about === subject) notice("");
}

/** Send what a person asked for, or tell them that it did not go.
 * @param {import("./signalling.js").Signalling} signalling @param {import("./signalling.js").Message} message
 * @returns {boolean} whether it was sent */
export function ask(signalling, message) {
  const sent = signalling.send(message);
  if (!sent) notice("Not connected just now. Please try again in a moment.", "connection");
  return sent;
}

export function noticeCloses() {
  byId("notice-close").addEventListener("click", () => {
    notice("");
    byId("main").focus();
  });
}
