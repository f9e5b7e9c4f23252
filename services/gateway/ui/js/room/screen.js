// Sharing a screen with the stage, until it is stopped here or by the browser's own sign.
import { gettext } from "../page/texts.js";
import { maybe } from "./dom.js";
import { notice } from "./notice.js";

const WISHES = { video: { frameRate: { max: 15 } }, audio: false };

/** @param {(track: MediaStreamTrack | null) => void} onTurn @returns {{stop: () => void, allow: (may: boolean) => void}} */
export function screen(onTurn) {
  const button = maybe("screen");
  /** @type {MediaStreamTrack | null} */ let shared = null;
  /** @param {MediaStreamTrack | null} track */
  const turn = (track) => {
    shared?.stop();
    shared = track;
    button?.setAttribute("aria-pressed", String(track !== null));
    onTurn(track);
  };
  const stop = () => { if (shared) turn(null); };
  button?.addEventListener("click", async () => {
    if (shared) return stop();
    const track = await choose();
    if (!track) return;
    track.onended = stop;
    turn(track);
  });
  return { stop, allow: (may) => { if (button) button.hidden = !may || !navigator.mediaDevices?.getDisplayMedia; if (!may) stop(); } };
}

/** Let the person choose what to show; who thinks better of it is not told off. */
async function choose() {
  try {
    const track = (await navigator.mediaDevices.getDisplayMedia(WISHES)).getVideoTracks()[0] ?? null;
    if (track) track.contentHint = "detail";
    return track;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "NotAllowedError")) notice(gettext("The screen could not be shared."));
    return null;
  }
}
