/* Arrows on land and map: what a step is made of. Every arrow is the engine's vector, all three longer by one round factor. */
(function (root) {
  "use strict";

  const LEAST = 0.05; // of the window: an arrow that is shorter cannot be seen
  const MOST = 0.2;
  const FARTHEST = 1e4; // times longer than it is no arrow is drawn
  const NAMES = ["slope", "velocity", "step"];

  /* A round number that makes vectors long enough to be seen; 1 for those that are. size: the window's [width, depth]. */
  function factor(vectors, size) {
    const longest = Math.max.apply(null, vectors.map(function (v) { return Math.hypot(v[0] / size[0], v[1] / size[1]); }));
    if (!(longest > 0)) return 1;
    const rough = longest < LEAST ? LEAST / longest : longest > MOST ? MOST / longest : 1;
    if (rough > FARTHEST) return 0; // next to nothing: its direction is rounding noise
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const digits = rough > 1 ? [1, 2, 5, 10] : [1, 2, 5];
    const fits = digits.map(function (digit) { return Number((digit * power).toPrecision(3)); });
    return rough === 1 ? 1 : rough > 1 ? fits.find(function (f) { return f >= rough; }) : fits.reverse().find(function (f) { return f <= rough * 1.0001; });
  }

  /* The parts of the step that a path takes from a row: {slope, velocity, step} as vectors; null where it takes none. */
  function parts(path, row) {
    if (row < 0 || row + 1 >= path.rows || path.slides.length < 2 * (row + 1)) return null;
    const at = function (array, k) { return [array[2 * k], array[2 * k + 1]]; };
    const here = at(path.weights, row);
    const ahead = at(path.weights, row + 1);
    return {
      from: here,
      slope: at(path.slides, row),
      velocity: at(path.coasts, row),
      step: [ahead[0] - here[0], ahead[1] - here[1]],
    };
  }

  /* {x, y} of the ends of the three arrows and their common factor; empty ones where there is no step in the window. */
  function data(path, row, window) {
    const step = parts(path, row);
    const found = step && root.LossLandscape.clip.inside(step.from, window) ? step : null;
    const size = window.map(function (ends) { return ends[1] - ends[0]; });
    const vectors = found ? NAMES.map(function (name) { return found[name]; }) : [];
    const finite = vectors.length > 0 && vectors.every(function (v) { return Number.isFinite(v[0]) && Number.isFinite(v[1]); });
    const times = finite ? factor(vectors, size) : 1;
    const sets = NAMES.map(function (_, k) {
      const v = finite ? vectors[k] : [0, 0];
      if (!finite || !times || (v[0] === 0 && v[1] === 0)) return { x: [], y: [] };
      return { x: [found.from[0], found.from[0] + times * v[0]], y: [found.from[1], found.from[1] + times * v[1]] };
    });
    return { sets: sets, times: times };
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.arrows = { NAMES: NAMES, factor: factor, parts: parts, data: data };
})(typeof window === "undefined" ? globalThis : window);
