/* The map where Plotly draws the contour: the painter above it, on Plotly's own axes. The same interface as a map of our own.
 *
 * createPlotted(element, {tap, point}, contour)   element: what Plotly's contour lies in; it is positioned
 *                      contour(): the graph, or null while it is not drawn
 *   .setGround(ground, palette), .paint(picture, palette, felt), .drawOn(c), .sight, .destroy()   as createMap has them
 */
import { flatArea } from "../plot/flat.js";
import { inside } from "../lib/grid.js";
import { paint } from "./painter.js";
import { sheet } from "./sheet.js";
import { flatSight } from "./sight.js";

/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {CanvasRenderingContext2D} Canvas */

const NEAR = 4; // px that a click may stray
const TINT = 0.62; // of a tint's colour over Plotly's: the level lines shine through

/** @param {number} wide @param {number} tall */
const sizeOf = (wide, tall) => Math.min(1.2, Math.max(0.42, Math.min(wide, tall) / 320));

/** The tint's cells around their places, the outer ones half beyond the window. @param {Canvas} c @param {import("./sight.js").Sight} sight @param {Ground} ground */
function tinted(c, sight, { tint, window }) {
  if (!tint) return;
  const [[a, b], [p, q]] = window;
  const [wide, tall] = [(b - a) / (tint.columns - 1), (q - p) / (tint.rows - 1)];
  c.globalAlpha = TINT;
  for (let j = 0; j < tint.rows; j++) {
    for (let i = 0; i < tint.columns; i++) {
      const colour = tint.colours[tint.cells[j * tint.columns + i]];
      if (!colour) continue;
      // Whole pixels: where cells overlapped or left a gap, one would see a grid.
      const [left, low] = sight.to(a + (i - 0.5) * wide, p + (j - 0.5) * tall, 0).map(Math.round);
      const [right, high] = sight.to(a + (i + 0.5) * wide, p + (j + 0.5) * tall, 0).map(Math.round);
      c.fillStyle = colour;
      c.fillRect(left, high, right - left, low - high);
    }
  }
  c.globalAlpha = 1;
}

/**
 * @param {HTMLElement} element
 * @param {{tap: (at: [number, number]) => void, point: (at: [number, number] | null) => void, feels?: () => boolean}} listener
 * @param {() => HTMLElement | null} contour
 * @param {() => number} [marks] how many times as large they are
 */
export function createPlotted(element, listener, contour, marks = () => 1) {
  const over = document.createElement("canvas");
  over.setAttribute("aria-hidden", "true");
  Object.assign(over.style, { position: "absolute", inset: "0", width: "100%", height: "100%", pointerEvents: "none" });
  element.append(over);
  /** @type {import("./sight.js").Sight | null} */
  let sight = null;
  /** @type {Ground | null} */
  let ground = null;
  /** @type {import("../plot/flat.js").Area | null} */
  let area = null;
  let known = "";
  /** @type {[number, number] | null} */
  let down = null;

  /** Where Plotly's axes lie in the element now; another sight only where something has changed. */
  function look() {
    const graph = contour();
    const found = graph && flatArea(graph);
    if (!graph || !found) {
      area = sight = null;
      known = "";
      return;
    }
    const [outer, inner] = [element.getBoundingClientRect(), graph.getBoundingClientRect()];
    const next = { ...found, left: found.left + inner.left - outer.left, top: found.top + inner.top - outer.top };
    const now = JSON.stringify([next, marks()]);
    if (now === known) return;
    known = now;
    area = next;
    sight = flatSight(next.window, next, sizeOf(next.width, next.height) * marks());
  }

  /** @param {{clientX: number, clientY: number}} event @returns {[number, number]} */
  const pixel = (event) => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  /** @param {[number, number]} at @returns {[number, number] | null} */
  const placeAt = ([px, py]) => {
    look();
    if (!sight) return null;
    const [x, y] = sight.ray(px, py)[0];
    return inside(sight.window, x, y) ? [x, y] : null;
  };
  const onDown = (/** @type {PointerEvent} */ event) => {
    down = event.button === 0 && event.isPrimary ? pixel(event) : null;
  };
  const onUp = (/** @type {PointerEvent} */ event) => {
    const at = pixel(event);
    const near = down && Math.hypot(at[0] - down[0], at[1] - down[1]) <= (event.pointerType === "touch" ? 2.5 * NEAR : NEAR);
    down = null;
    const place = near ? placeAt(at) : null;
    if (place) listener.tap(place);
  };
  const onMove = (/** @type {PointerEvent} */ event) => {
    if (event.pointerType !== "touch" || listener.feels?.()) listener.point(placeAt(pixel(event)));
  };
  const onLeave = () => listener.point(null);
  /** @type {[string, any][]} */
  const heard = [
    ["pointerdown", onDown],
    ["pointerup", onUp],
    ["pointermove", onMove],
    ["pointerleave", onLeave],
  ];
  for (const [type, act] of heard) element.addEventListener(type, act, true);

  return {
    /** @param {Ground} next */
    setGround(next) {
      ground = next;
      look();
    },
    /** @param {import("./painter.js").Picture} picture @param {import("./palette.js").Palette} palette */
    paint(picture, palette) {
      look();
      const c = sheet(over, { width: element.clientWidth, height: element.clientHeight });
      if (!sight || !area || !ground) return;
      c.save();
      c.beginPath();
      c.rect(area.left, area.top, area.width, area.height);
      c.clip(); // marks near the edge do not lie on the ticks
      tinted(c, sight, ground);
      paint(c, sight, picture, palette);
      c.restore();
    },
    /** What is painted above the contour, in px of the element. @param {Canvas} c */
    drawOn: (c) => c.drawImage(over, 0, 0, element.clientWidth, element.clientHeight),
    get sight() {
      return sight;
    },
    destroy() {
      for (const [type, act] of heard) element.removeEventListener(type, act, true);
      over.remove();
    },
  };
}
