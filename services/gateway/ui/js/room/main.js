// Puts the room page together.
import { gettext } from "../page/texts.js";
import { Arriving } from "./arriving.js";
import { stayAwake } from "./awake.js";
import { BackRoom } from "./back-room.js";
import { because, outlive } from "./causes.js";
import { stageChat } from "./chat.js";
import { consent } from "./consent.js";
import { showCountdown } from "./countdown.js";
import { tellDeaf } from "./deaf.js";
import { byId, maybe, say } from "./dom.js";
import { away, back as cameBack, farewell, kindOf } from "./farewell.js";
import { leaving } from "./leaving.js";
import { groups, showLobby, showQueue } from "./lobby.js";
import { Looking } from "./looking.js";
import { markers } from "./markers.js";
import { notice, noticeCloses, settled } from "./notice.js";
import { playing } from "./playing.js";
import { prompter } from "./prompter.js";
import { Publishing } from "./publishing.js";
import { quality } from "./quality.js";
import { Receiving } from "./receiving.js";
import { screen } from "./screen.js";
import { Sending } from "./sending.js";
import { Signalling } from "./signalling.js";
import { Speaking } from "./speaking.js";
import { Stage } from "./stage.js";
import { showTakes, takeForm } from "./takes.js";
import { equip, showRemoved } from "./tools.js";
import { showWatching } from "./watching.js";

const STAGE_FIRST_MS = 1500;
/** From media coming through to a picture. */
const FIRST_PICTURE_MS = 250;
const page = byId("room");
const { base = "", sockets = "", who = "", role = "", statement = "" } = page.dataset;
const hosts = role === "host" || role === "runner";
const soundBlocked = playing();

const signalling = new Signalling(`${sockets}/stage/socket`);
const publishing = new Publishing(signalling, () => sharing.stop());
const stage = new Stage(who, soundBlocked, (tile, shown) => equip(signalling, stage, tile, shown, hosts), () => looking.soon());
const receiving = new Receiving(signalling, (slot, stream) => stage.setSlot(slot, stream));
const looking = new Looking(signalling, () => stage.widths());
const agreement = consent(signalling, base, statement);
const back = maybe("back-say") ? new BackRoom(sockets, soundBlocked, () => sending.apply()) : null;
const speaking = new Speaking(signalling, who, () => sending.apply());
const arriving = new Arriving(signalling, () => sending.showSign());
const sending = new Sending({ signalling, publishing, arriving, back, speaking, watches: role === "decision_maker" });
const sharing = screen((track) => {
  publishing.share(track);
  stage.setOwnScreen(track);
});
const showReaders = stageChat(signalling);
/** @type {Map<string, string>} */ let names = new Map();
const sleep = stayAwake();
let recorder = "ok";
/** Why the room will close this connection, where it said so. */
let over = "";
/** Whether they were on stage. */
let seen = false;
stage.hear(signalling);
/** @param {number} ms */
const pause = (ms) => new Promise((over) => setTimeout(over, ms));
// The stage comes first: what is made at once makes each other late. Who only watches sends nothing before.
const stageThere = Promise.race([receiving.arrived.then(() => pause(FIRST_PICTURE_MS)), pause(STAGE_FIRST_MS)]);
const ready = role === "decision_maker" ? stageThere : Promise.resolve();
const opened = ready.then(() => sending.open()).then((stream) => stage.setOwn(stream));

/** @param {import("./protocol.js").Welcome} welcome */
async function welcomed(welcome) {
  agreement.again();
  settled("connection");
  cameBack();
  receiving.welcomed(welcome);
  await opened;
  if (!signalling.ended && !(welcome.kept && publishing.well)) publishing.start(sending.stream, welcome.ice_servers);
  sending.apply();
}

/** @param {import("./protocol.js").State} state */
function show(state) {
  page.dataset["where"] = state.you.where;
  names = new Map([...state.on_stage, ...state.lobby, ...state.watching].map((person) => [person.who ?? "", person.name]));
  stage.show(state);
  showQueue(state);
  outlive(state);
  if (state.you.where === "stage" || state.you.seen) seen = true;
  showReaders(state.you.where);
  showWatching(signalling, state.watching, hosts);
  showCountdown(state.take);
  showTakes(signalling, state);
  agreement.show(state.you.agreed);
  if (hosts) showLobby(signalling, state);
  showRemoved(signalling, state.removed);
  showRecorder(state.recorder ?? "ok");
  sharing.allow(state.you.where === "stage");
  sending.moved(state.you);
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
  because({ code: message.code, words: message.reason });
  if (message.of === "consent") agreement.refused();
}

/** Nothing goes out or comes in any more; the camera's light goes off. */
function letGo() {
  signalling.stop();
  back?.stop();
  sharing.stop();
  publishing.stop();
  receiving.stop();
  sending.stop();
  sleep();
}

/** @param {boolean} stays whether this page says goodbye itself */
function left(stays) {
  letGo();
  if (stays) farewell(seen ? "done" : "left");
}

takeForm(signalling);
if (hosts) groups(signalling);
quality(signalling, who, () => names);
prompter(signalling, hosts || role === "reader");
noticeCloses();
leaving(signalling, left);
// A page that the browser kept while it was away has let go of everything.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
byId("come-here").addEventListener("click", () => location.reload());
signalling
  .on("connected", () => say(byId("link-state"), ""))
  .on("welcome", welcomed)
  .on("state", show)
  .on("refused", refused)
  .on("notice", ({ code, text, because: refusal }) => because({ code, words: text, because: refusal }))
  .on("over", ({ code }) => { over = code; })
  .on("lost", ({ code }) => { away(code); say(byId("link-state"), gettext("The connection was lost. Coming back …")); })
  .on("ended", ({ code, reason }) => { letGo(); farewell(kindOf(code, over), reason); });
markers(signalling);
signalling.connect();
receiving.warmUp();
tellDeaf(signalling, receiving);
stageThere.then(() => { if (!signalling.ended) back?.connect(); });

// What a support person, or a test, may look at.
Object.assign(window, { callboard: { signalling, publishing, receiving, back } });
