/* Colours of what is painted. Every mark and path has an opaque light part and an opaque dark part, so that one of the two stands out
 * from any lit ground: no run colour does so everywhere.
 *
 * paletteOf(element)   the colours as the page's style sheet has them now; read again when the theme changes
 */

export const LIGHT = "#ffffff";
export const DARK = "#061826";
export const EDGE = 1.5; // px at least, of each of the two

/**
 * @typedef {object} Palette
 * @property {string} ink @property {string} paper @property {string} star
 * @property {string} plinth top of hidden land @property {string} grid lines on it @property {string} post
 * @property {string} shadow "red, green, blue" @property {number} shadowAlpha @property {boolean} dark
 */

/** @type {{light: Palette, dark: Palette}} */
export const PALETTES = {
  light: {
    ink: "#14212b", paper: "#ffffff", star: "#e11d2e", plinth: "#dbe3e3", grid: "#c3cfd0", post: "#5f717c",
    shadow: "16, 38, 52", shadowAlpha: 0.34, dark: false,
  },
  dark: {
    ink: "#e9f0f2", paper: "#10181e", star: "#ff4757", plinth: "#2b3a43", grid: "#3a4b55", post: "#8ba0ab",
    shadow: "0, 0, 0", shadowAlpha: 0.7, dark: true,
  },
};

/** @param {Element} element @returns {Palette} */
export function paletteOf(element) {
  const style = getComputedStyle(element);
  const own = PALETTES[style.colorScheme === "dark" ? "dark" : "light"];
  const read = (/** @type {string} */ name, /** @type {string} */ otherwise) => style.getPropertyValue(`--${name}`).trim() || otherwise;
  return { ...own, ink: read("ink", own.ink), paper: read("paper", own.paper), star: read("star", own.star) };
}
