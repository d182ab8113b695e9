/* Names and ticks of the weights, engraved on the two walls of the block that face us: an orthographic eye sees letters on an upright
 * wall along its edge and upright.
 *
 * engrave(c, sight, ground, names, colours)
 */
import { ticksOf } from "./land.js";
import { FONT } from "./shapes.js";

/** @typedef {import("./sight.js").Sight} Sight */
/** @typedef {import("./ground.js").Ground} Ground */

const SMALLEST = 10.5; // px; the panel's words have the same numbers
const LARGEST = 13;
const AT = 0.42; // of the wall's height, from its foot

/** @param {number} value */
const worded = (value) => String(value).replace("-", "−");

/**
 * @param {CanvasRenderingContext2D} c @param {Sight} sight @param {Ground} ground @param {string[]} names of the two weights
 * @param {{name: string, tick: string}} colours
 */
export function engrave(c, sight, { window, base, floor }, names, colours) {
  const [[a, b], [p, q]] = window;
  const foot = (/** @type {number[]} */ at) => sight.to(at[0], at[1], base);
  const middle = foot([(a + b) / 2, (p + q) / 2])[1];
  const tall = foot([a, p])[1] - sight.to(a, p, floor)[1]; // px of a wall below the ground's lowest point
  if (tall < SMALLEST) return; // from above there are no walls
  const corners = [[a, p], [b, p], [b, q], [a, q]];
  const transform = c.getTransform();
  const letters = Math.max(SMALLEST, Math.min(LARGEST, tall * AT));
  corners.forEach((corner, k) => {
    const axis = k % 2;
    let [from, to] = [corner, corners[(k + 1) % 4]];
    let [start, end] = [foot(from), foot(to)];
    if ((start[1] + end[1]) / 2 <= middle + 4) return; // it faces away
    if (start[0] > end[0]) [from, to, start, end] = [to, from, end, start];
    const length = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (length < 60 || end[0] - start[0] < 0.25 * length) return; // seen too much from its side to be read
    const [ux, uy] = [(end[0] - start[0]) / length, (end[1] - start[1]) / length];
    c.save();
    c.setTransform(transform.multiply(new DOMMatrix([ux, uy, 0, 1, start[0], start[1]])));
    c.textBaseline = "middle";
    c.textAlign = "center";
    c.font = `600 ${letters + 1}px ${FONT}`;
    const free = c.measureText(names[axis]).width / 2 + 16;
    c.fillStyle = colours.name;
    c.fillText(names[axis], length / 2, -tall * AT);
    c.font = `500 ${letters}px ${FONT}`;
    c.fillStyle = colours.tick;
    const ticks = ticksOf(window[axis]);
    const places = ticks.map((tick) => ((tick - from[axis]) / (to[axis] - from[axis])) * length);
    const every = Math.max(1, Math.ceil((28 * (ticks.length - 1)) / length));
    places.forEach((at, n) => {
      if (n % every || at < 12 || at > length - 12 || Math.abs(at - length / 2) < free) return;
      c.fillText(worded(ticks[n]), at, -tall * AT);
    });
    c.restore();
  });
}
