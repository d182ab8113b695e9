/* Native form elements as Dash components: a label, the element, a help line and a message that explains what is wrong.
   Their Python side is app/components.py. */
(function (root) {
  "use strict";
  const React = root.React;
  const element = React.createElement;

  /* What each control stands at, by its id; and word to the page when a person has changed one. The lab listens to this instead of to
     Dash, which would run one more callback with every control as an input: a slider is answered sooner so. */
  const values = {};
  function changed(props, change) {
    if ("value" in change) values[props.id] = change.value;
    props.setProps(change);
    root.document.dispatchEvent(new CustomEvent("loss-landscape-control", { detail: Object.assign({ id: props.id }, change) }));
  }

  /* What a control stands at and what is wrong with it, for a second copy of it elsewhere on the page. */
  function useShown(props) {
    React.useEffect(
      function () {
        root.document.dispatchEvent(new CustomEvent("loss-landscape-shown", { detail: { id: props.id, value: props.value, message: props.message || "" } }));
      },
      [props.id, props.value, props.message]
    );
  }

  function field(props, children) {
    const classes = "field" + (props.message ? " wrong" : "") + (props.hideLabel ? " bare" : "");
    return element(
      "div",
      { className: classes, hidden: props.hidden || undefined },
      element("label", { htmlFor: props.id, className: props.hideLabel ? "unseen" : undefined }, props.label),
      children,
      props.help ? element("p", { id: props.id + "-help", className: "help" }, props.help) : null,
      element("p", { id: props.id + "-message", className: "message", role: "status" }, props.message || "")
    );
  }

  function described(props) {
    return {
      "aria-describedby": [props.message ? props.id + "-message" : "", props.help ? props.id + "-help" : ""].join(" ").trim() || undefined,
      "aria-invalid": props.message ? true : undefined,
    };
  }

  function Choice(props) {
    const options = (props.options || []).map(function (option) {
      return element("option", { key: option.value, value: option.value }, option.label);
    });
    values[props.id] = props.value;
    useShown(props);
    const choose = function (event) {
      changed(props, { value: event.target.value });
    };
    return field(props, element("select", { id: props.id, value: props.value, onChange: choose, ...described(props) }, options));
  }

  /* A slider's place, 0 to 1, for a value and back; a log slider spends equal way on equal factors. */
  function place(slider, value) {
    const clamped = Math.min(Math.max(value, slider.low), slider.high);
    return slider.log
      ? Math.log(clamped / slider.low) / Math.log(slider.high / slider.low)
      : (clamped - slider.low) / (slider.high - slider.low);
  }

  function valueAt(slider, at) {
    const value = slider.log ? slider.low * Math.pow(slider.high / slider.low, at) : slider.low + at * (slider.high - slider.low);
    if (slider.whole) return String(Math.round(value));
    return String(Number(value.toPrecision(slider.log ? 2 : 3)));
  }

  const WAIT = 450; // ms after the last key until a typed value counts; Enter and leaving the field count at once

  function Quantity(props) {
    values[props.id] = props.value;
    useShown(props);
    const [text, setText] = React.useState(props.value);
    const timer = React.useRef(0);
    const sent = React.useRef(props.value);
    React.useEffect(
      function () {
        // What comes back is often our own value, while the next is being typed: only another's counts.
        if (props.value === sent.current) return;
        clearTimeout(timer.current);
        sent.current = props.value;
        setText(props.value);
      },
      [props.value]
    );
    const send = function (value) {
      clearTimeout(timer.current);
      if (value !== sent.current) {
        sent.current = value;
        changed(props, { value: value });
      }
    };
    const type = function (event) {
      const value = event.target.value;
      setText(value);
      clearTimeout(timer.current);
      timer.current = setTimeout(send, WAIT, value);
    };
    const slide = function (event) {
      const value = valueAt(props.slider, Number(event.target.value));
      setText(value);
      send(value);
    };
    const list = props.suggestions ? props.id + "-list" : undefined;
    const options = (props.suggestions || []).map(function (option) {
      return element("option", { key: option.label, value: option.value, label: option.label });
    });
    const choices = element("datalist", { key: "list", id: list }, options);
    const input = element("input", {
      key: "input",
      id: props.id,
      list: list,
      type: "text",
      inputMode: props.slider ? "decimal" : "text",
      autoComplete: "off",
      spellCheck: false,
      value: text,
      onChange: type,
      onBlur: function () {
        send(text);
      },
      onKeyDown: function (event) {
        if (event.key === "Enter") send(text);
      },
      ...described(props),
    });
    if (props.suggestions) return field(props, [input, choices]);
    if (!props.slider) return field(props, input);
    const number = Number(String(text).replace(",", "."));
    const slider = element("input", {
      type: "range",
      min: 0,
      max: 1,
      step: props.slider.step,
      value: Number.isFinite(number) && number > 0 ? place(props.slider, number) : 0,
      onChange: slide,
      "aria-label": props.label + ", slider",
      "aria-valuetext": String(text),
    });
    return field(props, element("div", { className: "pair" }, slider, input));
  }

  /* A small table to paste, type or read from a file. What is typed counts when its button is pressed. */
  function Table(props) {
    values[props.id] = props.value;
    const [text, setText] = React.useState(props.value);
    React.useEffect(function () { setText(props.value); }, [props.value]);
    const read = function (event) {
      const file = event.target.files[0];
      event.target.value = "";
      if (!file) return;
      file.text().then(function (content) {
        setText(content);
        changed(props, { value: content });
      });
    };
    const area = element("textarea", {
      key: "area",
      id: props.id,
      rows: 6,
      spellCheck: false,
      value: text,
      onChange: function (event) { setText(event.target.value); },
      ...described(props),
    });
    const use = element("button", { key: "use", type: "button", onClick: function () { changed(props, { value: text }); } }, "Use this table");
    const file = element(
      "label",
      { key: "file", className: "file" },
      "From a file …",
      element("input", { type: "file", accept: ".csv,.tsv,.txt,text/*", className: "unseen", "aria-label": "Read the table from a file", onChange: read })
    );
    const note = element("p", { key: "note", className: "help", role: "status" }, props.note || "");
    return field(props, [area, element("div", { key: "row", className: "row-of-buttons" }, use, file), note]);
  }

  /* How a run is drawn, in miniature: its dash and its marker in its colour. */
  const DASHES = ["", "7 3", "2 3", "7 3 2 3"];
  const MARKERS = ["M11 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "M11.5 3.5h7v7h-7z", "M15 2l5 5-5 5-5-5z", "M15 2.5l4.5 8h-9z"];
  function swatch(index) {
    const line = { d: "M0 7h30", fill: "none", stroke: "currentColor", strokeWidth: 2.5, strokeDasharray: DASHES[index] };
    return element(
      "svg",
      { className: "swatch run-" + (index + 1), viewBox: "0 0 30 14", width: 30, height: 14, "aria-hidden": true },
      element("path", line),
      element("path", { d: MARKERS[index], fill: "currentColor" })
    );
  }

  function RunList(props) {
    const runs = props.runs || [];
    const ask = function (kind, run) {
      changed(props, { change: { kind: kind, run: run, at: Date.now() } });
    };
    const items = runs.map(function (run, index) {
      const number = String(index + 1);
      const id = props.id + "-" + number;
      const radio = element("input", {
        type: "radio",
        id: id,
        name: props.id,
        value: number,
        checked: props.value === number,
        onChange: function () {
          changed(props, { value: number });
        },
      });
      const words = element(
        "span",
        { className: "run-words" },
        element("span", { className: "run-name" }, run.name),
        element("span", { className: "run-settings" }, run.settings)
      );
      const loss = element("span", { className: "run-loss", "data-loss": index });
      return element(
        "div",
        { key: number, className: "run" + (props.value === number ? " on" : "") },
        radio,
        element("label", { htmlFor: id }, swatch(index), words, loss)
      );
    });
    const button = function (words, disabled, kind, run) {
      const press = function () {
        ask(kind, run);
      };
      return element("button", { type: "button", disabled: disabled, onClick: press }, words);
    };
    const full = runs.length >= props.most;
    const buttons = element(
      "div",
      { className: "run-buttons" },
      button(full ? "Four runs at most" : "Add a run", full, "add", runs.length + 1),
      button("Remove run " + props.value, runs.length < 2, "remove", Number(props.value))
    );
    return element("fieldset", { id: props.id, className: "runs" }, element("legend", null, props.label), items, buttons);
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.controls = { values: values };
  root.loss_landscape = { Choice: Choice, Quantity: Quantity, RunList: RunList, Table: Table };
})(window);
