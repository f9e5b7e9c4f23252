// Before the door: try out devices and connection, agree or not, go in.
import { remember, remembered } from "./room/consent.js";
import { listen, open } from "./room/devices.js";
import { byId, maybe, say } from "./room/dom.js";

const page = /** @type {HTMLElement} */ (document.querySelector(".invitation"));
const { base = "", role = "" } = page.dataset;
const radios = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=agreed]"));

/** @param {string} id @param {"good" | "bad" | "waiting"} state @param {string} text */
function check(id, state, text) {
  const line = byId(id);
  line.dataset["state"] = state;
  if (line.firstChild) line.firstChild.textContent = text;
}

async function tryDevices() {
  const { stream, problem } = await open({ video: role === "actor" });
  const mirror = /** @type {HTMLVideoElement} */ (byId("mirror"));
  mirror.srcObject = stream;
  const camera = stream.getVideoTracks()[0];
  const microphone = stream.getAudioTracks()[0];
  if (role === "actor") check("check-camera", camera ? "good" : "bad", camera ? `Camera: ${camera.label}` : "Camera: not available ");
  else byId("check-camera").hidden = true;
  check("check-microphone", microphone ? "good" : "bad", microphone ? "Microphone: speak, and see it move " : "Microphone: not available ");
  if (microphone) listen(stream, (level) => { /** @type {HTMLMeterElement} */ (byId("level")).value = level; });
  say(byId("way-forward"), problem);
}

async function tryConnection() {
  check("check-connection", "waiting", "Connection: trying …");
  const times = [];
  try {
    for (let round = 0; round < 3; round += 1) {
      const from = performance.now();
      await fetch("/health", { cache: "no-store" });
      times.push(performance.now() - from);
    }
  } catch {
    check("check-connection", "bad", "Connection: Callboard cannot be reached just now.");
    return;
  }
  const best = Math.round(Math.min(...times));
  check("check-connection", best < 400 ? "good" : "bad", best < 400 ? `Connection: good (${best} ms)` : `Connection: slow (${best} ms). Come closer to your router, if you can.`);
}

byId("try").addEventListener("click", () => { tryDevices(); tryConnection(); });
radios.forEach((radio) => {
  const given = remembered(base);
  if (given !== null) radio.checked = (radio.value === "yes") === given;
  radio.addEventListener("change", () => { remember(base, radio.value === "yes"); say(byId("enter-hint"), ""); });
});
byId("enter").addEventListener("click", (event) => {
  const answer = [...radios].find((radio) => radio.checked);
  if (radios.length && !answer) {
    event.preventDefault();
    say(byId("enter-hint"), "Please answer first whether your takes may be recorded.");
    radios[0]?.focus();
  } else if (answer) remember(base, answer.value === "yes");
});
maybe("enter-hint")?.setAttribute("role", "status");
