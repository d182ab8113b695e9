/* Axes of Plotly as a ground to paint on, and all that this app knows of Plotly's private parts in two dimensions.
 *
 * flatArea(graph)   where the axes lie in the graph, and between which numbers: {left, top, width, height, window, log}; null before it is drawn
 *                   log: whether across and upward are exponents of 10
 */

/** @typedef {import("../lib/grid.js").Window} Window */
/** @typedef {{left: number, top: number, width: number, height: number, window: Window, log: [boolean, boolean]}} Area */

/** @param {any} graph @returns {Area | null} */
export function flatArea(graph) {
  const full = graph?._fullLayout;
  if (!full?.xaxis?._length || !full.yaxis?._length) return null;
  const { xaxis, yaxis } = full;
  return {
    left: xaxis._offset,
    top: yaxis._offset,
    width: xaxis._length,
    height: yaxis._length,
    window: [
      [Number(xaxis.range[0]), Number(xaxis.range[1])],
      [Number(yaxis.range[0]), Number(yaxis.range[1])],
    ],
    log: [xaxis.type === "log", yaxis.type === "log"],
  };
}
