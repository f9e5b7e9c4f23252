// Camera and microphone: get what there is, and say in words what is missing.
import { gettext } from "../page/texts.js";
import { chosen } from "./choices.js";

const WISHES = {
  microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  camera: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
};
const NOTHING = gettext("You can watch and chat.");
const NOT_SECURE = gettext("This page is not secure, so the browser gives it no camera or microphone.");
/** Apps that show pages in a view of their own may leave them out. */
const IN_AN_APP = gettext("This browser gives pages no camera or microphone. If the link opened inside another app, open it in Safari or Chrome.");

/** @typedef {keyof typeof WISHES} Device */
/** @typedef {{stream: MediaStream, problem: string}} Devices */

/** What is said of an error by its name, and of any other. */
const PROBLEMS = {
  camera: {
    NotAllowedError: gettext("This browser may not use your camera. Allow it in the address bar, then reload."),
    NotFoundError: gettext("No camera was found."),
    NotReadableError: gettext("Your camera is in use by another program. Close that, then reload."),
    other: gettext("Your camera could not be started."),
  },
  microphone: {
    NotAllowedError: gettext("This browser may not use your microphone. Allow it in the address bar, then reload."),
    NotFoundError: gettext("No microphone was found."),
    NotReadableError: gettext("Your microphone is in use by another program. Close that, then reload."),
    other: gettext("Your microphone could not be started."),
  },
  both: {
    NotAllowedError: gettext("This browser may not use your camera or microphone. Allow it in the address bar, then reload."),
    NotFoundError: gettext("No camera or microphone was found."),
    NotReadableError: gettext("Your camera or microphone is in use by another program. Close that, then reload."),
    other: gettext("Your camera or microphone could not be started."),
  },
};

/** @param {unknown} error @param {keyof typeof PROBLEMS} what */
function inWords(error, what) {
  const problems = /** @type {Record<string, string> & {other: string}} */ (PROBLEMS[what]);
  return problems[error instanceof DOMException ? error.name : ""] ?? problems.other;
}

/** @param {MediaStream} stream @param {"audio" | "video"} kind */
export function live(stream, kind) {
  return stream.getTracks().some((track) => track.kind === kind && track.readyState === "live");
}

/** Say how somebody can take part who lacks a device. @param {MediaStream} stream */
export function wayForward(stream) {
  if (live(stream, "audio")) return gettext("You can take part by sound.");
  return live(stream, "video") ? gettext("You can be seen, not heard.") : NOTHING;
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
    return { tracks: [], problem: inWords(error, devices.length > 1 ? "both" : devices[0] ?? "both") };
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
