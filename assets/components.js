/* Native form elements as Dash components: a label, the element, a help line and a message that explains what is wrong.
   Their Python side is app/components.py. */
(function (root) {
  "use strict";
  const React = root.React;
  const element = React.createElement;

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
    const choose = function (event) {
      props.setProps({ value: event.target.value });
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
    return String(Number(value.toPrecision(slider.log ? 2 : 3)));
  }

  const WAIT = 450; // ms after the last key until a typed value counts; Enter and leaving the field count at once

  function Quantity(props) {
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
        props.setProps({ value: value });
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
    const input = element("input", {
      id: props.id,
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

  root.loss_landscape = { Choice: Choice, Quantity: Quantity };
})(window);
