// Takes: the host starts and stops them; everyone sees that one runs.
import { byId, make, maybe, redraw, say } from "./dom.js";
import { ask } from "./notice.js";

const WORDS = /** @type {Record<string, string>} */ ({
  recording: "recording", storing: "being stored", recorded: "ready", finishing: "ready, composite being made",
  finished: "ready", failed: "failed",
});
let running = /** @type {any} */ (null);

/** @param {import("./signalling.js").Signalling} signalling */
export function takeForm(signalling) {
  const form = /** @type {HTMLFormElement | null} */ (maybe("take-form"));
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(form);
    ask(signalling, { type: "start_take", role_id: String(given.get("role_id")), scene: String(given.get("scene")) });
  });
  maybe("take-stop")?.addEventListener("click", () => ask(signalling, { type: "stop_take" }));
  setInterval(() => { if (running) tick(); }, 500);
}

function tick() {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(running.started_at)) / 1000));
  byId("recording-clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Show the running take, and announce its start and its end, once each. @param {any} take */
function showRunning(take) {
  const words = take ? `Recording take ${take.number}: ${take.role} ${take.scene}` : "";
  if (take || running) byId("recording-said").textContent = words || "Recording has stopped.";
  running = take;
  say(byId("recording-take"), words);
  byId("recording").hidden = !take;
  if (take) tick();
}

/** @param {any} state */
export function showTakes(state) {
  const take = state.take?.phase === "recording" ? state.take : null;
  if (take?.id !== running?.id) showRunning(take);
  const start = maybe("take-start");
  if (!start) return;
  start.hidden = Boolean(running);
  byId("take-stop").hidden = !running;
  redraw(byId("takes"), state.takes, () => state.takes.map((/** @type {any} */ past) => make("li", {},
    make("a", { href: `/takes/${past.id}`, target: "_blank" }, `${past.role}, ${past.scene}, take ${past.number}`),
    make("small", {}, WORDS[past.phase] ?? past.phase))));
}
