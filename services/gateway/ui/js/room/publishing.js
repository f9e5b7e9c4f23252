// What this person sends to one room object: one connection for voice, camera and a shared screen.
import { ofCamera, ofScreen, repairingSound, turn } from "./encodings.js";
import { watch, well } from "./patience.js";

/** @typedef {import("./protocol.js").Size} Size */

export class Publishing {
  /** @type {RTCPeerConnection | null} */ #connection = null;
  /** @type {RTCRtpTransceiver | null} */ #screen = null;
  /** @type {MediaStreamTrack | null} */ #shared = null;
  /** @type {Set<Size>} */ #wanted = new Set(["large", "small"]);
  #stream = new MediaStream();
  /** @type {RTCIceServer[]} */ #iceServers = [];
  #active = false;
  #started = false;
  #awaited = { life: 0, answers: 0 };
  /** One change of parameters at a time, or the browser refuses it. */
  #changed = Promise.resolve();

  /** @param {import("./signalling.js").Signalling} signalling @param {() => void} onScreenRefused */
  constructor(signalling, onScreenRefused = () => {}) {
    this.signalling = signalling;
    this.onScreenRefused = onScreenRefused;
    signalling
      .on("published", (message) => this.#answered(message.sdp))
      .on("refused", (message) => { if (message.of === "publish") this.#refused(); })
      .on("wanted", (message) => this.#want(message.sizes));
  }

  get well() {
    return well(this.#connection);
  }

  /** Offer a stream; nothing leaves this device before `activate(true)`.
   * @param {MediaStream} stream @param {RTCIceServer[]} iceServers */
  start(stream, iceServers) {
    this.stop();
    this.#started = true;
    this.#stream = stream;
    this.#iceServers = iceServers;
    if (!stream.getTracks().length && !this.#shared) return;
    const connection = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
    this.#connection = connection;
    for (const track of stream.getTracks()) this.#add(connection, track);
    if (this.#shared) this.#screen = this.#addScreen(connection, this.#shared);
    connection.onnegotiationneeded = () => this.#offer(connection);
    watch(connection, { onGone: () => { if (connection === this.#connection) this.start(this.#stream, this.#iceServers); } });
  }

  /** Share a screen beside the camera, or stop that. @param {MediaStreamTrack | null} track */
  share(track) {
    this.#shared = track;
    if (!this.#connection) this.start(this.#stream, this.#iceServers);
    else if (this.#screen) {
      this.#screen.sender.replaceTrack(track);
      this.#screen.direction = track ? "sendonly" : "inactive";
    } else if (track) this.#screen = this.#addScreen(this.#connection, track);
  }

  /** Send a track in the place of the one of its kind, which has ended; what receives it goes on.
   * @param {MediaStreamTrack} track of the stream that was started */
  replace(track) {
    const senders = this.#connection?.getSenders().filter((sender) => sender !== this.#screen?.sender) ?? [];
    const sender = senders.find((one) => one.track?.kind === track.kind);
    if (sender) sender.replaceTrack(track).catch(console.warn);
    else if (this.#started) this.start(this.#stream, this.#iceServers);
  }

  /** Let what we send flow, or hold it back. @param {boolean} active */
  activate(active) {
    if (active === this.#active) return;
    this.#active = active;
    this.#apply();
  }

  stop() {
    this.#connection?.close();
    this.#connection = this.#screen = null;
  }

  stats() {
    return this.#connection?.getStats();
  }

  /** @param {RTCPeerConnection} connection @param {MediaStreamTrack} track */
  #add(connection, track) {
    const sendEncodings = track.kind === "video" ? ofCamera(this.#active) : [{ active: this.#active }];
    connection.addTransceiver(track, { direction: "sendonly", streams: [this.#stream], sendEncodings });
  }

  /** @param {RTCPeerConnection} connection @param {MediaStreamTrack} track */
  #addScreen(connection, track) {
    return connection.addTransceiver(track, { direction: "sendonly", sendEncodings: ofScreen(this.#active) });
  }

  /** @param {RTCPeerConnection} connection */
  async #offer(connection) {
    await connection.setLocalDescription(repairingSound(await connection.createOffer()));
    if (connection !== this.#connection) return;
    const screen = this.#shared ? this.#screen?.mid ?? null : null;
    const { life } = this.signalling;
    // An offer that was not sent is not answered; the next welcome brings another.
    if (!this.signalling.send({ type: "publish", sdp: connection.localDescription?.sdp ?? "", screen })) return;
    this.#awaited = { life, answers: this.#awaited.life === life ? this.#awaited.answers + 1 : 1 };
  }

  /** @param {string} sdp */
  async #answered(sdp) {
    this.#awaited.answers -= 1;
    if (this.#awaited.answers > 0) return; // the answer to an offer that a newer one has replaced
    if (this.#connection?.signalingState !== "have-local-offer") return;
    await this.#connection.setRemoteDescription({ type: "answer", sdp });
    this.#apply();
  }

  /** An offer that brought a screen too many is made again without it. */
  #refused() {
    this.#awaited.answers -= 1;
    if (!this.#shared || this.#connection?.signalingState !== "have-local-offer") return;
    this.onScreenRefused();
    this.start(this.#stream, this.#iceServers);
  }

  /** @param {Size[]} sizes what somebody watches or records of our camera */
  #want(sizes) {
    this.#wanted = new Set(sizes);
    this.#apply();
  }

  #apply() {
    this.#changed = this.#changed.then(() => this.#turnAll()).catch(console.warn);
  }

  async #turnAll() {
    for (const sender of this.#connection?.getSenders() ?? []) {
      const parameters = sender.getParameters();
      if (sender.track?.kind === "video" && sender !== this.#screen?.sender) turn(parameters.encodings, this.#active, this.#wanted);
      else for (const encoding of parameters.encodings) encoding.active = this.#active;
      await sender.setParameters(parameters);
    }
  }
}
