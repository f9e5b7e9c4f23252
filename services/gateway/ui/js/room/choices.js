// Which camera, microphone and loudspeaker somebody has chosen. It is remembered in this browser.
import { make, redraw } from "./dom.js";

/** @typedef {"videoinput" | "audioinput" | "audiooutput"} Kind */

const hasSinks = "setSinkId" in HTMLMediaElement.prototype;

/** @param {Kind} kind @returns {string} the id of a device, "" where none was chosen */
export function chosen(kind) {
  return localStorage.getItem(`device:${kind}`) ?? "";
}

/** Offer what there is, now and whenever that changes. Browsers name devices only once one was opened.
 * @param {{onChosen: (kind: Kind) => void, inUse: (kind: Kind) => string}} uses
 * @returns {() => Promise<void>} to be called when another device is in use */
export function deviceChoice({ onChosen, inUse }) {
  const selects = /** @type {NodeListOf<HTMLSelectElement>} */ (document.querySelectorAll("select[data-device]"));
  const list = async () => {
    const all = await navigator.mediaDevices?.enumerateDevices() ?? [];
    for (const select of selects) offer(select, all, inUse(kindOf(select)));
  };
  for (const select of selects) {
    select.addEventListener("change", () => {
      localStorage.setItem(`device:${kindOf(select)}`, select.value);
      onChosen(kindOf(select));
    });
  }
  navigator.mediaDevices?.addEventListener("devicechange", list);
  return list;
}

/** @param {HTMLSelectElement} select */
const kindOf = (select) => /** @type {Kind} */ (select.dataset["device"]);

/** @param {HTMLSelectElement} select @param {MediaDeviceInfo[]} all @param {string} used */
function offer(select, all, used) {
  const kind = kindOf(select);
  const named = all.filter((device) => device.kind === kind && device.label);
  redraw(select, named, () => named.map(({ deviceId, label }) => make("option", { value: deviceId }, label)));
  const now = [used, chosen(kind)].find((id) => named.some(({ deviceId }) => deviceId === id));
  select.value = now ?? named[0]?.deviceId ?? "";
  const field = /** @type {HTMLElement} */ (select.closest(".field"));
  field.hidden = !named.length || (kind === "audiooutput" && !hasSinks);
}

/** Play an element through the loudspeaker that was chosen; one that is not there any more is forgotten.
 * @param {HTMLMediaElement} element */
export async function throughLoudspeaker(element) {
  if (!hasSinks) return;
  await element.setSinkId(chosen("audiooutput")).catch(() => element.setSinkId("")).catch(console.warn);
}

/** The same for all that play already, as when another was chosen, or one was pulled. */
export function throughLoudspeakerAll() {
  document.querySelectorAll("video, audio").forEach((element) => throughLoudspeaker(/** @type {HTMLMediaElement} */ (element)));
}
