// A select of many options is searched by typing (ARIA Authoring Practices Guide: combobox with a list). The select stays
// in its form, out of sight, and has what is chosen.

const MOST = 60; // options in sight
let made = 0;

/** @param {string} words without case and accents */
const folded = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {HTMLSelectElement} select @param {string} typed */
function found(select, typed) {
  const words = folded(typed).split(/[\s/_]+/).filter(Boolean);
  const fits = [...select.options].filter((option) => words.every((word) => folded(option.text).includes(word)));
  return fits.slice(0, MOST);
}

/** @param {HTMLOptionElement} option @param {string} id */
function line(option, id) {
  const item = Object.assign(document.createElement("li"), { id, textContent: option.text });
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", String(option.selected));
  item.dataset["value"] = option.value;
  return item;
}

class Combobox {
  /** @param {HTMLSelectElement} select */
  constructor(select) {
    this.select = select;
    this.input = document.createElement("input");
    this.list = document.createElement("ul");
    this.id = `combobox-${++made}`;
    this.dress();
    this.show();
    this.input.addEventListener("input", () => this.open(this.input.value));
    this.input.addEventListener("click", () => this.open(""));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => {
      event.preventDefault(); // which would go to the label's field
      const item = /** @type {HTMLElement} */ (event.target).closest("li");
      if (item) this.choose(item);
    });
  }

  dress() {
    const { select, input, list, id } = this;
    const label = select.closest("label")?.querySelector("span");
    if (label) label.id ||= `${id}-label`;
    Object.assign(input, { type: "text", autocomplete: "off", spellcheck: false, required: select.required });
    list.id = id;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(said)) input.setAttribute(name, value);
    for (const each of [input, list]) each.setAttribute("aria-labelledby", label?.id ?? "");
    const frame = Object.assign(document.createElement("span"), { className: "combobox" });
    frame.append(input, list);
    select.before(frame);
    select.hidden = true;
    select.focus = () => input.focus(); // a form goes to the field that is wrong
  }

  /** Show what is chosen. */
  show() {
    this.input.value = this.select.selectedOptions[0]?.text ?? "";
  }

  /** @param {string} typed what is looked for; all where it is empty */
  open(typed) {
    const items = found(this.select, typed).map((option, n) => line(option, `${this.id}-${n}`));
    const nothing = Object.assign(document.createElement("li"), { textContent: "–" });
    nothing.dataset["none"] = "";
    this.list.replaceChildren(...(items.length ? items : [nothing]));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.activate(items.find((item) => item.ariaSelected === "true") ?? items[0]);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.show();
  }

  get active() {
    return /** @type {HTMLElement | null} */ (this.list.querySelector("[data-active]"));
  }

  /** @param {Element | null | undefined} item */
  activate(item) {
    if (!(item instanceof HTMLElement) || "none" in item.dataset) return;
    this.active?.removeAttribute("data-active");
    item.dataset["active"] = "";
    item.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", item.id);
  }

  /** @param {HTMLElement} item */
  choose(item) {
    if ("none" in item.dataset) return;
    this.select.value = item.dataset["value"] ?? "";
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open) this.open("");
      else this.activate(event.key === "ArrowDown" ? this.active?.nextElementSibling : this.active?.previousElementSibling);
    } else if (event.key === "Enter" && open && this.active) this.choose(this.active);
    else if (event.key === "Escape" && open) this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** @param {ParentNode} root */
export function searchSelects(root) {
  root.querySelectorAll("select[data-combobox]:not([hidden])").forEach((select) => {
    const combobox = new Combobox(/** @type {HTMLSelectElement} */ (select));
    addEventListener("pageshow", () => combobox.show()); // a browser puts back what was chosen before
  });
}
