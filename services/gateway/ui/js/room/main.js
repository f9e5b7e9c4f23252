// Puts the room page together.
import { BackRoom } from "./back-room.js";
import { stageChat } from "./chat.js";
import { consent } from "./consent.js";
import { byId, maybe, say } from "./dom.js";
import { showLobby, showQueue } from "./lobby.js";
import { Publishing, Receiving } from "./media.js";
import { notice, noticeCloses, settled } from "./notice.js";
import { Sending } from "./sending.js";
import { Signalling } from "./signalling.js";
import { showWatching, Stage } from "./stage.js";
import { showTakes, takeForm } from "./takes.js";

const REPLACED = 4409;
const STAGE_FIRST_MS = 1500;
const page = byId("room");
const { base = "", sockets = "", who = "", role = "", statement = "" } = page.dataset;
const watches = role === "decision_maker";
const unblock = byId("unblock-sound");
const soundBlocked = () => { unblock.hidden = false; };

const signalling = new Signalling(`${sockets}/stage/socket`);
const publishing = new Publishing(signalling);
const stage = new Stage(who, soundBlocked);
const receiving = new Receiving(signalling, (slot, stream) => stage.setSlot(slot, stream));
const agreement = consent(signalling, base, statement);
const back = maybe("back-say") ? new BackRoom(sockets, soundBlocked, () => sending.apply()) : null;
const sending = new Sending({ signalling, publishing, back, watches });
const showReaders = stageChat(signalling);
const opened = sending.open().then((stream) => stage.setOwn(stream));
let recorder = "ok";

/** @param {any} message */
async function welcomed(message) {
  agreement.again();
  settled("connection");
  receiving.start(message.ice_servers);
  await opened;
  if (!watches && !signalling.ended) await publishing.start(sending.stream, message.ice_servers);
  sending.apply();
}

/** @param {any} state */
function show(state) {
  page.dataset["where"] = state.you.where;
  stage.show(state);
  showQueue(state.you);
  showReaders(state.you.where);
  showWatching(state.watching);
  showTakes(state);
  agreement.show(state.you.agreed);
  if (maybe("lobby")) showLobby(signalling, state);
  showRecorder(state.recorder ?? "ok");
  sending.moved(state.you.where);
}

/** @param {string} words "ok", or what is wrong */
function showRecorder(words) {
  if (words === recorder) return;
  recorder = words;
  if (words === "ok") settled("recorder");
  else notice(words, "recorder");
}

/** @param {any} message */
function refused(message) {
  notice(message.reason);
  if (message.of === "consent") agreement.refused();
}

/** Nothing goes out or comes in any more; the camera's light goes off. @param {any} message */
function ended({ code, reason }) {
  back?.stop();
  publishing.stop();
  receiving.stop();
  sending.stop();
  say(byId("link-state"), reason || "The room has closed this connection.");
  byId("come-here").hidden = code !== REPLACED;
}

takeForm(signalling);
noticeCloses();
byId("come-here").addEventListener("click", () => location.reload());
unblock.addEventListener("click", () => {
  unblock.hidden = true;
  stage.playAll();
  document.querySelectorAll("audio").forEach((voice) => voice.play());
});
signalling
  .on("connected", () => say(byId("link-state"), ""))
  .on("welcome", welcomed)
  .on("state", show)
  .on("refused", refused)
  .on("notice", (message) => notice(message.text))
  .on("lost", () => say(byId("link-state"), "The connection was lost. Coming back …"))
  .on("ended", ended)
  .connect();
// The stage comes first: two connections that are made at once make each other late.
Promise.race([receiving.arrived, new Promise((late) => setTimeout(late, STAGE_FIRST_MS))])
  .then(() => { if (!signalling.ended) back?.connect(); });

// What a support person, or a test, may look at.
Object.assign(window, { callboard: { publishing, receiving, back } });
