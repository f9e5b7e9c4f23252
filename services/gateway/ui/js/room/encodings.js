// How our pictures are encoded: a camera in two sizes where the server takes both, a screen in one.

/** @typedef {import("./protocol.js").Size} Size */

/** No temporal layers, which browsers make by themselves where there are two sizes: nobody drops one, they cost bits, and
 * receivers throw away pictures of the upper ones that come late. */
const ONE_LAYER = { scalabilityMode: "L1T1" };
const LARGE = { maxBitrate: 1_500_000, scaleResolutionDownBy: 1 };
const SMALL = { maxBitrate: 150_000, scaleResolutionDownBy: 4 };
const SCREEN_BITRATE = 2_500_000;
const SIZES = /** @type {Record<string, Size>} */ ({ l: "small", h: "large" });

/** The smallest comes first, as browsers expect it. @param {boolean} active @returns {RTCRtpEncodingParameters[]} */
export function ofCamera(active) {
  return [{ rid: "l", active, ...ONE_LAYER, ...SMALL }, { rid: "h", active, ...ONE_LAYER, ...LARGE }];
}

/** @param {boolean} active @returns {RTCRtpEncodingParameters[]} */
export function ofScreen(active) {
  return [{ active, maxBitrate: SCREEN_BITRATE }];
}

/** Ask that lost sound be sent again, as pictures are: browsers can, but offer it for pictures only.
 * @param {RTCSessionDescriptionInit} description */
export function repairingSound(description) {
  const sdp = description.sdp?.replace(/^a=rtpmap:(\d+) opus\/48000\/2\r\n/gm, "$&a=rtcp-fb:$1 nack\r\n") ?? "";
  return { type: description.type, sdp };
}

/** Switch a camera's encodings on that are sent and wanted. A server that takes one encoding only leaves the first,
 * which then is the large one.
 * @param {RTCRtpEncodingParameters[]} encodings @param {boolean} active @param {Set<Size>} wanted */
export function turn(encodings, active, wanted) {
  const [only] = encodings;
  if (only && encodings.length === 1) Object.assign(only, LARGE, { active: active && wanted.size > 0 });
  else for (const encoding of encodings) encoding.active = active && wanted.has(SIZES[encoding.rid ?? ""] ?? "large");
}
