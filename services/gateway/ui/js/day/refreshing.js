// What people reply, and who has come, is seen without loading the page anew: while nothing is held, and the
// focus is elsewhere.
import { localise } from "../page/times.js";

const EVERY_MS = 10_000;

/** @param {Document} document */
export function keepFresh(document) {
  setInterval(() => {
    const day = document.querySelector("#day");
    const busy = document.hidden || day?.contains(document.activeElement) || day?.querySelector(".lifted, [open]");
    if (day && !busy) void refresh(document, day);
  }, EVERY_MS);
}

/** @param {Document} document @param {Element} day */
async function refresh(document, day) {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#day");
  if (!fresh || day.contains(document.activeElement)) return;
  fresh.querySelectorAll("time[data-zone]").forEach((time) => localise(/** @type {HTMLTimeElement} */ (time)));
  day.replaceChildren(...fresh.childNodes);
}
