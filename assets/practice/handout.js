/* The result to hand in: a text to copy, to select or to print. */

const React = globalThis.React;
const element = React.createElement;
const { phrase, takeout } = window.LossLandscape;

export function Handout(props) {
  const [said, setSaid] = React.useState("");
  const area = React.useRef(null);
  const select = function (refused) {
    area.current.focus();
    area.current.select();
    setSaid(phrase("practice.by_hand", { why: refused }));
  };
  const copy = function () {
    takeout.copied(props.value).then(function (how) {
      if (how === "yes") setSaid(phrase("page.copied"));
      else select(phrase(how === "no" ? "practice.no_copy" : "practice.copied_perhaps"));
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
      element("button", { type: "button", onClick: copy }, phrase("page.copy")),
      element(
        "button",
        {
          type: "button",
          onClick: function () {
            if (!takeout.printed()) select(phrase("practice.no_print"));
          },
        },
        phrase("practice.print")
      ),
      element("span", { role: "status", className: "help" }, said)
    ),
    element("pre", { className: "print-only", "aria-hidden": true }, props.value)
  );
}
