/* Step 1: what one prediction costs. Its height on −log p, and the mean over all, while it is dragged. */
import { costOf, mean } from "../../lib/bce.js";
import { axes, draggable, filled, make, read, slider, spread, svg, through } from "./sketch.js";

const LEAST = 0.02;
const HIGHEST = costOf(LEAST);

/**
 * @param {{predictions: number[], answered: number[]}} about the first may be dragged; those that the question speaks of, shown once it is answered @param {Record<string, string>} words
 * @returns {import("./figure.js").Figure}
 */
export function createCost({ predictions, answered }, words) {
  const given = [...predictions];
  const drawing = svg("svg", { "aria-hidden": "true", class: "can-drag" });
  const said = make("p", { class: "figure-says" });
  const range = slider(words.cost_slider, { min: LEAST, max: 1, step: 0.01, value: given[0] }, () => choose(Number(range.input.value)));
  let size = { width: 0, height: 0 };
  const frame = () => axes([0, 1], [0, HIGHEST], { left: 24, right: size.width - 10, top: 10, bottom: size.height - 24 });

  /** @param {number} p */
  function choose(p) {
    given[0] = Math.min(1, Math.max(LEAST, Math.round(100 * p) / 100));
    range.set(given[0]);
    draw();
  }

  function draw() {
    const costs = given.map(costOf);
    const values = { p: read(given[0], 2), cost: read(costs[0]), count: given.length, mean: read(mean(costs)) };
    said.replaceChildren(make("span", {}, filled(words.cost_one, values)), make("strong", {}, filled(words.cost_mean, values)));
    range.input.setAttribute("aria-valuetext", `${filled(words.cost_one, values)} ${filled(words.cost_mean, values)}`);
    if (!size.width) return;
    const { x, y } = frame();
    const curve = spread(LEAST, 1, 80).map((p) => /** @type {[number, number]} */ ([x(p), y(costOf(p))]));
    const ticks = [0, 0.5, 1].map((p) => svg("text", { x: x(p), y: size.height - 6, class: "tick", "text-anchor": "middle" }, String(p)));
    const heights = [1, 2, 3].map((cost) => svg("text", { x: x(0) - 7, y: y(cost) + 4, class: "tick", "text-anchor": "end" }, String(cost)));
    const level = y(mean(costs));
    drawing.replaceChildren(
      svg("path", { d: `M${x(0)} ${y(HIGHEST)}V${y(0)}H${x(1)}`, class: "axis" }),
      ...ticks,
      ...heights,
      svg("path", { d: through(curve), class: "curve" }),
      svg("path", { d: `M${x(0)} ${level}H${x(1)}`, class: "mean" }),
      svg("text", { x: x(1), y: level - 5, class: "tick mean-name", "text-anchor": "end" }, words.mean),
      ...given.slice(1).map((p) => svg("circle", { cx: x(p), cy: y(costOf(p)), r: 4, class: "other" })),
      svg("path", { d: `M${x(given[0])} ${y(0)}V${y(costs[0])}`, class: "height" }),
      svg("circle", { cx: x(given[0]), cy: y(costs[0]), r: 9, class: "own" }),
    );
  }
  document.addEventListener("loss-landscape-lesson-answered", () => {
    given.splice(0, given.length, ...answered);
    choose(given[0]);
  });
  draggable(drawing, (px) => choose(frame().value(px)));

  return {
    title: words.cost_title,
    parts: [drawing, said, range.element],
    drawing,
    resize(next) {
      size = next;
      draw();
    },
    show: () => {},
  };
}
