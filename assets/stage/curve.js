/* Numbers of runs against the step, painted above Plotly's axes: their lines, and where each stands. Plotly itself draws axes only, so
 * that it has nothing to do while runs play.
 *
 * createCurve(stepped)   stepped: a number holds from its step to the next, as a learning rate does
 *   .paint(c, area, runs)   c draws in px of the graph; area: where its axes lie, see flat.js
 * reach(runs, log, also, room)   between which numbers an axis of all runs lies, with some room at both ends; null where there is none
 */
import { DASHES } from "./dashes.js";
import { marker } from "./shapes.js";

/** @typedef {import("../plot/flat.js").Area} Area */
/** @typedef {{colour: string, dash: string, marker: string}} Style */
/**
 * @typedef {object} Numbers of one run
 * @property {ArrayLike<number>} values one a step, from step 0 on @property {number} rows how many of them are known
 * @property {number} until the step up to which the line is drawn @property {number} ball the step where it stands
 * @property {Style} style @property {number} size of line and ball, 1 on a screen in front of one
 */

const WIDTH = 2.5;
const BALL = 5;
const CLOSE = 0.5; // px: nearer points make no difference
const ROOM = 0.06; // of the numbers' range, above and below
const MOST = 1e300; // a number above this cannot be put on an axis

/** @param {Area} area */
function placing({ left, top, width, height, window: [[a, b], [c, d]], log: [logX, logY] }) {
  return {
    x: (/** @type {number} */ value) => left + (((logX ? Math.log10(value) : value) - a) / (b - a)) * width,
    y: (/** @type {number} */ value) => top + height - (((logY ? Math.log10(value) : value) - c) / (d - c)) * height,
  };
}

/** @param {boolean} stepped */
export function createCurve(stepped) {
  /** @type {{values: ArrayLike<number>, key: string, line: Path2D, done: number, x: number, y: number, open: boolean}[]} */
  let lines = [];

  /** @param {Numbers} run @param {number} k @param {Area} area */
  function lineOf({ values, rows, until }, k, area) {
    const key = JSON.stringify(area);
    const end = Math.min(until + 1, rows);
    const old = lines[k];
    if (!old || old.values !== values || old.key !== key || old.done > end) {
      lines[k] = { values, key, line: new Path2D(), done: 0, x: NaN, y: NaN, open: false };
    }
    const at = lines[k];
    const to = placing(area);
    for (; at.done < end; at.done++) {
      const value = values[at.done];
      const [x, y] = [to.x(at.done), to.y(value)];
      if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(value) > MOST) {
        at.open = false;
        continue;
      }
      if (at.open && at.done < end - 1 && Math.hypot(x - at.x, y - at.y) < CLOSE) continue;
      if (!at.open) at.line.moveTo(x, y);
      else if (stepped) at.line.lineTo(x, at.y);
      if (at.open) at.line.lineTo(x, y);
      Object.assign(at, { x, y, open: true });
    }
    return at.line;
  }

  /** @param {CanvasRenderingContext2D} c @param {Area} area @param {Numbers[]} runs */
  function paint(c, area, runs) {
    lines.length = Math.min(lines.length, runs.length);
    c.save();
    c.beginPath();
    // A line along the lowest or highest number lies half beyond the axes.
    c.rect(area.left - BALL, area.top - BALL, area.width + 2 * BALL, area.height + 2 * BALL);
    c.clip();
    c.lineJoin = "round";
    runs.forEach((run, k) => {
      const width = WIDTH * run.size;
      c.lineWidth = width;
      c.strokeStyle = run.style.colour;
      c.setLineDash((DASHES[run.style.dash] ?? []).map((part) => part * width));
      c.lineCap = run.style.dash === "solid" || run.style.dash === "dot" ? "round" : "butt";
      c.stroke(lineOf(run, k, area));
    });
    c.setLineDash([]);
    const to = placing(area);
    for (const { values, rows, ball, style, size } of runs) {
      const row = Math.min(ball, rows - 1);
      const [x, y] = [to.x(row), to.y(values[row])];
      if (row < 0 || !Number.isFinite(x) || !Number.isFinite(y)) continue;
      const path = new Path2D();
      marker(path, style.marker, x, y, BALL * size);
      c.fillStyle = style.colour;
      c.fill(path);
    }
    c.restore();
  }

  return { paint };
}

/**
 * @param {{values: ArrayLike<number>, rows: number}[]} runs @param {boolean} log @param {number[]} [also] numbers to show too
 * @param {number} [room] part of their range @returns {[number, number] | null} on a log axis the exponents of 10
 */
export function reach(runs, log, also = [], room = ROOM) {
  let [low, high] = [Infinity, -Infinity];
  const take = (/** @type {number} */ value) => {
    if (!(Math.abs(value) <= MOST) || (log && !(value > 0))) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { values, rows } of runs) for (let t = 0; t < rows; t++) take(values[t]);
  if (low > high) return null;
  also.forEach(take);
  if (log) [low, high] = [Math.log10(low), Math.log10(high)];
  const space = room && (room * (high - low) || Math.abs(0.1 * high) || 1);
  return [low - space, high + space];
}
