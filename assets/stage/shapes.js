/* Shapes of marks, runs and arrows on a canvas. Sizes in px.
 *
 * marker(path, kind, x, y, r), star(path, x, y, r), cross(path, x, y, r), pin(path, x, y, r)   outlines added to a path
 * edged(c, path, fill)        a filled shape with a light edge and a dark one around it
 * stroked(c, path, width, colour, dash)   a line with a light edge and a dark one around it
 * ball(c, kind, x, y, r, colour)   a run where it stands, as a lit body
 */
import { mix } from "../lib/ramp.js";
import { DARK, EDGE, LIGHT } from "./palette.js";

/** @typedef {CanvasRenderingContext2D} Canvas */

/** @param {any} path @param {number[][]} corners */
function polygon(path, corners) {
  corners.forEach(([x, y], k) => (k ? path.lineTo(x, y) : path.moveTo(x, y)));
  path.closePath();
}

/** @param {any} path @param {string} kind circle, square, diamond or triangle-up @param {number} x @param {number} y @param {number} r */
export function marker(path, kind, x, y, r) {
  if (kind === "square") path.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
  else if (kind === "diamond") polygon(path, [[x, y - 1.25 * r], [x + 1.25 * r, y], [x, y + 1.25 * r], [x - 1.25 * r, y]]);
  else if (kind === "triangle-up") polygon(path, [[x, y - 1.2 * r], [x + 1.15 * r, y + 0.85 * r], [x - 1.15 * r, y + 0.85 * r]]);
  else {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
  }
}

/** @param {any} path @param {number} x @param {number} y @param {number} r */
export function star(path, x, y, r) {
  const corner = (/** @type {number} */ k) => {
    const [far, turn] = [k % 2 ? 0.45 * r : r, (k * Math.PI) / 5 - Math.PI / 2];
    return [x + far * Math.cos(turn), y + far * Math.sin(turn)];
  };
  polygon(path, Array.from({ length: 10 }, (_, k) => corner(k)));
}

/** @param {any} path @param {number} x @param {number} y @param {number} r */
export function cross(path, x, y, r) {
  path.moveTo(x - r, y - r);
  path.lineTo(x + r, y + r);
  path.moveTo(x + r, y - r);
  path.lineTo(x - r, y + r);
}

/** A pin whose tip is at the place. @param {any} path @param {number} x @param {number} y @param {number} r of its head */
export function pin(path, x, y, r) {
  path.moveTo(x, y);
  path.arc(x, y - 2.2 * r, r, Math.PI - 0.5, 2 * Math.PI + 0.5);
  path.closePath();
}

/** @param {Canvas} c @param {Path2D} path @param {string} fill */
export function edged(c, path, fill) {
  c.setLineDash([]);
  c.lineWidth = 4 * EDGE; // half of a line lies under the fill
  c.strokeStyle = DARK;
  c.stroke(path);
  c.lineWidth = 2 * EDGE;
  c.strokeStyle = LIGHT;
  c.stroke(path);
  c.fillStyle = fill;
  c.fill(path);
}

/**
 * @param {Canvas} c @param {Path2D} path @param {number} width of the coloured line @param {string} colour @param {number[]} [dash]
 */
export function stroked(c, path, width, colour, dash = []) {
  c.setLineDash([]);
  c.lineWidth = width + 4 * EDGE;
  c.strokeStyle = DARK;
  c.stroke(path);
  c.lineWidth = width + 2 * EDGE;
  c.strokeStyle = LIGHT;
  c.stroke(path);
  c.lineWidth = width;
  c.strokeStyle = colour;
  if (dash.length) {
    c.setLineDash(dash);
    c.lineCap = dash[0] ? "butt" : "round";
  }
  c.stroke(path);
  c.setLineDash([]);
  c.lineCap = "round";
}

/**
 * A light line with a dark one on each side: rings, crosses, dotted lines.
 * @param {Canvas} c @param {Path2D} path @param {number} width @param {number[]} [dash]
 */
export function outlined(c, path, width, dash = []) {
  c.setLineDash(dash);
  c.lineWidth = Math.max(width, EDGE) + 2 * EDGE;
  c.strokeStyle = DARK;
  c.stroke(path);
  c.lineWidth = Math.max(width, EDGE);
  c.strokeStyle = LIGHT;
  c.stroke(path);
  c.setLineDash([]);
}

/** @param {Canvas} c @param {string} kind @param {number} x @param {number} y @param {number} r @param {string} colour "#rrggbb" */
export function ball(c, kind, x, y, r, colour) {
  const path = new Path2D();
  marker(path, kind, x, y, r);
  const light = c.createRadialGradient(x - 0.35 * r, y - 0.45 * r, 0.1 * r, x, y, 1.25 * r);
  light.addColorStop(0, LIGHT);
  light.addColorStop(0.18, mix(colour, LIGHT, 0.45));
  light.addColorStop(0.6, colour);
  light.addColorStop(1, mix(colour, "#000000", 0.4));
  c.save();
  c.shadowColor = "rgba(6, 24, 38, 0.55)";
  c.shadowBlur = 0.9 * r;
  c.shadowOffsetY = 0.35 * r;
  c.fillStyle = colour;
  c.fill(path);
  c.restore();
  c.lineWidth = 2 * (EDGE + Math.max(EDGE, 0.2 * r));
  c.strokeStyle = DARK;
  c.stroke(path);
  c.lineWidth = 2 * Math.max(EDGE, 0.2 * r);
  c.strokeStyle = LIGHT;
  c.stroke(path);
  c.fillStyle = light;
  c.fill(path);
}

/**
 * An arrow from one pixel to another, with its name at the tip.
 * @param {Canvas} c @param {number[]} from @param {number[]} to
 * @param {{width: number, colour: string, name: string, dash: number[], below: boolean}} look @param {number} size
 */
export function arrow(c, from, to, look, size) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 1) return;
  const [ux, uy] = [dx / length, dy / length];
  const head = Math.min(10 * size, 0.6 * length);
  const neck = [to[0] - head * ux, to[1] - head * uy];
  const path = new Path2D();
  path.moveTo(from[0], from[1]);
  path.lineTo(neck[0], neck[1]);
  stroked(c, path, look.width * size, look.colour, look.dash);
  const tip = new Path2D();
  polygon(tip, [to, [neck[0] - 0.5 * head * uy, neck[1] + 0.5 * head * ux], [neck[0] + 0.5 * head * uy, neck[1] - 0.5 * head * ux]]);
  edged(c, tip, look.colour);
  written(c, look.name, to[0] + 8 * size * ux, to[1] + (look.below ? 14 : -10) * size, 12 * Math.max(1, size), "center");
}

/**
 * Words on any ground.
 * @param {Canvas} c @param {string} text @param {number} x @param {number} y @param {number} size @param {CanvasTextAlign} align
 */
export function written(c, text, x, y, size, align) {
  c.font = `600 ${size}px ${FONT}`;
  c.textAlign = align;
  c.textBaseline = "middle";
  c.lineWidth = 2 * EDGE + 1;
  c.strokeStyle = DARK;
  c.strokeText(text, x, y);
  c.fillStyle = LIGHT;
  c.fillText(text, x, y);
}

export const FONT = 'Figtree, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
