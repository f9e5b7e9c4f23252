// Agreeing to be recorded, or not: asked before the door, and changeable inside.
// The room's ledger holds the answer; what is remembered here is one that it has not confirmed yet.

/** @param {string} base */
const key = (base) => `consent:${base}`;

/** @param {string} base @param {boolean} agreed */
export function remember(base, agreed) {
  sessionStorage.setItem(key(base), agreed ? "yes" : "no");
}

/** @param {string} base */
export function remembered(base) {
  const answer = sessionStorage.getItem(key(base));
  return answer === null ? null : answer === "yes";
}

/** @param {string} base */
function forget(base) {
  sessionStorage.removeItem(key(base));
}

/** Open the radios to answers: until somebody listens, they are disabled, so that none is lost.
 * @param {(agreed: boolean) => void} onAnswer */
export function answers(onAnswer) {
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=agreed]"));
  radios.forEach((radio) => radio.addEventListener("change", () => onAnswer(radio.value === "yes")));
  const fieldset = /** @type {HTMLFieldSetElement | null} */ (document.querySelector("fieldset.consent"));
  if (fieldset) fieldset.disabled = false;
  return radios;
}

/** @param {NodeListOf<HTMLInputElement>} radios @param {boolean | null} agreed */
export function mark(radios, agreed) {
  radios.forEach((radio) => { radio.checked = agreed !== null && (radio.value === "yes") === agreed; });
}

/** @param {import("./signalling.js").Signalling} signalling @param {string} base @param {string} statement */
export function consent(signalling, base, statement) {
  let told = /** @type {boolean | null} */ (null);
  let written = /** @type {boolean | null} */ (null);
  /** @param {boolean} agreed */
  const tell = (agreed) => {
    told = agreed;
    remember(base, agreed);
    signalling.send({ type: "consent", agreed, statement });
  };
  const radios = answers(tell);
  return {
    /** What was said to an earlier connection may not have arrived. */
    again() { told = null; },
    /** An answer that was refused is no answer. */
    refused() {
      told = null;
      forget(base);
      mark(radios, written);
    },
    /** @param {boolean | null} agreed what the room has written down */
    show(agreed) {
      written = agreed;
      const waiting = remembered(base);
      if (waiting === agreed) forget(base);
      else if (radios.length && waiting !== null && told !== waiting) tell(waiting);
      mark(radios, waiting ?? agreed);
    },
  };
}
