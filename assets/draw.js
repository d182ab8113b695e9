/* Runs, drawn straight into the graphs. The server draws the landscape and its marks; only this file draws runs. */
(function (root) {
  "use strict";

  const DOTS = 200; // latest steps that get a dot of their own
  const column = function () { return root.LossLandscape.path.column.apply(null, arguments); };

  const PANELS = ["surface", "contour", "curve", "rate"];
  const HALO = "#ffffff";
  const LARGE = 1.6;

  /* A run's traces for a panel, with nothing in them yet. Their order is the order of the panel's data below. style: {colour, dash,
     marker, solid}; large: for a projector. */
  function traces(panel, style, large) {
    const run = style.colour;
    const line = { mode: "lines", line: { color: run, width: 2.5, dash: style.dash } };
    const spot = { mode: "markers", marker: { color: run, size: 10, symbol: style.marker } };
    const shapes = {
      surface: [
        { type: "scatter3d", mode: "lines", line: { color: run, width: 6, dash: style.dash } },
        { type: "scatter3d", mode: "markers", marker: { color: run, size: 3.5 } },
        { type: "scatter3d", mode: "markers", marker: { color: run, size: 9, symbol: style.solid, line: { color: HALO, width: 1.5 } } },
      ],
      contour: [
        { mode: "lines", line: { color: HALO, width: 4.5 } },
        line,
        { mode: "markers", marker: { color: run, size: 5, symbol: style.marker } },
        { mode: "markers", marker: { color: HALO, size: 9, line: { color: run, width: 2.5 } } },
        { mode: "markers", marker: { color: run, size: 12, symbol: style.marker, line: { color: HALO, width: 2 } } },
      ],
      curve: [line, spot],
      rate: [{ mode: "lines", line: { color: run, width: 2.5, dash: style.dash, shape: "hv" } }, spot],
    }[panel];
    return shapes.map(function (shape) {
      const empty = panel === "surface" ? { x: [], y: [], z: [] } : { type: "scatter", x: [], y: [] };
      return Object.assign({ hoverinfo: "skip", meta: "run" }, empty, large ? thick(shape) : shape);
    });
  }

  /* The same line or marker, to be seen from the last row. */
  function thick(shape) {
    const out = Object.assign({}, shape);
    if (shape.line) out.line = Object.assign({}, shape.line, { width: shape.line.width * LARGE });
    if (shape.marker) out.marker = Object.assign({}, shape.marker, { size: shape.marker.size * LARGE });
    return out;
  }

  /* {x, y} of each contour trace when the path is shown up to a step, with the ball at another. */
  function contourData(path, view) {
    const part = function (begin, end) {
      return { x: column(path.weights, 2, 0, begin, end), y: column(path.weights, 2, 1, begin, end) };
    };
    const end = Math.min(view.step + 1, path.rows);
    const line = part(0, end);
    const some = Math.min(end, 1);
    return [line, line, part(Math.max(end - DOTS, some), end), part(0, some), part.apply(null, ballRows(path, view))];
  }

  /* Where the ball stands, as rows begin to end: one row, or none while nothing is known. */
  function ballRows(path, view) {
    const end = Math.min(view.ball + 1, path.rows);
    return [Math.max(end - 1, 0), end];
  }

  /* {x, y, z} of each surface trace. view.lift: how far above the ground, so that the line is not half buried. */
  function surfaceData(path, view) {
    const raised = function (z, times) { return z.map(function (value) { return view.height(value) + view.lift * (times || 1); }); };
    const points = function (begin, end, times) {
      return {
        x: column(path.weights, 2, 0, begin, end),
        y: column(path.weights, 2, 1, begin, end),
        z: raised(path.losses.slice(begin, end), times),
      };
    };
    const end = Math.min(view.step + 1, path.rows);
    const trailEnd = end ? path.trailEnds[end - 1] : 0;
    const [first, last] = ballRows(path, view);
    return [
      {
        x: column(path.trail, 3, 0, 0, trailEnd),
        y: column(path.trail, 3, 1, 0, trailEnd),
        z: raised(column(path.trail, 3, 2, 0, trailEnd)),
      },
      points(Math.max(end - DOTS, 0), end),
      // The ball stands on the ground, not in it.
      points(first, last, 2.5),
    ];
  }

  /* {x, y} of each trace of a curve: a number for each step, loss or learning rate. */
  function curveData(values, view, path) {
    const end = Math.min(view.step + 1, values.length);
    const steps = Float64Array.from({ length: end }, function (_, t) { return t; });
    const ball = Math.min(view.ball, values.length - 1);
    const spot = ball < 0 || !path.rows ? { x: [], y: [] } : { x: [ball], y: values.slice(ball, ball + 1) };
    return [{ x: steps, y: values.slice(0, end) }, spot];
  }

  /* A run's data for a panel. view: {step: up to which the path is drawn, ball: where it stands, lift, height(loss), loss(losses)}. */
  function data(panel, path, view) {
    if (panel === "surface") return surfaceData(path, view);
    if (panel === "contour") return contourData(path, view);
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
  root.LossLandscape.draw = { PANELS: PANELS, traces: traces, data: data, update: update };
})(typeof window === "undefined" ? globalThis : window);
