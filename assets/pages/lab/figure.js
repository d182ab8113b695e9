/* The small figure of a step of the lesson. It stands beside the land. On a phone, which has no room there, it is on the stage as long as
 * the question is open, and goes among the words once that is answered.
 *
 * showFigure(seen)   draws it for the place on the land that is pointed at; does nothing on a page without one
 */
import { createCost } from "./cost.js";
import { createModel } from "./model.js";
import { make } from "./sketch.js";
import { createSlope } from "./slope.js";

/** @typedef {{examples: import("../../lib/bce.js").Examples | null, at: [number, number]}} Seen */
/**
 * @typedef {object} Figure
 * @property {string} title @property {(HTMLElement | SVGElement)[]} parts @property {SVGElement} drawing which has the size that it is told of
 * @property {(size: {width: number, height: number}) => void} resize @property {(seen: Seen) => void} show
 */

/** @type {Record<string, (about: any, words: Record<string, string>) => Figure>} */
const KINDS = { cost: createCost, model: createModel, slope: createSlope };
/** @type {{place: HTMLElement, figure: Figure, put: () => void} | null} */
let made = null;

/** @param {HTMLElement} place among the words, with what there is to show */
function build(place) {
  const { kind, words, ...about } = JSON.parse(place.dataset.figure ?? "{}");
  const figure = KINDS[kind](about, words);
  const element = make("section", { class: `figure figure-${kind}`, "aria-label": figure.title }, make("h3", {}, figure.title), ...figure.parts);
  const side = document.querySelector("[data-figure-side]");
  const phone = matchMedia("(max-width: 640px)");
  const put = () => {
    const beside = !phone.matches || place.closest(".veiled");
    const home = beside && side ? side : place;
    if (element.parentElement !== home) home.append(element);
  };
  put();
  phone.addEventListener("change", put);
  new ResizeObserver(() => figure.resize({ width: figure.drawing.clientWidth, height: figure.drawing.clientHeight })).observe(figure.drawing);
  return { place, figure, put };
}

/** @param {Seen} seen */
export function showFigure(seen) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-figure]"));
  if (!place) return;
  if (made?.place !== place) made = build(place);
  made.put();
  made.figure.show(seen);
}
