// Says that there is no connection, and stops saying so. What never left is sent once there is one; what may have
// arrived is for its person to send again.
import { again } from "../../js/page/send-again.js";
import { gettext } from "../../js/page/texts.js";

const LATER = gettext("No connection. What you typed is still here, and is sent once there is one.");
const BY_HAND = gettext("No connection. What you typed is still here; send it again in a moment.");

/** @type {(() => void) | undefined} */
let waiting;

/** Put in where it is said: empty at first, as screen readers tell only what changes in a status that is there already.
 * @param {Document} page */
function addBanner(page) {
  const banner = Object.assign(page.createElement("p"), { className: "offline" });
  banner.setAttribute("role", "status");
  page.body.append(banner);
  return banner;
}

function sendWhatWaits() {
  const send = waiting;
  waiting = undefined;
  send?.();
}

/** @param {Document} page */
export function sayWhenOffline(page) {
  if (!page.body.classList.contains("office")) return; // the room says it in its own words
  const banner = addBanner(page);
  addEventListener("offline", () => { banner.textContent = BY_HAND; });
  addEventListener("online", () => {
    banner.textContent = "";
    sendWhatWaits();
  });
  page.addEventListener("htmx:sendError", (event) => {
    if (!navigator.onLine) waiting = again(/** @type {Element} */ (event.target));
    banner.textContent = waiting ? LATER : BY_HAND;
  });
  page.addEventListener("htmx:afterRequest", (event) => {
    if (/** @type {CustomEvent} */ (event).detail.successful) banner.textContent = "";
  });
}
