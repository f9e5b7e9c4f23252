// The screen stays on while somebody waits or plays: a phone that locks itself takes their camera away.

/** @returns {() => void} what lets it go dark again */
export function stayAwake() {
  let over = false;
  /** @type {WakeLockSentinel | null} */ let lock = null;
  // A page that is out of sight loses it, and has to ask again.
  const ask = async () => {
    if (over || document.visibilityState !== "visible" || (lock && !lock.released)) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => null) ?? null;
    if (over) lock?.release();
  };
  document.addEventListener("visibilitychange", ask);
  ask();
  return () => {
    over = true;
    lock?.release();
  };
}
