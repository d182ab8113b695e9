/* Native form elements as Dash components: a label, the element, a help line and a message that explains what is wrong.
   Their Python side is app/kit/components.py. */
(function (root) {
  "use strict";
  const React = root.React;
  const element = React.createElement;
  const phrase = function (key, values) { return root.LossLandscape.phrase(key, values); };

  /* What each control stands at, by its id; and word to the page when a person has changed one. The lab listens to this instead of to
     Dash, which would run one more callback with every control as an input: a slider is answered sooner so. */
  const values = {};
  const unused = {}; // by a control's id: whether what stands in its box is not what is used
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
      "aria-label": phrase("page.slider", { name: props.label }),
      "aria-valuetext": String(text),
    });
    return field(props, element("div", { className: "pair" }, slider, input));
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
      button(phrase(full ? "table.run_full" : "table.run_add"), full, "add", runs.length + 1),
      button(phrase("table.run_remove", { run: props.value }), runs.length < 2, "remove", Number(props.value))
    );
    return element("fieldset", { id: props.id, className: "runs" }, element("legend", null, props.label), items, buttons);
  }

  /* ---- an image that is fetched once it is near the window ---- */

  const BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

  // Pictures are fetched one after the other: a page of them shall not take all the places that the server has for heavy work.
  let line = Promise.resolve();

  function Picture(props) {
    const [shown, setShown] = React.useState(false);
    const image = React.useRef(null);
    // A browser's own lazy loading begins thousands of pixels away.
    React.useEffect(function () {
      let gone = false;
      const fetched = function () {
        return new Promise(function (done) {
          if (gone) return done();
          const picture = new root.Image();
          picture.onerror = done;
          picture.onload = function () {
            if (!gone) setShown(true);
            done();
          };
          picture.src = props.src;
        });
      };
      const watcher = new root.IntersectionObserver(
        function (entries) {
          if (!entries.some((entry) => entry.isIntersecting)) return;
          watcher.disconnect();
          line = line.then(fetched);
        },
        { rootMargin: "50px" }
      );
      watcher.observe(image.current);
      return function () {
        gone = true;
        watcher.disconnect();
      };
    }, []);
    return element("img", { ref: image, src: shown ? props.src : BLANK, alt: props.alt, width: props.width, height: props.height });
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.controls = { values: values, unused: unused, changed: changed, field: field, described: described };
  root.loss_landscape = { Choice: Choice, Quantity: Quantity, RunList: RunList, Picture: Picture };
  // Dash asks on every page for the components of all: those of practice come with that page's modules, the table with its own
  // script, in place of nothing.
  ["Table", "Answer", "Calculator", "Drawing", "Handout", "LevelLines"].forEach(function (name) {
    root.loss_landscape[name] = function () { return null; };
  });
})(window);
