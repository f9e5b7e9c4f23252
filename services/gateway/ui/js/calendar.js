// The calendar by keys: arrows go from day to day, Page Up and Page Down to the days before and after. Without
// a zone in its address it is asked for by the reader's own.
import { here } from "./page/times.js";

const STEPS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 });
const WAYS = /** @type {Record<string, string>} */ ({ PageUp: "prev", PageDown: "next" });

/** @param {HTMLElement} calendar */
function askByOwnZone(calendar) {
  const zones = /** @type {HTMLSelectElement | null} */ (document.querySelector("select[name=zone]"));
  const known = [...(zones?.options ?? [])].some((option) => option.value === here);
  if (!here || !known || "asked" in calendar.dataset || calendar.dataset["zone"] === here) return;
  const address = new URL(location.href);
  address.searchParams.set("zone", here);
  location.replace(address);
}

/** @param {HTMLElement} calendar @param {KeyboardEvent} event */
function move(calendar, event) {
  const day = /** @type {HTMLElement} */ (event.target);
  if (!day.matches(".day") || event.altKey || event.ctrlKey || event.metaKey) return;
  const way = WAYS[event.key];
  const link = way && /** @type {HTMLAnchorElement | null} */ (document.querySelector(`a[rel=${way}]`));
  const shown = [...calendar.querySelectorAll(".day")].filter((each) => each.checkVisibility());
  const next = /** @type {HTMLElement | undefined} */ (shown[shown.indexOf(day) + (STEPS[event.key] ?? 0)]);
  if (link) link.click();
  else if (next && next !== day) focusOn(day, next);
  else return;
  event.preventDefault();
}

/** Only one day is a tab stop. @param {HTMLElement} day @param {HTMLElement} next */
function focusOn(day, next) {
  day.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

const calendar = /** @type {HTMLElement | null} */ (document.querySelector(".calendar"));
if (calendar) {
  askByOwnZone(calendar);
  calendar.addEventListener("keydown", (event) => move(calendar, event));
}
