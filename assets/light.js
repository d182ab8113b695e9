/* Grids of heights as the server sends them (app/figures/light.py), added up again. */
(function (root) {
  "use strict";

  /* The rows of a grid {differences, shape, low, part}: typed arrays, as Plotly takes them. */
  function rows(grid) {
    const text = root.atob(grid.differences);
    const many = grid.shape[0];
    const wide = grid.shape[1];
    const half = many * wide;
    const out = [];
    let above = new Uint16Array(wide);
    for (let j = 0; j < many; j++) {
      const whole = new Uint16Array(wide); // counts modulo 2^16, as the differences do
      for (let i = 0; i < wide; i++) {
        const at = j * wide + i;
        const even = text.charCodeAt(at) + 256 * text.charCodeAt(half + at);
        const more = even % 2 ? -(even + 1) / 2 : even / 2;
        whole[i] = more + above[i] + (i ? whole[i - 1] - above[i - 1] : 0);
      }
      out.push(Float32Array.from(whole, function (count) { return grid.low + count * grid.part; }));
      above = whole;
    }
    return out;
  }

  /* The same value with every grid in it restored. */
  function restored(value) {
    if (Array.isArray(value)) return value.map(restored);
    if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return value; // restored before
    if (typeof value.differences === "string") return rows(value);
    const out = {};
    Object.keys(value).forEach(function (name) { out[name] = restored(value[name]); });
    return out;
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.light = { restored: restored, rows: rows };
})(typeof window === "undefined" ? globalThis : window);
