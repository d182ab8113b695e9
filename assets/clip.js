/* Lines cut at a window, so that a run far outside of it leaves nothing wrong in a picture, whatever its numbers are: by Liang and Barsky
   (1984), the part of a segment that lies between two bounds in each direction. app/figures/clip.py does the same on the server. */
(function (root) {
  "use strict";

  const FARTHEST = 1e12; // windows: where both ends are farther away, 64-bit numbers no longer say where a segment passes

  /* The shares [enter, leave] of the way from a along its half `step` that are inside; null where none is. bounds: [low, high] of each
     direction. Halves, because the difference of two numbers may be larger than any number. */
  function range(a, step, bounds) {
    let enter = 0;
    let leave = 1;
    for (let k = 0; k < bounds.length; k++) {
      const low = bounds[k][0];
      const high = bounds[k][1];
      if (step[k] === 0) {
        if (!(a[k] >= low && a[k] <= high)) return null;
        continue;
      }
      const one = (low / 2 - a[k] / 2) / step[k];
      const other = (high / 2 - a[k] / 2) / step[k];
      enter = Math.max(enter, Math.min(one, other));
      leave = Math.min(leave, Math.max(one, other));
    }
    return enter <= leave ? [enter, leave] : null;
  }

  /* How many windows a point is away from the middle; NaN or infinite where that is no number. */
  function away(point, bounds) {
    let most = 0;
    for (let k = 0; k < bounds.length; k++) {
      const windows = Math.abs(point[k] / 2 - (bounds[k][0] + bounds[k][1]) / 4) / (bounds[k][1] - bounds[k][0]);
      if (!(windows <= most)) most = windows;
    }
    return most;
  }

  function finite(point, many) {
    for (let k = 0; k < many; k++) if (!Number.isFinite(point[k])) return false;
    return true;
  }

  /* The inner part of the segment from a to b: {begin, end, enters, leaves}, the last two telling whether it was cut there; null where it is
     outside. More coordinates than bounds are carried along. */
  function segment(a, b, bounds) {
    const many = bounds.length;
    if (!finite(a, many) || !finite(b, many)) return null;
    const step = a.map(function (value, k) { return b[k] / 2 - value / 2; });
    const there = range(a, step, bounds);
    // The same from the other end: near an end, the share of the way from there is the exact one.
    const back = range(b, step.map(function (value) { return -value; }), bounds);
    if (!there || !back || !(Math.min(away(a, bounds), away(b, bounds)) < FARTHEST)) return null;
    const at = function (on, off) {
      return a.map(function (value, k) {
        const place = on <= off ? value + 2 * (on * step[k]) : b[k] - 2 * (off * step[k]);
        return k < many ? Math.min(Math.max(place, bounds[k][0]), bounds[k][1]) : place;
      });
    };
    const enters = there[0] > 0;
    const leaves = back[0] > 0;
    return { begin: enters ? at(there[0], back[1]) : a, end: leaves ? at(there[1], back[0]) : b, enters: enters, leaves: leaves };
  }

  function inside(point, bounds) {
    for (let k = 0; k < bounds.length; k++) if (!(point[k] >= bounds[k][0] && point[k] <= bounds[k][1])) return false;
    return true;
  }

  function columns(rows, many) {
    return Array.from({ length: many }, function (_, k) { return Float64Array.from(rows, function (row) { return row[k]; }); });
  }

  /* The line through points, given column by column, without what is outside: NaN stands where it leaves. */
  function line(given, bounds) {
    const many = given.length;
    const row = function (i) { return given.map(function (column) { return column[i]; }); };
    const gap = new Array(many).fill(NaN);
    const out = [];
    let joined = false; // whether the line so far ends where the next part begins
    let before = given[0].length ? row(0) : null;
    if (given[0].length === 1) return points(given, bounds);
    for (let i = 1; i < given[0].length; i++) {
      const next = row(i);
      const both = inside(before, bounds) && inside(next, bounds);
      const part = both ? { begin: before, end: next, enters: false, leaves: false } : segment(before, next, bounds);
      before = next;
      if (!part) {
        joined = false;
        continue;
      }
      if (!joined || part.enters) {
        if (out.length) out.push(gap);
        out.push(part.begin);
      }
      out.push(part.end);
      joined = !part.leaves;
    }
    return columns(out, many);
  }

  /* The points, given column by column, that are inside. */
  function points(given, bounds) {
    const kept = [];
    for (let i = 0; i < given[0].length; i++) {
      const point = given.map(function (column) { return column[i]; });
      if (inside(point, bounds)) kept.push(point);
    }
    return columns(kept, given.length);
  }

  /* Bounds that reach further by a share of their width on each side. */
  function wider(bounds, share) {
    return bounds.map(function (ends) {
      const more = share * (ends[1] - ends[0]);
      return [ends[0] - more, ends[1] + more];
    });
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.clip = { segment: segment, line: line, points: points, inside: inside, wider: wider };
})(typeof window === "undefined" ? globalThis : window);
