// A short sound, to hear whether the chosen loudspeaker is the right one.
import { throughLoudspeaker } from "./choices.js";

const NOTES_HZ = [523, 659];
const NOTE_S = 0.35;

export async function playSound() {
  const context = new AudioContext();
  const way = context.createMediaStreamDestination();
  const player = new Audio();
  player.srcObject = way.stream;
  await throughLoudspeaker(player);
  await player.play();
  NOTES_HZ.forEach((frequency, at) => note(context, way, frequency, context.currentTime + at * NOTE_S));
  setTimeout(() => { player.pause(); context.close(); }, 1000 * (NOTES_HZ.length + 1) * NOTE_S);
}

/** @param {AudioContext} context @param {AudioNode} to @param {number} frequency @param {number} from in seconds */
function note(context, to, frequency, from) {
  const swell = new GainNode(context, { gain: 0 });
  swell.gain.setTargetAtTime(0.2, from, 0.02);
  swell.gain.setTargetAtTime(0, from + NOTE_S / 2, 0.08);
  const tone = new OscillatorNode(context, { frequency });
  tone.connect(swell).connect(to);
  tone.start(from);
  tone.stop(from + 2 * NOTE_S);
}
