// What every page does: times where the reader is, their own zone in forms, problems brought into view.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** @param {string} zone @param {Date} instant */
function zoneName(zone, instant) {
  const parts = new Intl.DateTimeFormat(undefined, { timeZone: zone, timeZoneName: "long" }).formatToParts(instant);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** @param {HTMLTimeElement} time */
function localise(time) {
  const instant = new Date(time.dateTime);
  if (time.dataset["form"] === "clock") {
    if (time.dataset["zone"] === here || time.title) return;
    time.title = `${time.textContent} in ${time.dataset["zone"]}`;
    const there = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", timeZone: here });
    time.append(Object.assign(document.createElement("small"), { textContent: ` ${there.format(instant)} where you are` }));
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
document.addEventListener("htmx:afterSwap", (event) => {
  const swapped = /** @type {HTMLElement} */ (event.target);
  prepare(swapped.isConnected ? swapped : document);
  swapped.querySelector(".problem")?.scrollIntoView({ block: "nearest" });
});
