// The back room: a room of its own, with its own signalling and media. The stage never carries it.
import { gettext } from "../page/texts.js";
import { Arriving } from "./arriving.js";
import { chat } from "./chat.js";
import { throughLoudspeaker } from "./choices.js";
import { bdi, byId, enumerate, make, say } from "./dom.js";
import { Publishing } from "./publishing.js";
import { Receiving } from "./receiving.js";
import { Signalling } from "./signalling.js";

export class BackRoom {
  #voice = new MediaStream();
  /** @type {RTCIceServer[]} */ #iceServers = [];
  #in = false;

  /** @param {string} sockets where they are @param {() => void} onSoundBlocked @param {() => void} onTurn called when it is lost or there again */
  constructor(sockets, onSoundBlocked, onTurn) {
    this.onTurn = onTurn;
    this.signalling = new Signalling(`${sockets}/back-room/socket`);
    this.arriving = new Arriving(this.signalling, onTurn);
    this.publishing = new Publishing(this.signalling);
    this.receiving = new Receiving(this.signalling, (slot, stream) => play(slot, stream, onSoundBlocked));
    chat(this.signalling, "back-chat", "back-say");
  }

  connect() {
    this.signalling
      .on("welcome", (message) => this.#welcomed(message))
      .on("state", showPeople)
      .on("refused", (message) => say(byId("back-state"), message.reason))
      .on("lost", () => this.#out(gettext("The connection to the back room was lost. Coming back …")))
      .on("ended", (message) => this.stop(message.reason || gettext("The back room has closed this connection.")))
      .connect();
  }

  /** Whether the back room has let this person in, and the connection holds. */
  isIn() {
    return this.#in;
  }

  /** @param {MediaStream} stream */
  setVoice(stream) {
    this.#voice = stream;
    if (this.#in) this.publishing.start(stream, this.#iceServers);
  }

  /** Speak by another microphone. @param {MediaStreamTrack} track */
  replaceVoice(track) {
    const [before] = this.#voice.getAudioTracks();
    if (!before) return this.setVoice(new MediaStream([track]));
    track.enabled = before.enabled;
    before.stop();
    this.#voice.removeTrack(before);
    this.#voice.addTrack(track);
    this.publishing.replace(track);
  }

  /** @param {boolean} talks */
  talk(talks) {
    this.#voice.getAudioTracks().forEach((track) => { track.enabled = talks; });
    this.publishing.activate(talks);
    this.signalling.send({ type: "devices", microphone: talks, camera: false });
  }

  stop(words = gettext("You have left the back room.")) {
    this.#out(words);
    this.signalling.stop();
    this.publishing.stop();
    this.receiving.stop();
    this.#voice.getTracks().forEach((track) => track.stop());
  }

  /** @param {import("./protocol.js").Welcome} welcome */
  #welcomed(welcome) {
    this.#in = true;
    this.#iceServers = welcome.ice_servers;
    say(byId("back-state"), "");
    this.receiving.welcomed(welcome);
    if (!welcome.kept || !this.publishing.well) this.publishing.start(this.#voice, this.#iceServers);
    this.onTurn();
  }

  /** @param {string} words */
  #out(words) {
    this.#in = false;
    say(byId("back-state"), words);
    this.onTurn();
  }
}

/** @param {number} slot @param {MediaStream} stream @param {() => void} onSoundBlocked */
function play(slot, stream, onSoundBlocked) {
  const id = `voice-${slot}`;
  const voice = /** @type {HTMLAudioElement} */ (document.getElementById(id) ?? make("audio", { id, autoplay: "" }));
  byId("back-media").append(voice);
  throughLoudspeaker(voice);
  voice.srcObject = stream;
  voice.play().catch((error) => error.name === "NotAllowedError" && onSoundBlocked());
}

/** @param {import("./protocol.js").State} state */
function showPeople(state) {
  enumerate(byId("back-people"), state.on_stage, (person) =>
    make("li", {}, make("strong", {}, bdi(person.name)), " ", bdi(person.title), person.microphone ? make("small", {}, gettext("can be heard")) : ""));
}
