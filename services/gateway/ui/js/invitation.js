// Before the door: try out devices and connection, agree or not, go in.
import { gettext } from "./page/texts.js";
import { able } from "./room/able.js";
import { deviceChoice } from "./room/choices.js";
import { answers, mark, remember, remembered } from "./room/consent.js";
import { listen, open } from "./room/devices.js";
import { byId, say } from "./room/dom.js";
import { playSound } from "./room/sounding.js";

const SLOW_MS = 400;
const page = /** @type {HTMLElement} */ (document.querySelector(".invitation"));
const { base = "", role = "" } = page.dataset;
const radios = answers((agreed) => { remember(base, agreed); say(byId("enter-hint"), ""); });
const waiting = remembered(base);
let letGo = () => {};
/** What is open just now. @type {MediaStream} */ let tried = new MediaStream();
const listed = deviceChoice({
  onChosen: (kind) => kind === "audiooutput" ? playSound() : tryDevices(),
  inUse: (kind) => tried.getTracks().find((track) => kind === `${track.kind}input`)?.getSettings().deviceId ?? "",
});

/** @param {string} id @param {"good" | "bad" | "waiting"} state @param {string} text */
function check(id, state, text) {
  const line = byId(id);
  line.dataset["state"] = state;
  if (line.firstChild) line.firstChild.textContent = `${text} `;
}

/** @param {number} level */
function showLevel(level) {
  /** @type {HTMLMeterElement} */ (byId("level")).value = level;
}

async function tryDevices() {
  letGo();
  const { stream, problem } = await open({ video: role !== "decision_maker" });
  const mirror = /** @type {HTMLVideoElement} */ (byId("mirror"));
  mirror.srcObject = stream;
  const camera = stream.getVideoTracks()[0];
  const microphone = stream.getAudioTracks()[0];
  byId("check-camera").hidden = role === "decision_maker";
  if (camera) check("check-camera", "good", gettext("Camera: %(name)s", { name: camera.label }));
  else check("check-camera", "bad", gettext("Camera: not available"));
  if (microphone) check("check-microphone", "good", gettext("Microphone: speak, and see it move"));
  else check("check-microphone", "bad", gettext("Microphone: not available"));
  const deafen = microphone ? listen(stream, showLevel) : () => {};
  letGo = () => { deafen(); stream.getTracks().forEach((track) => track.stop()); };
  say(byId("way-forward"), problem);
  tried = stream;
  await listed();
}

/** Return the milliseconds of one round trip. */
async function roundTrip() {
  const from = performance.now();
  const answer = await fetch("/health", { cache: "no-store" });
  if (!answer.ok) throw new Error(`/health answers ${answer.status}`);
  return performance.now() - from;
}

async function tryConnection() {
  check("check-connection", "waiting", gettext("Connection to Callboard: trying …"));
  try {
    const ms = Math.round(Math.min(await roundTrip(), await roundTrip(), await roundTrip()));
    if (ms < SLOW_MS) check("check-connection", "good", gettext("Connection to Callboard: good (%(ms)s ms)", { ms }));
    else check("check-connection", "bad", gettext("Connection to Callboard: slow (%(ms)s ms). Come closer to your router, if you can.", { ms }));
  } catch {
    check("check-connection", "bad", gettext("Callboard cannot be reached just now."));
  }
}

document.getElementById("withdraw-consent")?.addEventListener("submit", () => remember(base, false));
able();
if (waiting !== null) mark(radios, waiting);
byId("play-sound").addEventListener("click", playSound);
let trying = false;
byId("try").addEventListener("click", async () => {
  if (trying) return;
  trying = true;
  await Promise.all([tryDevices(), tryConnection()]);
  trying = false;
});
byId("enter").addEventListener("click", (event) => {
  const answer = [...radios].find((radio) => radio.checked);
  if (radios.length && !answer) {
    event.preventDefault();
    say(byId("enter-hint"), gettext("Please answer first whether your takes may be recorded."));
    radios[0]?.focus();
  } else if (answer) remember(base, answer.value === "yes");
});
