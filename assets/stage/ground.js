/* The ground that a picture stands on: heights, colours, and the block that they are cut from.
 *
 * makeGround(land, times)   of heights that are known
 * hiddenGround(window, stand)   of land that nobody has seen: nothing in it depends on the land
 * fitPoints(ground)         what must be seen of it
 */
import { finer, heightAt, makeGrid, rangeOf } from "../lib/grid.js";
import { linear, ramp } from "../lib/ramp.js";
import { TALL } from "../lib/fit.js";

/** @typedef {import("../lib/grid.js").Grid} Grid */
/** @typedef {import("../lib/grid.js").Window} Window */
/** @typedef {import("../lib/fit.js").Box} Box */
/** @typedef {import("../lib/ramp.js").Colour} Colour */
/** @typedef {{floor: number, ceiling: number}} Stand  where hidden land's plinth ends, and a height that posts may reach */
/**
 * Each cell's number of a colour, -1 for none.
 * @typedef {{columns: number, rows: number, cells: ArrayLike<number>, colours: string[]}} Tint
 */
/**
 * What is drawn of a landscape. Heights are as they are drawn: cut off at the top or logarithmic, if the reader wishes so.
 * @typedef {object} Land
 * @property {ArrayLike<number>} z row by row from the smallest second weight
 * @property {number} columns @property {number} rows @property {Window} window
 * @property {number} spacing between two level lines @property {string} colours name of the ramp
 * @property {[number, number]} [limits] lowest and highest of several lands that are compared: all are as high, coloured and seen as one
 * @property {Stand} [stand] of land that was hidden before: it keeps its plinth, so that what was felt stays in its place
 * @property {Tint} [tint] a second colour over the height's, as of basins
 */
/**
 * @typedef {object} Ground
 * @property {Grid} grid as computed @property {Grid} fine as drawn @property {number} times how much finer
 * @property {Window} window @property {number} low @property {number} high @property {number} spacing
 * @property {number} floor where walls begin @property {number} base where they end
 * @property {number} unit the scene's length of one unit of height, the window being 1 wide
 * @property {Tint | undefined} tint @property {Box} box the scene's ranges @property {(h: number) => Colour} tone @property {boolean} hidden
 * @property {boolean} shared its scale is that of several lands
 * @property {(x: number, y: number, h: number) => Colour} colour of the ground, unlit
 * @property {(x: number, y: number) => number} at the drawn height
 */

const WALL = 0.2; // of the land's height
const PLINTH = 0.14; // of the stand's height
const SEEN = 0.75; // of the stand's height is fitted into the frame: posts seldom reach higher
const POSTS = 0.7; // of the plinth's width, around its middle, within which posts of that height stand, see hike/plinth.js
const BESIDE = 0.003; // of the window: what lies exactly on the scene's edge flickers, and walls would be cut
const TINT = 0.5; // of a tint's colour in the ground's
const TALLEST = 0.9; // of the window's width, where land turns out far higher than its stand

/** @param {Window} window @param {number} base @param {number} top @returns {Box} */
function boxOf([[a, b], [c, d]], base, top) {
  const [w, h, tall] = [(b - a) * BESIDE, (d - c) * BESIDE, top - base];
  return [
    [a - w, b + w],
    [c - h, d + h],
    [base - 0.004 * tall, top + 0.01 * tall],
  ];
}

/**
 * The middle of each cell of a tint is a place of its own: cells lie around their places, half of the outer ones beyond the window.
 * @param {Tint | undefined} tint @param {Window} window @param {(h: number) => Colour} tone @returns {Ground["colour"]}
 */
function tinted(tint, [[a, b], [c, d]], tone) {
  if (!tint) return (_x, _y, h) => tone(h);
  const colours = tint.colours.map(linear);
  return (x, y, h) => {
    const i = Math.round(((x - a) / (b - a)) * (tint.columns - 1));
    const j = Math.round(((y - c) / (d - c)) * (tint.rows - 1));
    const [ground, over] = [tone(h), colours[tint.cells[j * tint.columns + i]]];
    if (!over) return ground;
    const mixed = (/** @type {0 | 1 | 2} */ k) => (1 - TINT) * ground[k] + TINT * over[k];
    return [mixed(0), mixed(1), mixed(2)];
  };
}

/** @param {Land} land @param {number} times @returns {Ground} */
export function makeGround(land, times) {
  const grid = makeGrid(land.z, land.columns, land.rows, land.window);
  const fine = finer(grid, times);
  const [low, high] = land.limits ?? rangeOf(grid.z);
  const range = Math.max(high - low, 1e-9);
  const own = ramp(land.colours);
  const tone = (/** @type {number} */ h) => own((h - low) / range);
  const { stand } = land;
  const floor = stand ? stand.floor : low;
  const base = stand ? floor - PLINTH * (stand.ceiling - floor) : low - WALL * range;
  const unit = stand ? Math.min(TALL / (stand.ceiling - floor), TALLEST / Math.max(high - floor, 1e-9)) : TALL / range;
  return {
    grid,
    fine,
    times,
    window: land.window,
    low,
    high,
    spacing: land.spacing,
    floor,
    base,
    unit,
    box: boxOf(land.window, base, stand ? Math.max(high, stand.ceiling) : low + range),
    tone,
    tint: land.tint,
    colour: tinted(land.tint, land.window, tone),
    hidden: false,
    shared: Boolean(land.limits),
    at: (x, y) => heightAt(fine, x, y),
  };
}

/** @param {Window} window @param {Stand} stand @returns {Ground} */
export function hiddenGround(window, stand) {
  const { floor, ceiling } = stand;
  const grid = makeGrid([floor, floor, floor, floor], 2, 2, window);
  const base = floor - PLINTH * (ceiling - floor);
  const tone = ramp("");
  return {
    grid,
    fine: grid,
    times: 1,
    window,
    low: floor,
    high: ceiling,
    spacing: ceiling - floor,
    floor,
    base,
    unit: TALL / (ceiling - floor),
    box: boxOf(window, base, ceiling),
    tone,
    tint: undefined,
    colour: (_x, _y, h) => tone(h),
    hidden: true,
    shared: false,
    at: () => floor,
  };
}

/** Corners of the block's foot, and every second point of its top. @param {Ground} ground @returns {number[][]} */
export function fitPoints({ grid, window, base, hidden, shared, floor, high }) {
  const points = [];
  const nearer = (/** @type {number} */ at, /** @type {[number, number]} */ [from, to]) => POSTS * at + (1 - POSTS) * ((from + to) / 2);
  for (const x of window[0]) {
    for (const y of window[1]) {
      points.push([x, y, base]);
      if (hidden) points.push([x, y, floor], [nearer(x, window[0]), nearer(y, window[1]), floor + SEEN * (high - floor)]);
      if (shared) points.push([x, y, high]); // the box alone, so that every land of the scale is as large
    }
  }
  if (hidden || shared) return points;
  const [[a, b], [c, d]] = window;
  const every = Math.max(1, Math.floor(grid.columns / 50));
  for (let j = 0; j < grid.rows; j += every) {
    for (let i = 0; i < grid.columns; i += every) {
      points.push([a + ((b - a) * i) / (grid.columns - 1), c + ((d - c) * j) / (grid.rows - 1), grid.z[j * grid.columns + i]]);
    }
  }
  return points;
}
