/* Runs, drawn straight into the graphs: the curves, and on the network's page its slices. On the lab's land and map the painter draws
   them: assets/stage/painter.js. */
(function (root) {
  "use strict";

  const DOTS = 200; // latest steps that get a dot of their own
  const column = function () { return root.LossLandscape.path.column.apply(null, arguments); };

  const PANELS = ["curve", "rate"]; // those of the lab
  const HALO = "#ffffff";
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
    return shapes.map(function (shape, k) {
      const empty = panel === "surface" ? { x: [], y: [], z: [] } : { type: "scatter", x: [], y: [] };
      return Object.assign({ hoverinfo: "skip", meta: "run", name: NAMES[panel][k] }, empty, large ? thick(shape) : shape);
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
    const clip = root.LossLandscape.clip;
    const flat = function (columns) { return { x: columns[0], y: columns[1] }; };
    const part = function (begin, end) { return [column(path.weights, 2, 0, begin, end), column(path.weights, 2, 1, begin, end)]; };
    const spots = function (begin, end) { return flat(clip.points(part(begin, end), view.window)); };
    const end = Math.min(view.step + 1, path.rows);
    const line = flat(clip.line(part(0, end), clip.wider(view.window, AROUND)));
    const some = Math.min(end, 1);
    return [line, line, spots(Math.max(end - DOTS, some), end), spots(0, some), spots.apply(null, ballRows(path, view))];
  }

  /* Where the ball stands, as rows begin to end: one row, or none while nothing is known. */
  function ballRows(path, view) {
    const end = Math.min(view.ball + 1, path.rows);
    return [Math.max(end - 1, 0), end];
  }

  /* {x, y, z} of each surface trace. view.lift: how far above the ground, so that the line is not half buried. */
  function surfaceData(path, view) {
    const clip = root.LossLandscape.clip;
    const solid = function (columns, times) {
      const raise = function (value) { return view.height(value) + view.lift * (times || 1); };
      return { x: columns[0], y: columns[1], z: columns[2].map(raise) };
    };
    const spots = function (begin, end, times) {
      const steps = [column(path.weights, 2, 0, begin, end), column(path.weights, 2, 1, begin, end), path.losses.slice(begin, end)];
      return solid(clip.points(steps, view.window), times);
    };
    const end = Math.min(view.step + 1, path.rows);
    const trailEnd = end ? path.trailEnds[end - 1] : 0;
    const trail = [0, 1, 2].map(function (k) { return column(path.trail, 3, k, 0, trailEnd); });
    const [first, last] = ballRows(path, view);
    // The ball stands on the ground, not in it.
    return [solid(clip.line(trail, view.window)), spots(Math.max(end - DOTS, 0), end), spots(first, last, 2.5)];
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

  /* A run's data for a panel. view: {step: up to which the path is drawn, ball: where it stands, window: [low, high] of
     each weight, lift, height(loss), loss(losses)}. */
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
  root.LossLandscape.draw = { PANELS: PANELS, NAMES: NAMES, traces: traces, data: data, update: update };
})(typeof window === "undefined" ? globalThis : window);
