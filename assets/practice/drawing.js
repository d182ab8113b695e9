/* What the stage shows of a problem: curves over axes, or a land from above, with the marks of an answer. The server has computed all places. */

const React = globalThis.React;
const element = React.createElement;
const LEFT = 54, RIGHT = 24, ABOVE = 46, BELOW = 70; // of the box, for the words around it
// Each mark is a light part and a dark one, so that it is seen on any ground. A triangle points at what lies outside.
const MARKS = {
  known: [["known", 7]],
  part: [["part", 5]],
  answer: [["edge", 11], ["answer", 8.5]],
  ring: [["ring-light", 14], ["ring", 14]],
};

function mark(point, index) {
  const key = "m" + index;
  if (point.kind.startsWith("given")) {
    const d = point.kind === "given-x" ? "m0 -1l-8 -14h16z" : "m1 0l14 -8v16z";
    return element("path", { key, d: "M" + point.x + " " + point.y + d, className: "given" });
  }
  const turned = point.beyond === null ? undefined : "rotate(" + point.beyond + " " + point.x + " " + point.y + ")";
  const parts = MARKS[point.kind].map(([name, r]) =>
    turned
      ? element("path", { key: name, d: "M" + (point.x + r) + " " + point.y + "l" + -2 * r + " " + -r + "v" + 2 * r + "z", className: name })
      : element("circle", { key: name, cx: point.x, cy: point.y, r, className: name })
  );
  return element("g", { key, transform: turned, className: "landed-" + point.kind }, parts);
}

export function Drawing(props) {
  const [wide, tall] = props.size;
  const grid = props.ticks.map(({ axis, at, label }, index) =>
    axis === "x"
      ? element("text", { key: "t" + index, x: at, y: tall + 25, textAnchor: "middle" }, label)
      : element(
          "g",
          { key: "t" + index },
          element("path", { d: "M0 " + at + "H" + wide, className: "grid" }),
          element("text", { x: -10, y: at + 6, textAnchor: "end" }, label)
        )
  );
  const words = props.texts.map((text, index) => element("text", { key: "w" + index, x: text.x, y: text.y, textAnchor: text.anchor, className: text.kind }, text.text));
  return element(
    "svg",
    {
      className: "drawing" + (props.image ? " of-land" : ""),
      viewBox: [-LEFT, -ABOVE, wide + LEFT + RIGHT, tall + ABOVE + BELOW].join(" "),
      role: "img",
      "aria-label": props.spoken,
      focusable: false,
    },
    grid,
    // The ground's pixels are middles of small squares: drawn over the box, its edge is half a pixel off, which nobody sees.
    props.image && element("image", { href: props.image, width: wide, height: tall, preserveAspectRatio: "none" }),
    props.paths.map((path, index) => element("path", { key: "p" + index, d: path.d, className: path.kind })),
    props.points.map(mark),
    words,
    element("text", { x: wide / 2, y: tall + 58, textAnchor: "middle" }, props.names[0]),
    element("text", { x: -LEFT + 4, y: -24 }, props.names[1])
  );
}
