/* What Plotly draws: the server's figures, which of land and map is large, and the curves of the runs above their axes. */
import { look } from "./look.js";
import { closeMark } from "./mark.js";
import { away, curves, drawAll, due, graph, inSight, last, ll, one, player, ready, set, shownStep, state } from "./page.js";
import { paint, showLandscape } from "./stage.js";
import { writeAddress } from "./tell.js";

/* The server's figures; the runs are painted above the curves' axes, and the landscape goes to the stage. */
export function figures(sent) {
  const given = ll.light.restored(sent);
  state.figures = given;
  const lineKey = one("[data-line-key]");
  if (lineKey) lineKey.hidden = !given.line;
  state.version += 1;
  state.examples = null;
  if (state.mark) closeMark();
  look.shown = "";
  last.worded = last.ranked = last.mapped = "";
  drawAll();
  showScale();
  if (state.run && state.run.camera && !state.camera) state.camera = state.run.camera;
  window.setTimeout(showLandscape, 0); // once the contour stands
  return ["contour"].concat(ll.draw.PANELS, "model").map(function (panel) {
    if (away(panel)) return window.dash_clientside.no_update;
    const figure = given[panel];
    const layout = Object.assign({}, ll.projector.on() ? ll.projector.larger(figure.layout) : figure.layout, { meta: { version: state.version } });
    if (ll.draw.PANELS.includes(panel)) fitted(panel, layout);
    if (panel === "contour" && !mapIsLarge()) Object.assign(layout, bare(layout));
    const sized = ll.projector.on() ? figure.data.map(ll.projector.larger) : figure.data;
    const data = panel === "contour" && !mapIsLarge() ? sized.map(unscaled) : sized;
    return { data: panel === "model" ? data.concat(modelTraces()) : data, layout: layout };
  });
}

/* The map as the small picture: no axes and no colour bar, which the page shows below it. */
function bare(layout) {
  const without = function (axis) { return Object.assign({}, axis, { visible: false }); };
  return { margin: { l: 0, r: 0, t: 0, b: 0 }, xaxis: without(layout.xaxis), yaxis: without(layout.yaxis) };
}

function unscaled(trace) {
  return trace.type === "contour" ? Object.assign({}, trace, { showscale: false }) : trace;
}

function mapIsLarge() {
  return Boolean(one(".lab:is([data-large=map], .no-land, .no-surface)")) || large() === "both";
}

/* Which is the large picture: "land", "map", or "both" side by side. */
export const NEXT = { land: "map", map: "both", both: "land" };

export function large() {
  const name = one(".lab").dataset.large;
  return name === "both" && !wide() ? "land" : name;
}

/* Whether there is room for both. */
/* Whether a picture is the small one on a phone: there a tap on it swaps the two. */
export function isInset(where) {
  return !wide() && Boolean(one(".lab:not(.no-land, .no-surface)")) && !away("contour") && (large() === "map") === (where === "land");
}

function wide() {
  return window.innerWidth > 640;
}

export function enlarge(name) {
  if (name === "both" && !wide()) name = "land";
  one(".lab").dataset.large = name;
  set("store-figures", { data: Object.assign({}, state.figures) });
  if (player.paths.length) writeAddress();
}

/* The colours of the heights as a bar, and its ends in numbers. */
function showScale() {
  const ground = state.figures.contour.data[0];
  const bar = one("[data-ramp]");
  if (!bar || !Array.isArray(ground.colorscale)) return;
  bar.style.background = "linear-gradient(90deg," + ground.colorscale.map(function (stop) { return stop[1] + " " + 100 * stop[0] + "%"; }).join() + ")";
}

/* A curve's runs as traces of Plotly, for a picture to take away. */
export function runTraces(panel) {
  const how = { step: player.step, ball: shownStep(), loss: shownLosses };
  const sets = player.paths.map(player.seen).map(function (path, run) {
    const filled = ll.draw.data(panel, path, how);
    return ll.draw.traces(panel, state.figures.curve_styles[run], ll.projector.on()).map(function (trace, k) { return Object.assign(trace, filled[k]); });
  });
  // All lines below all balls, so that no run hides where another stands.
  return [0, 1].flatMap(function (k) { return sets.map(function (set) { return set[k]; }); });
}

