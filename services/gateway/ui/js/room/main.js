// Puts the room page together.
import { backRoom } from "./back-room.js";
import { chat } from "./chat.js";
import { consent } from "./consent.js";
import { open } from "./devices.js";
import { byId, maybe, say } from "./dom.js";
import { showLobby, showQueue } from "./lobby.js";
import { Publishing, Receiving } from "./media.js";
import { Signalling } from "./signalling.js";
import { showWatching, Stage } from "./stage.js";
import { showTakes, takeForm } from "./takes.js";

const page = byId("room");
const { base = "", who = "", role = "", statement = "" } = page.dataset;
const watches = role === "decision_maker";
const unblock = byId("unblock-sound");
const soundBlocked = () => { unblock.hidden = false; };

const signalling = new Signalling(`${base}/stage/socket`);
const publishing = new Publishing(signalling);
const stage = new Stage(who, soundBlocked);
const receiving = new Receiving(signalling, (slot, stream) => stage.setSlot(slot, stream));
const agreement = consent(signalling, base, statement);
const back = maybe("back-say") ? backRoom(base, soundBlocked) : null;
const sending = { microphone: true, camera: true, hears: watches ? "nobody" : "stage" };
let devices = { stream: new MediaStream(), problem: "" };
let where = "";

const HEARD = /** @type {Record<string, string>} */ ({
  stage: "Everyone on stage hears you.", back_room: "Only the back room hears you.", nobody: "Nobody hears you.",
});

/** Apply what this person wants to send: to the tracks, the rooms, and the sign of who can hear them. */
function applySending() {
  const onStage = where === "stage";
  const audible = sending.microphone && (watches || devices.stream.getAudioTracks().length > 0);
  const toStage = onStage && audible && sending.hears === "stage";
  devices.stream.getAudioTracks().forEach((track) => { track.enabled = toStage; });
  devices.stream.getVideoTracks().forEach((track) => { track.enabled = sending.camera; });
  if (!watches) {
    publishing.activate(onStage);
    signalling.send({ type: "devices", microphone: toStage, camera: sending.camera && devices.stream.getVideoTracks().length > 0 });
  }
  const toBack = audible && sending.hears === "back_room";
  back?.talk(toBack);
  const heardBy = toStage ? "stage" : toBack ? "back_room" : "nobody";
  const sign = byId("heard-by");
  sign.dataset["by"] = heardBy;
  say(sign, HEARD[heardBy] ?? "");
}

/** @param {"microphone" | "camera"} device */
function toggle(device) {
  const button = maybe(device);
  button?.addEventListener("click", () => {
    sending[device] = !sending[device];
    button.setAttribute("aria-pressed", String(sending[device]));
    applySending();
  });
}

async function openDevices() {
  if (watches) {
    devices = await open({ video: false });
    back?.setVoice(devices.stream);
  } else {
    devices = await open({ video: true });
    stage.setOwn(devices.stream);
    const voice = devices.stream.getAudioTracks()[0];
    if (back && voice) back.setVoice(new MediaStream([voice.clone()]));
  }
  say(byId("notice"), watches && devices.problem ? `${devices.problem} You can watch and chat.` : devices.problem);
  applySending();
}

const opened = openDevices();
chatIfAny();
takeForm(signalling);
toggle("microphone");
toggle("camera");
document.querySelectorAll("input[name=talk]").forEach((element) => element.addEventListener("change", () => {
  sending.hears = /** @type {HTMLInputElement} */ (element).value;
  applySending();
}));
unblock.addEventListener("click", () => {
  unblock.hidden = true;
  stage.playAll();
  document.querySelectorAll("audio").forEach((voice) => voice.play());
});

function chatIfAny() {
  if (maybe("say")) chat(signalling, "chat", "say");
}

signalling
  .on("connected", () => say(byId("link-state"), ""))
  .on("welcome", async (message) => {
    agreement.again();
    receiving.start(message.ice_servers);
    await opened;
    if (!watches) await publishing.start(devices.stream, message.ice_servers);
    applySending();
  })
  .on("state", (state) => {
    const moved = state.you.where !== where;
    where = state.you.where;
    page.dataset["where"] = where;
    stage.show(state);
    showQueue(state.you);
    showWatching(state.watching);
    showTakes(state);
    agreement.show(state.you.agreed);
    if (maybe("lobby")) showLobby(signalling, state);
    if (state.recorder && state.recorder !== "ok") say(byId("notice"), state.recorder);
    if (moved) applySending();
  })
  .on("refused", (message) => say(byId("notice"), message.reason))
  .on("notice", (message) => say(byId("notice"), message.text))
  .on("lost", () => say(byId("link-state"), "The connection was lost. Coming back …"))
  .on("ended", (message) => say(byId("link-state"), message.reason || "The room has closed this connection."))
  .connect();

byId("notice").addEventListener("click", () => { byId("notice").hidden = true; });

// What a support person, or a test, may look at.
Object.assign(window, { callboard: { publishing, receiving, back } });
