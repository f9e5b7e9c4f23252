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
  const early = [...radios].find((radio) => radio.checked); // answered before this script ran
  if (early) remember(base, early.value === "yes");
  let told = /** @type {boolean | null} */ (null);
  /** @param {boolean} agreed */
  const tell = (agreed) => {
    told = agreed;
    remember(base, agreed);
    signalling.send({ type: "consent", agreed, statement });
  };
  radios.forEach((radio) => radio.addEventListener("change", () => tell(radio.value === "yes")));
  return {
    /** What was said to an earlier connection may not have arrived. */
    again() { told = null; },
    /** @param {boolean | null} agreed what the room has written down */
    show(agreed) {
      const given = remembered(base) ?? agreed;
      if (radios.length && given !== null && given !== agreed && told !== given) tell(given);
      radios.forEach((radio) => { radio.checked = given !== null && (radio.value === "yes") === given; });
    },
  };
}
