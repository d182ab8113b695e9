/* Runs as curves against the step, drawn straight into the graphs. On land and map the painter draws them: assets/stage/painter.js. */
(function (root) {
  "use strict";

  const PANELS = ["curve", "rate"];
  const LARGE = 1.6;
  const AROUND = 0.1; // of the window, as far as flat lines go on beyond it: their ends are not to be seen
  const MOST = 1e300; // a number above this cannot be put on an axis

  /* What a run's traces in a panel are, from below: the names by which tests and pages tell overlays apart. */
  const NAMES = {
    surface: ["path", "dots", "ball"],
    contour: ["halo", "path", "dots", "begin", "ball"],
    curve: ["path", "ball"],
    rate: ["path", "ball"],
  };

  /* A run's traces for a panel, with nothing in them yet. Their order is the order of the panel's data below. style: {colour, dash,
     marker, solid}; large: for a projector. */
  function traces(panel, style, large) {
    const run = style.colour;
    const line = { mode: "lines", line: { color: run, width: 2.5, dash: style.dash } };
    const spot = { mode: "markers", marker: { color: run, size: 10, symbol: style.marker } };
    const shapes = {
      curve: [line, spot],
      rate: [{ mode: "lines", line: { color: run, width: 2.5, dash: style.dash, shape: "hv" } }, spot],
    }[panel];
    return shapes.map(function (shape, k) {
      return Object.assign({ hoverinfo: "skip", meta: "run", name: NAMES[panel][k], type: "scatter", x: [], y: [] }, large ? thick(shape) : shape);
    });
  }

  /* The same line or marker, to be seen from the last row. */
  function thick(shape) {
    const out = Object.assign({}, shape);
    if (shape.line) out.line = Object.assign({}, shape.line, { width: shape.line.width * LARGE });
    if (shape.marker) out.marker = Object.assign({}, shape.marker, { size: shape.marker.size * LARGE });
    return out;
  }

  /* {x, y} of each trace of a curve: a number for each step, loss or learning rate. */
  function curveData(values, view, path) {
    const end = Math.min(view.step + 1, values.length);
    const steps = Float64Array.from({ length: end }, function (_, t) { return t; });
    const ball = Math.min(view.ball, values.length - 1);
    const drawn = function (value) { return Math.abs(value) < MOST ? value : NaN; };
    const none = ball < 0 || !path.rows || Number.isNaN(drawn(values[ball]));
    const spot = none ? { x: [], y: [] } : { x: [ball], y: values.slice(ball, ball + 1) };
    return [{ x: steps, y: values.slice(0, end).map(drawn) }, spot];
  }

  /* A run's data for a panel. view: {step: up to which the path is drawn, ball: where it stands, loss(losses)}. */
  function data(panel, path, view) {
    return curveData(panel === "rate" ? path.rates : view.loss(path.losses), view, path);
  }

  /* What Plotly.restyle takes: one list of arrays for each of x, y, z. */
  function update(sets) {
    const out = {};
    Object.keys(sets[0]).forEach(function (axis) {
      out[axis] = sets.map(function (each) { return each[axis]; });
    });
    return out;
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.draw = { PANELS: PANELS, NAMES: NAMES, traces: traces, data: data, update: update };
})(typeof window === "undefined" ? globalThis : window);
