// Agreeing to be recorded, or not: asked before the door, and changeable inside.

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

/** @param {import("./signalling.js").Signalling} signalling @param {string} base @param {string} statement */
export function consent(signalling, base, statement) {
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=agreed]"));
  let told = /** @type {boolean | null} */ (null);
  /** @param {boolean} agreed */
  const tell = (agreed) => {
    told = agreed;
    remember(base, agreed);
    signalling.send({ type: "consent", agreed, statement });
  };
  radios.forEach((radio) => radio.addEventListener("change", () => tell(radio.value === "yes")));
  return (/** @type {boolean | null} */ agreed) => {
    const given = remembered(base);
    if (radios.length && given !== null && given !== agreed && told !== given) tell(given);
    radios.forEach((radio) => { radio.checked = agreed !== null && (radio.value === "yes") === agreed; });
  };
}
