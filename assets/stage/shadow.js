/* The block's shadow on the table, on a canvas under the transparent scene: drawn anew only when the camera has moved.
 *
 * castShadow(c, sight, ground, palette)
 */

/** @typedef {import("./sight.js").Sight} Sight */
/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./palette.js").Palette} Palette */

// A wide soft one and a narrow one close to the foot.
const PARTS = [
  { blur: 26, part: 0.9, down: 10 },
  { blur: 8, part: 0.7, down: 3 },
];
const AWAY = 20000; // px: only the shadow of the outline is wanted, and not every browser can blur what is drawn itself

/** @param {CanvasRenderingContext2D} c @param {Sight} sight @param {Ground} ground @param {Palette} palette */
export function castShadow(c, sight, { window, base }, palette) {
  const [[a, b], [p, q]] = window;
  const corners = [[a, p], [b, p], [b, q], [a, q]].map(([x, y]) => sight.to(x, y, base));
  const dots = c.getTransform().a; // of the screen per px; a shadow's offset and blur are counted in dots
  for (const { blur, part, down } of PARTS) {
    c.save();
    c.shadowColor = `rgba(${palette.shadow}, ${palette.shadowAlpha * part})`;
    c.shadowBlur = 2 * blur * sight.size * dots;
    c.shadowOffsetX = AWAY * dots;
    c.beginPath();
    corners.forEach(([x, y], k) => (k ? c.lineTo(x - AWAY, y + down * sight.size) : c.moveTo(x - AWAY, y + down * sight.size)));
    c.closePath();
    c.fill();
    c.restore();
  }
}
