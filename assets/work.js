/* What the page on networks asks for next, and how far it has come: trainings piece by piece, then the slices, coarse before fine, then
   what lies beside them. Long work is many short questions, so it can be watched, and left off. */
(function (root) {
  "use strict";

  const phrase = function (key, values) { return root.LossLandscape.phrase(key, values); };

  /* What is known of a scene. nexts: by training, the first step of its next piece, null when it is whole. */
  function create(run, nexts) {
    const first = {};
    run.runs.concat(run.helpers).forEach(function (link) { first[link] = nexts[link] === undefined ? 0 : nexts[link]; });
    return { first: first, frame: false, rows: {}, drawn: 0, minima: {}, facts: {}, ways: {}, small: {}, several: false, failed: "" };
  }

  /* The next question, without the scene; null when all is known. asked: {way: {run, which}} what the person wants to see. */
  function next(run, known, asked) {
    if (known.failed) return null;
    if (!known.frame) return { kind: "pictures", size: 0 };
    const trainings = run.runs.concat(run.helpers);
    const missing = trainings.filter(function (link) { return known.first[link] !== null; });
    if (missing.length) {
      return { kind: "pieces", pieces: missing.map(function (link) { return { run: link, first: known.first[link] }; }) };
    }
    const runs = run.runs.map(function (_, index) { return index; });
    for (const size of run.sizes) {
      if (known.drawn >= size) continue;
      const open = run.slice === "line" ? undefined : runs.find(function (index) { return (known.rows[index + ":" + size] || 0) < size; });
      if (open !== undefined) return { kind: "part", run: open, size: size, first: known.rows[open + ":" + size] || 0 };
      const last = size === run.sizes[run.sizes.length - 1] && run.slice !== "line";
      const unsure = last ? runs.find(function (index) { return known.minima[index] !== null; }) : undefined;
      if (unsure !== undefined) return { kind: "minima", run: unsure, first: known.minima[unsure] || 0 };
      return { kind: "pictures", size: size };
    }
    const bare = runs.find(function (index) { return !known.facts[index]; });
    if (bare !== undefined) return { kind: "facts", run: bare };
    if (run.slice !== "line" && known.ways[asked.way.run] !== asked.way.which) return { kind: "way", run: asked.way.run, which: asked.way.which };
    for (let i = 0; i < run.several; i++) {
      if ((known.small[i] || 0) < run.small) return { kind: "part", run: 0, which: i, first: known.small[i] || 0 };
      if (known.minima["small:" + i] !== null) return { kind: "minima", run: 0, which: i, first: known.minima["small:" + i] || 0 };
    }
    return run.several && !known.several ? { kind: "several" } : null;
  }

  /* Take a reply in: false where it belongs to nothing that is open. */
  function take(run, known, reply) {
    if (reply.scene !== run.scene) return false;
    if (reply.error) known.failed = reply.error;
    else if (reply.kind === "pieces") reply.pieces.forEach(function (piece) {
      if (known.first[piece.run] === piece.first) known.first[piece.run] = piece.next;
    });
    else if (reply.kind === "part" && reply.which !== null && reply.which !== undefined) known.small[reply.which] = reply.next;
    else if (reply.kind === "part") known.rows[reply.run + ":" + reply.size] = reply.next;
    else if (reply.kind === "minima") known.minima[reply.which === null || reply.which === undefined ? reply.run : "small:" + reply.which] = reply.next;
    else if (reply.kind === "pictures") {
      known.frame = true;
      known.drawn = Math.max(known.drawn, reply.size);
    }
    else if (reply.kind === "facts") known.facts[reply.run] = true;
    else if (reply.kind === "way") known.ways[reply.run] = reply.which;
    else if (reply.kind === "several") known.several = true;
    return true;
  }

  /* What is under way, in words, and the share of it that is done. */
  function told(run, known, question) {
    if (!question) return { words: "", share: 1 };
    if (question.kind === "pieces") {
      const trainings = run.runs.concat(run.helpers);
      const steps = trainings.map(function (link) { return known.first[link] === null ? run.steps : known.first[link]; });
      const done = Math.min.apply(null, steps);
      const key = trainings.length > 1 ? "networks.work_trainings" : "networks.work_training";
      return { words: phrase(key, { count: trainings.length, done: done, steps: run.steps }), share: steps.reduce(add, 0) / (trainings.length * run.steps) };
    }
    if (question.kind === "minima" && question.which === undefined) return { words: phrase("networks.work_minima"), share: 0.9 };
    if ((question.kind === "part" || question.kind === "minima") && question.which !== undefined) {
      const rows = Object.values(known.small).reduce(add, 0);
      return { words: phrase("networks.work_small", { which: question.which + 1, of: run.several }), share: rows / (run.several * run.small) };
    }
    if (question.kind === "part" || question.kind === "pictures") {
      const rows = run.runs.reduce(function (sum, _, index) { return sum + (known.rows[index + ":" + question.size] || 0); }, 0);
      const share = question.kind === "pictures" ? 1 : rows / (run.runs.length * question.size);
      return { words: phrase("networks.work_slice", { size: question.size }), share: share };
    }
    return { words: phrase(question.kind === "several" ? "networks.work_several" : "networks.work_curvatures"), share: 0.5 };
  }

  function add(sum, value) { return sum + value; }

  /* The index of the last kept step up to a step. at: kept steps, increasing from 0. */
  function index(at, step) {
    let low = 0;
    let high = at.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (at[middle] <= step) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /* A path as draw.js takes it, from its places on a slice and the heights of the slice there. */
  function path(a, b, drawn) {
    const rows = a.length;
    const weights = new Float64Array(2 * rows);
    const trail = new Float32Array(3 * rows);
    for (let t = 0; t < rows; t++) {
      weights.set([a[t], b[t]], 2 * t);
      trail.set([a[t], b[t], drawn[t]], 3 * t);
    }
    const ends = Int32Array.from({ length: rows }, function (_, t) { return t + 1; });
    return { rows: rows, weights: weights, losses: drawn, trail: trail, trailEnds: ends, next: null };
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.work = { create: create, next: next, take: take, told: told, index: index, path: path };
})(typeof window === "undefined" ? globalThis : window);
