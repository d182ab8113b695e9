/* Paths are cut at the window's edge (Liang and Barsky, 1984). Where a weight is beyond all numbers there is a gap.
 *
 * clipSegment(x0, y0, x1, y1, window)   [from, to] along the segment, 0 to 1, of what lies inside; null where nothing does
 * clipPath(weights, begin, end, window)   the pieces inside of a path [x0, y0, x1, y1, ...] between two of its rows
 */

/** @typedef {import("./grid.js").Window} Window */

/**
 * @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @param {Window} window
 * @returns {[number, number] | null}
 */
export function clipSegment(x0, y0, x1, y1, window) {
  const dx = x1 - x0;
  const dy = y1 - y0;
  // Two weights may be numbers and their difference none: such a step is too long to be drawn.
  if (!Number.isFinite(dx) || !Number.isFinite(dy)) return null;
  let from = 0;
  let to = 1;
  const cut = (/** @type {number} */ move, /** @type {number} */ room) => {
    if (move === 0) return room >= 0;
    const at = room / move;
    if (move < 0) from = Math.max(from, at);
    else to = Math.min(to, at);
    return from <= to;
  };
  const [[left, right], [bottom, top]] = window;
  const seen = cut(-dx, x0 - left) && cut(dx, right - x0) && cut(-dy, y0 - bottom) && cut(dy, top - y0);
  return seen ? [from, to] : null;
}

/**
 * @param {ArrayLike<number>} weights @param {number} begin @param {number} end the row after the last @param {Window} window
 * @returns {number[][]} each [x, y, row, x, y, row, ...], with rows between two steps where it was cut
 */
export function clipPath(weights, begin, end, window) {
  /** @type {number[][]} */
  const pieces = [];
  /** @type {number[] | null} */
  let open = null; // the piece that ends at the row before
  for (let row = begin; row + 1 < end; row++) {
    const [x0, y0, x1, y1] = [weights[2 * row], weights[2 * row + 1], weights[2 * row + 2], weights[2 * row + 3]];
    const part = clipSegment(x0, y0, x1, y1, window);
    if (!part) {
      open = null;
      continue;
    }
    const [from, to] = part;
    const at = (/** @type {number} */ t) => (t === 1 ? [x1, y1, row + 1] : [x0 + t * (x1 - x0), y0 + t * (y1 - y0), row + t]);
    if (!open || from > 0) pieces.push((open = at(from)));
    open.push(...at(to));
    if (to < 1) open = null;
  }
  return pieces;
}
