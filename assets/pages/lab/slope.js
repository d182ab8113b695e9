/* Steps 3 and 4: one weight. The loss along one line of the land, its tangent where one stands, and the step of rate × slope. */
import { along } from "../../lib/bce.js";
import { axes, draggable, filled, make, read, slider, spread, svg, through } from "./sketch.js";

/**
 * @param {{origin: [number, number], direction: [number, number], range: [number, number], start: number, rate: number, most: number, name: string}} about
 *   the line, the part of it that is shown, where one stands first, and the rates
 * @param {Record<string, string>} words
 * @returns {import("./figure.js").Figure}
 */
export function createSlope({ origin, direction, range, start, rate, most, name }, words) {
  const [low, high] = range;
  const drawing = svg("svg", { role: "img", class: "can-drag" });
  const said = make("p", { class: "figure-says", role: "status" });
  const rates = slider(words.slope_rate, { min: 0, max: most, step: most / 200, value: rate }, draw);
  const step = make("button", { type: "button" }, words.slope_step);
  const back = make("button", { type: "button" }, words.slope_back);
  let size = { width: 0, height: 0 };
  let at = start;
  /** @type {number[]} where one stood before */
  let before = [];
  /** @type {import("../../lib/bce.js").Examples | null} */
  let examples = null;
  /** @type {{t: number, loss: number}[]} */
  let line = [];
  const held = (/** @type {number} */ t) => Math.min(high, Math.max(low, t));
  const here = (/** @type {number} */ t) => along(/** @type {import("../../lib/bce.js").Examples} */ (examples), origin, direction, t);
  const frame = () => {
    const losses = line.map(({ loss }) => loss);
    return axes(range, [Math.min(...losses), Math.max(...losses)], { left: 10, right: size.width - 10, top: 12, bottom: size.height - 24 });
  };

  /** @param {number} t @param {number[]} [past] */
  function stand(t, past = []) {
    at = t;
    before = past;
    draw();
  }

  function draw() {
    if (!examples || !size.width) return;
    const { x, y } = frame();
    const { loss, slope } = here(at);
    const eta = Number(rates.input.value);
    const next = at - eta * slope;
    const reach = (high - low) * 0.13;
    const dots = [...before, at];
    const walked = dots.map((t) => /** @type {[number, number]} */ ([x(t), y(here(t).loss)]));
    const floor = y(line.reduce((least, each) => Math.min(least, each.loss), Infinity));
    const to = x(held(next));
    const way = Math.sign(to - x(at)) || 1;
    const arrow = Math.abs(to - x(at)) < 3 ? "" : `M${x(at)} ${floor + 8}H${to}m${-6 * way} -4l${6 * way} 4l${-6 * way} 4`;
    drawing.replaceChildren(
      svg("path", { d: `M${x(low)} ${floor}H${x(high)}`, class: "axis" }),
      svg("text", { x: x(high), y: size.height - 3, class: "tick", "text-anchor": "end" }, name),
      svg("path", { d: through(line.map(({ t, loss: each }) => [x(t), y(each)])), class: "curve" }),
      svg("path", { d: through(walked), class: "walked" }),
      ...walked.slice(0, -1).map(([cx, cy]) => svg("circle", { cx, cy, r: 3, class: "other" })),
      svg("path", { d: through([[x(at - reach), y(loss - reach * slope)], [x(at + reach), y(loss + reach * slope)]]), class: "tangent" }),
      svg("path", { d: arrow, class: "step" }),
      svg("circle", { cx: to, cy: y(here(held(next)).loss), r: 6, class: "next" }),
      svg("circle", { cx: x(at), cy: y(loss), r: 8, class: "own" }),
    );
    const values = { slope: read(slope), rate: read(eta, 2), step: read(next - at, 2), where: read(at, 2), loss: read(loss), next: read(next, 2) };
    const outside = next < low || next > high;
    said.textContent = filled(outside ? words.slope_out : words.slope_says, values);
    drawing.setAttribute("aria-label", filled(words.slope_heard, { ...values, name }));
    rates.input.setAttribute("aria-valuetext", values.rate);
    /** @type {HTMLButtonElement} */ (step).disabled = outside;
  }

  step.addEventListener("click", () => stand(at - Number(rates.input.value) * here(at).slope, [...before, at].slice(-12)));
  back.addEventListener("click", () => stand(start));
  draggable(drawing, (px) => stand(held(frame().value(px))));

  return {
    title: words.slope_title,
    parts: [drawing, said, make("div", { class: "figure-controls" }, rates.element, step, back)],
    drawing,
    resize(next) {
      size = next;
      draw();
    },
    show(seen) {
      if (!seen.examples || seen.examples === examples) return;
      examples = seen.examples;
      line = spread(low, high, 81).map((t) => ({ t, loss: here(t).loss }));
      draw();
    },
  };
}