/* The losses as the curve shows them: as they are, or how far they are above the lowest minimum. */
const above = new WeakMap();

export function shownLosses(losses) {
  if (!state.run || state.run.curve !== "distance" || !state.figures.lowest.length) return losses;
  const best = state.figures.lowest[0];
  const kept = above.get(losses);
  if (kept && kept.best === best) return kept.values;
  const values = losses.map(function (value) { return value - best; });
  above.set(losses, { best: best, values: values });
  return values;
}

/* What a curve shows of each run, as assets/stage/curve.js takes it. */
function numbers(panel) {
  return player.paths.map(player.seen).map(function (path, run) {
    const values = panel === "rate" ? path.rates : shownLosses(path.losses);
    return { values: values, rows: values.length, until: player.step, ball: shownStep(), style: state.figures.curve_styles[run], size: ll.projector.on() ? 1.6 : 1 };
  });
}

/* How a curve's axes are divided: steps across, and the scale that was chosen. */
function scaleOf(panel) {
  const scale = state.run && panel === "curve" ? state.run.curve : "linear";
  const best = scale === "distance" ? [] : state.figures.lowest.slice(0, 1);
  return { steps: state.run ? state.run.steps : 300, loglog: scale === "loglog", log: scale !== "linear", also: best };
}

/* A layout of a curve with its axes. */
function fitted(panel, layout) {
    const axes = curves.axes(panel, numbers(panel), scaleOf(panel));
  layout.xaxis = Object.assign({}, layout.xaxis, axes.xaxis);
  layout.yaxis = Object.assign({}, layout.yaxis, axes.yaxis);
}

/* A prediction curve for each place of a run; with two features the server's own regions are filled instead. */
function modelTraces() {
  return state.figures.curve_styles.map(function (style) {
    return { type: "scatter", mode: "lines", name: "prediction", x: [], y: [], hoverinfo: "skip", line: { color: style.colour, width: 2.5, dash: style.dash } };
  });
}

/* Whether a curve shows its runs now. What was painted is kept for whoever asks what is on the screen. */
export const painted = {};

function drawCurve(panel, target) {
  const runs = numbers(panel);
  curves.fit(panel, target, runs, scaleOf(panel), player.playing);
  due[panel] = !curves.paint(panel, target, runs);
  if (!due[panel]) painted[panel] = { version: state.version, runs: runs };
}

/* Draw everything at once, as a frame of the player does. For the benchmark. */
export function drawNow() {
  paint();
  ll.draw.PANELS.forEach(function (panel) { drawCurve(panel, graph(panel)); });
}

/* On paper all pictures are seen, also those that were scrolled away and so were not drawn. Before print.js copies them. */
window.addEventListener("beforeprint", function () {
  if (!player.paths.length || !state.figures) return;
  ll.draw.PANELS.forEach(function (panel) {
    const target = ready(panel);
    if (target) drawCurve(panel, target);
  });
}, true);

export function draw() {
  if (!state.figures) return;
  // Before a step's question is answered there are no runs, but a guess is to be seen.
  if (due.stage && state.run) {
    due.stage = false;
    paint();
  }
  if (!player.paths.length) return;
  ll.draw.PANELS.forEach(function (panel) {
    const target = inSight[panel] === false ? null : ready(panel);
    if (target && (due[panel] || curves.stale(panel, target))) drawCurve(panel, target);
  });
}

/* Pictures that are scrolled away are not drawn. */
const watched = new Set();
const watcher = new window.IntersectionObserver(function (entries) {
  entries.forEach(function (entry) {
    const panel = entry.target.dataset.panel;
    inSight[panel] = entry.isIntersecting;
    if (entry.isIntersecting) due[panel] = true;
  });
});

export function watch() {
  if (watched.size) return;
  document.querySelectorAll("[data-panel]").forEach(function (frame) {
    watched.add(frame);
    watcher.observe(frame);
  });
}
