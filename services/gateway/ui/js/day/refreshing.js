// What people reply, and who has come, is seen without loading the page anew: while nothing is held, and the
// focus is elsewhere.
import { localise } from "../page/times.js";

const EVERY_MS = 10_000;

/** @param {Document} document */
export function keepFresh(document) {
  setInterval(() => {
    const day = document.querySelector("#day");
    if (day && !document.hidden && !isHeld(day)) void refresh(day);
  }, EVERY_MS);
}

/** @param {Element} day */
const isHeld = (day) => day.contains(document.activeElement) || day.querySelector(".lifted, [open]") !== null;

/** Menus of the fresh rows are asked for by htmx, which does not see by itself what came in past it.
 * @param {Element} day */
async function refresh(day) {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#day");
  if (!fresh || isHeld(day)) return;
  fresh.querySelectorAll("time[data-zone]").forEach((time) => localise(/** @type {HTMLTimeElement} */ (time)));
  day.replaceChildren(...fresh.childNodes);
  /** @type {any} */ (window).htmx?.process(day);
}
