/* The plinth of a hike, from what the hiker knows and nothing else: it lies around the start, as wide as the walk asks for, and its top is at
 * loss 0. Where the land ends, nobody is told before the blindfold is off.
 *
 * plinthOf(reading, length)   {window, stand, places, reach}: counted from the start; reach: that of a rose in the ground's own scale
 */
import { ROSE } from "../stage/posts.js";
import { REACHES, reach } from "./rose.js";

/** @typedef {[number, number]} Place */
/** @typedef {{track: Place[], altitudes: number[]}} Reading  places are counted from the last one */

const ROOM = 1 - 2 * ROSE; // of the half of the window, within which places lie: the rose around the last one stays on the plinth
const LOWEST = 2; // loss up to which posts may reach at least
const SEEN = 0.75; // of that height fits into the frame, see stage/ground.js

/** @param {Reading} reading @param {number} length of the next step */
export function plinthOf({ track, altitudes }, length) {
  const [first] = track;
  const places = track.map(([x, y]) => /** @type {Place} */ ([x - first[0], y - first[1]]));
  const far = Math.max(...places.flat().map(Math.abs));
  const half = (/** @type {number} */ edge) => edge / (2 * ROSE);
  const wanted = reach(length, 0);
  const edge = REACHES.find((each) => each >= wanted && far <= ROOM * half(each)) ?? far / ROOM * 2 * ROSE;
  const ends = /** @type {[number, number]} */ ([-half(edge), half(edge)]);
  let ceiling = LOWEST;
  while (Math.max(...altitudes) > SEEN * ceiling) ceiling *= 2;
  const window = /** @type {[[number, number], [number, number]]} */ ([ends, ends]);
  return { window, stand: { floor: 0, ceiling }, places, reach: edge };
}
