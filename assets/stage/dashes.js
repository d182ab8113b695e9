/* How the lines of runs are broken, in widths of the line, by Plotly's names: solid, dash, dot, dashdot. */

/** @type {Record<string, number[]>} */
export const DASHES = { solid: [], dash: [3.4, 1.3], dot: [0, 1.7], dashdot: [3.4, 1.2, 0.8, 1.2] };
