/* A run's path as it is seen: its steps laid on the ground, in pixels, worked out once for a camera and then only added to.
 *
 * createTrack(path)   path: {weights, rows}, which may grow
 *   .extend(sight)    takes in what is new: of the path, or all of it once the picture has changed
 *   .until(step)      {shown, behind, dots}: outlines of what is in the open, of what a hill hides, and of the steps
 * placeAt(path, step)   where a run is between two steps: [w1, w2], or null
 */
import { clipSegment } from "../lib/clip.js";
import { inside } from "../lib/grid.js";
import { marker } from "./shapes.js";

/** @typedef {import("./sight.js").Sight} Sight */
/** @typedef {{weights: ArrayLike<number>, rows: number}} RunPath  two weights a row */

const CLOSE = 0.7; // px: nearer points make no difference
const PIECES = 90; // of a line across the window, to lie on the ground
const APART = 11; // px between the dots of two steps
const DOT = 3.1;

/** @param {RunPath} path @param {number} step @returns {[number, number] | null} */
export function placeAt({ weights, rows }, step) {
  if (!rows) return null;
  const at = Math.min(Math.max(step, 0), rows - 1);
  const row = Math.min(Math.floor(at), Math.max(rows - 2, 0));
  const part = rows > 1 ? at - row : 0;
  const one = (/** @type {0 | 1} */ k) => {
    const from = weights[2 * row + k];
    return part === 0 ? from : from + part * (weights[2 * row + 2 + k] - from);
  };
  const [x, y] = [one(0), one(1)];
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
}

/** @param {RunPath} path @param {string} kind of its marker */
export function createTrack(path, kind) {
  /** @type {{x: number, y: number, t: number, hidden: boolean, first: boolean}[]} */
  let points = [];
  /** @type {{x: number, y: number, t: number}[]} */
  let dots = [];
  let seen = ""; // the picture that the points are of
  let done = 0; // rows taken in
  let last = { shown: new Path2D(), behind: new Path2D(), dots: new Path2D(), points: 0, dotted: 0, step: -1 };
  let size = 1;

  function forget() {
    points = [];
    dots = [];
    done = 0;
    rewind();
  }
  function rewind() {
    last = { shown: new Path2D(), behind: new Path2D(), dots: new Path2D(), points: 0, dotted: 0, step: -1 };
  }

  /** @param {Sight} sight @param {number} x @param {number} y @param {number} t @param {boolean} first */
  function add(sight, x, y, t, first) {
    const h = sight.ground(x, y);
    const [px, py] = sight.to(x, y, h);
    const before = points[points.length - 1];
    if (!first && before && Math.hypot(px - before.x, py - before.y) < CLOSE) return;
    points.push({ x: px, y: py, t, hidden: sight.hidden(x, y, h), first });
  }

  /** @param {Sight} sight @param {number} row of the step's end */
  function dot(sight, row) {
    const [x, y] = [path.weights[2 * row], path.weights[2 * row + 1]];
    if (!inside(sight.window, x, y)) return;
    const h = sight.ground(x, y);
    const [px, py] = sight.to(x, y, h);
    const before = dots[dots.length - 1];
    if (before && Math.hypot(px - before.x, py - before.y) < APART * size) return;
    if (!sight.hidden(x, y, h)) dots.push({ x: px, y: py, t: row });
  }

  /** @param {Sight} sight */
  function extend(sight) {
    if (sight.key !== seen || path.rows < done) {
      seen = sight.key;
      size = sight.size;
      forget();
    }
    const [[a, b], [c, d]] = sight.window;
    const w = path.weights;
    let open = points.length > 0 && points[points.length - 1].t === done;
    for (let row = done; row + 1 < path.rows; row++) {
      const [x0, y0, x1, y1] = [w[2 * row], w[2 * row + 1], w[2 * row + 2], w[2 * row + 3]];
      const part = clipSegment(x0, y0, x1, y1, sight.window);
      if (!part) {
        open = false;
        continue;
      }
      const { from, to, begin, end } = part;
      if (!open || from > 0) add(sight, ...begin, row + from, true);
      const [across, up] = [end[0] - begin[0], end[1] - begin[1]]; // of the part inside: of a step from far away its digits would be lost
      const far = Math.hypot(across / (b - a), up / (d - c));
      const pieces = sight.flat ? 1 : Math.max(1, Math.ceil(far * PIECES));
      for (let k = 1; k <= pieces; k++) {
        const t = k / pieces;
        add(sight, begin[0] + t * across, begin[1] + t * up, row + from + t * (to - from), false);
      }
      open = to === 1;
      dot(sight, row + 1);
    }
    done = Math.max(done, path.rows - 1);
  }

  /** @param {number} k @param {{shown: Path2D, behind: Path2D}} into */
  function join(k, into) {
    const point = points[k];
    if (point.first || k === 0) return;
    const before = points[k - 1];
    const to = point.hidden ? into.behind : into.shown;
    if (before.first || before.hidden !== point.hidden) to.moveTo(before.x, before.y);
    to.lineTo(point.x, point.y);
  }

  /** @param {number} step @param {Sight} sight */
  function until(step, sight) {
    if (step < last.step) rewind();
    while (last.points < points.length && points[last.points].t <= step) join(last.points++, last);
    while (last.dotted < dots.length && dots[last.dotted].t <= step) {
      const { x, y } = dots[last.dotted++];
      marker(last.dots, kind, x, y, DOT * size);
    }
    last.step = step;
    const at = placeAt(path, step);
    const before = points[last.points - 1];
    if (!at || !before || !inside(sight.window, at[0], at[1])) return last;
    // On to the ball, which is between two points; what is kept stays as it is.
    const h = sight.ground(at[0], at[1]);
    const [px, py] = sight.to(at[0], at[1], h);
    const hidden = sight.hidden(at[0], at[1], h);
    const out = { ...last };
    const tail = new Path2D(hidden ? last.behind : last.shown);
    if (hidden) out.behind = tail;
    else out.shown = tail;
    tail.moveTo(before.x, before.y);
    tail.lineTo(px, py);
    return out;
  }

  return { extend, until, path };
}
