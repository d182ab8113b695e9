/* Where on the surface a pixel lies: the ray through the pixel, cut with the height field. Plotly's own picking snaps to the grid,
   fires when the surface is turned, and misses short clicks. */
(function (root) {
  "use strict";

  /* Matrices are column by column, as WebGL has them. */
  function multiply(a, b) {
    const out = new Float64Array(16);
    for (let column = 0; column < 4; column++)
      for (let row = 0; row < 4; row++)
        for (let k = 0; k < 4; k++) out[4 * column + row] += a[4 * k + row] * b[4 * column + k];
    return out;
  }

  function apply(m, p) {
    const w = m[3] * p[0] + m[7] * p[1] + m[11] * p[2] + m[15];
    return [0, 1, 2].map(function (row) {
      return (m[row] * p[0] + m[row + 4] * p[1] + m[row + 8] * p[2] + m[row + 12]) / w;
    });
  }

  /* Inverse by Gauss-Jordan elimination with pivots. */
  function invert(m) {
    const rows = [0, 1, 2, 3].map(function (i) {
      return [m[i], m[i + 4], m[i + 8], m[i + 12], +(i === 0), +(i === 1), +(i === 2), +(i === 3)];
    });
    for (let i = 0; i < 4; i++) {
      let best = i;
      for (let j = i + 1; j < 4; j++) if (Math.abs(rows[j][i]) > Math.abs(rows[best][i])) best = j;
      [rows[i], rows[best]] = [rows[best], rows[i]];
      const pivot = rows[i][i];
      rows[i] = rows[i].map(function (value) { return value / pivot; });
      for (let j = 0; j < 4; j++) {
        if (j === i) continue;
        const factor = rows[j][i];
        rows[j] = rows[j].map(function (value, k) { return value - factor * rows[i][k]; });
      }
    }
    const out = new Float64Array(16);
    for (let row = 0; row < 4; row++) for (let column = 0; column < 4; column++) out[4 * column + row] = rows[row][4 + column];
    return out;
  }

  /* The ends [near, far] of the ray through a pixel, in data coordinates. camera: {model, view, projection}; scale: data to scene;
     at: pixel [x, y] from the upper left corner of a panel of size [width, height]. */
  function ray(camera, scale, at, size) {
    const back = invert(multiply(multiply(camera.projection, camera.view), camera.model));
    const x = (2 * at[0]) / size[0] - 1;
    const y = 1 - (2 * at[1]) / size[1];
    return [-1, 1].map(function (depth) {
      return apply(back, [x, y, depth]).map(function (value, k) { return value / scale[k]; });
    });
  }

  /* Where a point in data coordinates is seen: [x, y] in pixels. */
  function project(camera, scale, point, size) {
    const all = multiply(multiply(camera.projection, camera.view), camera.model);
    const seen = apply(all, point.map(function (value, k) { return value * scale[k]; }));
    return [((seen[0] + 1) / 2) * size[0], ((1 - seen[1]) / 2) * size[1]];
  }

  /* Height between grid points, bilinear. grid: {x, y, z}, with z[j * x.length + i] at (x[i], y[j]), x and y evenly spaced. */
  function height(grid, x, y) {
    const columns = grid.x.length;
    const rows = grid.y.length;
    const u = ((x - grid.x[0]) / (grid.x[columns - 1] - grid.x[0])) * (columns - 1);
    const v = ((y - grid.y[0]) / (grid.y[rows - 1] - grid.y[0])) * (rows - 1);
    const i = Math.min(Math.max(Math.floor(u), 0), columns - 2);
    const j = Math.min(Math.max(Math.floor(v), 0), rows - 2);
    const a = u - i;
    const b = v - j;
    const at = function (di, dj) { return grid.z[(j + dj) * columns + i + di]; };
    return (1 - b) * ((1 - a) * at(0, 0) + a * at(1, 0)) + b * ((1 - a) * at(0, 1) + a * at(1, 1));
  }

  /* The first point [x, y] where a ray meets the surface, seen from its near end; null where it passes by. */
  function meet(ends, grid) {
    const [near, far] = ends;
    const along = function (t) { return near.map(function (value, k) { return value + t * (far[k] - value); }); };
    // The part of the ray above the window.
    let from = 0;
    let to = 1;
    [[near[0], far[0], grid.x], [near[1], far[1], grid.y]].forEach(function ([a, b, axis]) {
      const low = axis[0];
      const high = axis[axis.length - 1];
      if (a === b) {
        if (a < low || a > high) to = -1;
        return;
      }
      const cuts = [(low - a) / (b - a), (high - a) / (b - a)].sort(function (p, q) { return p - q; });
      from = Math.max(from, cuts[0]);
      to = Math.min(to, cuts[1]);
    });
    if (!(to > from)) return null;
    const over = function (t) {
      const point = along(t);
      return point[2] - height(grid, point[0], point[1]);
    };
    const STEPS = 600; // six a grid cell along a 101 grid: a ridge that a ray could slip through is thinner than it looks
    let before = from;
    let above = over(from);
    for (let k = 1; k <= STEPS; k++) {
      let t = from + ((to - from) * k) / STEPS;
      const now = over(t);
      if (above * now <= 0) {
        for (let halving = 0; halving < 40; halving++) {
          const middle = (before + t) / 2;
          if (over(middle) * above > 0) before = middle;
          else t = middle;
        }
        return along(t).slice(0, 2);
      }
      before = t;
      above = now;
    }
    return null;
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.pick = { ray: ray, project: project, height: height, meet: meet, invert: invert, multiply: multiply };
})(typeof window === "undefined" ? globalThis : window);
