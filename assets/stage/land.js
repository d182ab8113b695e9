/* What Plotly draws of a ground: a solid block with baked light, or the plinth of land that nobody has seen.
 *
 * landTraces(ground)          mesh, walls, cut edge and level lines
 * plainTraces(ground, name)   the same land as one plain `surface`, where the mesh fails; name: of the ramp
 * plinthTraces(ground, top, line)   flat top and walls in these colours, with the grid of the weights
 */
import { bake, bright, finerLight } from "../lib/bake.js";
import { rangeOf, spaced } from "../lib/grid.js";
import { levelLines, levelsWithin } from "../lib/levels.js";
import { colorscale, css, linear } from "../lib/ramp.js";
import { TALL } from "../lib/fit.js";

/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("../lib/bake.js").Light} Light */
/** @typedef {Record<string, any>} Trace */

// The light is in the colours already.
const FLAT = { ambient: 1, diffuse: 0, specular: 0, fresnel: 0 };
const QUIET = { hoverinfo: "skip", showlegend: false };
/** How bright the four walls are: south, east, north, west. The sun stands in the west. */
export const SIDES = [0.5, 0.42, 0.46, 0.66];
const PLINTH_SIDES = [0.72, 0.5, 0.6, 0.6];
const FOOT = linear("#1d3a5a");
const LIFT = 0.004; // of the window, along the ground's normal: straight up, lines sink into steep ground
const LINES = [
  { strong: false, width: 1.4, white: 0.26 },
  { strong: true, width: 2.4, white: 0.5 },
];

/** The colour of a wall at its top and at its foot. @param {ArrayLike<number>} tone of the ground above @param {number} side */
export function wallColours(tone, side) {
  return {
    top: [0, 1, 2].map((k) => 0.5 * tone[k] * side + 0.5 * FOOT[k] * (0.5 + side)),
    foot: FOOT.map((part) => part * (0.4 + side)),
  };
}

/**
 * A strip of triangles between an upper and a lower line.
 * @param {number[][]} ring places [x, y, upper] @param {number} base @param {string[]} colours an upper and a lower one for each place
 * @returns {Trace}
 */
function strip(ring, base, colours) {
  const quads = ring.length - 1;
  // Two triangles a quad, whose corners are numbered from the quad's upper left: 0 and 1 on this side, 2 and 3 on the next.
  const corner = (/** @type {number} */ first, /** @type {number} */ second) =>
    Int32Array.from({ length: 2 * quads }, (_, q) => (q & 1 ? second : first) + 2 * (q >> 1));
  return {
    type: "mesh3d",
    x: Float64Array.from(ring.flatMap(([x]) => [x, x])),
    y: Float64Array.from(ring.flatMap(([, y]) => [y, y])),
    z: Float64Array.from(ring.flatMap(([, , z]) => [z, base])),
    i: corner(0, 1),
    j: corner(2, 2),
    k: corner(1, 3),
    vertexcolor: colours,
    lighting: FLAT,
    ...QUIET,
  };
}

/** Once around the edge of the fine grid: [column, row, side]. @param {number} columns @param {number} rows @returns {number[][]} */
function around(columns, rows) {
  const ring = [];
  for (let i = 0; i < columns; i++) ring.push([i, 0, 0]);
  for (let j = 0; j < rows; j++) ring.push([columns - 1, j, 1]);
  for (let i = columns - 1; i >= 0; i--) ring.push([i, rows - 1, 2]);
  for (let j = rows - 1; j >= 0; j--) ring.push([0, j, 3]);
  return ring;
}

/** @param {Ground} ground @param {Light} light @param {Float64Array} xs @param {Float64Array} ys @returns {Trace} */
function mesh({ fine, colour: painted }, light, xs, ys) {
  const { z, columns, rows } = fine;
  const cells = (columns - 1) * (rows - 1);
  const x = new Float64Array(z.length);
  const y = new Float64Array(z.length);
  const vertexcolor = new Array(z.length);
  const [i, j, k] = [new Int32Array(2 * cells), new Int32Array(2 * cells), new Int32Array(2 * cells)];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const [colour, times] = [painted(xs[column], ys[row], z[at]), bright(light, at)];
      x[at] = xs[column];
      y[at] = ys[row];
      vertexcolor[at] = css([colour[0] * times[0], colour[1] * times[1], colour[2] * times[2]]);
    }
  }
  for (let q = 0; q < cells; q++) {
    const at = Math.floor(q / (columns - 1)) * columns + (q % (columns - 1));
    i.set([at, at + 1], 2 * q);
    j.set([at + 1, at + columns + 1], 2 * q);
    k.set([at + columns, at + columns], 2 * q);
  }
  return { type: "mesh3d", x, y, z: Float64Array.from(z), i, j, k, vertexcolor, lighting: FLAT, ...QUIET };
}

