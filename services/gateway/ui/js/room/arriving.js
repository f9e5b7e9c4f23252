// Whether what this person says arrives: the room tells, which sees the packets. Nobody is told that they are heard
// because they mean to be.
const PATIENCE_MS = 5000;

export class Arriving {
  #arrives = false;
  /** Since when a voice is awaited that does not come; 0: none is. */
  #since = 0;
  #timer = 0;

  /** @param {import("./signalling.js").Signalling} signalling @param {() => void} onTurn */
  constructor(signalling, onTurn) {
    this.onTurn = onTurn;
    signalling.on("arriving", (message) => {
      this.#arrives = message.audio;
      onTurn();
    });
  }

  /** How a voice fares, if one is meant to be heard now.
   * @param {boolean} meant @returns {"arrives" | "coming" | "lost"} */
  voice(meant) {
    if (!meant || this.#arrives) this.#rest();
    else if (!this.#since) this.#wait();
    if (!this.#since) return "arrives";
    return Date.now() - this.#since < PATIENCE_MS ? "coming" : "lost";
  }

  #wait() {
    this.#since = Date.now();
    this.#timer = setTimeout(this.onTurn, PATIENCE_MS);
  }

  #rest() {
    this.#since = 0;
    clearTimeout(this.#timer);
  }
}
