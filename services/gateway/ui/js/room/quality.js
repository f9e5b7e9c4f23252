// How well each connection does: in words for the host, and for everyone about their own.
import { gettext } from "../page/texts.js";
import { bdi, byId, enumerate, make, maybe, say } from "./dom.js";

/** @typedef {import("./protocol.js").Quality} Quality */

const WEAK = 2;

/** @param {import("./signalling.js").Signalling} signalling @param {string} me @param {() => Map<string, string>} names */
export function quality(signalling, me, names) {
  signalling.on("quality", (message) => {
    const people = /** @type {Quality[]} */ (message.people);
    const own = people.find((one) => one.who === me);
    say(byId("own-quality"), own && own.score <= WEAK ? own.words : "");
    const list = maybe("connections");
    if (list) enumerate(list, people.map((one) => line(one, names().get(one.who) ?? "")), draw);
  });
}

/** Only what a reader would notice. @param {Quality} one @param {string} name */
function line(one, name) {
  return { name, words: one.words || gettext("All is well."), figures: figures(one) };
}

/** @param {ReturnType<typeof line>} line */
function draw({ name, words, figures }) {
  return make("li", {}, make("span", {}, make("strong", {}, bdi(name)), make("small", {}, words),
    make("small", { class: "figures" }, figures)));
}

/** @param {Quality} one */
function figures({ up_kbps, down_kbps, loss, jitter_ms, round_trip_ms }) {
  const rate = (/** @type {number} */ kbps) => kbps >= 1000 ? `${(kbps / 1000).toFixed(1)} Mbit/s` : `${Math.round(kbps / 10) * 10} kbit/s`;
  const lost = (loss * 100).toFixed(loss < 0.1 ? 1 : 0);
  const values = { up: rate(up_kbps), down: rate(down_kbps), lost, jitter: Math.round(jitter_ms) };
  const words = gettext("sends %(up)s, receives %(down)s, loss %(lost)s %%, jitter %(jitter)s ms", values);
  return round_trip_ms === null ? words : `${words}, ${gettext("round trip %(ms)s ms", { ms: Math.round(round_trip_ms) })}`;
}
