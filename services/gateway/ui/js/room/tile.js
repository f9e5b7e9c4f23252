// One tile: a picture, who it is, and how they are.
import { gettext } from "../page/texts.js";
import { throughLoudspeaker } from "./choices.js";
import { isolated, make, say } from "./dom.js";

/** @typedef {import("./layout.js").Shown} Shown */
/** @typedef {import("./protocol.js").Quality} Quality */

const LEVELS = /** @type {Record<number, string>} */ ({ 1: "bad", 2: "bad", 3: "fair", 4: "good", 5: "good" });
const CONNECTION = /** @type {Record<string, string>} */ ({
  bad: gettext("Weak connection"), fair: gettext("Fair connection"), good: gettext("Good connection"),
});
/** Who sees nobody but themselves has no other name. */
export const YOU = gettext("You");

export class Tile {
  #video = make("video", { autoplay: "", playsinline: "" });
  #name = make("span", { class: "name" });
  #marks = make("span", { class: "marks" });
  #dot = make("span", { class: "quality", role: "img", hidden: "" });
  /** What somebody can do about who is in it. */
  tools = make("div", { class: "tools" });

  /** @param {Shown} shown @param {boolean} mine */
  constructor({ person, what }, mine) {
    this.mine = mine;
    this.what = what;
    this.#video.muted = mine;
    if (!mine) throughLoudspeaker(this.#video);
    const caption = make("figcaption", {}, this.#dot, this.#name, this.#marks);
    this.element = make("figure", { class: `tile ${what}${mine ? " own" : ""}`, "data-who": person.who }, this.#video, caption, this.tools);
  }

  /** @param {MediaStream | null} stream @param {() => void} onSoundBlocked */
  play(stream, onSoundBlocked) {
    if (this.#video.srcObject === stream) return;
    this.#video.srcObject = stream;
    if (stream) this.#video.play().catch((error) => error.name === "NotAllowedError" && !this.mine && onSoundBlocked());
  }

  /** @param {Shown} shown */
  show({ person, what }) {
    const screen = what === "screen";
    this.element.classList.toggle("no-camera", !screen && !person.camera);
    this.element.classList.toggle("away", !person.connected);
    const name = isolated(person.name);
    const whose = this.mine && person.name !== YOU ? gettext("%(name)s (you)", { name }) : name;
    say(this.#name, screen ? gettext("%(name)s: screen", { name }) : whose);
    say(this.#marks, screen ? "" : marks(person));
  }

  /** @param {boolean} speaks */
  markSpeaking(speaks) {
    this.element.classList.toggle("speaks", speaks);
  }

  /** @param {Quality | undefined} quality */
  markQuality(quality) {
    this.#dot.hidden = !quality;
    if (!quality) return;
    const level = LEVELS[Math.round(quality.score)] ?? "fair";
    this.#dot.dataset["level"] = level;
    this.#dot.title = quality.words || CONNECTION[level] || "";
    this.#dot.setAttribute("aria-label", this.#dot.title);
  }

  /** How many pixels of the screen the picture is wide; null while there is none. */
  get width() {
    if (this.element.classList.contains("no-camera")) return null;
    return Math.round(this.#video.clientWidth * devicePixelRatio);
  }
}

/** @param {import("./protocol.js").Person} person */
function marks(person) {
  return [
    isolated(person.title),
    sound(person),
    person.held?.includes("camera") ? gettext("camera taken by their own device") : "",
    person.connected ? "" : gettext("coming back …"),
    person.agreed === false ? gettext("has not agreed to be recorded") : "",
  ].filter(Boolean).join(" · ");
}

/** @param {import("./protocol.js").Person} person */
function sound({ muted, microphone, held }) {
  if (muted) return gettext("muted by the host");
  if (microphone) return "";
  return held?.includes("microphone") ? gettext("microphone taken by their own device") : gettext("muted");
}
