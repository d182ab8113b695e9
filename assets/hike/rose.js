/* The rose on the ground: from a step to its place in it and back. East is to the right, north is up; the rose's edge is 1 away.
 *
 * reach(length, before, ground)   how far away the rose's edge is, for a step so long
 * place(bearing, length, reach)   where a step ends: [east, north]
 * aim(east, north, reach)         the step that ends there
 * arrow(slope)                    how long the slope's arrow is drawn
 * keyed(key, fine, step, downhill)   the step after a key, or null
 */

/** @typedef {{bearing: number, length: number}} Step  degrees as on a compass; units of the weights */

export const REACHES = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 12];
const MOST = 0.92; // of the reach: a longer step would end at the rose's edge
const LEAST = 0.12; // of the reach: a shorter step is too small to be seen
const RADIAN = Math.PI / 180;

/**
 * As far as the ground's own scale has it, so that the next step is drawn where it leads, or as it was before; another one only where the
 * step would leave the rose or vanish in its middle.
 * @param {number} length @param {number} before 0 for none @param {number} ground the reach at which the rose has the ground's scale; 0 for none
 */
export function reach(length, before, ground = 0) {
  const fits = (/** @type {number} */ each) => each > 0 && length <= each * MOST && length >= each * LEAST;
  return [ground, before, ...REACHES].find(fits) ?? (length < REACHES[0] ? REACHES[0] : REACHES[REACHES.length - 1]);
}

/** @param {number} bearing @param {number} length @param {number} scale the reach @returns {[number, number]} */
export function place(bearing, length, scale) {
  const away = length / scale;
  return [away * Math.sin(bearing * RADIAN), away * Math.cos(bearing * RADIAN)];
}

/** Whole degrees, two digits, no longer than the rose reaches. @param {number} east @param {number} north @param {number} scale @returns {Step} */
export function aim(east, north, scale) {
  const bearing = Math.round((Math.atan2(east, north) / RADIAN + 360) % 360) % 360;
  const length = Math.min(Math.hypot(east, north), 1) * scale;
  return { bearing, length: Number(Math.max(length, scale / 100).toPrecision(2)) };
}

/** In radii of the rose: a gentle slope can be seen, a steep one still fits. @param {number} slope */
export function arrow(slope) {
  return slope === 0 ? 0 : 0.2 + 0.5 * (1 - Math.exp(-slope));
}

/** @param {string} key @param {boolean} fine @param {Step} step @param {number | null} downhill @returns {Step | null} */
export function keyed(key, fine, step, downhill) {
  const turn = fine ? 1 : 5;
  const by = { ArrowLeft: -turn, ArrowRight: turn }[key];
  if (by) return { bearing: (Math.round(step.bearing) + by + 360) % 360, length: step.length };
  const times = { ArrowUp: 1.25, ArrowDown: 0.8 }[key];
  if (times) {
    const length = Math.min(Math.max(step.length * times, 0.001), 10);
    return { bearing: step.bearing, length: Number(length.toPrecision(2)) };
  }
  return key === "Home" && downhill !== null ? { bearing: downhill, length: step.length } : null;
}
