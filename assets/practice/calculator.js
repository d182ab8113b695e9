/* The loss of one example by hand: label and prediction in, the formula with its numbers and the curve out. */

import { curve, row, shown } from "./numbers.js";

const React = globalThis.React;
const element = React.createElement;
const { phrase } = window.LossLandscape;

const WIDTH = 320;
const HEIGHT = 180;
const TOP = 5; // the loss at the upper edge of the curve's picture

export function Calculator(props) {
  const [label, setLabel] = React.useState(1);
  const [text, setText] = React.useState("0.5");
  const table = props.losses; // of label 1, at even probabilities from 0 to 1; null is infinite
  const rows = table.length;
  const finite = (value) => (value === null || value === undefined ? Infinity : value);
  const at = row(text, rows);
  const answer = props.answer && props.answer.text === text ? props.answer : null;
  React.useEffect(
    function () {
      if (at >= 0) return undefined;
      const timer = setTimeout(function () {
        props.setProps({ asked: { text: text, at: Date.now() } });
      }, 300);
      return function () {
        clearTimeout(timer);
      };
    },
    [text]
  );
  // Minus the logs of y hat and of 1 - y hat: from the table, or, between its rows, from the server.
  const one = at >= 0 ? finite(table[at]) : answer && !answer.message ? finite(answer.one) : null;
  const zero = at >= 0 ? finite(table[rows - 1 - at]) : answer && !answer.message ? finite(answer.zero) : null;
  const known = one !== null && zero !== null;
  const p = at >= 0 ? at / (rows - 1) : known ? answer.p : null;
  const loss = label ? one : zero;
  const message = answer && answer.message;
  const id = props.id;
  const losses = label ? table : table.slice().reverse();
  const digits = known ? String(answer && at < 0 ? answer.p : p) : "";

  const labels = element(
    "fieldset",
    { className: "options labels" },
    element("legend", null, phrase("practice.label")),
    [1, 0].map(function (value) {
      return element(
        "div",
        { key: value, className: "option" },
        element("input", {
          type: "radio",
          id: id + "-y" + value,
          name: id + "-y",
          checked: label === value,
          onChange: function () {
            setLabel(value);
          },
        }),
        element("label", { htmlFor: id + "-y" + value }, String(value))
      );
    })
  );
  const prediction = element(
    "div",
    { className: "field" + (message ? " wrong" : "") },
    element("label", { htmlFor: id + "-p" }, phrase("practice.prediction")),
    element(
      "div",
      { className: "pair" },
      element("input", {
        type: "range",
        min: 0,
        max: 1,
        step: 0.01,
        value: p === null ? 0.5 : p,
        "aria-label": phrase("practice.slider"),
        "aria-valuetext": text,
        onChange: function (event) {
          setText(String(Number(event.target.value)));
        },
      }),
      element("input", {
        type: "text",
        inputMode: "decimal",
        id: id + "-p",
        value: text,
        maxLength: 30,
        autoComplete: "off",
        "aria-describedby": id + "-message",
        "aria-invalid": message ? true : undefined,
        onChange: function (event) {
          setText(event.target.value);
        },
      })
    ),
    element("p", { id: id + "-message", className: "message", role: "status" }, message || "")
  );

  const high = known && loss > TOP;
  const dot = known && {
    x: WIDTH * p,
    y: high ? 0 : HEIGHT - (HEIGHT * loss) / TOP,
  };
  const drawn = phrase(label ? "practice.curve_1" : "practice.curve_0");
  const spoken =
    known ? phrase("practice.curve_at", { curve: drawn, p: digits, loss: loss === Infinity ? phrase("practice.infinite") : shown(loss) }) : drawn;
  const ticks = [0, 0.5, 1].map((tick) => element("text", { key: "x" + tick, x: WIDTH * tick, y: HEIGHT + 19, textAnchor: "middle" }, String(tick)));
  const heights = [0, 1, 2, 3, 4, 5].map(function (tick) {
    const y = HEIGHT - (HEIGHT * tick) / TOP;
    return element(
      "g",
      { key: "y" + tick },
      element("path", { d: "M0 " + y + "H" + WIDTH, className: "grid" }),
      element("text", { x: -8, y: y + 5, textAnchor: "end" }, String(tick))
    );
  });
  const picture = element(
    "svg",
    { className: "curve", viewBox: [-20, -12, WIDTH + 30, HEIGHT + 56].join(" "), role: "img", "aria-label": spoken, focusable: false },
    heights,
    ticks,
    element("path", { d: curve(losses, WIDTH, HEIGHT, TOP), className: "line" }),
    dot && element("path", { d: "M" + dot.x + " " + HEIGHT + "V" + dot.y + "H0", className: "dashed" }),
    dot && (high ? element("path", { d: "M" + (dot.x - 6) + " 6l6 -12l6 12z", className: "point" }) : element("circle", { cx: dot.x, cy: dot.y, r: 6, className: "point" })),
    element("text", { x: WIDTH / 2, y: HEIGHT + 40, textAnchor: "middle" }, phrase("practice.axis")),
    element("text", { x: 30, y: 24, className: "halo" }, label ? "−log ŷ" : "−log(1 − ŷ)")
  );

  const negative = (value) => (value === 0 ? "0" : "(" + shown(-value).replace("−∞", "−∞") + ")");
  const terms = known
    ? element(
        "div",
        { className: "terms" },
        element("p", null, "−[ ", element("b", null, label), " · log ", digits, " + ", element("b", null, 1 - label), " · log(1 − ", digits, ") ]"),
        element("p", null, "= −[ ", element("b", null, label), " · ", negative(one), " + ", element("b", null, 1 - label), " · ", negative(zero), " ]"),
        element("p", { className: "loss" }, "= ", element("output", { htmlFor: id + "-p " + id + "-y1 " + id + "-y0", id: id + "-loss" }, shown(loss))),
        one === Infinity || zero === Infinity
          ? element("p", { className: "help" }, phrase(loss === Infinity ? "practice.ruled_out" : "practice.zero_times"))
          : null
      )
    : element("div", { className: "terms" });
  return element("div", { id: id, className: "calculator" }, element("div", { className: "inputs" }, labels, prediction), terms, picture);
}
