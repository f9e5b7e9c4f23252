// What every page does: times where the reader is, their own zone in forms, problems brought into view.
import { atFields } from "./page/field-problems.js";
import { sayWhenSeen } from "./page/seen.js";

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** @param {string} zone @param {Date} instant */
function zoneName(zone, instant) {
  const parts = new Intl.DateTimeFormat(undefined, { timeZone: zone, timeZoneName: "long" }).formatToParts(instant);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** @param {string} zone @param {Date} instant */
function day(zone, instant) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(instant);
}

/** Put the reader's own time beside the agreed one, with the weekday where it is another day.
 * @param {HTMLTimeElement} time @param {Date} instant */
function addOwnClock(time, instant) {
  const { zone = here } = time.dataset;
  if (zone === here || time.title) return;
  const own = new Intl.DateTimeFormat(undefined, {
    ...(day(zone, instant) === day(here, instant) ? {} : { weekday: "short" }),
    hour: "2-digit", minute: "2-digit", timeZoneName: "short", timeZone: here,
  });
  time.title = `${time.textContent} in ${zone}`;
  time.append(Object.assign(document.createElement("small"), { textContent: ` ${own.format(instant)} where you are` }));
}

/** @param {HTMLTimeElement} time */
function localise(time) {
  const instant = new Date(time.dateTime);
  if (time.dataset["form"] === "clock") {
    addOwnClock(time, instant);
    return;
  }
  const text = new Intl.DateTimeFormat(undefined, {
    weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
    timeZone: here,
  }).format(instant);
  const agreed = time.title || time.textContent?.trim() || "";
  time.title = agreed;
  time.textContent = `${text} (${zoneName(here, instant)})`;
}

/** @param {ParentNode} root */
function prepare(root) {
  root.querySelectorAll("time[data-zone]").forEach((time) => localise(/** @type {HTMLTimeElement} */ (time)));
  root.querySelectorAll("select[data-own-zone]").forEach((element) => {
    const select = /** @type {HTMLSelectElement} */ (element);
    if ([...select.options].some((option) => option.value === here)) select.value = here;
  });
}

prepare(document);
sayWhenSeen(document);
document.addEventListener("htmx:afterSwap", (event) => {
  const swapped = /** @type {HTMLElement} */ (event.target);
  prepare(swapped.isConnected ? swapped : document);
  if (swapped.classList.contains("problems")) atFields(swapped);
  swapped.querySelector(".problem")?.scrollIntoView({ block: "nearest" });
});
// A part that asks again by itself keeps its place when the server is unwell for a moment, and goes on asking.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = /** @type {CustomEvent} */ (event);
  const polls = detail.requestConfig.elt.getAttribute("hx-trigger")?.includes("every");
  if (polls && detail.xhr.status >= 500) detail.shouldSwap = false;
});
