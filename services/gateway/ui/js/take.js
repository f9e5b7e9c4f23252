// A take's page: a marker, a gap or a place on the timeline brings every film to that moment.

/** @param {number} at seconds */
function goTo(at) {
  document.querySelectorAll("video").forEach((film) => { film.currentTime = at; });
}

/** Return the seconds that a click means, if it means any. @param {MouseEvent} event */
function moment({ target, clientX }) {
  if (!(target instanceof Element)) return null;
  const named = /** @type {HTMLElement | null} */ (target.closest("[data-at]"))?.dataset["at"];
  if (named !== undefined) return Number(named);
  const line = /** @type {SVGElement | null} */ (target.closest(".line"));
  if (!line) return null;
  const { left, width } = line.getBoundingClientRect();
  return Number(line.dataset["length"]) * ((clientX - left) / width);
}

document.addEventListener("click", (event) => {
  const at = moment(event);
  if (at !== null) goTo(at);
});
