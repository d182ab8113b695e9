/* The one painter of all that moves or must be crisp, on the land and on the map alike.
 *
 * paint(c, sight, picture, palette)   c: a 2-D canvas, already cleared, in px
 *
 * The order is from below to above: line of lowest points, minima and saddles, paths, start, balls, stars, arrows, guess, hover.
 */
import { arrow, ball, cross, edged, marker, outlined, pin, star, stroked, written } from "./shapes.js";
import { DASHES } from "./dashes.js";
import { DARK, EDGE, LIGHT } from "./palette.js";
import { inside } from "../lib/grid.js";
import { placeAt } from "./track.js";

/** @typedef {CanvasRenderingContext2D} Canvas */
/** @typedef {import("./sight.js").Sight} Sight */
/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {[number, number]} Place  two weights */
/**
 * "#rrggbb"; solid, dash, dot or dashdot; circle, square, diamond or triangle-up.
 * @typedef {{colour: string, dash: string, marker: string}} Style
 */
/** @typedef {{mark: "lowest" | "local minimum" | "saddle" | "end", weights: ArrayLike<number>}} Mark */
/** @typedef {{track: ReturnType<typeof import("./track.js").createTrack>, style: Style}} Run */
/**
 * @typedef {object} Picture
 * @property {Mark[]} marks @property {Place | null} start @property {Run[]} runs the first on top
 * @property {number} step with parts, while a run is on its way from one to the next
 * @property {{name: "slope" | "velocity" | "step", from: Place, to: Place}[]} arrows
 * @property {{at: Place, run: number | null} | null} hover run: whose step is meant
 * @property {Place | null} [handle] what a hand may take hold of
 * @property {{at: Place, height: number, ring: boolean} | null} stick how high something really is that is drawn on the ground; of the first run
 * @property {Place | null} guess @property {Place[][]} valley line of lowest points, where they are more than single ones
 */

/** @type {Picture} */
export const EMPTY = { marks: [], start: null, runs: [], step: 0, arrows: [], hover: null, stick: null, guess: null, valley: [] };

const LINE = 3.2; // px of a path's coloured part
const BALL = 9;
const STAR = 11.5;
const CROWD = 24; // more marks than these are drawn smaller
const HOME = 9; // px around a star in which a run has arrived
/** @type {Record<string, {width: number, colour: string, dash: number[], below: boolean}>} */
const ARROWS = {
  slope: { width: 2, colour: LIGHT, dash: [], below: false },
  velocity: { width: 2, colour: "#ffe08a", dash: [4, 4], below: true },
  step: { width: 2.5, colour: "#111111", dash: [], below: false },
};

/** Where something that stands on the ground is drawn. @param {Sight} sight @param {ArrayLike<number>} at @param {number} [above] px */
function spot(sight, at, above = 0) {
  const h = sight.ground(at[0], at[1]);
  const [x, y] = sight.to(at[0], at[1], h);
  return { x, y: sight.flat ? y : y - above * sight.size, hidden: sight.hidden(at[0], at[1], h) };
}

/** @param {Canvas} c @param {Sight} sight @param {Picture} picture */
function minimaAndSaddles(c, sight, { marks }) {
  const crowd = Math.min(1, Math.max(0.6, Math.sqrt(CROWD / marks.length)));
  for (const { mark, weights } of marks) {
    if (mark === "lowest" || !inside(sight.window, weights[0], weights[1])) continue;
    const { x, y, hidden } = spot(sight, weights);
    const path = new Path2D();
    // What a hill hides is drawn smaller, never paler: it stays to be seen.
    const size = (hidden ? 0.6 : 1) * crowd * sight.size;
    if (mark === "saddle") cross(path, x, y, 4 * size);
    else if (mark === "end") marker(path, "diamond", x, y, 6.5 * size); // where another training ended
    else marker(path, "circle", x, y, 6.5 * size);
    outlined(c, path, (mark === "saddle" ? 2 : 2.4) * size);
  }
}

