// What can be done about a tile: everyone may make it large for themselves, hosts may mute and remove.
import { gettext } from "../page/texts.js";
import { question } from "./dialog.js";
import { bdi, byId, enumerate, isolated, make, maybe, redraw } from "./dom.js";
import { ask } from "./notice.js";

/** @typedef {import("./signalling.js").Signalling} Signalling */
/** @typedef {import("./protocol.js").Named} Named */

/** @param {string} words @param {string} label @param {() => void} act */
function button(words, label, act) {
  const made = make("button", { type: "button", class: "small", "aria-label": label }, words);
  made.addEventListener("click", act);
  return made;
}

/** @typedef {import("./layout.js").Shown["what"]} What */

/** @param {string} name @param {What} what */
function pins(name, what) {
  return what === "screen" ? gettext("Pin %(name)s's screen", { name }) : gettext("Pin %(name)s", { name });
}

/** @param {string} name @param {What} what */
function unpins(name, what) {
  return what === "screen" ? gettext("Unpin %(name)s's screen", { name }) : gettext("Unpin %(name)s", { name });
}

/** Put the buttons onto a tile. @param {Signalling} signalling @param {import("./stage.js").Stage} stage
 * @param {import("./tile.js").Tile} tile @param {import("./layout.js").Shown} shown @param {boolean} hosts */
export function equip(signalling, stage, tile, { key, person, what }, hosts) {
  const pinned = stage.pinned === key;
  const { who, muted } = person;
  const name = isolated(person.name);
  const focused = tile.tools.contains(document.activeElement) ? [...tile.tools.children].indexOf(/** @type {Element} */ (document.activeElement)) : -1;
  redraw(tile.tools, [pinned, muted, name], () => {
    const pin = button(pinned ? gettext("Unpin") : gettext("Pin"), (pinned ? unpins : pins)(name, what), () => stage.pin(key));
    if (!hosts || tile.mine || what === "screen") return [pin];
    const mute = button(muted ? gettext("Unmute") : gettext("Mute"),
      muted ? gettext("Unmute %(name)s", { name }) : gettext("Mute %(name)s", { name }), () => ask(signalling, { type: "mute", who, muted: !muted }));
    return [pin, mute, button(gettext("Remove"), gettext("Remove %(name)s", { name }), () => remove(signalling, person))];
  });
  if (focused >= 0) /** @type {HTMLElement | undefined} */ (tile.tools.children[focused])?.focus();
}

/** @param {Signalling} signalling @param {Named} person */
export async function remove(signalling, { who, name }) {
  const sure = await question({
    title: gettext("Remove %(name)s?", { name: isolated(name) }),
    words: gettext("They leave this session's rooms at once, and cannot come in again until you let them."),
    action: gettext("Remove"),
  });
  if (sure !== null) ask(signalling, { type: "remove", who });
}

/** @param {Signalling} signalling @param {Named[]} removed */
export function showRemoved(signalling, removed) {
  const panel = maybe("removed-panel");
  if (!panel) return;
  panel.hidden = removed.length === 0;
  enumerate(byId("removed"), removed, ({ who, name }) => make("li", {}, make("strong", {}, bdi(name)),
    button(gettext("Let back in"), gettext("Let back in: %(name)s", { name: isolated(name) }), () => ask(signalling, { type: "let_in", who }))));
}
