// What this person sees and hears of one room object: one connection, with slots that the room made in advance.
// The server is ICE-lite and learns where we are from our checks, so nothing waits for candidates.
import { repairingSound } from "./encodings.js";
import { watch, well } from "./patience.js";
import { awaitRepairs } from "./playout.js";

const BUNDLED = /** @type {const} */ ({ bundlePolicy: "max-bundle" });

export class Receiving {
  /** @type {() => void} */ #arrived = () => {};
  /** Fulfilled when media came through for the first time. @type {Promise<void>} */
  arrived = new Promise((resolve) => { this.#arrived = resolve; });
  /** @type {RTCPeerConnection | null} */ #connection = null;
  /** @type {RTCPeerConnection | null} */ #spare = null;
  /** @type {RTCIceServer[]} */ #iceServers = [];
  /** The life of the signalling in which an offer was asked for that has not come yet. */
  #asked = 0;

  /** @param {import("./signalling.js").Signalling} signalling @param {(slot: number, stream: MediaStream) => void} onSlot */
  constructor(signalling, onSlot) {
    this.signalling = signalling;
    this.onSlot = onSlot;
    signalling
      .on("connected", () => { if (this.#isFirst) this.#ask(); })
      .on("offer", (message) => this.#offered(message.sdp));
  }

  get well() {
    return well(this.#connection);
  }

  /** Get the browser's media engine to start before it is needed. */
  warmUp() {
    this.#spare = new RTCPeerConnection(BUNDLED);
  }

  /** Media that outlasted the signalling is left alone. @param {import("./protocol.js").Welcome} welcome */
  welcomed({ ice_servers, kept }) {
    this.#iceServers = ice_servers;
    if (!this.#isFirst && !(kept && this.well)) this.#ask();
  }

  /** A page's first socket asks before it is welcome, for it has nothing that could have been kept. */
  get #isFirst() {
    return this.signalling.life === 1;
  }

  /** Ask for an offer, and not for another before it is there: answers do not say which offer they are for. */
  #ask() {
    const { life } = this.signalling;
    if (life !== this.#asked && this.signalling.send({ type: "subscribe" })) this.#asked = life;
  }

  stop() {
    this.#connection?.close();
    this.#spare?.close();
    this.#connection = this.#spare = null;
  }

  stats() {
    return this.#connection?.getStats();
  }

  /** @param {string} sdp */
  async #offered(sdp) {
    this.#asked = 0;
    this.#connection?.close();
    const connection = this.#spare ?? new RTCPeerConnection(BUNDLED);
    connection.setConfiguration({ ...connection.getConfiguration(), iceServers: this.#iceServers });
    this.#connection = connection;
    this.#spare = null;
    connection.ontrack = (event) => {
      const stream = event.streams[0];
      if (stream?.id.startsWith("slot-")) this.onSlot(Number(stream.id.slice(5)), stream);
    };
    watch(connection, {
      onThrough: this.#arrived,
      onGone: () => { if (connection === this.#connection) this.#ask(); },
    });
    awaitRepairs(connection);
    await connection.setRemoteDescription({ type: "offer", sdp });
    await connection.setLocalDescription(repairingSound(await connection.createAnswer()));
    if (connection === this.#connection) {
      this.signalling.send({ type: "answer", sdp: connection.localDescription?.sdp ?? "" });
    }
  }
}
