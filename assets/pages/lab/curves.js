/* The lab's curves: the loss and the learning rate of each run against the step, painted above Plotly's axes.
 *
 * createCurves()
 *   .paint(panel, graph, runs)    "curve" or "rate"; runs as in stage/curve.js; true once it is on the screen
 *   .stale(panel, graph)          whether the graph's axes have moved since, with its size for example
 *   .axes(panel, runs, scale)     {xaxis, yaxis} that show all runs. scale: {steps, loglog, log, also: losses to show too}
 *   .fit(panel, graph, runs, scale, playing)   gives the graph these axes where it has others; while runs play, only where they leave its axes
 */
import { flatArea } from "../../plot/flat.js";
import { createCurve, reach } from "../../stage/curve.js";
import { sheet } from "../../stage/sheet.js";

/** @typedef {import("../../stage/curve.js").Numbers} Numbers */
/** @typedef {"curve" | "rate"} Panel */
/** @typedef {{steps: number, loglog: boolean, log: boolean, also: number[]}} Scale */

const FLOOR = { curve: /** @type {number[]} */ ([]), rate: [0] }; // a rate is seen beside no rate at all

export function createCurves() {
  const curves = { curve: createCurve(false), rate: createCurve(true) };
  /** @type {Record<string, string>} the axes above which it was painted */
  const under = {};
  /** The canvas above a graph, in the box that Plotly draws in, so that both are of the same size on paper too. @param {any} graph */
  function canvasOf(graph) {
    const box = graph.querySelector(".svg-container");
    const old = box?.querySelector(":scope > canvas.curves");
    if (old || !box) return old ?? null;
    const made = Object.assign(document.createElement("canvas"), { className: "curves" });
    made.setAttribute("aria-hidden", "true");
    box.append(made);
    return made;
  }

  /** @param {Panel} panel @param {any} graph @param {Numbers[]} runs @returns {boolean} */
  function paint(panel, graph, runs) {
    const area = flatArea(graph);
    const canvas = area && canvasOf(graph);
    if (!canvas) return false;
    const { width, height } = graph._fullLayout;
    curves[panel].paint(sheet(canvas, { width, height }), area, runs);
    under[panel] = JSON.stringify(area);
    return true;
  }

  /** @param {Panel} panel @param {any} graph */
  const stale = (panel, graph) => under[panel] !== JSON.stringify(flatArea(graph)) || !graph.querySelector("canvas.curves");

  /** @param {Panel} panel @param {Numbers[]} runs @param {Scale} scale */
  function axes(panel, runs, { steps, loglog, log, also }) {
    const most = Math.max(steps, 2);
    const across = loglog ? { type: "log", range: [0, Math.log10(most)] } : { type: "linear", range: [0, steps] };
    const found = reach(runs, log, panel === "rate" ? FLOOR.rate : also);
    // Within a decade or two Plotly would name every digit, one upon the other.
    const narrow = log && found && found[1] - found[0] < 2;
    const up = { type: log ? "log" : "linear", dtick: narrow ? "D2" : null, autorange: !found, ...(found && { range: found }) };
    return { xaxis: across, yaxis: up };
  }

  /** Whether all that is drawn of the runs lies within the axes. @param {import("../../plot/flat.js").Area} area @param {Numbers[]} runs */
  function holds({ window: [, [low, high]], log }, runs) {
    const found = reach(runs.map(({ values, rows, until }) => ({ values, rows: Math.min(until + 1, rows) })), log[1], [], 0);
    return !found || (found[0] >= low && found[1] <= high);
  }

  /** @param {Panel} panel @param {any} graph @param {Numbers[]} runs @param {Scale} scale @param {boolean} playing */
  function fit(panel, graph, runs, scale, playing) {
    const area = flatArea(graph);
    if (!area || (playing && holds(area, runs))) return;
    const { xaxis, yaxis } = axes(panel, runs, scale);
    if (!yaxis.range) return;
    const have = JSON.stringify([area.window, area.log]);
    if (have === JSON.stringify([[xaxis.range, yaxis.range], [xaxis.type === "log", yaxis.type === "log"]])) return;
    const change = { "xaxis.type": xaxis.type, "xaxis.range": xaxis.range, "yaxis.type": yaxis.type, "yaxis.range": yaxis.range, "yaxis.dtick": yaxis.dtick };
    void /** @type {any} */ (globalThis).Plotly.relayout(graph, change);
  }

  return { paint, stale, axes, fit };
}
