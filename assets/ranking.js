/* The runs in the order of their loss, and small tables of a path: read off the arrays that the engine sent. */
(function (root) {
  "use strict";

  const NEAR = 1.01; // within 1 % of the best

  /* The first row whose loss is at most a goal, among those up to a step; null if there is none. */
  function firstWithin(path, goal, step) {
    const end = Math.min(step + 1, path.rows);
    for (let t = 0; t < end; t++) if (path.losses[t] <= goal) return t;
    return null;
  }

  /* [{run, loss, within}], the lowest loss first. lowest: the loss of the lowest valley, null where there is none: then the best that
     any of the runs has reached so far is the measure. */
  function rank(paths, step, lowest) {
    const known = paths.filter(function (path) { return path.rows > 0; });
    const reached = known.map(function (path) {
      let best = Infinity;
      for (let t = 0; t < Math.min(step + 1, path.rows); t++) if (path.losses[t] < best) best = path.losses[t];
      return best;
    });
    const best = lowest === null ? Math.min.apply(null, [Infinity].concat(reached)) : lowest;
    return paths
      .map(function (path, run) {
        const loss = path.rows ? path.losses[Math.min(step, path.rows - 1)] : NaN;
        return { run: run, loss: loss, within: path.rows ? firstWithin(path, best * NEAR, step) : null };
      })
      .sort(function (a, b) { return (a.loss - b.loss) || (a.run - b.run); });
  }

  /* Steps worth a line in a small table: 0, 1, 2, 5, 10, 20, 50, ... and the last. */
  function milestones(last) {
    const out = [0];
    for (let power = 1; power <= last; power *= 10) [1, 2, 5].forEach(function (digit) { if (digit * power <= last) out.push(digit * power); });
    if (out[out.length - 1] !== last) out.push(last);
    return out;
  }

  /* Rows [step, w1, w2, loss, slope 1, slope 2] of a path at its milestones. */
  function table(path) {
    if (!path.rows) return [];
    return milestones(path.rows - 1).map(function (t) {
      return [t, path.weights[2 * t], path.weights[2 * t + 1], path.losses[t], path.gradients[2 * t], path.gradients[2 * t + 1]];
    });
  }

  /* All that is known of the paths as a table for other programs. names: of the weights. */
  function csv(paths, runNames, names) {
    const quoted = function (text) { return '"' + text.replace(/"/g, '""') + '"'; };
    const lines = [["run", "settings", "step", names[0], names[1], "loss", "slope_" + names[0], "slope_" + names[1], "learning_rate"].join(",")];
    paths.forEach(function (path, run) {
      for (let t = 0; t < path.rows; t++) {
        const rate = t < path.rates.length ? path.rates[t] : "";
        const row = [path.weights[2 * t], path.weights[2 * t + 1], path.losses[t], path.gradients[2 * t], path.gradients[2 * t + 1], rate];
        lines.push([run + 1, quoted(runNames[run]), t].concat(row).join(","));
      }
    });
    return lines.join("\r\n") + "\r\n";
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.ranking = { rank: rank, firstWithin: firstWithin, milestones: milestones, table: table, csv: csv };
})(typeof window === "undefined" ? globalThis : window);
