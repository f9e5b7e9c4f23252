// The stage: a tile for each person, our own among them.
import { byId, make, redraw, say } from "./dom.js";

export class Stage {
  /** @type {Map<string, HTMLElement>} */ #tiles = new Map();
  /** @type {MediaStream[]} */ #streams = [];
  /** @type {any} */ #state = null;

  /** @param {string} me @param {() => void} onSoundBlocked */
  constructor(me, onSoundBlocked) {
    this.me = me;
    this.own = new MediaStream();
    this.onSoundBlocked = onSoundBlocked;
  }

  /** @param {number} slot @param {MediaStream} stream */
  setSlot(slot, stream) {
    this.#streams[slot] = stream;
    if (this.#state) this.show(this.#state);
  }

  /** @param {MediaStream} stream */
  setOwn(stream) {
    this.own = stream;
    if (this.#state) this.show(this.#state);
  }

  /** @param {any} state */
  show(state) {
    this.#state = state;
    const mine = state.you.where === "lobby" ? [{ who: this.me, name: "You", title: "", camera: true, microphone: true, connected: true, agreed: null }] : [];
    const people = [...state.on_stage, ...mine];
    const present = new Set(people.map((person) => person.who));
    for (const [who, tile] of this.#tiles) {
      if (!present.has(who)) { tile.remove(); this.#tiles.delete(who); }
    }
    for (const person of people) this.#draw(person, state.slots.indexOf(person.who));
    byId("tiles").dataset["count"] = String(people.length);
    byId("empty-stage").hidden = people.length > 0;
  }

  /** @param {any} person @param {number} slot */
  #draw(person, slot) {
    const tile = this.#tiles.get(person.who) ?? this.#tile(person.who);
    const video = /** @type {HTMLVideoElement} */ (tile.querySelector("video"));
    const stream = person.who === this.me ? this.own : this.#streams[slot] ?? null;
    if (video.srcObject !== stream) {
      video.srcObject = stream;
      if (stream) video.play().catch((error) => error.name === "NotAllowedError" && person.who !== this.me && this.onSoundBlocked());
    }
    tile.classList.toggle("no-camera", !person.camera);
    tile.classList.toggle("away", !person.connected);
    const name = person.who === this.me ? `${person.name}${person.name === "You" ? "" : " (you)"}` : person.name;
    say(/** @type {HTMLElement} */ (tile.querySelector(".name")), name);
    const marks = [
      person.title, person.microphone ? "" : "muted", person.connected ? "" : "coming back …",
      person.agreed === false ? "has not agreed to be recorded" : "",
    ];
    say(/** @type {HTMLElement} */ (tile.querySelector(".marks")), marks.filter(Boolean).join(" · "));
  }

  /** @param {string} who */
  #tile(who) {
    const video = make("video", { autoplay: "", playsinline: "" });
    if (who === this.me) video.muted = true;
    const tile = make("figure", { class: who === this.me ? "tile own" : "tile", "data-who": who }, video,
      make("figcaption", {}, make("span", { class: "name" }), make("span", { class: "marks" })));
    this.#tiles.set(who, tile);
    byId("tiles").append(tile);
    return tile;
  }

  playAll() {
    for (const tile of this.#tiles.values()) tile.querySelector("video")?.play();
  }
}

/** @param {any[]} watching */
export function showWatching(watching) {
  redraw(byId("watching"), watching, () => watching.length
    ? watching.map((person) => make("li", {}, make("strong", {}, person.name), ` ${person.title}`))
    : [make("li", { class: "empty" }, "Nobody is watching.")]);
}
