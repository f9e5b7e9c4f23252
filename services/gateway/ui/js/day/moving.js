// A row is taken by its grip and dropped on another: the people of the two swap, with Shift those between make room.

/** @param {Element | null} element @returns {HTMLTableRowElement | null} */
const rowOf = (element) => element?.closest("#day tr[data-kind=audition]") ?? null;

/** @param {Document} document */
export function byPointer(document) {
  document.addEventListener("pointerdown", (event) => {
    const grip = /** @type {Element} */ (event.target).closest?.(".grip");
    const row = rowOf(grip ?? null);
    if (!grip || !row || event.button !== 0) return;
    event.preventDefault();
    drag(document, row, /** @type {HTMLElement} */ (grip), event.pointerId);
  });
}

/** @param {Document} document @param {HTMLTableRowElement} row @param {HTMLElement} grip @param {number} pointer */
function drag(document, row, grip, pointer) {
  /** @type {HTMLTableRowElement | null} */
  let over = null;
  const ending = new AbortController();
  const { signal } = ending;
  grip.setPointerCapture(pointer);
  row.classList.add("lifted");
  const end = () => {
    ending.abort();
    row.classList.remove("lifted");
    over?.classList.remove("over");
  };
  grip.addEventListener("pointermove", (event) => {
    const there = rowOf(document.elementFromPoint(event.clientX, event.clientY));
    over?.classList.remove("over");
    over = there === row ? null : there;
    over?.classList.add("over");
  }, { signal });
  grip.addEventListener("pointerup", (event) => {
    const target = over;
    end();
    if (target) move(document, row, target, event.shiftKey);
  }, { signal });
  grip.addEventListener("pointercancel", end, { signal });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") end(); }, { signal });
}

/** @param {Document} document @param {HTMLElement} row @param {HTMLElement} there @param {boolean} shift */
function move(document, row, there, shift) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#moving"));
  if (!form) return;
  form.action = `/slots/${row.dataset["slot"]}/move`;
  /** @type {HTMLInputElement} */ (form.elements.namedItem("to")).value = there.dataset["slot"] ?? "";
  /** @type {HTMLInputElement} */ (form.elements.namedItem("rest")).value = shift ? "shift" : "swap";
  form.requestSubmit();
}
