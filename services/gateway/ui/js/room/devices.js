// Camera and microphone: get what there is, and say in words what is missing.
import { chosen } from "./choices.js";

const WISHES = {
  microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  camera: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
};
const NOTHING = "You can watch and chat.";
const NOT_SECURE = "This page is not secure, so the browser gives it no camera or microphone.";
/** Apps that show pages in a view of their own may leave them out. */
const IN_AN_APP = "This browser gives pages no camera or microphone. If the link opened inside another app, open it in Safari or Chrome.";

/** @typedef {keyof typeof WISHES} Device */
/** @typedef {{stream: MediaStream, problem: string}} Devices */

/** @param {unknown} error @param {string} what */
function inWords(error, what) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return `This browser may not use your ${what}. Allow it in the address bar, then reload.`;
  if (name === "NotFoundError") return `No ${what} was found.`;
  if (name === "NotReadableError") return `Your ${what} is in use by another program. Close that, then reload.`;
  return `Your ${what} could not be started.`;
}

/** @param {MediaStream} stream @param {"audio" | "video"} kind */
export function live(stream, kind) {
  return stream.getTracks().some((track) => track.kind === kind && track.readyState === "live");
}

/** Say how somebody can take part who lacks a device. @param {MediaStream} stream */
export function wayForward(stream) {
  if (live(stream, "audio")) return "You can take part by sound.";
  return live(stream, "video") ? "You can be seen, not heard." : NOTHING;
}

/** @param {Device} device @param {boolean} asChosen whether only the chosen one will do */
function wish(device, asChosen) {
  const id = asChosen ? chosen(device === "camera" ? "videoinput" : "audioinput") : "";
  const wished = { ...WISHES[device], ...(id && { deviceId: { exact: id } }) };
  return device === "camera" ? { video: wished } : { audio: wished };
}

/** @param {Device[]} devices @param {boolean} asChosen */
function ask(devices, asChosen) {
  return navigator.mediaDevices.getUserMedia(Object.assign({}, ...devices.map((device) => wish(device, asChosen))));
}

/** Open one device, or several at once: the chosen ones, or where one of them is gone, any. @param {Device[]} devices */
export async function get(...devices) {
  try {
    const stream = await ask(devices, true).catch((error) => {
      if (error?.name === "OverconstrainedError") return ask(devices, false);
      throw error;
    });
    return { tracks: stream.getTracks(), problem: "" };
  } catch (error) {
    return { tracks: [], problem: inWords(error, devices.join(" or ")) };
  }
}

/** Open the devices that this person sends with: both, or the one that there is, or nothing, but never an error.
 * @param {{video: boolean}} wanted @returns {Promise<Devices>} */
export async function open({ video }) {
  if (!navigator.mediaDevices) {
    return { stream: new MediaStream(), problem: `${isSecureContext ? IN_AN_APP : NOT_SECURE} ${NOTHING}` };
  }
  const asked = await (video ? get("camera", "microphone") : get("microphone"));
  const apart = video && asked.problem ? [await get("camera"), await get("microphone")] : [];
  const found = apart.some((one) => one.tracks.length) ? apart : [asked];
  const stream = new MediaStream(found.flatMap((one) => one.tracks));
  const problem = found.map((one) => one.problem).filter(Boolean).join(" ");
  return { stream, problem: problem && `${problem} ${wayForward(stream)}` };
}

/** Call back about 20 times a second with how loud a stream is, 0 to 1.
 * @param {MediaStream} stream @param {(level: number) => void} onLevel @returns {() => void} */
export function listen(stream, onLevel) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(Math.min(1, 4 * Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)));
  }, 50);
  return () => { clearInterval(timer); context.close(); };
}
