// Whether this browser can take part, and what to do where it cannot.
import { byId } from "./dom.js";

/** Say so, unless it can. @returns {boolean} */
export function able() {
  if (typeof RTCPeerConnection === "function") return true;
  const address = /** @type {HTMLInputElement} */ (byId("own-address"));
  address.value = location.href;
  address.addEventListener("focus", () => address.select());
  byId("unable").hidden = false;
  return false;
}
