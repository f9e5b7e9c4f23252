// One WebSocket to one room object. It comes back by itself; the room then tells the whole state again.
const PING_MS = 3000;
const DEAD_MS = 8000;
const BACK_OFF_MS = [0, 250, 500, 1000, 2000, 4000];
const FINAL = new Set([4400, 4403, 4409, 4429]);

/** @typedef {{type: string} & Record<string, any>} Message */

export class Signalling {
  /** @type {Map<string, (message: any) => void>} */ #handlers = new Map();
  /** @type {WebSocket | null} */ #socket = null;
  /** Counts the sockets: what was asked on an earlier one is answered never. */
  life = 0;
  #tries = 0;
  #heardAt = 0;
  ended = false;
  #timer = 0;

  /** @param {string} path */
  constructor(path) {
    const url = new URL(path, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    this.url = url;
    setInterval(() => this.#ping(), PING_MS);
    addEventListener("online", () => this.#again());
    addEventListener("pagehide", () => this.stop());
  }

  /** Handle one type of message; `connected`, `lost` and `ended` are ours.
   * @param {string} type @param {(message: any) => void} handler */
  on(type, handler) {
    this.#handlers.set(type, handler);
    return this;
  }

  connect() {
    if (this.ended) return this;
    const socket = new WebSocket(this.url);
    this.life += 1;
    this.#socket = socket;
    this.#heardAt = performance.now();
    socket.onopen = () => this.#tell({ type: "connected" });
    socket.onmessage = (event) => {
      this.#tries = 0;
      this.#heardAt = performance.now();
      this.#tell(JSON.parse(event.data));
    };
    socket.onclose = (event) => this.#closed(socket, event);
    return this;
  }

  /** @param {Message} message @returns {boolean} whether it was sent: without a connection it is not */
  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Leave for good. */
  stop() {
    this.ended = true;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
  }

  /** @param {Message} message */
  #tell(message) {
    this.#handlers.get(message.type)?.(message);
  }

  #ping() {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    if (performance.now() - this.#heardAt > DEAD_MS) this.#again();
    else this.send({ type: "ping" });
  }

  #again() {
    const socket = this.#socket;
    if (this.ended || !socket) return;
    socket.onclose = null;
    socket.close();
    this.#closed(socket, null);
  }

  /** @param {WebSocket} socket @param {CloseEvent | null} event */
  #closed(socket, event) {
    if (socket !== this.#socket || this.ended) return;
    if (event && FINAL.has(event.code)) {
      this.ended = true;
      this.#tell({ type: "ended", code: event.code, reason: event.reason });
      return;
    }
    this.#tell({ type: "lost" });
    const wait = BACK_OFF_MS[Math.min(this.#tries, BACK_OFF_MS.length - 1)] ?? 4000;
    this.#tries += 1;
    clearTimeout(this.#timer);
    // Not all at once: a lost node has many rooms.
    this.#timer = setTimeout(() => this.connect(), wait * (0.5 + Math.random()));
  }
}
