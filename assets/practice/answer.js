/* The answer's form: text fields, or options to choose from. */

const React = globalThis.React;
const element = React.createElement;

export function Answer(props) {
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
    element("button", { type: "submit", className: "primary" }, window.LossLandscape.phrase("practice.check"))
  );
}
