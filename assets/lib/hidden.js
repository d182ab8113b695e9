/* Whether a hill stands between the eye and a point: a march from the point towards the eye, until it is above all land.
 *
 * hiddenBy(grid, high)   (x, y, h, towards) => true where the ground is in the way; towards: from `eyeward` of a projector
 */
import { heightAt, inside } from "./grid.js";

/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {import("./project.js").Point} Point */

const STEPS = 160;
const RISE = 1 / 90; // of the land's height, at most in one step
const MOVE = 0.008; // of the window, at most in one step: less than a cell
const SLACK = 0.012; // of the land's height: the ground right under a point does not hide it

/**
 * @param {Grid} grid @param {number} low @param {number} high the land's lowest and highest height
 * @returns {(x: number, y: number, h: number, towards: Point) => boolean}
 */
export function hiddenBy(grid, low, high) {
  const tall = high - low || 1;
  const [[left, right], [bottom, top]] = grid.window;
  return (x, y, h, [dx, dy, dh]) => {
    const steps = Math.max(Math.abs(dh) / (tall * RISE), Math.abs(dx) / ((right - left) * MOVE), Math.abs(dy) / ((top - bottom) * MOVE));
    if (!(steps > 0)) return false;
    let px = x;
    let py = y;
    let ph = h + SLACK * tall;
    for (let k = 0; k < STEPS && ph < high; k++) {
      px += dx / steps;
      py += dy / steps;
      ph += dh / steps;
      if (!inside(grid.window, px, py)) return false;
      if (heightAt(grid, px, py) > ph) return true;
    }
    return false;
  };
}
