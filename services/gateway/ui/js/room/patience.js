// How long a media connection that does not come through is waited for.
const DISCONNECTED_MS = 1500;
const CONNECTING_MS = 8000;
/** The server says something on each connection every second. The browser itself takes 5 s to notice. */
const SILENT_MS = 2000;
const LOOK_MS = 400;

/** Connections that were given up, whatever they say of themselves. @type {WeakSet<RTCPeerConnection>} */
const givenUp = new WeakSet();

/** Call back when a connection is through, and when it is not to be waited for any more.
 * @param {RTCPeerConnection} connection @param {{onThrough?: () => void, onGone: () => void}} turns */
export function watch(connection, { onThrough, onGone }) {
  /** @param {number} patience */
  const wait = (patience) => setTimeout(() => { if (!through(connection)) gone(); }, patience);
  let timer = wait(CONNECTING_MS);
  const gone = () => {
    if (connection.connectionState === "closed" || givenUp.has(connection)) return;
    givenUp.add(connection);
    onGone();
  };
  listen(connection, gone);
  connection.addEventListener("connectionstatechange", () => {
    clearTimeout(timer);
    if (through(connection)) onThrough?.();
    else if (connection.connectionState === "failed") gone();
    else timer = wait(connection.connectionState === "disconnected" ? DISCONNECTED_MS : CONNECTING_MS);
  });
}

/** Call back when nothing comes any more on a connection that is through.
 * @param {RTCPeerConnection} connection @param {() => void} silent */
function listen(connection, silent) {
  let received = 0;
  let heardAt = Infinity;
  const timer = setInterval(async () => {
    const now = await bytes(connection);
    if (connection.connectionState === "closed" || givenUp.has(connection)) clearInterval(timer);
    else if (now !== received) [received, heardAt] = [now, Date.now()];
    else if (through(connection) && Date.now() - heardAt > SILENT_MS) silent();
  }, LOOK_MS);
}

/** @param {RTCPeerConnection} connection */
async function bytes(connection) {
  const transports = [...(await connection.getStats()).values()].filter((stat) => stat.type === "transport");
  return transports.reduce((sum, stat) => sum + (stat.bytesReceived ?? 0), 0);
}

/** @param {RTCPeerConnection} connection */
function through(connection) {
  return connection.connectionState === "connected";
}

/** Whether a connection is there, and carries media. @param {RTCPeerConnection | null} connection */
export function well(connection) {
  return connection !== null && through(connection) && connection.signalingState === "stable" && !givenUp.has(connection);
}
