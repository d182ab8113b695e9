/* The land from straight above: its colours and level lines on one canvas, drawn once, and above it the same painter as on the land.
 *
 * createMap(element, {tap, point})   element: where the map shall be, of any size; it fills it
 *                      tap([w1, w2]) and point([w1, w2] | null): a click there, and where the mouse is
 *   .setGround(ground, palette)
 *   .paint(picture, palette, felt)
 *   .drawOn(c)         on another canvas, in px
 *   .sight             null until it has a size
 *   .destroy()
 */
import { levelLines, levelsWithin } from "../lib/levels.js";
import { encode } from "../lib/ramp.js";
import { flatSight } from "./sight.js";
import { ticksOf } from "./land.js";
import { paint } from "./painter.js";
import { paintRose } from "./posts.js";
import { sheet } from "./sheet.js";
import { edged, marker, stroked } from "./shapes.js";

/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {CanvasRenderingContext2D} Canvas */

const LINES = [
  { strong: false, width: 1, alpha: 0.38 },
  { strong: true, width: 1.6, alpha: 0.7 },
];

/** How large marks are on a map so wide. @param {number} width */
const sizeOf = (width) => (width < 140 ? 0.42 : width < 420 ? 0.72 : Math.min(1.2, width / 480));

/** The ground's colours, a pixel a dot. @param {Canvas} c @param {Ground} ground @param {number} width @param {number} height */
function colours(c, { window, at, colour }, width, height) {
  const [[a, b], [p, q]] = window;
  const picture = c.createImageData(width, height);
  for (let j = 0; j < height; j++) {
    const y = q - ((q - p) * (j + 0.5)) / height;
    for (let i = 0; i < width; i++) {
      const x = a + ((b - a) * (i + 0.5)) / width;
      const rgb = colour(x, y, at(x, y));
      const first = 4 * (j * width + i);
      for (let k = 0; k < 3; k++) picture.data[first + k] = encode(rgb[k]);
      picture.data[first + 3] = 255;
    }
  }
  c.putImageData(picture, 0, 0);
}

/**
 * @param {HTMLElement} element
 * @param {{tap: (at: [number, number]) => void, point: (at: [number, number] | null) => void}} listener
 * @param {() => number} [marks] how many times as large they are
 */
export function createMap(element, listener, marks = () => 1) {
  const [below, above] = [document.createElement("canvas"), document.createElement("canvas")];
  for (const canvas of [below, above]) {
    canvas.setAttribute("aria-hidden", "true");
    Object.assign(canvas.style, { position: "absolute", inset: "0", width: "100%", height: "100%" });
    element.append(canvas);
  }
  /** @type {import("./sight.js").Sight | null} */
  let sight = null;
  /** @type {Ground | null} */
  let ground = null;

  /** @param {Canvas} c @param {number} width @param {number} height */
  function seen(c, width, height) {
    if (!ground || !sight) return;
    const dots = c.getTransform().a;
    colours(c, ground, Math.round(width * dots), Math.round(height * dots));
    const levels = levelsWithin(ground.low, ground.high, ground.spacing);
    for (const { strong, width: wide, alpha } of LINES) {
      c.beginPath();
      for (const { level } of levels.filter((each) => each.strong === strong)) {
        for (const line of levelLines(ground.fine, level)) {
          for (let k = 0; k < line.length; k += 2) {
            const [px, py] = sight.to(line[k], line[k + 1], 0);
            if (k) c.lineTo(px, py);
            else c.moveTo(px, py);
          }
        }
      }
      c.lineWidth = wide;
      c.strokeStyle = `rgba(255, 255, 255, ${alpha})`;
      c.stroke();
    }
  }

  /** @param {Canvas} c @param {Palette} palette @param {number} width @param {number} height */
  function hidden(c, palette, width, height) {
    if (!ground || !sight) return;
    c.fillStyle = palette.plinth;
    c.fillRect(0, 0, width, height);
    const [[a], [p]] = ground.window;
    c.beginPath();
    for (const x of ticksOf(ground.window[0])) {
      const [px] = sight.to(x, p, 0);
      c.moveTo(px, 0);
      c.lineTo(px, height);
    }
    for (const y of ticksOf(ground.window[1])) {
      const py = sight.to(a, y, 0)[1];
      c.moveTo(0, py);
      c.lineTo(width, py);
    }
    c.lineWidth = 1;
    c.strokeStyle = palette.grid;
    c.stroke();
  }

  /** @param {Ground} next @param {Palette} palette */
  function setGround(next, palette) {
    ground = next;
    const [width, height] = [element.clientWidth, element.clientHeight];
    if (!width || !height) {
      sight = null;
      return;
    }
    sight = flatSight(next.window, { left: 0, top: 0, width, height }, sizeOf(Math.min(width, height)) * marks());
    const c = sheet(below, { width, height });
    if (next.hidden) hidden(c, palette, width, height);
    else seen(c, width, height);
  }

  /** @param {import("./painter.js").Picture} picture @param {Palette} palette @param {import("./posts.js").Felt | null} felt */
  function paintAbove(picture, palette, felt) {
    if (!sight) return;
    const c = sheet(above, sight);
    if (felt) way(c, felt, palette);
    paint(c, sight, picture, palette);
  }

  /** Where somebody was on hidden land. @param {Canvas} c @param {import("./posts.js").Felt} felt @param {Palette} palette */
  function way(c, felt, palette) {
    if (!sight || !ground) return;
    if (ground.hidden) paintRose(c, sight, ground, felt, palette);
    const [line, places] = [new Path2D(), new Path2D()];
    for (const { at } of felt.posts) {
      const [px, py] = sight.to(at[0], at[1], 0);
      line.lineTo(px, py);
      marker(places, "circle", px, py, 5 * sight.size);
    }
    c.lineCap = c.lineJoin = "round";
    if (felt.walked) stroked(c, line, 2.5 * sight.size, felt.colour);
    edged(c, places, felt.colour);
  }

  const placeOf = (/** @type {MouseEvent} */ event) => {
    const box = element.getBoundingClientRect();
    const found = sight?.ray(event.clientX - box.left, event.clientY - box.top)[0];
    return found ? /** @type {[number, number]} */ ([found[0], found[1]]) : null;
  };
  const clicked = (/** @type {MouseEvent} */ event) => {
    const at = placeOf(event);
    if (at) listener.tap(at);
  };
  const moved = (/** @type {MouseEvent} */ event) => listener.point(placeOf(event));
  const left = () => listener.point(null);
  element.addEventListener("click", clicked);
  element.addEventListener("mousemove", moved);
  element.addEventListener("mouseleave", left);

  return {
    setGround,
    paint: paintAbove,
    /** @param {Canvas} c */
    drawOn(c) {
      for (const canvas of [below, above]) c.drawImage(canvas, 0, 0, element.clientWidth, element.clientHeight);
    },
    destroy() {
      element.removeEventListener("click", clicked);
      element.removeEventListener("mousemove", moved);
      element.removeEventListener("mouseleave", left);
      below.remove();
      above.remove();
    },
    get sight() {
      return sight;
    },
  };
}
