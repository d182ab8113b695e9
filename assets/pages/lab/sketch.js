/* What the small figures of the lesson are drawn with: SVG elements, and the way from numbers to pixels. */

/**
 * @param {string} tag @param {Record<string, string | number>} [attributes] @param {(Node | string)[]} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * @param {string} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Numbers to pixels and back: `x` and `y` are the ends of the axes, `box` is where they lie, in px.
 * @param {[number, number]} x @param {[number, number]} y @param {{left: number, right: number, top: number, bottom: number}} box
 */
export function axes([a, b], [low, high], { left, right, top, bottom }) {
  return {
    x: (/** @type {number} */ value) => left + ((value - a) / (b - a)) * (right - left),
    y: (/** @type {number} */ value) => bottom - ((value - low) / (high - low)) * (bottom - top),
    value: (/** @type {number} */ px) => a + ((px - left) / (right - left)) * (b - a),
  };
}

/** A line through points in px. @param {[number, number][]} points */
export const through = (points) => points.map(([x, y], k) => `${k ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** So many numbers from one to another. @param {number} from @param {number} to @param {number} count */
export const spread = (from, to, count) => Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));

/** What stands in braces, filled in. @param {string} text @param {Record<string, string | number>} values */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** A number as people read it: some decimals and a true minus. @param {number} value @param {number} [decimals] */
export const read = (value, decimals = 3) => value.toFixed(decimals).replace(/^-(?=0\.?0*$)/, "").replace("-", "−");

/**
 * Dragging across a drawing: calls `move` with the place in px from its left edge.
 * @param {SVGElement} drawing @param {(px: number) => void} move
 */
export function draggable(drawing, move) {
  const to = (/** @type {PointerEvent} */ event) => move(event.clientX - drawing.getBoundingClientRect().left);
  drawing.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    drawing.setPointerCapture(event.pointerId);
    to(event);
  });
  drawing.addEventListener("pointermove", (event) => {
    if (drawing.hasPointerCapture(event.pointerId)) to(event);
  });
}

/** A slider with its name. @param {string} label @param {{min: number, max: number, step: number, value: number}} range @param {() => void} changed */
export function slider(label, range, changed) {
  const input = /** @type {HTMLInputElement} */ (make("input", { type: "range", min: `${range.min}`, max: `${range.max}`, step: `${range.step}` }));
  const show = () => input.style.setProperty("--at", `${(100 * (Number(input.value) - range.min)) / (range.max - range.min)}%`);
  input.value = String(range.value);
  show();
  input.addEventListener("input", () => {
    show();
    changed();
  });
  const set = (/** @type {number} */ value) => {
    input.value = String(value);
    show();
  };
  return { element: make("label", {}, label, input), input, set };
}
