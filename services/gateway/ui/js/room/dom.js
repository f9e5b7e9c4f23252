// Small words for the page.

/** @template {HTMLElement} T @param {string} id @returns {T} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return /** @type {T} */ (found);
}

/** @param {string} id @returns {HTMLElement | null} */
export function maybe(id) {
  return document.getElementById(id);
}

/** @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children @returns {HTMLElementTagNameMap[K]} */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A name beside other text: whichever way its letters run, what stands around it stays.
 * @param {string} name */
export function bdi(name) {
  return make("bdi", {}, name);
}

// Hebrew to Arabic with their presentation forms, and the scripts beyond U+10000 that run so.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A name within a sentence, where no element can stand around it (Unicode Standard Annex 9, section 2.4).
 * @param {string} name */
export function isolated(name) {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
}

/** Show text in an element, or hide the element where there is none.
 * @param {HTMLElement} element @param {string} text */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text;
}

/** Show items in a list. What has not changed is left alone, with its focus and a click that has begun.
 * @template T @param {HTMLElement} list @param {T[]} items @param {(item: T) => HTMLElement} draw
 * @param {string} empty what is said where there are none */
export function enumerate(list, items, draw, empty = "") {
  const before = new Map([...list.children].map((row) => [/** @type {HTMLElement} */ (row).dataset["drawn"], row]));
  const rows = items.map((item) => {
    const drawn = JSON.stringify(item);
    const row = before.get(drawn) ?? draw(item);
    /** @type {HTMLElement} */ (row).dataset["drawn"] = drawn;
    return row;
  });
  if (!rows.length && empty) rows.push(before.get(empty) ?? make("li", { class: "empty", "data-drawn": empty }, empty));
  for (const row of before.values()) if (!rows.includes(row)) row.remove();
  rows.forEach((row, at) => { if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null); });
}

/** Replace the children of a list only when they changed, so that focus and readers are left alone.
 * @param {HTMLElement} list @param {unknown} data @param {() => Node[]} draw */
export function redraw(list, data, draw) {
  const key = JSON.stringify(data);
  if (list.dataset["drawn"] === key) return;
  list.dataset["drawn"] = key;
  list.replaceChildren(...draw());
}
