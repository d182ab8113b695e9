/* A run's path as it arrives, piece by piece. Arrays come from the engine; nothing is computed here. */
(function (root) {
  "use strict";

  const KINDS = { f8: Float64Array, f4: Float32Array, i4: Int32Array };

  /* A typed array from plotly.js's notation {dtype, bdata}: little-endian numbers in base64. */
  function decode(packed) {
    const text = root.atob(packed.bdata);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return new KINDS[packed.dtype](bytes.buffer);
  }

  function joined(before, after) {
    const all = new before.constructor(before.length + after.length);
    all.set(before);
    all.set(after, before.length);
    return all;
  }

  /* rows: points known so far, the start being row 0; next: the first step of the piece to ask for, null at the end. */
  function create(run, steps) {
    return {
      run: run,
      steps: steps,
      rows: 0,
      next: 0,
      outcome: null,
      weights: new Float64Array(0),
      losses: new Float64Array(0),
      gradients: new Float64Array(0),
      rates: new Float64Array(0),
      slides: new Float32Array(0),
      coasts: new Float32Array(0),
      trail: new Float32Array(0),
      trailEnds: new Int32Array(0),
    };
  }

  /* Take a piece in. False for one that is not wanted: of another run, or not the next. */
  function add(path, piece) {
    if (piece.run !== path.run || piece.first !== path.next) return false;
    const before = path.trail.length / 3;
    path.weights = joined(path.weights, decode(piece.weights));
    path.losses = joined(path.losses, decode(piece.losses));
    path.gradients = joined(path.gradients, decode(piece.gradients));
    path.rates = joined(path.rates, decode(piece.learning_rates));
    path.slides = joined(path.slides, decode(piece.slides));
    path.coasts = joined(path.coasts, decode(piece.coasts));
    path.trail = joined(path.trail, decode(piece.trail));
    path.trailEnds = joined(path.trailEnds, decode(piece.trail_ends).map(function (end) { return end + before; }));
    path.rows = path.losses.length;
    path.next = piece.next;
    path.outcome = piece.outcome;
    return true;
  }

  /* The last step there is: known when the path has ended, and until then what was asked for. */
  function last(path) {
    return path.next === null ? path.rows - 1 : path.steps;
  }

  /* Whether to ask for the next piece: fewer steps than these are left, or a step beyond what is known is wanted. */
  function wantsMore(path, step, ahead) {
    return path.next !== null && path.rows - 1 - step < ahead;
  }

  /* Every k-th number of an array of rows, for rows begin to end (not included). */
  function column(array, width, k, begin, end) {
    const out = new Float64Array(Math.max(end - begin, 0));
    for (let i = begin; i < end; i++) out[i - begin] = array[i * width + k];
    return out;
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.path = { decode: decode, create: create, add: add, last: last, wantsMore: wantsMore, column: column };
})(typeof window === "undefined" ? globalThis : window);
