// Who is shown large, and who beside them: a rule of its own, so that it can be looked at on its own.

/** @typedef {import("./protocol.js").Person} Person */
/** @typedef {{key: string, person: Person, what: "camera" | "screen"}} Shown */

/** List everything that has a tile: each person's camera, and the screens that are shared.
 * @param {Person[]} people @returns {Shown[]} */
export function shown(people) {
  return people.flatMap((person) => {
    const camera = /** @type {Shown} */ ({ key: person.who, person, what: "camera" });
    const screen = /** @type {Shown} */ ({ key: `${person.who}/screen`, person, what: "screen" });
    return person.screen ? [screen, camera] : [camera];
  });
}

/** Return the keys of what is large: what somebody pinned, else a screen, else who auditions (a chemistry read has
 * several), else whoever else is there. Nobody is large on their own screen while there is somebody to look at.
 * @param {Shown[]} all @param {string} me @param {string | null} pinned @returns {Set<string>} */
export function large(all, me, pinned) {
  const others = all.filter((one) => one.person.who !== me);
  const ranks = [
    all.filter((one) => one.key === pinned),
    all.filter((one) => one.what === "screen"),
    others.filter((one) => one.person.role === "actor"),
    others,
    all,
  ];
  return new Set((ranks.find((rank) => rank.length) ?? []).map((one) => one.key));
}

const WIDE = 16 / 9;

/** Return in how many columns so many wide pictures are largest. @param {number} count @param {number} width
 * @param {number} height of the space for all of them */
export function columns(count, width, height) {
  const widest = (/** @type {number} */ across) => Math.min(width / across, (height / Math.ceil(count / across)) * WIDE);
  const choices = Array.from({ length: Math.max(1, count) }, (_, at) => at + 1);
  return choices.reduce((best, across) => widest(across) > widest(best) ? across : best);
}
