// The stage: a tile for each person, our own among them, and for each screen that is shared.
import { throughLoudspeaker } from "./choices.js";
import { byId, make, redraw } from "./dom.js";
import { columns, large, shown } from "./layout.js";
import { Tile, YOU } from "./tile.js";

/** @typedef {import("./protocol.js").State} State */
/** @typedef {import("./layout.js").Shown} Shown */

/** Somebody who waits sees their own picture. @type {Omit<import("./protocol.js").Person, "who">} */
const ALONE = { name: YOU, title: "", role: "actor", camera: true, microphone: true, connected: true, agreed: null, muted: false, screen: false };

export class Stage {
  /** @type {Map<string, Tile>} */ #tiles = new Map();
  /** @type {MediaStream[]} */ #streams = [];
  /** @type {State | null} */ #state = null;
  /** @type {MediaStream | null} */ #own = null;
  /** @type {MediaStream | null} */ #ownScreen = null;
  /** @type {string | null} */ #pinned = null;
  /** @type {string | null} */ #speaker = null;
  /** @type {Map<string, import("./protocol.js").Quality>} */ #quality = new Map();

  /** @param {string} me @param {() => void} onSoundBlocked @param {(tile: Tile, shown: Shown) => void} equip
   * @param {() => void} onLaidOut called whenever tiles may have another size */
  constructor(me, onSoundBlocked, equip, onLaidOut) {
    this.me = me;
    this.onSoundBlocked = onSoundBlocked;
    this.equip = equip;
    this.onLaidOut = onLaidOut;
    this.resized = new ResizeObserver(() => this.#laidOut());
    this.resized.observe(byId("large"));
  }

  /** @param {import("./signalling.js").Signalling} signalling */
  hear(signalling) {
    signalling
      .on("speaking", ({ who }) => { this.#speaker = who; this.#mark(); })
      .on("quality", ({ people }) => {
        this.#quality = new Map(people.map((/** @type {any} */ one) => [one.who, one]));
        this.#mark();
      });
  }

  /** @param {number} slot @param {MediaStream} stream */
  setSlot(slot, stream) {
    this.#streams[slot] = stream;
    this.#again();
  }

  /** @param {MediaStream} stream */
  setOwn(stream) {
    this.#own = stream;
    this.#again();
  }

  /** @param {MediaStreamTrack | null} track */
  setOwnScreen(track) {
    this.#ownScreen = track && new MediaStream([track]);
    this.#again();
  }

  /** @param {string} key what is to be large on this screen; again, and it is not any more */
  pin(key) {
    this.#pinned = this.#pinned === key ? null : key;
    this.#again();
  }

  get pinned() {
    return this.#pinned;
  }

  /** @param {State} state */
  show(state) {
    this.#state = state;
    const mine = state.you.where === "lobby" ? [{ ...ALONE, who: this.me }] : [];
    const all = shown([...state.on_stage, ...mine]);
    this.#drop(new Set(all.map((one) => one.key)));
    const mains = large(all, this.me, this.#pinned);
    for (const one of all) this.#draw(one, mains.has(one.key));
    byId("tiles").classList.toggle("alone", mains.size === all.length);
    byId("empty-stage").hidden = all.length > 0;
    voices(state, this.#streams, this.onSoundBlocked);
    this.#mark();
    this.#laidOut();
  }

  /** The width at which each slot's picture is shown, in pixels; null where nobody is, or sends none.
   * @returns {(number | null)[]} */
  widths() {
    return (this.#state?.slots ?? []).map((slot) =>
      slot && slot.what !== "voice" ? this.#tiles.get(keyOf(slot))?.width ?? null : null);
  }

  #laidOut() {
    const place = byId("large");
    const across = columns(place.children.length, place.clientWidth, place.clientHeight);
    place.style.gridTemplateColumns = `repeat(${across}, minmax(0, 1fr))`;
    this.onLaidOut();
  }

  #again() {
    if (this.#state) this.show(this.#state);
  }

  #mark() {
    for (const [key, tile] of this.#tiles) {
      tile.markSpeaking(key === this.#speaker);
      tile.markQuality(this.#quality.get(key));
    }
  }

  /** @param {Set<string>} present */
  #drop(present) {
    for (const [key, tile] of this.#tiles) {
      if (present.has(key)) continue;
      this.resized.unobserve(tile.element);
      tile.element.remove();
      this.#tiles.delete(key);
    }
  }

  /** @param {Shown} one @param {boolean} main */
  #draw(one, main) {
    const tile = this.#tiles.get(one.key) ?? this.#made(one);
    const place = byId(main ? "large" : "beside");
    if (tile.element.parentElement !== place) place.append(tile.element);
    tile.play(this.#streamOf(one), this.onSoundBlocked);
    tile.show(one);
    this.equip(tile, one);
  }

  /** @param {Shown} one */
  #made(one) {
    const tile = new Tile(one, one.person.who === this.me);
    this.#tiles.set(one.key, tile);
    this.resized.observe(tile.element);
    return tile;
  }

  /** @param {Shown} one @returns {MediaStream | null} */
  #streamOf({ key, person, what }) {
    if (person.who === this.me) return what === "screen" ? this.#ownScreen : this.#own;
    const slot = this.#state?.slots.findIndex((slot) => slot && slot.what !== "voice" && keyOf(slot) === key) ?? -1;
    return this.#streams[slot] ?? null;
  }
}

/** @param {import("./protocol.js").Slot} slot */
const keyOf = (slot) => slot.what === "screen" ? `${slot.who}/screen` : slot.who;

/** Play the voices of those who are heard and not seen. @param {State} state @param {MediaStream[]} streams
 * @param {() => void} onSoundBlocked */
function voices(state, streams, onSoundBlocked) {
  const heard = state.slots.flatMap((slot, at) => slot?.what === "voice" && streams[at] ? [streams[at]] : []);
  redraw(byId("voices"), heard.map((stream) => stream.id), () => heard.map((stream) => {
    const voice = make("audio", { autoplay: "" });
    voice.srcObject = stream;
    throughLoudspeaker(voice);
    voice.play().catch((error) => error.name === "NotAllowedError" && onSoundBlocked());
    return voice;
  }));
}
