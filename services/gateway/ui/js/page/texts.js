// Texts of scripts: English where they stand, in other languages from the catalog's part that the page brings along
// (GNU gettext). Values are put in for %(name)s, and %% is a percent sign, as in templates.

/** @typedef {{texts: Record<string, string>, plurals: Record<string, Record<string, string>>}} Catalog the forms of a
 * plural stand under the categories of Intl.PluralRules (Unicode Technical Standard 35, part 3, section 5) */
/** @typedef {Record<string, string | number>} Values */

export const language = document.documentElement.lang || "en";
const block = document.getElementById("texts")?.textContent;
const { texts, plurals } = /** @type {Catalog} */ (block ? JSON.parse(block) : { texts: {}, plurals: {} });
const rules = new Intl.PluralRules(language);

/** @param {string} text @param {Values} [values] */
export function gettext(text, values = {}) {
  return filled(texts[text] ?? text, values);
}

/** The form that goes with a number, which is a value itself: %(n)s.
 * @param {string} one @param {string} many @param {number} n @param {Values} [values] */
export function ngettext(one, many, n, values = {}) {
  const forms = plurals[one] ?? { one, other: many };
  return filled(forms[rules.select(n)] ?? forms["other"] ?? many, { n, ...values });
}

/** @param {string} text @param {Values} values */
function filled(text, values) {
  return text.replace(/%(?:\((\w+)\)s|%)/g, (_, name) => name === undefined ? "%" : String(values[name]));
}
