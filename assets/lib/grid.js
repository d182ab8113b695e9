/* Heights over the window of the two weights.
 *
 * makeGrid(z, columns, rows, window)   z[row * columns + column], row by row from the smallest second weight
 * heightAt(grid, x, y)                 between the grid's points: bilinear, as the ground is drawn
 * finer(grid, times)                   the same land on a closer grid (Catmull-Rom through the computed heights)
 * rangeOf(z)                           lowest and highest
 */

/** @typedef {[[number, number], [number, number]]} Window  from and to of the first weight, of the second */
/** @typedef {{z: Float32Array, columns: number, rows: number, window: Window}} Grid */

/** @param {ArrayLike<number>} z @returns {[number, number]} lowest and highest of the finite ones; [0, 1] where there are none */
export function rangeOf(z) {
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < z.length; k++) {
    if (!Number.isFinite(z[k])) continue;
    if (z[k] < low) low = z[k];
    if (z[k] > high) high = z[k];
  }
  return low <= high ? [low, high] : [0, 1];
}

/**
 * Where a height is beyond all numbers the ground is drawn as high as it is anywhere else.
 * @param {ArrayLike<number>} z @param {number} columns @param {number} rows @param {Window} window @returns {Grid}
 */
export function makeGrid(z, columns, rows, window) {
  if (columns < 2 || rows < 2 || z.length !== columns * rows) {
    throw new Error(`A grid of ${columns} by ${rows} has ${columns * rows} heights and at least 2 by 2, got ${z.length}.`);
  }
  const kept = Float32Array.from(z);
  const high = rangeOf(kept)[1];
  for (let k = 0; k < kept.length; k++) if (!Number.isFinite(kept[k])) kept[k] = high;
  return { z: kept, columns, rows, window };
}

/** The height at a place; outside of the window that of its nearest edge. @param {Grid} grid @param {number} x @param {number} y */
export function heightAt(grid, x, y) {
  const { z, columns, rows, window } = grid;
  const u = Math.min(Math.max((x - window[0][0]) / (window[0][1] - window[0][0]), 0), 1) * (columns - 1);
  const v = Math.min(Math.max((y - window[1][0]) / (window[1][1] - window[1][0]), 0), 1) * (rows - 1);
  const i = Math.min(Math.floor(u), columns - 2);
  const j = Math.min(Math.floor(v), rows - 2);
  const a = u - i;
  const b = v - j;
  const at = j * columns + i;
  return (1 - b) * ((1 - a) * z[at] + a * z[at + 1]) + b * ((1 - a) * z[at + columns] + a * z[at + columns + 1]);
}

/** @param {Window} window @param {number} x @param {number} y */
export function inside(window, x, y) {
  return x >= window[0][0] && x <= window[0][1] && y >= window[1][0] && y <= window[1][1];
}

/** Evenly spaced numbers, both ends included. @param {[number, number]} ends @param {number} count @returns {Float64Array} */
export function spaced([from, to], count) {
  return Float64Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
}

/**
 * Many lines of numbers, each made finer: a cubic through every four neighbours (Catmull and Rom, 1974). Beyond its ends a line goes on
 * straight.
 * @param {Float32Array} source @param {number} length of a line @param {number} lines
 * @param {number} step between the neighbours of a line @param {number} stride from a line to the next
 * @param {number} times @returns {Float32Array} the finer lines, one after the other
 */
function finerLines(source, length, lines, step, stride, times) {
  const count = (length - 1) * times + 1;
  const out = new Float32Array(count * lines);
  for (let line = 0; line < lines; line++) {
    const at = (/** @type {number} */ k) => source[line * stride + k * step];
    for (let i = 0; i < count; i++) {
      const k = Math.min(Math.floor(i / times), length - 2);
      const t = i / times - k;
      const b = at(k);
      const c = at(k + 1);
      const a = k > 0 ? at(k - 1) : 2 * b - c;
      const d = k + 2 < length ? at(k + 2) : 2 * c - b;
      out[line * count + i] = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }
  }
  return out;
}

/**
 * Kept between the lowest and the highest computed height, so that a cut-off top stays flat and no colour leaves the ramp.
 * @param {Grid} grid @param {number} times @returns {Grid}
 */
export function finer(grid, times) {
  if (times <= 1) return grid;
  const columns = (grid.columns - 1) * times + 1;
  const rows = (grid.rows - 1) * times + 1;
  const wide = finerLines(grid.z, grid.columns, grid.rows, 1, grid.columns, times); // rows of `columns`
  const tall = finerLines(wide, grid.rows, columns, columns, 1, times); // columns of `rows`
  const [low, high] = rangeOf(grid.z);
  const z = new Float32Array(columns * rows);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) z[j * columns + i] = Math.min(high, Math.max(low, tall[i * rows + j]));
  }
  return { z, columns, rows, window: grid.window };
}
