/* The pointer: what a click on the land means, and the step or the example under it, which shows in all panels. */
import { openMark } from "./mark.js";
import { drawAll, drawStage, HIT, ll, make, number, one, phrase, player, ready, state } from "./page.js";
import { enlarge, isInset, shownLosses } from "./plots.js";
import { guessed, guessing, startAt } from "./stage.js";
import { tell } from "./tell.js";

/* Where on a panel a pointer is, in pixels from the corner of its axes. */
export function onPanel(target, event) {
  const frame = target.getBoundingClientRect();
  const size = target._fullLayout._size;
  return [event.clientX - frame.left - size.l, event.clientY - frame.top - size.t];
}

export function onAxes(target, x, y) {
  return [target._fullLayout.xaxis.p2d(x), target._fullLayout.yaxis.p2d(y)];
}

/* A click or tap on the land or the map: a mark that is near is told of, anything else is a new start. */
export function pointed(at, where) {
  if (!state.figures || !state.run) return;
  if (isInset(where)) return enlarge(where);
  state.pointed = null;
  const mark = markAt(at, where);
  if (mark) openMark(mark);
  else startAt(at);
}

/* The start, or a guess, is dragged over the land: it follows the hand at once, and the runs from it as fast as they are answered. */
const DRAG = 150; // ms between two starts that are asked for

export function dragged(at, done) {
  const now = window.performance.now();
  state.pointed = null;
  state.drag = done ? null : at;
  drawStage();
  if (!done && !guessing() && now - (dragged.at || 0) < DRAG) return;
  dragged.at = now;
  startAt(at);
}

/* What there is to take hold of: the guess where one is asked for, else the start. */
export function handle() {
  if (state.run.veiled) return guessing() ? guessed() || state.run.start : null;
  return ll.frame.locks("start") ? null : state.drag || state.run.start;
}

/* The mark that is seen near a place, or null. */
function markAt(at, where) {
  const here = state.pictures.pixel(where, at);
  const marks = state.figures.marks;
  if (!here) return null;
  const found = ll.near.nearest(marks.length, function (i) { return state.pictures.pixel(where, marks[i].weights); }, here[0], here[1], HIT);
  return found < 0 ? null : marks[found];
}

/* The example under the pointer, or -1. */
export function exampleAt(event, within) {
  const target = ready("model");
  // The full trace: in the other one the numbers may still be packed as they came.
  const trace = target && target._fullData.find(function (each) { return each.name === "examples"; });
  if (!trace) return -1;
  const full = target._fullLayout;
  const [x, y] = onPanel(target, event);
  return ll.near.nearest(trace.x.length, function (i) { return [full.xaxis.d2p(trace.x[i]), full.yaxis.d2p(trace.y[i])]; }, x, y, within);
}

export const pointer = { event: null, last: null, tip: null };

function tip(event, lines) {
  if (!pointer.tip) {
    pointer.tip = make("div", { class: "tip", role: "tooltip", hidden: "" });
    document.body.append(pointer.tip);
  }
  const box = pointer.tip;
  box.hidden = !lines;
  if (!lines) return;
  box.replaceChildren.apply(box, lines.map(function (line) { return make("div", { text: line }); }));
  const width = box.offsetWidth;
  const right = event.clientX + 14 + width > window.innerWidth;
  box.style.left = Math.max(4, right ? event.clientX - width - 14 : event.clientX + 14) + "px";
  box.style.top = Math.max(4, Math.min(event.clientY + 14, window.innerHeight - box.offsetHeight - 4)) + "px";
}

/* {step, run} under the pointer, or null. */
function stepAt(panel, event) {
  const target = ready(panel);
  if (!target || !player.paths.length) return null;
  const [x, y] = onPanel(target, event);
  const paths = player.paths.map(player.seen);
  if (panel === "curve" || panel === "rate") {
    const full = target._fullLayout;
    if (x < 0 || x > full._size.w || y < 0 || y > full._size.h) return null;
    const step = Math.round(full.xaxis.p2d(x));
    if (!(step >= 0) || step > player.last()) return null;
    const run = ll.near.nearest(paths.length, function (i) {
      const values = panel === "rate" ? paths[i].rates : shownLosses(paths[i].losses);
      const at = full.yaxis.d2p(values[Math.min(step, values.length - 1)]);
      return Number.isFinite(at) ? [x, at] : null;
    }, x, y, 1e6);
    return { step: step, run: Math.max(run, 0) };
  }
  return null;
}

