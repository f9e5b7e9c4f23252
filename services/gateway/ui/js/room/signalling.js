// One WebSocket to one room object. It comes back by itself; the room then tells the whole state again.
import { isFinal } from "./close_codes.js";

const PING_MS = 1000;
const DEAD_MS = 2500;
/** Who has something to say after so long a silence makes sure first that it is heard. */
const DOUBT_MS = 1700;
const CONNECT_MS = 2000;
const SLEPT_MS = 3000;
const BACK_OFF_MS = [0, 250, 500, 1000, 1000, 1000, 1000, 1000, 2000, 4000];

/** @typedef {{type: string} & Record<string, any>} Message */

export class Signalling {
  /** @type {Map<string, ((message: any) => void)[]>} */ #handlers = new Map();
  /** @type {WebSocket | null} */ #socket = null;
  /** Counts the sockets: what was asked on an earlier one is answered never. */
  life = 0;
  ended = false;
  #tries = 0;
  #heardAt = 0;
  #lookedAt = Date.now();
  #timer = 0;

  /** @param {string} path */
  constructor(path) {
    const url = new URL(path, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    this.url = url;
    setInterval(() => this.#look(), PING_MS);
    addEventListener("online", () => this.#atOnce());
    document.addEventListener("visibilitychange", () => this.#look());
    addEventListener("pagehide", () => this.stop());
  }

  /** Handle one type of message; `connected`, `lost` and `ended` are ours.
   * @param {string} type @param {(message: any) => void} handler */
  on(type, handler) {
    this.#handlers.set(type, [...this.#handlers.get(type) ?? [], handler]);
    return this;
  }

  connect() {
    if (this.ended) return this;
    const socket = new WebSocket(this.url);
    this.life += 1;
    this.#socket = socket;
    this.#heardAt = Date.now();
    socket.onopen = () => {
      this.#heardAt = Date.now();
      this.#tell({ type: "connected" });
    };
    socket.onmessage = (event) => {
      this.#tries = 0;
      this.#heardAt = Date.now();
      this.#tell(JSON.parse(event.data));
    };
    socket.onclose = (event) => this.#closed(socket, event);
    return this;
  }

  get open() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** @param {Message} message @returns {boolean} whether it was sent: without a connection it is not */
  send(message) {
    if (!this.#socket || !this.open) return false;
    if (message.type !== "ping" && Date.now() - this.#heardAt > DOUBT_MS) {
      this.#again();
      return false;
    }
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
    this.#handlers.get(message.type)?.forEach((handler) => handler(message));
  }

  /** Ask for a sign of life, or give up on a connection that gives none. The clock on the wall, unlike that of the
   * page, goes on while the device sleeps. */
  #look() {
    const now = Date.now();
    const late = now - this.#lookedAt - PING_MS;
    this.#lookedAt = now;
    if (late > SLEPT_MS) this.#atOnce();
    else if (this.#isDead(now, late)) this.#again();
    else this.send({ type: "ping" });
  }

  /** @param {number} now @param {number} late what was heard in the meantime may not have been handled yet */
  #isDead(now, late) {
    const silent = now - this.#heardAt - Math.max(0, late);
    if (this.#socket?.readyState === WebSocket.CONNECTING) return silent > CONNECT_MS;
    return this.open && silent > DEAD_MS;
  }

  #atOnce() {
    this.#tries = 0;
    this.#again();
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
    if (event && isFinal(event.code)) {
      this.ended = true;
      this.#tell({ type: "ended", code: event.code, reason: event.reason });
      return;
    }
    this.#tell({ type: "lost", code: event?.code });
    const wait = BACK_OFF_MS[Math.min(this.#tries, BACK_OFF_MS.length - 1)] ?? 4000;
    this.#tries += 1;
    clearTimeout(this.#timer);
    // Not all at once: a lost node has many rooms.
    this.#timer = setTimeout(() => this.connect(), wait * (0.5 + Math.random()));
  }
}
