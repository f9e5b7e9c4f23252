// A question that has to be answered before it goes on.
import { byId, say } from "./dom.js";

/** @typedef {object} Question
 * @property {string} title
 * @property {string} words
 * @property {string} action what the button says that goes on
 * @property {{label: string, value: string, longest: number}} [field] what may be typed */

/** @param {Question} question @returns {Promise<string | null>} what was typed, or null when it was not to be */
export function question({ title, words, action, field }) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("question"));
  const input = /** @type {HTMLInputElement} */ (byId("question-input"));
  say(byId("question-title"), title);
  say(byId("question-words"), words);
  say(byId("question-yes"), action);
  byId("question-field").hidden = !field;
  input.value = field?.value ?? "";
  input.maxLength = field?.longest ?? 0;
  say(byId("question-label"), field?.label ?? "");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answered) => {
    dialog.addEventListener("close", () => answered(dialog.returnValue === "yes" ? input.value.trim() : null), { once: true });
  });
}
