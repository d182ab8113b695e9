/* Level lines: where the land has one height, as long joined lines (marching squares).
 *
 * levelLines(grid, level)   lines of [x0, y0, x1, y1, ...] in weights; a closed line ends where it begins
 * levelsWithin(low, high, spacing)   the round heights between, with every fifth named as such
 */
import { spaced } from "./grid.js";

/** @typedef {import("./grid.js").Grid} Grid */

/**
 * The number of an edge between two neighbours of the grid is twice the number of the point at its lower left, and one more for an edge
 * that goes up.
 * @param {Grid} grid @param {number} level
 * @returns {Map<number, number[]>} which edges the line goes on to from each edge that it crosses
 */
function crossings(grid, level) {
  const { z, columns, rows } = grid;
  /** @type {Map<number, number[]>} */
  const links = new Map();
  const one = (/** @type {number} */ from, /** @type {number} */ to) => {
    const known = links.get(from);
    if (known) known.push(to);
    else links.set(from, [to]);
  };
  const link = (/** @type {number} */ a, /** @type {number} */ b) => {
    one(a, b);
    one(b, a);
  };
  for (let j = 0; j < rows - 1; j++) {
    for (let i = 0; i < columns - 1; i++) {
      const at = j * columns + i;
      const a = z[at] > level;
      const b = z[at + 1] > level;
      const c = z[at + columns + 1] > level;
      const d = z[at + columns] > level;
      if (a === b && b === c && c === d) continue;
      const bottom = 2 * at;
      const right = 2 * (at + 1) + 1;
      const top = 2 * (at + columns);
      const left = 2 * at + 1;
      if (a === c && b === d) {
        // A saddle within the cell: its middle says which two corners belong together.
        const middle = (z[at] + z[at + 1] + z[at + columns] + z[at + columns + 1]) / 4 > level;
        link(bottom, middle === a ? right : left);
        link(top, middle === a ? left : right);
      } else {
        const cut = [];
        if (a !== b) cut.push(bottom);
        if (b !== c) cut.push(right);
        if (c !== d) cut.push(top);
        if (d !== a) cut.push(left);
        link(cut[0], cut[1]);
      }
    }
  }
  return links;
}

/** @param {Grid} grid @param {number} level @returns {Float64Array[]} */
export function levelLines(grid, level) {
  const { z, columns, rows, window } = grid;
  const links = crossings(grid, level);
  const xs = spaced(window[0], columns);
  const ys = spaced(window[1], rows);
  /** @type {Set<number>} */
  const seen = new Set();
  const walk = (/** @type {number} */ first) => {
    const edges = [first];
    seen.add(first);
    for (let now = first; ; ) {
      const ways = links.get(now) ?? [];
      const next = ways.find((way) => !seen.has(way));
      if (next === undefined) {
        if (edges.length > 2 && ways.includes(first)) edges.push(first);
        return edges;
      }
      seen.add(next);
      edges.push(next);
      now = next;
    }
  };
  const placed = (/** @type {number[]} */ edges) => {
    const out = new Float64Array(2 * edges.length);
    edges.forEach((edge, k) => {
      const at = edge >> 1;
      const upward = edge & 1;
      const i = at % columns;
      const j = (at - i) / columns;
      const part = (level - z[at]) / (z[at + (upward ? columns : 1)] - z[at]);
      out[2 * k] = upward ? xs[i] : xs[i] + part * (xs[i + 1] - xs[i]);
      out[2 * k + 1] = upward ? ys[j] + part * (ys[j + 1] - ys[j]) : ys[j];
    });
    return out;
  };
  const lines = [];
  // Lines that end at the window's edge first, from one of their ends; what is left is closed.
  for (const [edge, ways] of links) if (ways.length === 1 && !seen.has(edge)) lines.push(placed(walk(edge)));
  for (const edge of links.keys()) if (!seen.has(edge)) lines.push(placed(walk(edge)));
  return lines;
}

/**
 * @param {number} low @param {number} high @param {number} spacing
 * @returns {{level: number, strong: boolean}[]}
 */
export function levelsWithin(low, high, spacing) {
  const out = [];
  for (let k = Math.floor(low / spacing) + 1; k * spacing < high && out.length < 400; k++) {
    out.push({ level: Number((k * spacing).toPrecision(12)), strong: k % 5 === 0 });
  }
  return out;
}
