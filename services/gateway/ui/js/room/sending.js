// What this person sends just now: to the stage, to the back room or to nobody, and the sign that says so.
import { gettext } from "../page/texts.js";
import { Capture } from "./capture.js";
import { deviceChoice, throughLoudspeakerAll } from "./choices.js";
import { live } from "./devices.js";
import { byId, maybe, say } from "./dom.js";
import { notice, settled } from "./notice.js";

const HEARD = {
  stage: gettext("Everyone on stage and watching hears you."),
  back_room: gettext("Only the back room hears you."),
  nobody: gettext("Nobody hears you."),
  coming: gettext("Your sound is on its way …"),
  lost: gettext("Nobody hears you: your sound does not get through. Your network may block it. Try another one, for instance your phone's."),
  muted: gettext("The host has muted you. Nobody hears you."),
  held: gettext("Your device keeps the microphone to itself. Nobody hears you."),
};
const HELD = {
  microphone: gettext("Your device has taken the microphone away from this page, perhaps for a call: nobody hears you. It comes back by itself when that is over."),
  camera: gettext("Your device has taken the camera away from this page, perhaps for a call: nobody sees you. It comes back by itself when that is over."),
};

const DEVICES = /** @type {const} */ ({ videoinput: "camera", audioinput: "microphone" });

/** @typedef {keyof typeof HEARD} HeardBy */
/** @typedef {object} Means
 * @property {import("./signalling.js").Signalling} signalling the stage's
 * @property {import("./publishing.js").Publishing} publishing to the stage
 * @property {import("./arriving.js").Arriving} arriving on the stage
 * @property {import("./back-room.js").BackRoom | null} back
 * @property {import("./speaking.js").Speaking} speaking
 * @property {boolean} watches who watches is heard on stage only while they speak to it, and never seen */

export class Sending {
  #where = "";
  #muted = false;
  #hears = "stage";
  #on = { microphone: true, camera: true };
  #capture = new Capture({ onTurn: () => this.#turned(), onReplaced: (track) => this.#replaced(track) });
  /** Shows what can be chosen. @type {() => Promise<void>} */ #listed;

  /** @param {Means} means */
  constructor(means) {
    this.means = means;
    this.#listed = deviceChoice({
      onChosen: (kind) => kind === "audiooutput" ? throughLoudspeakerAll() : this.#capture.choose(DEVICES[kind]),
      inUse: (kind) => kind === "audiooutput" ? "" : this.#capture.inUse(DEVICES[kind]),
    });
    navigator.mediaDevices?.addEventListener("devicechange", throughLoudspeakerAll);
    this.#button("microphone");
    this.#button("camera");
    document.querySelectorAll("input[name=talk]").forEach((element) => this.#choice(/** @type {HTMLInputElement} */ (element)));
  }

  get stream() {
    return this.#capture.stream;
  }

  async open() {
    await this.#capture.open({ video: !this.means.watches });
    const voice = this.stream.getAudioTracks()[0];
    if (voice?.readyState === "live") this.means.back?.setVoice(new MediaStream([voice.clone()]));
    this.#turned();
    return this.stream;
  }

  /** @param {import("./protocol.js").You} you where this person is now, and whether the host has muted them */
  moved({ where, muted }) {
    if (where === this.#where && muted === this.#muted) return;
    this.#where = where;
    this.#muted = muted;
    this.apply();
  }

  /** Bring tracks, rooms and the sign of who hears this person in line with what is wanted. */
  apply() {
    const heardBy = this.#heardBy();
    this.stream.getAudioTracks().forEach((track) => { track.enabled = heardBy === "stage"; });
    this.stream.getVideoTracks().forEach((track) => { track.enabled = this.#on.camera; });
    this.#tellStage(heardBy === "stage");
    this.means.back?.talk(heardBy === "back_room");
    this.showSign();
  }

  /** Say who hears this person: of who is meant to, whether they do. */
  showSign() {
    const meant = this.#heardBy();
    const stage = this.means.arriving.voice(meant === "stage");
    const back = this.means.back?.arriving.voice(meant === "back_room") ?? "arrives";
    const way = stage === "arrives" ? back : stage;
    const heardBy = way === "arrives" ? meant : way;
    const sign = byId("heard-by");
    sign.dataset["by"] = document.body.dataset["heardBy"] = heardBy;
    say(sign, HEARD[heardBy]);
  }

  /** What is sent is another device's, or is kept back by its own. */
  #turned() {
    this.apply();
    this.#listed();
    for (const device of /** @type {const} */ (["microphone", "camera"])) {
      if (this.#capture.held().includes(device)) notice(HELD[device], `held ${device}`);
      else settled(`held ${device}`);
    }
  }

  /** Let go of camera and microphone. */
  stop() {
    this.#capture.stop();
    this.apply();
  }

  /** @returns {HeardBy} */
  #heardBy() {
    const wanted = this.#meantFor();
    return (wanted === "stage" || wanted === "back_room") && this.#capture.held().includes("microphone") ? "held" : wanted;
  }

  /** @returns {HeardBy} */
  #meantFor() {
    if (!live(this.stream, "audio")) return "nobody";
    if (this.means.speaking.on) return "stage";
    if (!this.#on.microphone) return "nobody";
    if (this.#hears === "stage" && this.#where === "stage") return this.#muted ? "muted" : "stage";
    return this.#hears === "back_room" && this.means.back?.isIn() ? "back_room" : "nobody";
  }

  /** @param {boolean} microphone */
  #tellStage(microphone) {
    this.means.publishing.activate(this.means.watches ? microphone : this.#where === "stage");
    const held = this.#capture.held();
    const camera = this.#on.camera && live(this.stream, "video") && !held.includes("camera");
    this.means.signalling.send({ type: "devices", microphone, camera, ...(held.length && { held }) });
  }

  /** In the middle of a take, too: the recording goes on. @param {MediaStreamTrack} track */
  #replaced(track) {
    this.means.publishing.replace(track);
    if (track.kind === "audio") this.means.back?.replaceVoice(track.clone());
  }

  /** @param {"microphone" | "camera"} device */
  #button(device) {
    const button = maybe(device);
    button?.addEventListener("click", () => {
      this.#on[device] = !this.#on[device];
      button.setAttribute("aria-pressed", String(this.#on[device]));
      this.apply();
    });
  }

  /** @param {HTMLInputElement} radio */
  #choice(radio) {
    if (radio.checked) this.#hears = radio.value;
    radio.addEventListener("change", () => {
      this.#hears = radio.value;
      this.apply();
    });
  }
}
