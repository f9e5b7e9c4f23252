// Tells the room how large each picture is on this screen, so that no more is sent than can be seen.
const SETTLED_MS = 300;
const SMALL_PX = 400;

export class Looking {
  #timer = 0;
  #told = "";

  /** @param {import("./signalling.js").Signalling} signalling @param {() => (number | null)[]} widths */
  constructor(signalling, widths) {
    this.signalling = signalling;
    this.widths = widths;
    signalling.on("offer", () => this.again());
    document.addEventListener("visibilitychange", () => this.soon());
  }

  /** What was told an earlier connection is not known to this one. */
  again() {
    this.#told = "";
    this.soon();
  }

  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), SETTLED_MS);
  }

  #tell() {
    const sizes = this.widths().map(sizeFor);
    const told = sizes.join();
    if (told !== this.#told && this.signalling.send({ type: "look", sizes })) this.#told = told;
  }
}

/** Whoever comes into a free slot is large at once. @param {number | null} width in pixels of the screen */
function sizeFor(width) {
  if (document.hidden || width === 0) return "none";
  return width !== null && width <= SMALL_PX ? "small" : "large";
}
