/* How a land is looked at, in the terms of links, buttons and keys.
 *
 * cameraOf(view), viewOf(camera)   camera: [azimuth, elevation, zoom] as a link has it, null for the first view
 * after(view, action)              the view that a button leads to: turn-left, turn-right, tilt-up, tilt-down, from-above, camera-reset
 * plotly()                         Plotly, once the page has loaded it
 */
import { HOME, turned } from "../lib/fit.js";

/** @typedef {import("../lib/fit.js").View} View */
/** @typedef {[number, number, number]} Camera  azimuth and elevation in degrees, zoom */

/** @type {Record<string, [number, number]>} degrees by which a button or key turns the land */
const TURNS = { "turn-left": [15, 0], "turn-right": [-15, 0], "tilt-up": [0, 10], "tilt-down": [0, -10] };
const ABOVE = 89;

/** @returns {Promise<any>} */
export function plotly() {
  return new Promise((resolve) => {
    const look = () => (globalThis.Plotly ? resolve(globalThis.Plotly) : setTimeout(look, 30));
    look();
  });
}

/** @param {View} view @returns {Camera | null} */
export function cameraOf({ azimuth, elevation, zoom }) {
  const camera = /** @type {Camera} */ ([Number(azimuth.toFixed(1)), Number(elevation.toFixed(1)), Number(zoom.toFixed(3))]);
  return camera.join() === [HOME.azimuth, HOME.elevation, HOME.zoom].join() ? null : camera;
}

/** @param {Camera | null} camera @returns {View} */
export const viewOf = (camera) => (camera ? { azimuth: camera[0], elevation: camera[1], zoom: camera[2] } : { ...HOME });

/** @param {View} view @param {string} action @returns {View} */
export function after(view, action) {
  if (action === "camera-reset") return { ...HOME };
  if (action === "from-above") return { ...view, elevation: view.elevation > 80 ? HOME.elevation : ABOVE };
  return turned(view, ...TURNS[action]);
}
