// The server's clock, by which everyone sees a countdown end at the same moment, however their own is set.
const page = /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType("navigation")[0]);
const rendered = Date.parse(document.getElementById("room")?.dataset["now"] ?? "");
const ahead = Number.isNaN(rendered) ? 0 : rendered - (performance.timeOrigin + (page?.responseStart ?? 0));

/** Return milliseconds from the server's now to an instant; negative when that is over. @param {string} instant */
export function until(instant) {
  return Date.parse(instant) - (Date.now() + ahead);
}

/** @param {number} milliseconds */
export function minutesAndSeconds(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
