"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./tools.js");

const ll = load("path.js", "clip.js", "draw.js");
const { segment, line, points, wider } = ll.clip;
const BOX = [[-3, 3], [-1, 2]];
const plain = (value) => JSON.parse(JSON.stringify(value, (_, each) => (ArrayBuffer.isView(each) ? Array.from(each) : each)));

/* Exact numbers: a double times 2^80 as a whole number. */
const exact = (value) => {
  let whole = value;
  let shift = 80n;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    shift -= 1n;
  }
  return shift >= 0n ? BigInt(whole) << shift : BigInt(whole) >> -shift;
};

/* The inner part of a segment in fractions of whole numbers, bound after bound: [ends as doubles], or null. */
function truth(a, b) {
  const [p, q] = [a.map(exact), b.map(exact)];
  let enter = [0n, 1n]; // numerator, denominator > 0
  let leave = [1n, 1n];
  const less = (one, other) => one[0] * other[1] < other[0] * one[1];
  for (let k = 0; k < 2; k++) {
    const d = q[k] - p[k];
    const [low, high] = BOX[k].map(exact);
    if (d === 0n) {
      if (p[k] < low || p[k] > high) return null;
      continue;
    }
    const cuts = [low - p[k], high - p[k]].map((n) => (d > 0n ? [n, d] : [-n, -d])).sort((one, other) => (less(one, other) ? -1 : 1));
    if (less(enter, cuts[0])) enter = cuts[0];
    if (less(cuts[1], leave)) leave = cuts[1];
  }
  if (less(leave, enter)) return null;
  return [enter, leave].map(([n, m]) => p.map((value, k) => Number(((value * m + n * (q[k] - value)) * 1000000000n) / m / (1n << 80n)) / 1e9));
}

/* The same numbers every time, from -1 to 1. */
let seed = 7;
const drawn = () => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 1073741824 - 1;
};

test("the inner part of a segment is that of exact fractions, near and far", () => {
  let met = 0;
  for (let i = 0; i < 4000; i++) {
    const scale = [2, 5, 1e3, 1e9][i % 4];
    const a = [4 * drawn(), 3 * drawn()];
    // From near to far, or on the other side of the window.
    const b = i % 3 ? a.map((value) => value + scale * drawn()) : a.map((value) => -scale * value);
    const part = segment(a, b, BOX);
    const right = truth(a, b);
    assert.equal(part === null, right === null, `${a} to ${b}`);
    if (!part) continue;
    met += 1;
    [part.begin, part.end].forEach((at, e) => at.forEach((value, k) => assert.ok(Math.abs(value - right[e][k]) < 1e-8, `${a} to ${b}: ${at}, not ${right[e]}`)));
  }
  assert.ok(met > 1000);
});

test("no number upsets it: what comes out is inside, or a gap", () => {
  const numbers = [0, -0, 1, -1, 2.5, 3, 7, -1e-300, 1e3, 3.4e38, 1e44, -1e44, 1e300, -1.7976931348623157e308, Infinity, -Infinity, NaN];
  for (const x of numbers) for (const y of numbers) for (const u of numbers) for (const v of numbers) {
    const columns = line([[0.5, x, u, 0.25], [0.5, y, v, 0.25]], BOX);
    for (let i = 0; i < columns[0].length; i++) {
      const at = [columns[0][i], columns[1][i]];
      assert.ok(at.every(Number.isNaN) || ll.clip.inside(at, BOX), `${at} of ${[x, y, u, v]}`);
    }
  }
});

test("a step out of the window ends at its edge, in its direction, however far it goes", () => {
  for (const far of [10, 1e30, 1e300]) {
    const part = segment([1, 1], [1 + far, 1 + far / 4], BOX);
    assert.ok(Math.abs(part.end[0] - 3) < 1e-12 && Math.abs(part.end[1] - 1.5) < 1e-12, `${part.end}`);
    const home = segment([1 + far, 1 + far / 4], [1, 1], BOX);
    assert.deepEqual(plain([home.begin, home.end]), plain([part.end, [1, 1]]));
  }
  // Both ends beyond what numbers can tell apart from the window: nothing is drawn.
  assert.equal(segment([1e44, 1e44], [-1e45, -1e45], BOX), null);
});

test("a line that leaves and returns has a gap, and what is carried along is cut with it", () => {
  const cut = line([[0, 4, 4, 0], [0, 0, 1, 1], [0, 8, 10, 14]], BOX);
  assert.deepEqual(plain(cut), plain([[0, 3, NaN, 3, 0], [0, 0, NaN, 1, 1], [0, 6, NaN, 11, 14]]));
  assert.deepEqual(plain(points([[0, 4, NaN, 2], [0, 0, 0, 1]], BOX)), [[0, 2], [0, 1]]);
  assert.deepEqual(plain(wider([[0, 10]], 0.1)), [[-1, 11]]);
});

test("every panel of a run with huge numbers holds only what its axes can hold", () => {
  const rows = [[0.5, 0.5], [-2, 1], [40, -8], [-1e20, 1e20], [1e44, -1e44], [-1e300, Infinity], [NaN, 0]];
  const path = {
    rows: rows.length,
    weights: Float64Array.from(rows.flat()),
    losses: Float64Array.from([1, 2, 1e3, 1e40, 1e88, Infinity, NaN]),
    rates: Float64Array.from([0.1, 0.1, 0.1, 1e300, Infinity, 0.1]),
    trail: Float32Array.from(rows.flatMap((row, t) => row.concat(t))),
    trailEnds: Int32Array.from(rows, (_, t) => t + 1),
  };
  for (let step = 0; step < rows.length; step++) {
    const view = { step, ball: step, window: BOX, lift: 0.1, height: (loss) => Math.min(loss, 9), loss: (losses) => losses };
    for (const set of ll.draw.data("surface", path, view)) {
      for (let i = 0; i < set.x.length; i++) {
        assert.ok(Number.isNaN(set.x[i]) || (ll.clip.inside([set.x[i], set.y[i]], BOX) && set.z[i] < 10), `${[set.x[i], set.y[i], set.z[i]]}`);
      }
    }
    for (const set of ll.draw.data("contour", path, view)) for (const x of set.x) assert.ok(Number.isNaN(x) || Math.abs(x) < 4);
    for (const panel of ["curve", "rate"]) for (const set of ll.draw.data(panel, path, view)) for (const y of set.y) assert.ok(!(Math.abs(y) > 1e300));
  }
});
