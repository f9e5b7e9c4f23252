// Whom nothing reaches is told so, and what they can do.
import { gettext } from "../page/texts.js";
import { notice, settled } from "./notice.js";

const PATIENCE_MS = 5000;
const LOOK_MS = 250;
const WORDS = gettext("You cannot see or hear the stage: nothing comes through to this browser. Your network may block it. Try another one, for instance your phone's, or another browser.");

/** @param {import("./signalling.js").Signalling} signalling @param {import("./receiving.js").Receiving} receiving */
export function tellDeaf(signalling, receiving) {
  let since = 0;
  setInterval(() => {
    const deaf = signalling.open && !receiving.well;
    if (!deaf) since = 0;
    else since ||= Date.now();
    if (deaf && Date.now() - since >= PATIENCE_MS) notice(WORDS, "receiving");
    else if (!deaf) settled("receiving");
  }, LOOK_MS);
}
