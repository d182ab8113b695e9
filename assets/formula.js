/* A formula as an SVG element tree: one path in the colour of the text, its box in em so that it grows with it. Drawn by app/kit/formula.py. */
(function (root) {
  "use strict";

  /* Size and place on the line, in em. box: left, top, width, height in units to the em; the baseline is at 0. */
  function measure(box, units) {
    const em = (length) => Math.round((1e4 * length) / units) / 1e4 + "em";
    return { width: em(box[2]), height: em(box[3]), below: em(-(box[1] + box[3])) };
  }

  function Formula(props) {
    const size = measure(props.box, props.units);
    // Where the line is too narrow for it, it shrinks as a whole: the height follows the width.
    const style = { width: size.width, aspectRatio: props.box[2] + " / " + props.box[3] };
    if (!props.block) style.verticalAlign = size.below;
    const attributes = {
      id: props.id,
      className: props.block ? "formula-svg formula-block" : "formula-svg",
      viewBox: props.box.join(" "),
      role: "img",
      "aria-label": props.spoken,
      focusable: false,
      style: style,
    };
    return root.React.createElement("svg", attributes, root.React.createElement("path", { d: props.path, fill: "currentColor" }));
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.formula = { measure: measure };
  root.loss_landscape = Object.assign({}, root.loss_landscape, { Formula: Formula });
})(typeof window === "undefined" ? globalThis : window);
