/* The practice page's components: the answer's form, level lines, the calculator, the result to hand in. Their Python side is
   app/kit/components.py; no mathematics here, every number comes from the server. */
(function (root) {
  "use strict";

  /* ---- plain functions, tested ---- */

  /* A number with three decimals and a true minus; the engine's infinity as its sign. */
  function shown(value) {
    if (value === Infinity) return "∞";
    const text = value.toFixed(3);
    return text.replace("-", "−");
  }

  /* Where a probability stands in the table of losses, or -1 if it stands between two rows or is none. */
  function row(text, rows) {
    const bare = String(text).trim().replace(",", ".");
    if (!/^(\d+\.?\d*|\.\d+)$/.test(bare)) return -1;
    const at = Number(bare) * (rows - 1);
    const whole = Math.round(at);
    return whole >= 0 && whole < rows && Math.abs(at - whole) < 1e-6 ? whole : -1;
  }

  /* The curve of losses as path data over a box, cut off above. losses: one a row, at even probabilities; null is infinite. */
  function curve(losses, width, height, top) {
    const parts = [];
    losses.forEach(function (loss, index) {
      if (loss === null || loss > top) return;
      const x = (width * index) / (losses.length - 1);
      parts.push((parts.length ? "L" : "M") + x.toFixed(1) + " " + (height - (height * loss) / top).toFixed(1));
    });
    return parts.join("");
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.practice = { shown: shown, row: row, curve: curve };
  if (!root.React) return;

  const React = root.React;
  const element = React.createElement;

  /* ---- the answer ---- */

  function Answer(props) {
    const [texts, setTexts] = React.useState(props.fields.map(() => ""));
    React.useEffect(
      function () {
        setTexts(props.fields.map(() => ""));
      },
      [props.problem]
    );
    const submit = function (event) {
      event.preventDefault();
      props.setProps({ submitted: { problem: props.problem, texts: texts, at: Date.now() } });
    };
    const write = function (index, text) {
      setTexts(texts.map((old, k) => (k === index ? text : old)));
    };
    const described = props.describedBy;
    const fields = props.options
      ? element(
          "fieldset",
          { className: "options" },
          element("legend", null, props.fields[0]),
          props.options.map(function (option, index) {
            const id = props.id + "-option-" + index;
            const radio = element("input", {
              type: "radio",
              id: id,
              name: props.id + "-option",
              checked: texts[0] === String(index),
              onChange: function () {
                write(0, String(index));
              },
            });
            return element("div", { key: option, className: "option" }, radio, element("label", { htmlFor: id }, option));
          })
        )
      : props.fields.map(function (label, index) {
          const id = props.id + "-" + index;
          return element(
            "div",
            { key: label, className: "field" },
            element("label", { htmlFor: id }, label),
            element("input", {
              type: "text",
              inputMode: "text", // a decimal keyboard has no minus on some phones
              id: id,
              maxLength: 60,
              autoComplete: "off",
              spellCheck: false,
              value: texts[index] || "",
              "aria-describedby": described,
              onChange: function (event) {
                write(index, event.target.value);
              },
            })
          );
        });
    return element(
      "form",
      { id: props.id, className: "answer", onSubmit: submit, noValidate: true },
      fields,
      element("button", { type: "submit", className: "primary" }, "Check")
    );
  }

  /* ---- level lines ---- */

  function LevelLines(props) {
    const size = props.size;
    const left = 46;
    const below = 50;
    const top = 38;
    const right = 14;
    const key = (name, index) => name + index;
    const grid = props.ticks.map(function (tick, index) {
      return element(
        "g",
        { key: key("t", index) },
        element("path", { d: "M" + tick.at + " 0V" + size + "M0 " + (size - tick.at) + "H" + size, className: "grid" }),
        tick.x && element("text", { x: tick.at, y: size + 20, textAnchor: "middle" }, tick.x),
        tick.y && element("text", { x: -7, y: size - tick.at + 5.5, textAnchor: "end" }, tick.y)
      );
    });
    const lines = props.lines.map((line, index) => element("path", { key: key("l", index), d: line.path, className: "level" }));
    const labels = props.lines.map(function (line, index) {
      return element("text", { key: key("n", index), x: line.x, y: line.y + 5.5, textAnchor: "middle", className: "level-label" }, line.label);
    });
    const [x, y] = props.point;
    const circles = (props.circles || []).map((at, index) => element("circle", { key: key("c", index), cx: at, cy: y, r: 6, className: "side" }));
    return element(
      "svg",
      {
        id: props.id,
        className: "levels",
        viewBox: [-left, -top, size + left + right, size + top + below].join(" "),
        role: "img",
        "aria-label": props.spoken,
        focusable: false,
      },
      grid,
      element("rect", { width: size, height: size, className: "frame" }),
      lines,
      props.circles && element("path", { d: "M0 " + y + "H" + size, className: "dashed" }),
      labels,
      circles,
      element("circle", { cx: x, cy: y, r: 6, className: "point" }),
      element("text", { x: x, y: y - 13, textAnchor: "middle", className: "level-label point-label" }, "P"),
      element("text", { x: size / 2, y: size + 42, textAnchor: "middle" }, props.axes[0]),
      element("text", { x: -7, y: -19, textAnchor: "end" }, props.axes[1])
    );
  }

  /* ---- the calculator ---- */

  const WIDTH = 320;
  const HEIGHT = 180;
  const TOP = 5; // the loss at the upper edge of the curve's picture

  function Calculator(props) {
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
      element("legend", null, "Label y"),
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
      element("label", { htmlFor: id + "-p" }, "Prediction ŷ"),
      element(
        "div",
        { className: "pair" },
        element("input", {
          type: "range",
          min: 0,
          max: 1,
          step: 0.01,
          value: p === null ? 0.5 : p,
          "aria-label": "Prediction, slider",
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
    const spoken =
      "The loss against the prediction with label " + label + ", falling from without bound at " + (label ? "0 to 0 at 1" : "1 to 0 at 0") +
      (known ? ". At " + digits + " it is " + (loss === Infinity ? "infinite" : shown(loss)) : "") + ".";
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
      element("text", { x: WIDTH / 2, y: HEIGHT + 40, textAnchor: "middle" }, "prediction ŷ"),
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
            ? element("p", { className: "help" }, loss === Infinity ? "The truth was ruled out: the loss is infinite." : "0 times an infinite log counts as 0: that part does not apply.")
            : null
        )
      : element("div", { className: "terms" });
    return element("div", { id: id, className: "calculator" }, element("div", { className: "inputs" }, labels, prediction), terms, picture);
  }

  /* ---- the result to hand in ---- */

  function Handout(props) {
    const [said, setSaid] = React.useState("");
    const area = React.useRef(null);
    const select = function (refused) {
      area.current.focus();
      area.current.select();
      setSaid(refused + " The text is selected: press Ctrl+C, or ⌘C.");
    };
    const copy = function () {
      root.LossLandscape.takeout.copied(props.value).then(function (how) {
        if (how === "yes") setSaid("Copied.");
        else select(how === "no" ? "Copying is not allowed here." : "It should be copied. If it is not:");
      });
    };
    return element(
      "div",
      { id: props.id, className: "handout" },
      element("label", { htmlFor: props.id + "-text", className: "unseen" }, props.label),
      element("textarea", { id: props.id + "-text", ref: area, readOnly: true, rows: 6, value: props.value }),
      element(
        "div",
        { className: "row" },
        element("button", { type: "button", onClick: copy }, "Copy"),
        element(
          "button",
          {
            type: "button",
            onClick: function () {
              if (!root.LossLandscape.takeout.printed()) select("Printing is not allowed here.");
            },
          },
          "Print"
        ),
        element("span", { role: "status", className: "help" }, said)
      ),
      element("pre", { className: "print-only", "aria-hidden": true }, props.value)
    );
  }

  root.loss_landscape = Object.assign({}, root.loss_landscape, {
    Answer: Answer,
    LevelLines: LevelLines,
    Calculator: Calculator,
    Handout: Handout,
  });
})(typeof window === "undefined" ? globalThis : window);
