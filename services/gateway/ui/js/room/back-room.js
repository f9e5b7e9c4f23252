// The back room: a room of its own, with its own signalling and media. The stage never carries it.
import { byId, make, redraw } from "./dom.js";
import { chat } from "./chat.js";
import { Publishing, Receiving } from "./media.js";
import { Signalling } from "./signalling.js";

/** @param {string} base @param {() => void} onSoundBlocked */
export function backRoom(base, onSoundBlocked) {
  const signalling = new Signalling(`${base}/back-room/socket`);
  const publishing = new Publishing(signalling);
  const voices = byId("back-media");
  const receiving = new Receiving(signalling, (slot, stream) => {
    const id = `voice-${slot}`;
    const voice = /** @type {HTMLAudioElement} */ (document.getElementById(id) ?? make("audio", { id, autoplay: "" }));
    voices.append(voice);
    voice.srcObject = stream;
    voice.play().catch((error) => error.name === "NotAllowedError" && onSoundBlocked());
  });
  const talking = { stream: new MediaStream(), iceServers: /** @type {RTCIceServer[]} */ ([]) };
  chat(signalling, "back-chat", "back-say");
  signalling
    .on("welcome", (message) => {
      talking.iceServers = message.ice_servers;
      receiving.start(message.ice_servers);
      publishing.start(talking.stream, message.ice_servers);
    })
    .on("state", (state) => redraw(byId("back-people"), state.on_stage, () => state.on_stage.map((/** @type {any} */ person) =>
      make("li", {}, make("strong", {}, person.name), ` ${person.title}`, person.microphone ? make("small", {}, "can be heard") : ""))))
    .connect();
  return {
    receiving,
    publishing,
    /** @param {MediaStream} stream */
    setVoice(stream) {
      talking.stream = stream;
      publishing.start(stream, talking.iceServers);
    },
    /** @param {boolean} talks */
    talk(talks) {
      talking.stream.getAudioTracks().forEach((track) => { track.enabled = talks; });
      publishing.activate(talks);
      signalling.send({ type: "devices", microphone: talks, camera: false });
    },
  };
}
