// Camera and microphone as they are open now: another one takes over where one is chosen or pulled, and what the
// system mutes is noticed.
import { gettext } from "../page/texts.js";
import { get, open, wayForward } from "./devices.js";
import { notice, settled } from "./notice.js";

/** @typedef {import("./devices.js").Device} Device */
/** @typedef {object} Turns
 * @property {() => void} onTurn called when something else is sent than before
 * @property {(track: MediaStreamTrack) => void} onReplaced called with the track that takes the place of one of its kind */

const STOPPED = {
  microphone: gettext("Your microphone has stopped."),
  camera: gettext("Your camera has stopped."),
};
const KINDS = /** @type {const} */ ({ microphone: "audio", camera: "video" });
const DEVICES = /** @type {Device[]} */ (Object.keys(KINDS));

export class Capture {
  stream = new MediaStream();
  /** What was lost, and comes back when there is one again. @type {Set<Device>} */ #lost = new Set();
  /** One device at a time. @type {Promise<void>} */ #opened = Promise.resolve();
  #over = false;

  /** @param {Turns} turns */
  constructor(turns) {
    this.turns = turns;
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#lost.forEach((device) => this.#open(device, "lost")));
  }

  /** Open what there is. Nothing is opened any more for who was sent out in the meantime.
   * @param {{video: boolean}} wanted */
  async open(wanted) {
    if (this.#over) return;
    const { stream, problem } = await open(wanted);
    this.stream = stream;
    stream.getTracks().forEach((track) => this.#watch(track));
    notice(problem, "devices");
  }

  /** Use another device than until now. @param {Device} device */
  choose(device) {
    const before = this.#track(device);
    if (before) before.onended = null;
    before?.stop(); // some phones open one camera at a time
    return this.#open(device, "chosen");
  }

  /** The id of the device in use, "" for none. @param {Device} device */
  inUse(device) {
    return this.#track(device)?.getSettings().deviceId ?? "";
  }

  /** What the system keeps from this page just now, as for a telephone call. @returns {Device[]} */
  held() {
    return DEVICES.filter((device) => this.#track(device)?.readyState === "live" && this.#track(device)?.muted);
  }

  /** Let go of camera and microphone. */
  stop() {
    this.#over = true;
    this.stream.getTracks().forEach((track) => track.stop());
  }

  /** @param {Device} device */
  #track(device) {
    return this.stream.getTracks().find((track) => track.kind === KINDS[device]);
  }

  /** @param {MediaStreamTrack} track */
  #watch(track) {
    const device = track.kind === "audio" ? "microphone" : "camera";
    track.onended = () => this.#open(device, "stopped");
    track.onmute = track.onunmute = () => this.turns.onTurn();
    if (this.#over) track.stop();
  }

  /** Open a device anew: the chosen one, or another that there is.
   * @param {Device} device @param {"chosen" | "stopped" | "lost"} why */
  #open(device, why) {
    return this.#opened = this.#opened.then(() => this.#openNow(device, why)).catch(console.warn);
  }

  /** @param {Device} device @param {"chosen" | "stopped" | "lost"} why */
  async #openNow(device, why) {
    if (this.#over || (why === "lost" && !this.#lost.has(device))) return;
    const { tracks: [track] } = await get(device);
    if (track) this.#put(device, track);
    if (track && why === "stopped") notice(`${STOPPED[device]} ${gettext("“%(name)s” is used now.", { name: track.label })}`, device);
    else if (track) settled(device);
    else this.#miss(device);
    this.turns.onTurn();
  }

  /** @param {Device} device @param {MediaStreamTrack} track */
  #put(device, track) {
    const before = this.#track(device);
    if (before) this.stream.removeTrack(before);
    this.stream.addTrack(track);
    this.#lost.delete(device);
    this.#watch(track);
    if (!this.#over) this.turns.onReplaced(track);
  }

  /** @param {Device} device */
  #miss(device) {
    this.#lost.add(device);
    notice(`${STOPPED[device]} ${wayForward(this.stream)} ${gettext("To use it again, plug it in.")}`, device);
  }
}
