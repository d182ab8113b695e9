/* A canvas as sharp as its screen, cleared. */

const MOST = 3; // dots per px: more cannot be seen, and cost

/**
 * @param {HTMLCanvasElement} canvas @param {{width: number, height: number}} size in px
 * @returns {CanvasRenderingContext2D} drawing in px
 */
export function sheet(canvas, { width, height }) {
  const dots = Math.min(globalThis.devicePixelRatio || 1, MOST);
  const [wide, tall] = [Math.round(width * dots), Math.round(height * dots)];
  if (canvas.width !== wide || canvas.height !== tall) Object.assign(canvas, { width: wide, height: tall });
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  c.setTransform(dots, 0, 0, dots, 0, 0);
  c.clearRect(0, 0, width, height);
  return c;
}
