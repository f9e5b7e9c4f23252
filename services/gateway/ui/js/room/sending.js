// What this person sends just now: to the stage, to the back room or to nobody, and the sign that says so.
import { live, open, wayForward } from "./devices.js";
import { byId, maybe, say } from "./dom.js";
import { notice } from "./notice.js";

const HEARD = {
  stage: "Everyone on stage and watching hears you.",
  back_room: "Only the back room hears you.",
  nobody: "Nobody hears you.",
  coming: "Your sound is on its way …",
  lost: "Nobody hears you: your sound does not get through. Your network may block it. Try another one, for instance your phone's.",
  muted: "The host has muted you. Nobody hears you.",
};

/** @typedef {keyof typeof HEARD} HeardBy */
/** @typedef {object} Means
 * @property {import("./signalling.js").Signalling} signalling the stage's
 * @property {import("./publishing.js").Publishing} publishing to the stage
 * @property {import("./arriving.js").Arriving} arriving on the stage
 * @property {import("./back-room.js").BackRoom | null} back
 * @property {import("./speaking.js").Speaking} speaking
 * @property {boolean} watches who watches is heard on stage only while they speak to it, and never seen */

export class Sending {
  stream = new MediaStream();
  #where = "";
  #muted = false;
  #hears = "stage";
  #on = { microphone: true, camera: true };
  #over = false;

  /** @param {Means} means */
  constructor(means) {
    this.means = means;
    this.#button("microphone");
    this.#button("camera");
    document.querySelectorAll("input[name=talk]").forEach((element) => this.#choice(/** @type {HTMLInputElement} */ (element)));
  }

  /** Nothing is opened any more for who was sent out in the meantime. */
  async open() {
    if (this.#over) return this.stream;
    const { stream, problem } = await open({ video: !this.means.watches });
    this.stream = stream;
    stream.getTracks().forEach((track) => {
      track.onended = () => this.#lost(track);
      if (this.#over) track.stop();
    });
    const voice = stream.getAudioTracks()[0];
    if (voice && !this.#over) this.means.back?.setVoice(new MediaStream([voice.clone()]));
    if (problem) notice(problem);
    this.apply();
    return stream;
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

  /** Let go of camera and microphone. */
  stop() {
    this.#over = true;
    this.stream.getTracks().forEach((track) => track.stop());
    this.apply();
  }

  /** @returns {HeardBy} */
  #heardBy() {
    if (!live(this.stream, "audio")) return "nobody";
    if (this.means.speaking.on) return "stage";
    if (!this.#on.microphone) return "nobody";
    if (this.#hears === "stage" && this.#where === "stage") return this.#muted ? "muted" : "stage";
    return this.#hears === "back_room" && this.means.back?.isIn() ? "back_room" : "nobody";
  }

  /** @param {boolean} microphone */
  #tellStage(microphone) {
    this.means.publishing.activate(this.means.watches ? microphone : this.#where === "stage");
    this.means.signalling.send({ type: "devices", microphone, camera: this.#on.camera && live(this.stream, "video") });
  }

  /** @param {MediaStreamTrack} track */
  #lost(track) {
    const device = track.kind === "audio" ? "microphone" : "camera";
    notice(`Your ${device} has stopped. ${wayForward(this.stream)} To use it again, plug it in and reload this page.`);
    this.apply();
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
