// The prompter: the words of a scene, which the host scrolls and everyone reads at the same place.
import { gettext } from "../page/texts.js";
import { byId, maybe, say } from "./dom.js";
import { ask, notice } from "./notice.js";

/** @typedef {import("./signalling.js").Signalling} Signalling */

const SEND_MS = 100;
/** Who scrolls by hand is not pulled along for so long. */
const OWN_HAND_MS = 1000;
const SIZES = ["1rem", "1.25rem", "1.6rem", "2rem", "2.6rem"];
const KEPT = "prompter-size";

/** @param {Signalling} signalling @param {boolean} scrolls whether this person's scrolling leads everyone */
export function prompter(signalling, scrolls) {
  const page = new Page(byId("prompter-text"), (at) => { if (scrolls) signalling.send({ type: "scroll", at }); });
  signalling.on("prompter", ({ title, text, at }) => {
    byId("prompter").hidden = !text;
    say(byId("prompter-title"), title || gettext("Sides"));
    byId("prompter-text").textContent = text;
    page.follow(at, false);
  }).on("scrolled", ({ at }) => page.follow(at, true));
  sizes(page);
  if (maybe("prompter-form")) form(signalling);
}

/** The text on this screen. Its place is a share of the way, so that it is the same in every size. */
class Page {
  #at = 0;
  #touchedAt = -OWN_HAND_MS;
  #timer = 0;

  /** @param {HTMLElement} element @param {(at: number) => void} onScrolled by this person's own hand */
  constructor(element, onScrolled) {
    this.element = element;
    for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      element.addEventListener(hand, () => { this.#touchedAt = performance.now(); }, { passive: true });
    }
    element.addEventListener("scroll", () => { if (this.#byHand) this.#moved(onScrolled); });
    new ResizeObserver(() => this.follow(this.#at, false)).observe(element);
  }

  /** @param {number} at @param {boolean} smoothly */
  follow(at, smoothly) {
    if (smoothly && this.#byHand) return;
    this.#at = at;
    const still = !smoothly || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.element.scrollTo({ top: at * this.#way, behavior: still ? "instant" : "smooth" });
  }

  get #byHand() {
    return performance.now() - this.#touchedAt < OWN_HAND_MS;
  }

  get #way() {
    return this.element.scrollHeight - this.element.clientHeight;
  }

  /** @param {(at: number) => void} onScrolled */
  #moved(onScrolled) {
    this.#touchedAt = performance.now(); // a flick goes on by itself
    this.#at = this.#way > 0 ? Math.min(1, Math.max(0, this.element.scrollTop / this.#way)) : 0;
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      onScrolled(this.#at);
    }, SEND_MS);
  }
}

/** @param {Page} page */
function sizes(page) {
  let size = Number(localStorage.getItem(KEPT) ?? 1);
  const turn = (/** @type {number} */ by) => {
    size = Math.min(SIZES.length - 1, Math.max(0, size + by));
    page.element.style.fontSize = SIZES[size] ?? "";
    localStorage.setItem(KEPT, String(size));
  };
  byId("prompter-smaller").addEventListener("click", () => turn(-1));
  byId("prompter-larger").addEventListener("click", () => turn(1));
  turn(0);
}

/** @param {Signalling} signalling */
function form(signalling) {
  const form = /** @type {HTMLFormElement} */ (byId("prompter-form"));
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const sides = /** @type {HTMLSelectElement | null} */ (form.elements.namedItem("sides"));
  sides?.addEventListener("change", async () => { if (sides.value) text.value = await words(sides.value); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const title = sides?.value ? sides.selectedOptions[0]?.textContent?.trim() ?? "" : "";
    if (text.value.trim()) ask(signalling, { type: "prompter", title: title.slice(0, 120), text: text.value.slice(0, text.maxLength) });
  });
  byId("prompter-close").addEventListener("click", () => ask(signalling, { type: "prompter", title: "", text: "" }));
}

/** @param {string} address */
async function words(address) {
  const answer = await fetch(address, { headers: { accept: "application/json" } }).catch(() => null);
  if (answer?.ok) return answer.text();
  const problem = await answer?.json().catch(() => null);
  notice(problem?.detail ?? gettext("The pages could not be read. Please paste the text."));
  return "";
}
