/* The result to hand in: a text to copy, to select or to print. */

const React = globalThis.React;
const element = React.createElement;

export function Handout(props) {
  const [said, setSaid] = React.useState("");
  const area = React.useRef(null);
  const select = function (refused) {
    area.current.focus();
    area.current.select();
    setSaid(refused + " The text is selected: press Ctrl+C, or ⌘C.");
  };
  const copy = function () {
    window.LossLandscape.takeout.copied(props.value).then(function (how) {
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
            if (!window.LossLandscape.takeout.printed()) select("Printing is not allowed here.");
          },
        },
        "Print"
      ),
      element("span", { role: "status", className: "help" }, said)
    ),
    element("pre", { className: "print-only", "aria-hidden": true }, props.value)
  );
}