/** A dotted line over the hill that hides it. @param {Canvas} c @param {Path2D} path @param {number} size */
function behind(c, path, size) {
  outlined(c, path, 2 * size, [0, Math.max(7 * size, 6)]);
}

/** @param {Canvas} c @param {Sight} sight @param {Picture} picture */
function paths(c, sight, { runs, step }) {
  for (const { track, style } of [...runs].reverse()) {
    track.extend(sight);
    const line = track.until(step, sight);
    const width = LINE * sight.size;
    behind(c, line.behind, sight.size);
    // Where a step's dot is wider than the path, it brings the dark edge along.
    c.lineWidth = 4 * EDGE;
    c.strokeStyle = DARK;
    c.stroke(line.dots);
    stroked(c, line.shown, width, style.colour, (DASHES[style.dash] ?? []).map((part) => part * width));
    edgedDots(c, line.dots, style.colour);
  }
}

/** The steps of a path, whose dark edge is drawn already. @param {Canvas} c @param {Path2D} path @param {string} colour */
function edgedDots(c, path, colour) {
  c.lineWidth = 2 * EDGE;
  c.strokeStyle = LIGHT;
  c.stroke(path);
  c.fillStyle = colour;
  c.fill(path);
}

/** @param {Canvas} c @param {Sight} sight @param {Picture} picture */
function stars(c, sight, { marks }, /** @type {Palette} */ palette) {
  for (const { mark, weights } of marks) {
    if (mark !== "lowest" || !inside(sight.window, weights[0], weights[1])) continue;
    const { x, y, hidden } = spot(sight, weights, 3);
    const path = new Path2D();
    star(path, x, y, (hidden ? 8 : STAR) * sight.size);
    edged(c, path, palette.star);
  }
}

/** @param {Canvas} c @param {Sight} sight @param {Picture} picture */
function balls(c, sight, { runs, step, marks }) {
  const lowest = marks.filter(({ mark }) => mark === "lowest").map(({ weights }) => spot(sight, weights));
  [...runs].reverse().forEach(({ track, style }, k) => {
    const at = placeAt(track.path, step);
    if (!at || !inside(sight.window, at[0], at[1])) return;
    const ground = spot(sight, at);
    const home = lowest.some(({ x, y }) => Math.hypot(x - ground.x, y - ground.y) < HOME * sight.size);
    if (home) {
      // Arrived: a ring around the star, wider for each further run, so that all are seen.
      const path = new Path2D();
      const { x, y } = spot(sight, at, 3);
      marker(path, "circle", x, y, (16.5 + 5.5 * (runs.length - 1 - k)) * sight.size);
      stroked(c, path, 2.6 * sight.size, style.colour);
    } else {
      const { x, y } = spot(sight, at, 5);
      ball(c, style.marker, x, y, (ground.hidden ? 6 : BALL) * sight.size, style.colour);
    }
  });
}

/** From the ground to the true height, below it too, with a ring there. @param {Canvas} c @param {Sight} sight @param {Picture} picture */
function truth(c, sight, { stick, runs }) {
  if (!stick || sight.flat || !runs[0] || !inside(sight.window, stick.at[0], stick.at[1])) return;
  const [x, y] = stick.at;
  const [line, ring] = [new Path2D(), new Path2D()];
  const end = sight.to(x, y, stick.height);
  line.moveTo(...sight.to(x, y, sight.ground(x, y)));
  line.lineTo(...end);
  marker(ring, "circle", end[0], end[1], 5 * sight.size);
  stroked(c, line, 2.4 * sight.size, runs[0].style.colour);
  if (stick.ring) stroked(c, ring, 2.4 * sight.size, runs[0].style.colour);
}

