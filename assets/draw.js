/* Runs, drawn straight into the two graphs. The server draws the landscape and its marks; only this file draws runs. */
(function (root) {
  "use strict";

  const DOTS = 200; // latest steps that get a dot of their own
  const column = function () { return root.LossLandscape.path.column.apply(null, arguments); };

  const PANELS = ["surface", "contour", "curve"];
  const HALO = "#ffffff";

  /* A run's traces for a panel, with nothing in them yet. Their order is the order of the panel's data below. style: {colour, dash,
     marker, solid}. */
  function traces(panel, style) {
    const run = style.colour;
    const shapes = {
      surface: [
        { type: "scatter3d", mode: "lines", line: { color: run, width: 6, dash: style.dash } },
        { type: "scatter3d", mode: "markers", marker: { color: run, size: 3.5 } },
        { type: "scatter3d", mode: "markers", marker: { color: run, size: 9, symbol: style.solid, line: { color: HALO, width: 1.5 } } },
      ],
      contour: [
        { mode: "lines", line: { color: HALO, width: 4.5 } },
        { mode: "lines", line: { color: run, width: 2.5, dash: style.dash } },
        { mode: "markers", marker: { color: run, size: 5, symbol: style.marker } },
        { mode: "markers", marker: { color: HALO, size: 9, line: { color: run, width: 2.5 } } },
        { mode: "markers", marker: { color: run, size: 12, symbol: style.marker, line: { color: HALO, width: 2 } } },
      ],
      curve: [
        { mode: "lines", line: { color: run, width: 2.5, dash: style.dash } },
        { mode: "markers", marker: { color: run, size: 10, symbol: style.marker } },
      ],
    }[panel];
    return shapes.map(function (shape) {
      const empty = panel === "surface" ? { x: [], y: [], z: [] } : { type: "scatter", x: [], y: [] };
      return Object.assign({ hoverinfo: "skip", meta: "run" }, empty, shape);
    });
  }

  /* {x, y} of each contour trace when the path is shown up to a step. */
  function contourData(path, step) {
    const part = function (begin, end) {
      return { x: column(path.weights, 2, 0, begin, end), y: column(path.weights, 2, 1, begin, end) };
    };
    const end = Math.min(step + 1, path.rows);
    const line = part(0, end);
    const some = Math.min(end, 1);
    return [line, line, part(Math.max(end - DOTS, some), end), part(0, some), part(end - some, end)];
  }

  /* {x, y, z} of each surface trace. lift: how far above the ground, so that the line is not half buried. */
  function surfaceData(path, step, lift) {
    const raised = function (array, times) { return array.map(function (value) { return value + (times || 1) * lift; }); };
    const points = function (begin, end, times) {
      const heights = raised(path.losses.slice(begin, end), times);
      return { x: column(path.weights, 2, 0, begin, end), y: column(path.weights, 2, 1, begin, end), z: heights };
    };
    const end = Math.min(step + 1, path.rows);
    const trailEnd = end ? path.trailEnds[end - 1] : 0;
    const some = Math.min(end, 1);
    return [
      {
        x: column(path.trail, 3, 0, 0, trailEnd),
        y: column(path.trail, 3, 1, 0, trailEnd),
        z: raised(column(path.trail, 3, 2, 0, trailEnd)),
      },
      points(Math.max(end - DOTS, 0), end),
      // The ball stands on the ground, not in it.
      points(end - some, end, 2.5),
    ];
  }

  /* {x, y} of each curve trace: loss against step. */
  function curveData(path, step) {
    const end = Math.min(step + 1, path.rows);
    const steps = Float64Array.from({ length: end }, function (_, t) { return t; });
    const losses = path.losses.slice(0, end);
    const some = Math.min(end, 1);
    return [{ x: steps, y: losses }, { x: steps.slice(end - some), y: losses.slice(end - some) }];
  }

  /* A run's data for a panel. */
  function data(panel, path, step, lift) {
    if (panel === "surface") return surfaceData(path, step, lift);
    return panel === "contour" ? contourData(path, step) : curveData(path, step);
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
