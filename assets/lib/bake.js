/* Light on the land, worked out once: Plotly's own lights are clamped to white on nearly every slope and turn with the camera.
 *
 * bake(grid, tall)      how much sun and sky reaches each point; tall: the land's height where its window is 1 wide
 * bright(light, k)      what the colour at point k is multiplied by: linear red, green, blue
 */
import { finer, rangeOf } from "./grid.js";

/** @typedef {import("./grid.js").Grid} Grid */
/**
 * Each 0 to 1 a point: how far it is turned to the sun, how little in shadow, how open to the sky.
 * @typedef {{facing: Float32Array, lit: Float32Array, open: Float32Array}} Light
 */

export const SUN = [-0.95, 0.5, 0.85];
const DIRECTIONS = 12;
const REACH = 0.25; // of the window, in which hills take sky away
const SOFT = 0.3; // of the sun's slope, over which a cast shadow fades
const SKY = [0.54, 0.588, 0.672]; // 0.60 of a slightly blue sky
const SUNLIGHT = [0.756, 0.72, 0.6624]; // 0.72 of a slightly warm sun

/**
 * The steepest way up to the horizon in one direction, of every point: rise over length, at least `least`.
 * @param {Float32Array} h @param {number} columns @param {number} rows
 * @param {number} ux @param {number} uy the direction @param {number} reach in columns
 * @param {number} least @param {(at: number, slope: number) => void} use
 */
function horizon(h, columns, rows, ux, uy, reach, least, use) {
  /** @type {{i: number, j: number, a: number, b: number, far: number}[]} */
  const stops = [];
  const dx = 1 / (columns - 1);
  const dy = 1 / (rows - 1);
  for (let d = 1; d <= reach; d += 1 + (d >> 3)) {
    const x = ux * d;
    const y = (uy * d * dx) / dy;
    stops.push({ i: Math.floor(x), j: Math.floor(y), a: x - Math.floor(x), b: y - Math.floor(y), far: d * dx });
  }
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const at = j * columns + i;
      let top = least;
      for (const stop of stops) {
        const x = i + stop.i;
        const y = j + stop.j;
        if (x < 0 || y < 0 || x >= columns - 1 || y >= rows - 1) break;
        const q = y * columns + x;
        const { a, b } = stop;
        const there = (1 - b) * ((1 - a) * h[q] + a * h[q + 1]) + b * ((1 - a) * h[q + columns] + a * h[q + columns + 1]);
        const slope = (there - h[at]) / stop.far;
        if (slope > top) top = slope;
      }
      use(at, top);
    }
  }
}

/**
 * Each number becomes the mean of those around it.
 * @param {Float32Array} values @param {number} columns @param {number} rows @param {number} reach
 */
function blurred(values, columns, rows, reach) {
  /** @param {Float32Array} from @param {number} length @param {number} lines @param {number} step @param {number} stride */
  const pass = (from, length, lines, step, stride) => {
    const out = new Float32Array(from.length);
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < length; i++) {
        const first = Math.max(i - reach, 0);
        const last = Math.min(i + reach, length - 1);
        let sum = 0;
        for (let q = first; q <= last; q++) sum += from[line * stride + q * step];
        out[line * stride + i * step] = sum / (last - first + 1);
      }
    }
    return out;
  };
  return pass(pass(values, columns, rows, 1, columns), rows, columns, columns, 1);
}

/** @param {Grid} grid @param {number} tall @returns {Light} */
export function bake(grid, tall) {
  const { columns, rows } = grid;
  const [low, high] = rangeOf(grid.z);
  const scale = tall / (high - low || 1);
  const h = grid.z.map((value) => (value - low) * scale);
  const length = Math.hypot(SUN[0], SUN[1], SUN[2]);
  const along = Math.hypot(SUN[0], SUN[1]);
  const [sx, sy, sz] = SUN.map((part) => part / length);

  const lit = new Float32Array(h.length);
  horizon(h, columns, rows, SUN[0] / along, SUN[1] / along, columns, -9, (at, slope) => {
    lit[at] = Math.min(1, Math.max(0, (SUN[2] / along - slope) / SOFT + 0.5));
  });
  const open = new Float32Array(h.length);
  for (let q = 0; q < DIRECTIONS; q++) {
    const turn = (2 * Math.PI * (q + 0.5)) / DIRECTIONS;
    horizon(h, columns, rows, Math.cos(turn), Math.sin(turn), Math.round(columns * REACH), 0, (at, slope) => {
      open[at] += (1 - slope / Math.sqrt(1 + slope * slope)) / DIRECTIONS; // 1 − sine of the horizon's height
    });
  }
  const facing = new Float32Array(h.length);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const [left, right] = [Math.max(i - 1, 0), Math.min(i + 1, columns - 1)];
      const [below, above] = [Math.max(j - 1, 0), Math.min(j + 1, rows - 1)];
      const gx = ((h[j * columns + right] - h[j * columns + left]) * (columns - 1)) / (right - left);
      const gy = ((h[above * columns + i] - h[below * columns + i]) * (rows - 1)) / (above - below);
      facing[j * columns + i] = Math.max(0, (sz - gx * sx - gy * sy) / Math.sqrt(gx * gx + gy * gy + 1));
    }
  }
  const wide = Math.max(1, Math.round(columns / 60));
  return { facing, lit: blurred(lit, columns, rows, wide), open: blurred(open, columns, rows, 1) };
}

/**
 * The light of a coarse grid on one that is `times` finer.
 * @param {Light} light @param {Grid} grid the coarse one @param {number} times @returns {Light}
 */
export function finerLight(light, grid, times) {
  const up = (/** @type {Float32Array} */ z) => finer({ z, columns: grid.columns, rows: grid.rows, window: grid.window }, times).z;
  return { facing: up(light.facing), lit: up(light.lit), open: up(light.open) };
}

/** @param {Light} light @param {number} k @returns {[number, number, number]} */
export function bright(light, k) {
  const open = light.open[k];
  const sun = light.facing[k] * (0.5 + 0.5 * light.lit[k]) * (0.55 + 0.45 * open);
  return [SKY[0] * open + SUNLIGHT[0] * sun, SKY[1] * open + SUNLIGHT[1] * sun, SKY[2] * open + SUNLIGHT[2] * sun];
}
