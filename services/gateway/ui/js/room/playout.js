// How long pictures wait before they are shown: longer where packets get lost, so that what is sent again still comes
// in time. Browsers judge by their own way to the server, and know nothing of the sender's.
const LOOK_MS = 1000;
/** Requests to send again, for each packet, from which a way counts as lossy. */
const LOSSY = 0.01;
const CALM_LOOKS = 15;
/** Until what was lost twice over is asked for a third time, and a margin: a gap shows with the next picture, up to
 * 70 ms later, and who receives asks again every 120 ms. At 5 % lost each way, two tries fail four times a minute. */
const REPAIR_MS = 360;
const MOST_MS = 600;

/** @typedef {{ packets: number, asked: number, calm: number }} Seen What came for one section, until the last look. */

/** Look after a connection until it is closed. @param {RTCPeerConnection} connection */
export function awaitRepairs(connection) {
  /** @type {Map<string, Seen>} */ const sections = new Map();
  const timer = setInterval(async () => {
    if (connection.signalingState === "closed") clearInterval(timer);
    else look(connection, await connection.getStats(), sections);
  }, LOOK_MS);
}

/** @param {RTCPeerConnection} connection @param {RTCStatsReport} stats @param {Map<string, Seen>} sections */
export function look(connection, stats, sections) {
  const patience = Math.min(MOST_MS, REPAIR_MS + roundTrip(stats));
  for (const stat of stats.values()) {
    if (stat.type !== "inbound-rtp" || stat.kind !== "video") continue;
    const seen = next(stat, sections.get(stat.mid));
    sections.set(stat.mid, seen);
    const receiver = connection.getTransceivers().find(({ mid }) => mid === stat.mid)?.receiver;
    if (receiver) receiver.jitterBufferTarget = seen.calm < CALM_LOOKS ? patience : null;
  }
}

/** @param {any} stat @param {Seen} [before] @returns {Seen} */
function next({ packetsReceived: packets, nackCount: asked }, before = { packets: 0, asked: 0, calm: CALM_LOOKS }) {
  const lossy = asked - before.asked > LOSSY * (packets - before.packets);
  return { packets, asked, calm: lossy ? 0 : before.calm + 1 };
}

/** In ms. @param {RTCStatsReport} stats */
function roundTrip(stats) {
  for (const stat of stats.values()) {
    if (stat.type === "candidate-pair" && stat.nominated) return 1000 * (stat.currentRoundTripTime ?? 0);
  }
  return 0;
}
