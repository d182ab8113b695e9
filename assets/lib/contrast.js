/* WCAG 2's contrast of two colours in linear light. */

/** @param {ArrayLike<number>} rgb linear; what is brighter than a screen is as bright as a screen @returns {number} */
export function luminance(rgb) {
  const part = (/** @type {number} */ k) => Math.min(1, Math.max(0, rgb[k]));
  return 0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2);
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b @returns {number} 1 to 21 */
export function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (high + 0.05) / (low + 0.05);
}
