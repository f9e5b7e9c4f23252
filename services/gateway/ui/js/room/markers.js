// Markers: a moment of the running take that somebody wants to find again. The M key sets one.
import { gettext } from "../page/texts.js";
import { minutesAndSeconds } from "./clock.js";
import { maybe, say } from "./dom.js";
import { ask } from "./notice.js";
import { runningFor } from "./takes.js";

/** @param {import("./signalling.js").Signalling} signalling */
export function markers(signalling) {
  const form = /** @type {HTMLFormElement | null} */ (maybe("mark-form"));
  if (!form) return;
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("text"));
  const said = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const set = () => {
    const at = runningFor();
    if (at === null || !ask(signalling, { type: "mark", text: field.value.trim() })) return;
    say(said, gettext("Marked at %(time)s.", { time: minutesAndSeconds(at) }));
    field.value = "";
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); set(); });
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "m" && !event.repeat && !withModifier(event) && !types(event.target)) set();
  });
  signalling.on("state", () => {
    const runs = runningFor() !== null;
    if (form.hidden === runs) say(said, "");
    form.hidden = !runs;
  });
}

/** @param {KeyboardEvent} event */
const withModifier = (event) => event.ctrlKey || event.metaKey || event.altKey;

/** Whether keys are meant for a field just now. @param {EventTarget | null} target */
function types(target) {
  return target instanceof Element && target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog") !== null;
}