/* {step, run} that is seen near a pixel of the land or the map, the nearest of all runs; or null. */
function stepNear(where, x, y) {
  const all = [];
  player.paths.map(player.seen).forEach(function (path, run) {
    const end = Math.min(player.step + 1, path.rows);
    // Of a long path as many points as can be told apart on the screen.
    const stride = Math.max(1, Math.ceil(end / 1500));
    for (let step = 0; step < end; step += stride) {
      const weights = [path.weights[2 * step], path.weights[2 * step + 1]];
      // What is outside is not drawn, and so is not pointed at.
      if (ll.clip.inside(weights, state.figures.window)) all.push({ step: step, run: run, at: state.pictures.pixel(where, weights) });
    }
  });
  const found = ll.near.nearest(all.length, function (i) { return all[i].at; }, x, y, 10);
  return found < 0 ? null : { step: all[found].step, run: all[found].run };
}

/* The pointer is over a place on the land or the map, or has left it (null). */
export function hovered(at, where) {
  if (!state.figures || !state.run || !state.pictures) return;
  // A finger that feels its way takes the guess with it.
  if (guessing() && pointer.last && pointer.last.pointerType === "touch") return at ? dragged(at, true) : undefined;
  const frame = one('[data-panel="' + (where === "map" ? "contour" : "surface") + '"]');
  state.pointed = at;
  if (one("[data-figure]")) drawStage();
  const here = at && state.pictures.pixel(where, at);
  frame.classList.toggle("on-mark", Boolean(at && markAt(at, where)));
  const found = here && !player.playing ? stepNear(where, here[0], here[1]) : null;
  hoverAt(found);
  tip(pointer.last, found ? stepWords(found) : null);
}

export function hover() {
  const event = pointer.event;
  if (!event || !state.figures || !state.run) return;
  pointer.event = null;
  const frame = event.target.closest && event.target.closest("[data-panel]");
  const panel = frame && frame.dataset.panel;
  if (panel === "model") {
    tip(event, exampleWords(exampleAt(event, HIT)));
    hoverAt(null);
    return;
  }
  if (panel === "contour" || panel === "surface") return; // the stage tells of these
  const found = panel && event.pointerType !== "touch" ? stepAt(panel, event) : null;
  hoverAt(player.playing ? null : found);
  tip(event, found ? stepWords(found) : null);
}

function hoverAt(found) {
  if (JSON.stringify(found) === JSON.stringify(state.hover)) return;
  state.hover = found;
  drawAll();
  tell();
}

function stepWords(found) {
  const path = player.seen(player.paths[found.run]);
  const row = Math.min(found.step, path.rows - 1);
  if (row < 0) return null;
  const names = state.figures.names;
  const pair = function (array) { return number(array[2 * row]) + ", " + number(array[2 * row + 1]); };
  const lines = [
    phrase("lab.hover_step", { run: found.run + 1, step: row }),
    phrase("lab.hover_weights", { names: names.join(", "), values: pair(path.weights) }),
    phrase("lab.hover_loss", { loss: number(path.losses[row]) }),
    phrase("lab.hover_slope", { slope: pair(path.gradients) }),
  ];
  if (row < path.rates.length) lines.push(phrase("lab.hover_rate", { rate: number(path.rates[row]) }));
  return lines;
}

/* What an example says: its features, its label, its term of the loss with its numbers, its share. */
function exampleWords(index) {
  const about = state.figures.examples;
  if (index < 0 || !about || !state.examples) return null;
  const label = about.labels[index];
  const p = state.examples.probability[index];
  const features = about.names.map(function (name, k) { return phrase("lab.example_feature", { name: name, value: number(about.features[index][k]) }); }).join(", ");
  const percent = 100 * state.examples.share[index];
  return [
    features,
    phrase(about.classes[label] === String(label) ? "lab.example_label" : "lab.example_named", { label: label, name: about.classes[label] }),
    phrase("lab.example_says", { run: state.run.chosen, p: number(p) }),
    phrase(label ? "lab.example_one" : "lab.example_zero", { p: number(p), loss: number(state.examples.loss[index]) }),
    phrase("lab.example_share", { share: phrase(percent < 0.1 ? "lab.percent_small" : "lab.percent", { value: percent.toFixed(1) }) }),
  ];
}

document.addEventListener("pointerleave", function () { tip(null, null); hoverAt(null); }, true);
