/* Runs, drawn straight into the two graphs. The server draws the landscape and its marks; only this file draws runs. */
(function (root) {
  "use strict";

  const DOTS = 200; // latest steps that get a dot of their own
  const column = function () { return root.LossLandscape.path.column.apply(null, arguments); };

  /* The run's traces for a panel, with nothing in them yet. Their order is the order of `contourData` and `surfaceData`. */
  function traces(panel, colours) {
    const run = colours.run;
    const edge = { color: "#ffffff", width: 1.5 };
    const flat = [
      { mode: "lines", line: { color: colours.halo, width: 5.5 } },
      { mode: "lines", line: { color: run, width: 2.5 } },
      { mode: "markers", marker: { color: run, size: 5 } },
      { mode: "markers", marker: { color: "#ffffff", size: 9, line: { color: run, width: 2.5 } } },
      { mode: "markers", marker: { color: run, size: 12, line: { color: "#ffffff", width: 2 } } },
    ];
    const solid = [
      { mode: "lines", line: { color: run, width: 6 } },
      { mode: "markers", marker: { color: run, size: 3.5 } },
      { mode: "markers", marker: { color: run, size: 9, line: edge } },
    ];
    const type = panel === "surface" ? "scatter3d" : "scatter";
    return (panel === "surface" ? solid : flat).map(function (trace) {
      const empty = panel === "surface" ? { x: [], y: [], z: [] } : { x: [], y: [] };
      return Object.assign({ type: type, hoverinfo: "skip", meta: "run" }, empty, trace);
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

  /* What Plotly.restyle takes: one list of arrays for each of x, y, z. */
  function update(data) {
    const out = {};
    Object.keys(data[0]).forEach(function (axis) {
      out[axis] = data.map(function (each) { return each[axis]; });
    });
    return out;
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.draw = { traces: traces, contourData: contourData, surfaceData: surfaceData, update: update };
})(typeof window === "undefined" ? globalThis : window);
