/* A text field of several lines as a Dash component; its value counts when the field is left. Python side: app/network_controls.py. */
(function (root) {
  "use strict";
  const React = root.React;
  const element = React.createElement;

  function Lines(props) {
    const [text, setText] = React.useState(props.value);
    React.useEffect(function () { setText(props.value); }, [props.value]);
    const field = element("textarea", {
      id: props.id,
      rows: 6,
      spellCheck: false,
      autoComplete: "off",
      value: text,
      onChange: function (event) { setText(event.target.value); },
      onBlur: function () { if (text !== props.value) props.setProps({ value: text }); },
      "aria-describedby": [props.message ? props.id + "-message" : "", props.help ? props.id + "-help" : ""].join(" ").trim() || undefined,
      "aria-invalid": props.message ? true : undefined,
    });
    return element(
      "div",
      { className: "field" + (props.message ? " wrong" : ""), hidden: props.hidden || undefined },
      element("label", { htmlFor: props.id }, props.label),
      field,
      props.help ? element("p", { id: props.id + "-help", className: "help" }, props.help) : null,
      element("p", { id: props.id + "-message", className: "message", role: "status" }, props.message || "")
    );
  }

  root.loss_landscape = Object.assign({}, root.loss_landscape, { Lines: Lines });
})(window);
