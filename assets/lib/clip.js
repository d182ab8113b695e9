/* Paths are cut at the window's edge (Liang and Barsky, 1984), whatever their numbers are.
 *
 * clipSegment(x0, y0, x1, y1, window)   {from, to, begin, end}: what lies inside as shares of the way, 0 to 1, and as places; null where
 *                                       nothing does, where a weight is no number, and where nobody can say
 */

/** @typedef {import("./grid.js").Window} Window */
/** @typedef {[number, number]} Place */

const FARTHEST = 1e12; // windows: where both ends are farther away, 64-bit numbers no longer say where a segment passes

/**
 * The shares of the way from a place along its half `step` between which it is inside. Halves, because the difference of two numbers may be
 * larger than any number.
 * @param {Place} at @param {Place} step @param {Window} window @returns {[number, number] | null}
 */
function range(at, step, window) {
  let enter = 0;
  let leave = 1;
  for (const k of [0, 1]) {
    const [low, high] = window[k];
    if (step[k] === 0) {
      if (!(at[k] >= low && at[k] <= high)) return null;
      continue;
    }
    const one = (low / 2 - at[k] / 2) / step[k];
    const other = (high / 2 - at[k] / 2) / step[k];
    enter = Math.max(enter, Math.min(one, other));
    leave = Math.min(leave, Math.max(one, other));
  }
  return enter <= leave ? [enter, leave] : null;
}

/** How many windows a place is away from the middle. @param {Place} at @param {Window} window */
const away = (at, window) => Math.max(...window.map(([low, high], k) => Math.abs(at[k] / 2 - (low + high) / 4) / (high - low)));

/**
 * @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @param {Window} window
 * @returns {{from: number, to: number, begin: Place, end: Place} | null}
 */
export function clipSegment(x0, y0, x1, y1, window) {
  /** @type {[Place, Place]} */
  const [a, b] = [[x0, y0], [x1, y1]];
  if (![...a, ...b].every(Number.isFinite)) return null;
  /** @type {Place} */
  const step = [x1 / 2 - x0 / 2, y1 / 2 - y0 / 2];
  const there = range(a, step, window);
  // The same from the other end: near an end, the share of the way from there is the exact one.
  const back = range(b, [-step[0], -step[1]], window);
  if (!there || !back || !(Math.min(away(a, window), away(b, window)) < FARTHEST)) return null;
  const within = (/** @type {number} */ value, /** @type {0 | 1} */ k) => Math.min(Math.max(value, window[k][0]), window[k][1]);
  const one = (/** @type {number} */ on, /** @type {number} */ off, /** @type {0 | 1} */ k) => within(on <= off ? a[k] + 2 * (on * step[k]) : b[k] - 2 * (off * step[k]), k);
  /** @type {(on: number, off: number) => Place} */
  const place = (on, off) => [one(on, off, 0), one(on, off, 1)];
  return {
    from: there[0],
    to: back[0] > 0 ? there[1] : 1,
    begin: there[0] > 0 ? place(there[0], back[1]) : a,
    end: back[0] > 0 ? place(there[1], back[0]) : b,
  };
}
