// Takes: the host starts and stops them; everyone sees that one runs.
import { byId, make, maybe, redraw, say } from "./dom.js";

const WORDS = /** @type {Record<string, string>} */ ({
  recording: "recording", storing: "being stored", recorded: "ready", finishing: "ready, composite being made",
  finished: "ready", failed: "failed",
});
let since = 0;

/** @param {import("./signalling.js").Signalling} signalling */
export function takeForm(signalling) {
  const form = /** @type {HTMLFormElement | null} */ (maybe("take-form"));
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(form);
    signalling.send({ type: "start_take", role_id: String(given.get("role_id")), scene: String(given.get("scene")) });
  });
  maybe("take-stop")?.addEventListener("click", () => signalling.send({ type: "stop_take" }));
  setInterval(() => { if (since) tick(); }, 500);
}

let running = /** @type {any} */ (null);

function tick() {
  const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  say(byId("recording"), `Recording take ${running.number}: ${running.role} ${running.scene} · ${clock}`);
}

/** @param {any} state */
export function showTakes(state) {
  running = state.take?.phase === "recording" ? state.take : null;
  since = running ? Date.parse(running.started_at) : 0;
  if (running) tick();
  else say(byId("recording"), "");
  const start = maybe("take-start");
  if (!start) return;
  start.hidden = Boolean(running);
  byId("take-stop").hidden = !running;
  redraw(byId("takes"), state.takes, () => state.takes.map((/** @type {any} */ take) => make("li", {},
    make("a", { href: `/takes/${take.id}`, target: "_blank" }, `${take.role}, ${take.scene}, take ${take.number}`),
    make("small", {}, WORDS[take.phase] ?? take.phase))));
}
