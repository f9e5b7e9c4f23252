// Camera and microphone: get what there is, and say in words what is missing.
const WISHES = { video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } };
const SOUND = { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } };

/** @typedef {{stream: MediaStream, problem: string}} Devices */

/** @param {unknown} error @param {string} what */
function inWords(error, what) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return `This browser may not use your ${what}. Allow it in the address bar, then reload.`;
  if (name === "NotFoundError") return `No ${what} was found.`;
  if (name === "NotReadableError") return `Your ${what} is in use by another program. Close that, then reload.`;
  return `Your ${what} could not be started.`;
}

/** Open the devices that this person sends with: both, or sound alone, or nothing, but never an error.
 * @param {{video: boolean}} wanted @returns {Promise<Devices>} */
export async function open({ video }) {
  if (!navigator.mediaDevices) {
    return { stream: new MediaStream(), problem: "This page is not secure, so the browser gives it no camera or microphone." };
  }
  if (video) {
    try {
      return { stream: await navigator.mediaDevices.getUserMedia({ ...WISHES, ...SOUND }), problem: "" };
    } catch (error) {
      const sound = await open({ video: false });
      const way = sound.stream.getAudioTracks().length ? "You can take part by sound." : "You can watch and chat.";
      return { stream: sound.stream, problem: `${inWords(error, "camera")} ${way}` };
    }
  }
  try {
    return { stream: await navigator.mediaDevices.getUserMedia(SOUND), problem: "" };
  } catch (error) {
    return { stream: new MediaStream(), problem: inWords(error, "microphone") };
  }
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
