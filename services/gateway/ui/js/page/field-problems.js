// What is wrong with a form, said at its fields too: the list of problems names them, and this finds them.

const MARK = "field-problem";

/** @param {HTMLFormElement} form */
function clear(form) {
  for (const mark of form.querySelectorAll(`.${MARK}`)) mark.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
}

/** @param {HTMLFormElement} form @param {string} name @returns {HTMLElement | null} */
function fieldOf(form, name) {
  const found = form.elements.namedItem(name);
  return /** @type {HTMLElement | null} */ (found instanceof RadioNodeList ? found[0] ?? null : found);
}

/** @param {HTMLElement} field @param {string} id of the words, which no other form of the page has @param {string} words */
function markField(field, id, words) {
  const mark = Object.assign(document.createElement("small"), { className: MARK, id, textContent: words });
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", mark.id);
  (field.closest("label, fieldset") ?? field).append(mark);
}

/** Mark the fields of a form that the problems in it name, and go to the first of them.
 * @param {HTMLElement} problems where a list of problems was put in */
export function atFields(problems) {
  const form = problems.closest("form");
  if (!form) return;
  clear(form);
  const named = /** @type {HTMLElement[]} */ ([...problems.querySelectorAll("[data-field]")]);
  const place = [...document.forms].indexOf(form);
  const fields = named.map((line) => {
    const name = line.dataset["field"] ?? "";
    const field = fieldOf(form, name);
    if (field) markField(field, `problem-${place}-${name}`, line.dataset["words"] ?? "");
    return field;
  });
  fields.find((field) => field)?.focus();
}