/** @param {Canvas} c @param {Sight} sight @param {Place} at */
function beginning(c, sight, at) {
  if (!inside(sight.window, at[0], at[1])) return;
  const { x, y } = spot(sight, at);
  const path = new Path2D();
  marker(path, "circle", x, y, 6.5 * sight.size);
  const ring = Math.max(2.6 * sight.size, EDGE);
  c.lineWidth = ring + 2 * EDGE;
  c.strokeStyle = LIGHT;
  c.stroke(path);
  c.fillStyle = LIGHT;
  c.fill(path);
  c.lineWidth = ring;
  c.strokeStyle = DARK;
  c.stroke(path);
}

/** @param {Canvas} c @param {Sight} sight @param {Place[][]} lines */
function valleys(c, sight, lines) {
  const path = new Path2D();
  for (const line of lines) {
    line.filter(([x, y]) => inside(sight.window, x, y)).forEach((at, k) => {
      const { x, y } = spot(sight, at);
      if (k) path.lineTo(x, y);
      else path.moveTo(x, y);
    });
  }
  outlined(c, path, 2 * sight.size, [7 * sight.size, 6 * sight.size]);
}

/** @param {Canvas} c @param {Sight} sight @param {Place} at @param {Palette} palette */
function guessed(c, sight, at, palette) {
  if (!inside(sight.window, at[0], at[1])) return;
  const { x, y } = spot(sight, at);
  const [path, r] = [new Path2D(), 9 * sight.size];
  pin(path, x, y, r);
  edged(c, path, palette.dark ? "#10181e" : "#14212b");
  c.font = `700 ${1.4 * r}px sans-serif`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.fillStyle = LIGHT;
  c.fillText("?", x, y - 2.15 * r);
}

/** @param {Canvas} c @param {Sight} sight @param {NonNullable<Picture["hover"]>} hover @param {Run[]} runs */
function pointed(c, sight, { at, run }, runs) {
  if (!inside(sight.window, at[0], at[1])) return;
  const { x, y } = spot(sight, at);
  const path = new Path2D();
  marker(path, "circle", x, y, 8 * sight.size);
  const style = run === null ? null : runs[run]?.style;
  if (style) stroked(c, path, 2 * sight.size, style.colour);
  else outlined(c, path, 2 * sight.size);
}

/** @param {Canvas} c @param {Sight} sight @param {Picture} picture @param {Palette} palette */
export function paint(c, sight, picture, palette) {
  c.lineCap = c.lineJoin = "round";
  if (picture.valley.length) valleys(c, sight, picture.valley);
  minimaAndSaddles(c, sight, picture);
  paths(c, sight, picture);
  if (picture.start) beginning(c, sight, picture.start);
  truth(c, sight, picture);
  balls(c, sight, picture);
  stars(c, sight, picture, palette);
  for (const { name, from, to } of picture.arrows) {
    const [a, b] = [spot(sight, from, 5), spot(sight, to, 5)];
    arrow(c, [a.x, a.y], [b.x, b.y], { ...ARROWS[name], name }, sight.size);
  }
  if (picture.guess) guessed(c, sight, picture.guess, palette);
  if (picture.hover) pointed(c, sight, picture.hover, picture.runs);
}

/**
 * Numbers on the level lines of a large map, each on a straight part of its line.
 * @param {Canvas} c @param {Sight} sight @param {{text: string, line: ArrayLike<number>}[]} levels
 */
export function levelLabels(c, sight, levels) {
  for (const { text, line } of levels) {
    const middle = 2 * Math.floor(line.length / 4);
    if (line.length < 60) continue;
    const [x0, y0] = sight.to(line[middle - 4], line[middle - 3], 0);
    const [x1, y1] = sight.to(line[middle + 4], line[middle + 5], 0);
    const turn = Math.atan2(y1 - y0, x1 - x0);
    c.save();
    c.translate((x0 + x1) / 2, (y0 + y1) / 2);
    c.rotate(Math.cos(turn) < 0 ? turn + Math.PI : turn); // never upside down
    written(c, text, 0, 0, 12, "center");
    c.restore();
  }
}
