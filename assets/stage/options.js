/* What the stage is told at its start and later, as types only. */

/** @typedef {import("../lib/fit.js").View} View */
/** @typedef {[number, number]} Place */
/** @typedef {{hidden: true, window: import("../lib/grid.js").Window, stand: import("./ground.js").Stand}} Unseen */
/** @typedef {Partial<import("./painter.js").Picture> & Partial<import("./above.js").Extra>} Changes */
/**
 * @typedef {object} Options
 * @property {Promise<import("../plot/scene3d.js").Plotly> | null} plotly @property {HTMLElement} [map] @property {() => HTMLElement | null} [contour]
 * @property {() => boolean} [small] a phone @property {() => boolean} [still] no motion is wanted @property {() => boolean} [locked]
 * @property {(size: {width: number, height: number}) => import("../lib/fit.js").Pads} [pads] what the dock and buttons cover
 * @property {() => number} [marks] how many times as large paths and marks are, for who sees them from the last row
 * @property {(at: Place, where: "land" | "map") => void} [onStart] @property {(at: Place | null, where: "land" | "map") => void} [onHover]
 * @property {(at: Place, done: boolean) => void} [onDrag]
 * @property {(view: View) => void} [onTurn] @property {(view: View) => void} [onView] @property {() => void} [onPaint] whenever something may be seen elsewhere
 * @property {(state: import("./block.js").State) => void} [onState]
 */

export {};
