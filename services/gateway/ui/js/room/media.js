// The two media connections of one room object: what we send, and what we see and hear.
// The server is ICE-lite and learns where we are from our checks, so nothing waits for candidates.
const VIDEO_BITRATE = 1_500_000;

/** @typedef {import("./signalling.js").Signalling} Signalling */

export class Publishing {
  /** @type {RTCPeerConnection | null} */ #connection = null;
  #active = false;
  #awaited = { life: 0, answers: 0 };

  /** @param {Signalling} signalling */
  constructor(signalling) {
    this.signalling = signalling;
    signalling.on("published", (message) => this.#answered(message.sdp));
  }

  /** Offer a stream; nothing leaves this device before `activate(true)`.
   * @param {MediaStream} stream @param {RTCIceServer[]} iceServers */
  async start(stream, iceServers) {
    this.stop();
    if (!stream.getTracks().length) return;
    const connection = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
    this.#connection = connection;
    for (const track of stream.getTracks()) {
      const encoding = { active: this.#active, ...(track.kind === "video" ? { maxBitrate: VIDEO_BITRATE } : {}) };
      connection.addTransceiver(track, { direction: "sendonly", streams: [stream], sendEncodings: [encoding] });
    }
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === "failed" && connection === this.#connection) this.start(stream, iceServers);
    };
    await connection.setLocalDescription();
    if (connection === this.#connection) {
      if (this.#awaited.life !== this.signalling.life) this.#awaited = { life: this.signalling.life, answers: 0 };
      this.#awaited.answers += 1;
      this.signalling.send({ type: "publish", sdp: connection.localDescription?.sdp ?? "" });
    }
  }

  /** Let what we send flow, or hold it back. @param {boolean} active */
  async activate(active) {
    if (active === this.#active) return;
    this.#active = active;
    for (const sender of this.#connection?.getSenders() ?? []) {
      const parameters = sender.getParameters();
      for (const encoding of parameters.encodings) encoding.active = active;
      await sender.setParameters(parameters).catch(console.warn);
    }
  }

  stop() {
    this.#connection?.close();
    this.#connection = null;
  }

  stats() {
    return this.#connection?.getStats();
  }

  /** @param {string} sdp */
  async #answered(sdp) {
    this.#awaited.answers -= 1;
    if (this.#awaited.answers > 0) return; // the answer to an offer that a newer one has replaced
    if (this.#connection?.signalingState !== "have-local-offer") return;
    await this.#connection.setRemoteDescription({ type: "answer", sdp });
  }
}

export class Receiving {
  /** @type {() => void} */ #arrived = () => {};
  /** Fulfilled when media came through for the first time. @type {Promise<void>} */
  arrived = new Promise((resolve) => { this.#arrived = resolve; });
  /** @type {RTCPeerConnection | null} */ #connection = null;
  /** @type {RTCIceServer[]} */ #iceServers = [];

  /** @param {Signalling} signalling @param {(slot: number, stream: MediaStream) => void} onSlot */
  constructor(signalling, onSlot) {
    this.signalling = signalling;
    this.onSlot = onSlot;
    signalling.on("offer", (message) => this.#offered(message.sdp));
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
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === "connected") this.#arrived();
      if (connection.connectionState === "failed" && connection === this.#connection) this.start(this.#iceServers);
    };
    await connection.setRemoteDescription({ type: "offer", sdp });
    await connection.setLocalDescription();
    if (connection === this.#connection) {
      this.signalling.send({ type: "answer", sdp: connection.localDescription?.sdp ?? "" });
    }
  }
}
