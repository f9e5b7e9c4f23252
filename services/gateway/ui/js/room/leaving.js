// Leaving the room: who would leave a running take behind is asked first.
import { gettext } from "../page/texts.js";
import { question } from "./dialog.js";
import { maybe } from "./dom.js";
import { ask } from "./notice.js";

/** @typedef {import("./protocol.js").State} State */
/** @typedef {import("./signalling.js").Signalling} Signalling */

const STOPPED_WITHIN_MS = 3000;

/** Where a link says `data-leaves="here"`, this page says goodbye itself.
 * @param {Signalling} signalling @param {(stays: boolean) => void} onLeft when they may go, and nothing is left behind */
export function leaving(signalling, onLeft) {
  let state = /** @type {State | null} */ (null);
  let sure = false;
  signalling.on("state", (told) => { state = told; });
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-leaves]"));
  links.forEach((link) => link.addEventListener("click", async (event) => {
    if (sure || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!await agreed(signalling, state)) return;
    sure = true;
    const stays = link.dataset["leaves"] === "here";
    onLeft(stays);
    if (!stays) link.click();
  }));
  maybe("end-session")?.addEventListener("click", async () => {
    if (await question(END) !== null) ask(signalling, { type: "end_session" });
  });
  // A window that is closed can only ask in the browser's own words.
  addEventListener("beforeunload", (event) => { if (!sure && stops(state)) event.preventDefault(); });
}

/** Whether nobody would be left who could stop the take. @param {State | null} state */
const stops = (state) => isTaken(state) && Boolean(state?.you.only_host);

/** @param {State | null} state */
const isTaken = (state) => state?.take?.phase === "recording" || state?.take?.phase === "counting";

/** Ask where leaving would end something, and end it. @param {Signalling} signalling @param {State | null} state
 * @returns {Promise<boolean>} whether they leave */
async function agreed(signalling, state) {
  if (signalling.ended || state?.you.where !== "stage" && !stops(state) || !isTaken(state)) return true;
  if (!stops(state)) return await question(AMIDST) !== null;
  if (await question(LAST) === null) return false;
  signalling.send({ type: "stop_take" });
  await stopped(signalling);
  return true;
}

const LAST = { title: gettext("Stop the take and leave?"), words: gettext("Nobody else here can stop it."), action: gettext("Stop the take and leave") };
const END = { title: gettext("End the session?"), words: gettext("Everybody in this room and its lobby is thanked and leaves, you too."), action: gettext("End the session") };
const AMIDST = { title: gettext("Leave in the middle of the take?"), words: gettext("It goes on without you. What was recorded of you until now is kept."), action: gettext("Leave") };

/** @param {Signalling} signalling */
function stopped(signalling) {
  return new Promise((over) => {
    signalling.on("state", (state) => { if (!isTaken(state)) over(true); });
    setTimeout(over, STOPPED_WITHIN_MS);
  });
}
