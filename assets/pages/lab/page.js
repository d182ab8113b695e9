/* What all modules of the lab share: its state, its player, and how they find their places in the page. */
import { createBeat } from "../../parts/beat.js";
import { createCurves } from "./curves.js";

export const ll = window.LossLandscape;
export const { phrase } = ll;

export const state = {
  run: null, // what the server said of the runs, see run_data in app/lab/wiring.py
  figures: null,
  pictures: null, // land and map, once they are there
  version: 0, // counts the server's figures, so that a run is drawn only into the one that is shown
  camera: null, // [azimuth, elevation, zoom] as the person left it; null until it was moved
  press: null, // where the pointer went down on a picture
  hover: null, // {step, run} under the pointer
  pointed: null, // weights under the pointer
  drag: null, // where the start is while it is dragged
  tool: null, // what a click on the model panel does to one's own table
  mark: null, // the star, circle or cross whose card is open
  examples: null, // each example's part of the loss at the weights on the screen
  words: {}, // by panel: its words are open
};
/* What was shown last, so that nothing is written or drawn twice. */
export const last = { said: null, ranked: "", worded: "", mapped: "", paths: [], unseen: false };
export const due = {}; // there is something new to draw
export const inSight = {}; // by panel: false while it is scrolled away

export const beat = createBeat();
export const set = (id, properties) => window.dash_clientside.set_props(id, properties);
export const graph = (name) => document.querySelector(`#graph-${name} .js-plotly-plot`);
export const one = (selector) => document.querySelector(selector);
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
/* Whether a panel is left out of this page, as somebody wished who put it into another. */
export const away = (panel) => Boolean(one(`.away [data-panel="${panel}"]`));

export function drawStage() {
  due.stage = true;
  beat.wake();
}

export function drawAll() {
  drawStage();
  for (const panel of ll.draw.PANELS) due[panel] = true;
}

/* What follows the player; the page's entry fills it in. */
export const follow = { tell() {} };

export const curves = createCurves();
export const player = ll.player.create({
  ask: (pieces) => set("store-request", { data: { pieces, at: Date.now() } }),
  show: drawAll,
  changed: () => follow.tell(),
});

export const NEAR = 4; // px between press and release that still make a click
export const HIT = 12; // px around a mark or an example in which it is meant
export const number = ll.near.number;

/* The step that all panels show: the one under the pointer, else the player's. */
export function shownStep() {
  return state.hover && !player.playing ? state.hover.step : player.step;
}

export function rowOf(path) {
  return Math.min(shownStep(), path.rows - 1);
}

export function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

/* A Dash component, as the server would send it. */
export function part(type, children, className) {
  return { namespace: "dash_html_components", type: type, props: { children: children, className: className } };
}

/* An element with its children, for what the page alone fills in. */
export function make(tag, attributes) {
  const element = document.createElement(tag);
  Object.keys(attributes || {}).forEach(function (name) {
    if (name === "text") element.textContent = attributes.text;
    else element.setAttribute(name, attributes[name]);
  });
  Array.prototype.slice.call(arguments, 2).forEach(function (child) { element.append(child); });
  return element;
}

export function chosenRun() {
  return state.run.runs[Math.min(state.run.chosen, state.run.runs.length) - 1];
}

/* The graph of a panel, once it shows the server's newest figure. */
export function ready(panel) {
  const target = graph(panel);
  const shown = target && target._fullLayout && target.layout && target.layout.meta;
  return shown && shown.version === state.version ? target : null;
}

export const NOTHING = ll.path.create("", 0);
