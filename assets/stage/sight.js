/* How a picture sees the land: one set of functions for the block in space and for the map, so that one painter serves both.
 *
 * landSight(ground, matrix, size, hides)   through the scene's matrices
 * flatSight(ground, area)          from straight above, within an area of a canvas
 */
import { heightAt } from "../lib/grid.js";
import { hiddenBy } from "../lib/hidden.js";
import { projector } from "../lib/project.js";

/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("../lib/grid.js").Window} Window */
/**
 * @typedef {object} Sight
 * @property {(x: number, y: number, h: number) => [number, number]} to pixel of weights and height
 * @property {(x: number, y: number) => number} ground the height on which things lie there
 * @property {(x: number, y: number, h: number) => boolean} hidden whether a hill stands before it
 * @property {(px: number, py: number) => [import("../lib/project.js").Point, import("../lib/project.js").Point]} ray
 * @property {Window} window @property {boolean} flat
 * @property {number} width @property {number} height in px
 * @property {number} size of marks, 1 on a picture 430 px high
 * @property {string} key another one for each picture that looks different
 */

const LIFT = 0.008; // of the land's height: what lies on the ground is not half buried
let count = 0;

/** @param {{width: number, height: number}} size @param {boolean} small a phone */
export const sizeOf = ({ height }, small) => (small ? 0.8 : Math.min(1.35, Math.max(0.8, height / 430)));

/**
 * @param {Ground} ground @param {ArrayLike<number>} matrix @param {{width: number, height: number}} frame @param {number} size
 * @returns {Sight}
 */
export function landSight(ground, matrix, frame, size) {
  const { to, ray, eyeward } = projector(matrix, frame.width, frame.height);
  const hidden = hiddenBy(ground.fine, ground.low, ground.high);
  const lift = LIFT * (ground.high - ground.low);
  return {
    to,
    ray,
    ground: (x, y) => heightAt(ground.fine, x, y) + lift,
    hidden: (x, y, h) => !ground.hidden && hidden(x, y, h, eyeward(x, y, h)),
    window: ground.window,
    flat: false,
    ...frame,
    size,
    key: `land ${(count += 1)}`,
  };
}

/**
 * @param {Window} window @param {{left: number, top: number, width: number, height: number}} area of a canvas, in px @param {number} size
 * @returns {Sight}
 */
export function flatSight(window, area, size) {
  const [[a, b], [c, d]] = window;
  const weight = (/** @type {number} */ px, /** @type {number} */ py) =>
    [a + ((px - area.left) / area.width) * (b - a), d - ((py - area.top) / area.height) * (d - c)];
  return {
    to: (x, y) => [area.left + ((x - a) / (b - a)) * area.width, area.top + ((d - y) / (d - c)) * area.height],
    ray: (px, py) => {
      const [x, y] = weight(px, py);
      return [[x, y, 1], [x, y, 0]];
    },
    ground: () => 0,
    hidden: () => false,
    window,
    flat: true,
    width: area.width,
    height: area.height,
    size,
    key: `flat ${(count += 1)}`,
  };
}

/** Where a place on the ground is seen. @param {Sight | null} sight @param {[number, number]} at @returns {[number, number] | null} */
export const pixelOn = (sight, [x, y]) => (sight ? sight.to(x, y, sight.ground(x, y)) : null);
