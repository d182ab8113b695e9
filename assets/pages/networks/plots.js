/* The pictures that Plotly draws on the page on networks: contours, line, curves, regions, small slices. Land, paths and marks are the
 * stage's. One that cannot be seen waits until it can, or until it is printed.
 */
import { lookKey } from "./asking.js";
import { ll, player, plot, state } from "./page.js";

const CONFIG = { displayModeBar: false, displaylogo: false, scrollZoom: false, doubleClick: false, showTips: false, responsive: true };
const UNSEEN = { width: 640, height: 300 }; // px of a picture that is printed and was never seen
const { decode } = ll.path;

/** @type {Record<string, any>} */
const waiting = {};
const visible = (/** @type {HTMLElement} */ element) => element.offsetWidth > 0;
const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (/** @type {any} */ (target).data && visible(/** @type {HTMLElement} */ (target))) {
      void window.Plotly.Plots.resize(target).then(() => after.resize());
    }
  }
});
/** What is painted above a contour follows its size. */
export const after = { resize() {} };

/** Larger type and thicker lines where it is presented. @param {any} figure */
function sized({ data, layout }) {
  return ll.projector.on() ? { data: data.map(ll.projector.larger), layout: ll.projector.larger(layout) } : { data, layout };
}

/** @param {string} name @param {any} figure @returns {Promise<unknown>} */
export function react(name, figure) {
  const target = plot(name);
  if (!target || !window.Plotly || !visible(target)) {
    if (target) waiting[name] = figure;
    return Promise.resolve();
  }
  delete waiting[name];
  resized.observe(target);
  const { data, layout } = sized(figure);
  return window.Plotly.react(target, data, layout, CONFIG);
}

/** What has become visible is drawn. */
export function catchUp() {
  for (const name of Object.keys(waiting)) if (plot(name) && visible(plot(name))) void react(name, waiting[name]);
}

export function forget() {
  for (const name of Object.keys(waiting)) delete waiting[name];
}

addEventListener("beforeprint", () => {
  for (const [name, { data, layout }] of Object.entries(waiting)) {
    const square = name.startsWith("small") ? { width: 240, height: 240 } : UNSEEN;
    if (plot(name)) void window.Plotly.react(plot(name), data, { ...layout, ...square }, { ...CONFIG, responsive: false });
  }
}, true);

/* ---- loss and accuracy ---- */

function curves() {
  const seen = { step: player.step, ball: player.step, loss: (/** @type {any} */ losses) => losses };
  const losses = player.paths.flatMap((/** @type {any} */ path) => ll.draw.data("curve", path, seen));
  const shares = player.paths.map((/** @type {any} */ path) => {
    const known = state.accuracies[path.run] || { at: [], share: [] };
    const end = known.at.filter((step) => step <= player.step).length;
    return { x: known.at.slice(0, end), y: known.share.slice(0, end) };
  });
  return [...losses, ...shares];
}

/** Curves from the start, with the page's newest axes. */
export function progress() {
  const target = plot("progress");
  if (!target || !state.pictures || !window.Plotly) return;
  const styles = state.pictures.curve_styles;
  const traces = player.paths.flatMap((/** @type {any} */ _, /** @type {number} */ k) => ll.draw.traces("curve", styles[k], ll.projector.on()));
  const shares = player.paths.map((/** @type {any} */ _, /** @type {number} */ k) => (
    { type: "scatter", mode: "lines", yaxis: "y2", hoverinfo: "skip", name: "accuracy", line: { color: styles[k].colour, width: 1.5, dash: "dot" } }));
  const sets = curves();
  const data = [...traces, ...shares].map((trace, k) => ({ ...trace, ...sets[k] }));
  const layout = { ...state.pictures.curve.layout };
  void window.Plotly.react(target, data, ll.projector.on() ? ll.projector.larger(layout) : layout, CONFIG);
}

let busy = false;
let freeAt = 0;
/** The curves up to the step on the screen; as long as that took, so long the page rests. @param {number} now @returns {boolean} done */
export function followStep(now) {
  const target = plot("progress");
  if (!target?.data || !window.Plotly) return true;
  if (busy || now < freeAt || !visible(target)) return false;
  const sets = curves();
  if (target.data.length !== sets.length) return true;
  busy = true;
  const began = performance.now();
  const done = () => requestAnimationFrame((at) => {
    freeAt = at + Math.min(at - began, 1000);
    busy = false;
  });
  window.Plotly.restyle(target, ll.draw.update(sets), sets.map((/** @type {any} */ _, /** @type {number} */ k) => k)).then(done, done);
  return true;
}

/* ---- what the network says of each place ---- */

/** @param {any} reply */
export function showLook(reply) {
  state.look.key = lookKey(reply.step);
  state.look.step = reply.step;
  const axes = reply.axes.map(decode);
  reply.p.forEach((/** @type {any} */ packed, /** @type {number} */ index) => {
    const target = plot(`regions-${index + 1}`);
    if (!target?.data) return;
    const p = decode(packed);
    if (axes.length === 1) return void window.Plotly.restyle(target, { x: [axes[0]], y: [p] }, [0]);
    const width = axes[0].length;
    const rows = Array.from(axes[1], (_, j) => p.subarray(j * width, (j + 1) * width));
    window.Plotly.restyle(target, { x: [axes[0]], y: [axes[1]], z: [rows] }, [0]);
  });
}
