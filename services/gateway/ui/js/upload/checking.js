// What became of a file that has arrived: asked until it is known.

const EVERY_MS = 700;
const PATIENCE_MS = 180_000;

/** @typedef {{status: string, refusal?: string | null, pages?: number | null}} Outcome */

/** @param {string} url @returns {Promise<Outcome>} `checking` where it takes too long to wait for */
export async function outcome(url) {
  for (let waited = 0; waited < PATIENCE_MS; waited += EVERY_MS) {
    try {
      const answer = await fetch(url, { headers: { accept: "application/json" } });
      const found = answer.ok ? await answer.json() : { status: "checking" };
      if (found.status === "ready" || found.status === "refused") return found;
    } catch (error) {
      console.warn(error); // without a connection just now
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return { status: "checking" };
}
