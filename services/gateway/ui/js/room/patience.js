// How long a media connection that does not come through is waited for.
const DISCONNECTED_MS = 1500;
const CONNECTING_MS = 8000;

/** Call back when a connection is through, and when it is not to be waited for any more.
 * @param {RTCPeerConnection} connection @param {{onThrough?: () => void, onGone: () => void}} turns */
export function watch(connection, { onThrough, onGone }) {
  /** @param {number} patience */
  const wait = (patience) => setTimeout(() => { if (!through(connection)) gone(); }, patience);
  let timer = wait(CONNECTING_MS);
  const gone = () => { if (connection.connectionState !== "closed") onGone(); };
  connection.addEventListener("connectionstatechange", () => {
    clearTimeout(timer);
    if (through(connection)) onThrough?.();
    else if (connection.connectionState === "failed") gone();
    else timer = wait(connection.connectionState === "disconnected" ? DISCONNECTED_MS : CONNECTING_MS);
  });
}

/** @param {RTCPeerConnection} connection */
function through(connection) {
  return connection.connectionState === "connected";
}

/** Whether a connection is there, and carries media. @param {RTCPeerConnection | null} connection */
export function well(connection) {
  return connection !== null && through(connection) && connection.signalingState === "stable";
}
