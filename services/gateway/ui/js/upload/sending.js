// One file on its way, over tus 1.0.0: tried again after each break, and gone on with after a reload.
import { DetailedError, Upload } from "tus-js-client";
import { gettext } from "../page/texts.js";

const RETRY_MS = [0, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000];
const BUSY = new Set([408, 409, 423, 429]);
const NO_ROOM = 507;

/** @typedef {{progress: (sent: number, all: number) => void, failed: (words: string, final: boolean) => void,
 *   arrived: (url: string) => void}} Ears */

/** @param {Error | DetailedError} error */
function status(error) {
  return error instanceof DetailedError ? error.originalResponse?.getStatus() ?? 0 : 0;
}

/** What the server says of it, where it says anything. @param {Error | DetailedError} error */
function words(error) {
  if (!status(error)) return gettext("There is no connection. It goes on by itself, or with the button.");
  try {
    const problem = JSON.parse(/** @type {DetailedError} */ (error).originalResponse?.getBody() ?? "");
    return String(problem.detail ?? problem.title);
  } catch {
    return gettext("This could not be sent.");
  }
}

/** @param {Error | DetailedError} error */
function mayPass(error) {
  const code = status(error);
  return code === 0 || BUSY.has(code) || (code >= 500 && code !== NO_ROOM);
}

/** @param {File} file @param {string} announce @param {string} token @param {Ears} ears */
export function sending(file, announce, token, ears) {
  const state = { running: true, failed: false, url: /** @type {string | null} */ (null), pause, goOn };
  const upload = new Upload(file, {
    endpoint: announce,
    metadata: { filename: file.name, filetype: file.type },
    headers: { "x-csrftoken": token },
    retryDelays: RETRY_MS,
    removeFingerprintOnSuccess: true,
    onShouldRetry: mayPass,
    onProgress: (sent, all) => ears.progress(sent, all ?? file.size),
    onUploadUrlAvailable: () => { state.url = upload.url; },
    onError: (error) => {
      state.running = false;
      state.failed = true;
      ears.failed(words(error), !mayPass(error) && status(error) !== NO_ROOM);
    },
    onSuccess: () => {
      state.running = false;
      ears.arrived(upload.url ?? "");
    },
  });

  /** Begin, or go on with what was sent of the same file before the page was loaded again. */
  async function begin() {
    const [before] = await upload.findPreviousUploads();
    if (before) upload.resumeFromPreviousUpload(before);
    if (state.running) upload.start();
  }

  function pause() {
    state.running = false;
    upload.abort();
  }

  function goOn() {
    state.running = true;
    state.failed = false;
    upload.start();
  }

  begin();
  return state;
}

/** Take a file back. @param {string} url @param {string} token */
export function remove(url, token) {
  Upload.terminate(url, { headers: { "x-csrftoken": token }, retryDelays: RETRY_MS }).catch(console.warn);
}
