// Times where the reader is, beside the agreed ones. A browser may know fewer zones than we do, or none.
import { gettext } from "./texts.js";

const reader = document.documentElement.dataset;

/** The reader's own zone: the one that they have chosen, or the browser's; undefined where it does not say.
 * @type {string | undefined} */
export const here = reader["zone"] || Intl.DateTimeFormat().resolvedOptions().timeZone || undefined;

/** @param {Intl.DateTimeFormatOptions} options @param {string} [locale]
 * @returns {Intl.DateTimeFormat | null} null where the zone is not known here */
function format(options, locale = reader["dates"] || undefined) {
  const clock = reader["clock"];
  const hour12 = clock && "hour" in options ? { hour12: clock === "12" } : {};
  try {
    return new Intl.DateTimeFormat(locale, { ...options, ...hour12 });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** @param {string | undefined} zone @param {Date} instant */
function zoneName(zone, instant) {
  const parts = format({ timeZone: zone, timeZoneName: "long" })?.formatToParts(instant);
  return parts?.find((part) => part.type === "timeZoneName")?.value ?? zone ?? "";
}

/** @param {string | undefined} zone @param {Date} instant */
function day(zone, instant) {
  return format({ timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA")?.format(instant);
}

/** @param {string | undefined} zone @param {Date} instant */
function wallClock(zone, instant) {
  return `${day(zone, instant)} ${format({ timeZone: zone, hour: "2-digit", minute: "2-digit" }, "en-CA")?.format(instant)}`;
}

/** Put the reader's own time beside the agreed one where it differs, with the weekday where it is another day.
 * @param {HTMLTimeElement} time @param {Date} instant */
function addOwnClock(time, instant) {
  const { zone } = time.dataset;
  if (!zone || time.title || wallClock(zone, instant) === wallClock(here, instant)) return;
  const own = format({
    ...(day(zone, instant) === day(here, instant) ? {} : { weekday: "short" }),
    hour: "2-digit", minute: "2-digit", timeZone: here,
    ...(time.dataset["form"] === "beside" ? {} : { timeZoneName: "short" }),
  });
  if (!own) return;
  time.title = gettext("%(time)s in %(zone)s", { time: time.textContent ?? "", zone });
  const at = own.format(instant);
  const words = time.dataset["form"] === "beside" ? at : gettext("%(time)s where you are", { time: at });
  time.append(" ", Object.assign(document.createElement("small"), { textContent: words }));
}

/** How an instant is written; one of any other form is a clock, which keeps its agreed time beside the reader's.
 * @type {Record<string, Intl.DateTimeFormatOptions>} */
const FORMS = {
  long: { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  brief: {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  },
  day: { day: "numeric", month: "short", year: "numeric" },
};

/** What is not known here stays as the server wrote it. @param {HTMLTimeElement} time */
export function localise(time) {
  const instant = new Date(time.dateTime);
  if (Number.isNaN(instant.getTime())) return;
  const form = FORMS[time.dataset["form"] ?? "long"];
  if (!form) {
    addOwnClock(time, instant);
    return;
  }
  const text = format({ ...form, timeZone: here })?.format(instant);
  if (!text) return;
  time.title = time.title || time.textContent?.trim() || "";
  time.textContent = form.timeZoneName || !form.hour ? text : `${text} (${zoneName(here, instant)})`;
}
