// "Speak to stage": only while it is held down, a decision-maker is heard on stage. Everyone sees who is.
import { gettext, ngettext } from "../page/texts.js";
import { byId, isolated, maybe, say } from "./dom.js";
import { ask, notice } from "./notice.js";

const KEYS = new Set([" ", "Enter"]);

export class Speaking {
  #held = false;
  #heard = false;
  #was = false;

  /** @param {import("./signalling.js").Signalling} signalling @param {string} me @param {() => void} onTurn */
  constructor(signalling, me, onTurn) {
    this.signalling = signalling;
    this.me = me;
    this.onTurn = onTurn;
    this.button = maybe("speak");
    signalling
      .on("state", (state) => this.#show(state.speakers))
      .on("refused", ({ of }) => { if (of === "speak") this.#letGo(); })
      .on("lost", () => { this.#heard = false; this.#letGo(); });
    if (this.button) this.#listen(this.button);
  }

  /** Whether the stage hears this person, or may from now on: the sign is never later than the sound. */
  get on() {
    return this.#held || this.#heard;
  }

  /** @param {HTMLElement} button */
  #listen(button) {
    button.addEventListener("pointerdown", (event) => { button.setPointerCapture(event.pointerId); this.#hold(); });
    for (const over of ["pointerup", "pointercancel", "lostpointercapture", "blur"]) button.addEventListener(over, () => this.#release());
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    button.addEventListener("keydown", (event) => {
      if (!KEYS.has(event.key)) return;
      event.preventDefault();
      if (!event.repeat) this.#hold();
    });
    button.addEventListener("keyup", (event) => { if (KEYS.has(event.key)) this.#release(); });
    addEventListener("blur", () => this.#release());
    document.addEventListener("visibilitychange", () => this.#release());
  }

  #hold() {
    if (this.#held || !ask(this.signalling, { type: "speak", on: true })) return;
    this.#held = true;
    this.#turned();
  }

  #release() {
    if (!this.#held) return;
    this.signalling.send({ type: "speak", on: false });
    this.#letGo();
  }

  #letGo() {
    this.#held = false;
    this.#turned();
  }

  #turned() {
    this.button?.setAttribute("aria-pressed", String(this.#held));
    if (this.on === this.#was) return;
    this.#was = this.on;
    this.onTurn();
  }

  /** @param {import("./protocol.js").Named[]} speakers */
  #said(speakers) {
    const names = speakers.map(({ who, name }) => who === this.me ? gettext("You") : isolated(name)).join(", ");
    const [only] = speakers;
    if (!only) return "";
    if (speakers.length === 1 && only.who === this.me) return gettext("You speak to the stage");
    return ngettext("%(names)s speaks to the stage", "%(names)s speak to the stage", speakers.length, { names });
  }

  /** @param {import("./protocol.js").Named[]} speakers */
  #show(speakers) {
    say(byId("speakers"), this.#said(speakers));
    const heard = speakers.some(({ who }) => who === this.me);
    if (this.#heard && !heard && this.#held) {
      notice(gettext("You are not heard on stage any more. To go on, let go and hold the button again."));
      this.#held = false;
    }
    this.#heard = heard;
    this.#turned();
  }
}
