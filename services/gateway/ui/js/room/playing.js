// Sound and pictures that the browser does not start by itself, or that the system has stopped: a tap starts them.
import { byId } from "./dom.js";

/** @returns {() => void} to be called when a browser refuses to play */
export function playing() {
  const button = byId("unblock-sound");
  const refused = () => { button.hidden = false; };
  const playAll = () => {
    button.hidden = true;
    for (const one of still()) one.play().catch((error) => error.name === "NotAllowedError" && refused());
  };
  button.addEventListener("click", playAll);
  // A call, or another app, stops what plays. Nothing here pauses.
  document.addEventListener("pause", () => { if (still().some((one) => !one.muted)) refused(); }, { capture: true });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) playAll(); });
  return refused;
}

/** What should be heard or seen, and is not. A stream that is over is paused, too. */
function still() {
  const all = /** @type {HTMLMediaElement[]} */ ([...document.querySelectorAll("video, audio")]);
  return all.filter((one) => one.paused && one.srcObject instanceof MediaStream && one.srcObject.active);
}
