/* Level lines of a landscape with a point to read at. */

const React = globalThis.React;
const element = React.createElement;

export function LevelLines(props) {
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
