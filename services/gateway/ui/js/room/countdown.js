// The countdown before a take: large on the stage, and said to those who cannot see it.
import { gettext } from "../page/texts.js";
import { until } from "./clock.js";
import { byId, say } from "./dom.js";

const LOOK_MS = 100;
let timer = 0;
let endsAt = "";

/** @param {import("./protocol.js").Take | null} take */
export function showCountdown(take) {
  const ends = take?.phase === "counting" ? take.starts_at ?? "" : "";
  if (ends === endsAt) return;
  endsAt = ends;
  clearInterval(timer);
  byId("countdown").hidden = !ends;
  byId("countdown-said").textContent = "";
  if (!ends) return;
  timer = setInterval(tick, LOOK_MS);
  tick();
}

function tick() {
  const left = Math.max(0, Math.ceil(until(endsAt) / 1000));
  const words = left ? String(left) : "…";
  say(byId("countdown-number"), words);
  const said = left ? gettext("Recording starts in %(left)s", { left }) : gettext("Recording starts");
  if (byId("countdown-said").textContent !== said) byId("countdown-said").textContent = said;
}
