/* Step 2: the model at a point of the land: its curve, the examples, what each costs, and the mean, which is the land's height there. */
import { costs, mean, sigmoid } from "../../lib/bce.js";
import { axes, filled, make, read, spread, svg, through } from "./sketch.js";

/**
 * @param {unknown} _ @param {Record<string, string>} words
 * @returns {import("./figure.js").Figure}
 */
export function createModel(_, words) {
  const drawing = svg("svg", { role: "img" });
  const said = make("p", { class: "figure-says" });
  let size = { width: 0, height: 0 };
  /** @type {import("./figure.js").Seen | null} */
  let seen = null;

  function draw() {
    if (!seen?.examples || !size.width) return;
    const { examples, at } = seen;
    const each = costs(examples, at);
    const places = examples.features.map(([x]) => x);
    const [low, high] = [Math.min(...places) - 0.5, Math.max(...places) + 0.5];
    const foot = size.height - 18;
    const middle = Math.round(foot * 0.56); // the curve above, the costs below
    const box = { left: 24, right: size.width - 6 };
    const above = axes([low, high], [0, 1], { ...box, top: 8, bottom: middle - 10 });
    const below = axes([low, high], [0, Math.max(2, 1.1 * Math.max(...each))], { ...box, top: middle + 8, bottom: foot });
    const curve = spread(low, high, 60).map((x) => /** @type {[number, number]} */ ([above.x(x), above.y(sigmoid(at[0] * x + at[1]))]));
    const level = below.y(mean(each));
    const tick = (/** @type {number} */ y, /** @type {string} */ text) => svg("text", { x: 18, y: y + 4, class: "tick", "text-anchor": "end" }, text);
    drawing.replaceChildren(
      svg("path", { d: `M24 ${above.y(1)}H${box.right}M24 ${above.y(0)}H${box.right}`, class: "axis" }),
      tick(above.y(0), "0"),
      tick(above.y(1), "1"),
      ...places.map((x, i) => {
        const p = sigmoid(at[0] * x + at[1]);
        return svg("path", { d: `M${above.x(x)} ${above.y(examples.labels[i])}V${above.y(p)}`, class: "miss" });
      }),
      svg("path", { d: through(curve), class: "curve" }),
      ...places.map((x, i) => svg("circle", { cx: above.x(x), cy: above.y(examples.labels[i]), r: 5, class: examples.labels[i] ? "one" : "zero" })),
      svg("path", { d: `M24 ${foot}H${box.right}`, class: "axis" }),
      ...places.map((x, i) => svg("rect", { x: below.x(x) - 6, y: below.y(each[i]), width: 12, height: foot - below.y(each[i]), class: "cost" })),
      svg("path", { d: `M24 ${level}H${box.right}`, class: "mean" }),
      svg("text", { x: 24, y: size.height - 3, class: "tick" }, words.model_costs),
      svg("text", { x: box.right, y: level - 4, class: "tick mean-name", "text-anchor": "end" }, words.mean),
    );
    const values = { w1: read(at[0], 2), w2: read(at[1], 2), loss: read(mean(each)) };
    drawing.setAttribute("aria-label", filled(words.model_heard, { ...values, costs: each.map((cost) => read(cost, 2)).join(", ") }));
    said.replaceChildren(make("span", {}, filled(words.model_where, values)), make("strong", {}, filled(words.model_loss, values)));
  }

  return {
    title: words.model_title,
    parts: [drawing, said],
    drawing,
    resize(next) {
      size = next;
      draw();
    },
    show(next) {
      const same = seen && seen.examples === next.examples && seen.at.join() === next.at.join();
      seen = next;
      if (!same) draw();
    },
  };
}
