/* Basin maps: asked for row by row, so that progress is seen and the work can be given up; kept for each run. */
(function (root) {
  "use strict";

  const NONE = -1; // came to rest in no valley of the picture
  const JUMPS = -2; // and its loss still jumps

  /* outside: {ask({run, row}), changed()}. Maps come one after the other. */
  function create(outside) {
    const maps = new Map(); // by run: {run, size, rows, next, lowest, minima, error}
    const queue = [];
    let under = null; // the run whose part is under way

    function get(run) {
      return maps.get(run) || null;
    }

    function done(run) {
      const map = get(run);
      return Boolean(map && map.next === null);
    }

    /* Ask for these maps, before any others that wait. */
    function want(runs) {
      runs.slice().reverse().forEach(function (run) {
        const map = get(run);
        if (map && (map.next === null || map.error)) {
          if (!map.error) return;
          maps.delete(run);
        }
        if (!maps.has(run)) maps.set(run, { run: run, size: 0, rows: [], next: 0, lowest: 0, minima: [], error: "" });
        const at = queue.indexOf(run);
        if (at >= 0) queue.splice(at, 1);
        queue.unshift(run);
      });
      go();
    }

    function go() {
      while (queue.length && done(queue[0])) queue.shift();
      if (under !== null || !queue.length) return outside.changed();
      under = queue[0];
      outside.ask({ run: under, row: get(under).next });
      outside.changed();
    }

    /* Give up what is not done; what has come so far is kept for another time. */
    function cancel() {
      queue.length = 0;
      under = null;
      outside.changed();
    }

    function receive(part) {
      const map = get(part.run);
      if (!map || part.row !== map.next) return;
      under = null;
      if (part.error) {
        map.error = part.error;
        const at = queue.indexOf(part.run);
        if (at >= 0) queue.splice(at, 1);
      } else {
        part.minimum.forEach(function (row) { map.rows.push(row); });
        Object.assign(map, { size: part.size, next: part.next, lowest: part.lowest, minima: part.minima });
      }
      go();
    }

    /* The server has refused the part that is under way, for this reason. */
    function refuse(words) {
      const map = under && get(under);
      if (map) receive({ run: under, row: map.next, error: words });
    }

    /* Share of the starts that is known, 0 to 1, over several runs. */
    function progress(runs) {
      const parts = runs.map(function (run) {
        const map = get(run);
        return !map ? 0 : map.next === null ? 1 : map.size ? map.rows.length / map.size : 0;
      });
      return parts.reduce(function (sum, part) { return sum + part; }, 0) / Math.max(parts.length, 1);
    }

    function busy() {
      return queue.length > 0;
    }

    return { get: get, done: done, want: want, cancel: cancel, receive: receive, refuse: refuse, progress: progress, busy: busy };
  }

  /* How many starts end in each valley: {counts by index of the minimum, none, jumps, all, lowest}. */
  function count(map) {
    const counts = map.minima.map(function () { return 0; });
    let none = 0;
    let jumps = 0;
    let all = 0;
    map.rows.forEach(function (row) {
      row.forEach(function (end) {
        all += 1;
        if (end === JUMPS) jumps += 1;
        else if (end === NONE) none += 1;
        else counts[end] += 1;
      });
    });
    const lowest = counts.slice(0, map.lowest).reduce(function (sum, n) { return sum + n; }, 0);
    return { counts: counts, none: none, jumps: jumps, all: all, lowest: lowest };
  }

  /* For each start which of two runs reaches a lowest valley: 0 neither, 1 the first alone, 2 the second alone, 3 both. */
  function compare(one, other) {
    const wins = function (map, end) { return end >= 0 && end < map.lowest; };
    return one.rows.slice(0, other.rows.length).map(function (row, j) {
      return row.map(function (end, i) { return Number(wins(one, end)) + 2 * Number(wins(other, other.rows[j][i])); });
    });
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.basin = { create: create, count: count, compare: compare, NONE: NONE, JUMPS: JUMPS };
})(typeof window === "undefined" ? globalThis : window);
