// What this person sees and hears of one room object: one connection, with slots that the room made in advance.
// The server is ICE-lite and learns where we are from our checks, so nothing waits for candidates.
import { repairingSound } from "./encodings.js";
import { watch, well } from "./patience.js";
import { awaitRepairs } from "./playout.js";

export class Receiving {
  /** @type {() => void} */ #arrived = () => {};
  /** Fulfilled when media came through for the first time. @type {Promise<void>} */
  arrived = new Promise((resolve) => { this.#arrived = resolve; });
  /** @type {RTCPeerConnection | null} */ #connection = null;
  /** @type {RTCIceServer[]} */ #iceServers = [];

  /** @param {import("./signalling.js").Signalling} signalling @param {(slot: number, stream: MediaStream) => void} onSlot */
  constructor(signalling, onSlot) {
    this.signalling = signalling;
    this.onSlot = onSlot;
    signalling.on("offer", (message) => this.#offered(message.sdp));
  }

  get well() {
    return well(this.#connection);
  }

  /** @param {RTCIceServer[]} iceServers */
  start(iceServers) {
    this.#iceServers = iceServers;
    this.signalling.send({ type: "subscribe" });
  }

  stop() {
    this.#connection?.close();
    this.#connection = null;
  }

  stats() {
    return this.#connection?.getStats();
  }

  /** @param {string} sdp */
  async #offered(sdp) {
    this.#connection?.close();
    const connection = new RTCPeerConnection({ iceServers: this.#iceServers, bundlePolicy: "max-bundle" });
    this.#connection = connection;
    connection.ontrack = (event) => {
      const stream = event.streams[0];
      if (stream?.id.startsWith("slot-")) this.onSlot(Number(stream.id.slice(5)), stream);
    };
    watch(connection, {
      onThrough: this.#arrived,
      onGone: () => { if (connection === this.#connection) this.start(this.#iceServers); },
    });
    awaitRepairs(connection);
    await connection.setRemoteDescription({ type: "offer", sdp });
    await connection.setLocalDescription(repairingSound(await connection.createAnswer()));
    if (connection === this.#connection) {
      this.signalling.send({ type: "answer", sdp: connection.localDescription?.sdp ?? "" });
    }
  }
}
