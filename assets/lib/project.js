/* From weights and height to pixels and back, through the matrices with which the scene is drawn.
 *
 * multiply(a, b), invert(m), apply(m, point)   4 by 4 matrices, column by column, as WebGL has them
 * projector(matrix, width, height)   to(x, y, h) => [px, py]; ray(px, py) => [near, far]; eyeward(x, y, h) => towards the eye
 * meet(ray, grid)   where a ray meets the ground first: [x, y], or null
 */
import { heightAt } from "./grid.js";

/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {[number, number, number]} Point  two weights and a height */
/**
 * @typedef {object} Projector
 * @property {(x: number, y: number, h: number) => [number, number]} to
 * @property {(px: number, py: number) => [Point, Point]} ray
 * @property {(x: number, y: number, h: number) => Point} eyeward
 * @property {boolean} parallel whether every point has the eye in the same direction
 */

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b @returns {Float64Array} */
export function multiply(a, b) {
  const out = new Float64Array(16);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      for (let k = 0; k < 4; k++) out[4 * column + row] += a[4 * k + row] * b[4 * column + k];
    }
  }
  return out;
}

/** @param {ArrayLike<number>} m @param {number} x @param {number} y @param {number} z @returns {Point} */
export function apply(m, x, y, z) {
  const w = m[3] * x + m[7] * y + m[11] * z + m[15];
  const row = (/** @type {number} */ k) => (m[k] * x + m[k + 4] * y + m[k + 8] * z + m[k + 12]) / w;
  return [row(0), row(1), row(2)];
}

/** By Gauss-Jordan elimination with pivots. @param {ArrayLike<number>} m @returns {Float64Array} */
export function invert(m) {
  const rows = [0, 1, 2, 3].map((i) => [m[i], m[i + 4], m[i + 8], m[i + 12], +(i === 0), +(i === 1), +(i === 2), +(i === 3)]);
  for (let i = 0; i < 4; i++) {
    let best = i;
    for (let j = i + 1; j < 4; j++) if (Math.abs(rows[j][i]) > Math.abs(rows[best][i])) best = j;
    [rows[i], rows[best]] = [rows[best], rows[i]];
    const pivot = rows[i][i];
    rows[i] = rows[i].map((value) => value / pivot);
    for (let j = 0; j < 4; j++) {
      if (j === i) continue;
      const factor = rows[j][i];
      rows[j] = rows[j].map((value, k) => value - factor * rows[i][k]);
    }
  }
  const out = new Float64Array(16);
  for (let row = 0; row < 4; row++) for (let column = 0; column < 4; column++) out[4 * column + row] = rows[row][4 + column];
  return out;
}

/**
 * @param {ArrayLike<number>} m from weights and height to WebGL's cube @param {number} width of the picture in px @param {number} height
 * @returns {Projector}
 */
export function projector(m, width, height) {
  const back = invert(m);
  const parallel = m[3] === 0 && m[7] === 0 && m[11] === 0;
  const ray = (/** @type {number} */ px, /** @type {number} */ py) => {
    const x = (2 * px) / width - 1;
    const y = 1 - (2 * py) / height;
    return /** @type {[Point, Point]} */ ([apply(back, x, y, -1), apply(back, x, y, 1)]);
  };
  const towards = (/** @type {[Point, Point]} */ [near, far]) =>
    /** @type {Point} */ ([near[0] - far[0], near[1] - far[1], near[2] - far[2]]);
  const same = parallel ? towards(ray(width / 2, height / 2)) : null;
  const to = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ h) => {
    const w = m[3] * x + m[7] * y + m[11] * h + m[15];
    const px = (((m[0] * x + m[4] * y + m[8] * h + m[12]) / w + 1) / 2) * width;
    const py = ((1 - (m[1] * x + m[5] * y + m[9] * h + m[13]) / w) / 2) * height;
    return /** @type {[number, number]} */ ([px, py]);
  };
  const eyeward = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ h) => {
    if (same) return same;
    const [px, py] = to(x, y, h);
    return towards(ray(px, py));
  };
  return { to, ray, eyeward, parallel };
}

/**
 * The first place where a ray meets the ground, seen from its near end; null where it passes by.
 * @param {[Point, Point]} ends @param {Grid} grid @returns {[number, number] | null}
 */
export function meet([near, far], grid) {
  const along = (/** @type {number} */ t, /** @type {0 | 1 | 2} */ k) => near[k] + t * (far[k] - near[k]);
  let from = 0; // of the ray, what lies above the window
  let to = 1;
  for (const k of /** @type {(0 | 1)[]} */ ([0, 1])) {
    const [low, high] = grid.window[k];
    const span = far[k] - near[k];
    if (span === 0) {
      if (near[k] < low || near[k] > high) return null;
      continue;
    }
    const [first, last] = [(low - near[k]) / span, (high - near[k]) / span].sort((p, q) => p - q);
    from = Math.max(from, first);
    to = Math.min(to, last);
  }
  if (!(to > from)) return null;
  const over = (/** @type {number} */ t) => along(t, 2) - heightAt(grid, along(t, 0), along(t, 1));
  let before = from;
  let above = over(from);
  // Six a cell of the grid: a ridge that a ray could slip through is thinner than it looks.
  const steps = 6 * Math.max(grid.columns, grid.rows);
  for (let k = 1; k <= steps; k++) {
    let t = from + ((to - from) * k) / steps;
    const now = over(t);
    if (above * now <= 0) {
      for (let halving = 0; halving < 40; halving++) {
        const middle = (before + t) / 2;
        if (over(middle) * above > 0) before = middle;
        else t = middle;
      }
      return [along(t, 0), along(t, 1)];
    }
    before = t;
    above = now;
  }
  return null;
}