/** @param {Ground} ground @param {Light} light @returns {Trace[]} */
function levelTraces(ground, light) {
  const { fine, window, low, high, spacing, at } = ground;
  const [[a, b], [c, d]] = window;
  const [kx, ky, kz] = [1 / (b - a), 1 / (d - c), ground.unit];
  const [ex, ey] = [(b - a) / fine.columns, (d - c) / fine.rows];
  const levels = levelsWithin(low, high, spacing);
  return LINES.map(({ strong, width, white }) => {
    /** @type {{x: number[], y: number[], z: number[], color: string[]}} */
    const out = { x: [], y: [], z: [], color: [] };
    for (const { level } of levels.filter((each) => each.strong === strong)) {
      const colour = ground.tone(level);
      for (const line of levelLines(fine, level)) {
        for (let q = 0; q < line.length; q += 2) {
          const [x, y] = [line[q], line[q + 1]];
          const gx = (((at(x + ex, y) - at(x - ex, y)) / (2 * ex)) * kz) / kx;
          const gy = (((at(x, y + ey) - at(x, y - ey)) / (2 * ey)) * kz) / ky;
          const lift = LIFT / Math.hypot(gx, gy, 1);
          out.x.push(Math.min(Math.max(x - (gx * lift) / kx, a), b));
          out.y.push(Math.min(Math.max(y - (gy * lift) / ky, c), d));
          out.z.push(level + lift / kz);
          const i = Math.round(((x - a) / (b - a)) * (fine.columns - 1));
          const j = Math.round(((y - c) / (d - c)) * (fine.rows - 1));
          const times = bright(light, j * fine.columns + i);
          // Tone on tone: a little lighter than the lit ground under it.
          out.color.push(css(times.map((value, k) => (1 - white) * colour[k] * value + white * (0.3 + 0.7 * value))));
        }
        out.x.push(NaN);
        out.y.push(NaN);
        out.z.push(NaN);
        out.color.push("#000000");
      }
    }
    return { type: "scatter3d", mode: "lines", x: out.x, y: out.y, z: out.z, line: { width, color: out.color }, ...QUIET };
  });
}

/** @param {Ground} ground @returns {Trace[]} */
export function landTraces(ground) {
  const { grid, fine, times, base, floor, tone } = ground;
  const [low, high] = rangeOf(grid.z);
  const light = finerLight(bake(grid, ground.unit * (high - low) || TALL), grid, times);
  const xs = spaced(fine.window[0], fine.columns);
  const ys = spaced(fine.window[1], fine.rows);
  const ring = around(fine.columns, fine.rows);
  const height = (/** @type {number[]} */ [i, j]) => fine.z[j * fine.columns + i];
  const places = ring.map((each) => [xs[each[0]], ys[each[1]], height(each)]);
  const colours = ring.flatMap((each) => {
    const { top, foot } = wallColours(tone(height(each)), SIDES[each[2]]);
    return [css(top), css(foot)];
  });
  const above = 0.003 * (ground.high - floor);
  const rim = {
    type: "scatter3d",
    mode: "lines",
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    z: places.map(([, , z]) => z + above),
    line: { width: 2, color: ring.map((each) => css(tone(height(each)).map((part) => 0.45 * part + 0.5))) },
    ...QUIET,
  };
  return [mesh(ground, light, xs, ys), strip(places, base, colours), rim, ...levelTraces(ground, light)];
}

/** @param {Ground} ground @param {string} name @returns {Trace[]} */
export function plainTraces(ground, name) {
  const { fine } = ground;
  const z = Array.from({ length: fine.rows }, (_, j) => fine.z.subarray(j * fine.columns, (j + 1) * fine.columns));
  return [
    {
      type: "surface",
      x: spaced(fine.window[0], fine.columns),
      y: spaced(fine.window[1], fine.rows),
      z,
      colorscale: colorscale(name),
      showscale: false,
      lighting: { ambient: 0.4, diffuse: 0.9, specular: 0, roughness: 0.6, fresnel: 0.2 },
      lightposition: { x: -1000, y: 600, z: -400 },
      ...QUIET,
    },
  ];
}

/** Round numbers for ticks and grid lines: at most about seven. @param {[number, number]} ends @returns {number[]} */
export function ticksOf([from, to]) {
  const rough = (to - from) / 7;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (/** @type {number} */ ([1, 2, 5, 10].find((digit) => digit * power >= rough * 0.999)));
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** @param {Ground} ground @param {string} top @param {string} line @returns {Trace[]} */
export function plinthTraces({ window, floor, base, high }, top, line) {
  const [[a, b], [c, d]] = window;
  const shade = (/** @type {number} */ times) => css(linear(top).map((part) => part * times));
  const lid = {
    type: "mesh3d",
    x: [a, b, b, a],
    y: [c, c, d, d],
    z: [floor, floor, floor, floor],
    i: [0, 0],
    j: [1, 2],
    k: [2, 3],
    vertexcolor: [0.93, 0.98, 1.06, 1].map(shade),
    lighting: FLAT,
    ...QUIET,
  };
  const corners = [[a, c], [b, c], [b, d], [a, d], [a, c]];
  const ring = [0, 1, 2, 3].flatMap((side) => [corners[side], corners[side + 1]].map(([x, y]) => [x, y, floor]));
  const colours = ring.flatMap((_, k) => [shade(PLINTH_SIDES[k >> 1]), shade(0.88 * PLINTH_SIDES[k >> 1])]);
  const over = floor + 0.002 * (high - floor);
  const across = ticksOf(window[0]).map((x) => [[x, c], [x, d]]);
  const along = ticksOf(window[1]).map((y) => [[a, y], [b, y]]);
  const lines = [...across, ...along].flatMap((ends) => [...ends.map(([x, y]) => [x, y, over]), [NaN, NaN, NaN]]);
  return [
    lid,
    strip(ring, base, colours),
    {
      type: "scatter3d",
      mode: "lines",
      x: lines.map(([x]) => x),
      y: lines.map(([, y]) => y),
      z: lines.map(([, , z]) => z),
      line: { width: 1.2, color: line },
      ...QUIET,
    },
  ];
}
