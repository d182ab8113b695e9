import test from "node:test";
import assert from "node:assert/strict";
import { finer, heightAt, inside, makeGrid, rangeOf, spaced } from "../../assets/lib/grid.js";

const WINDOW = [[-2, 4], [1, 3]];
const of = (f, columns, rows, window = WINDOW) => {
  const [xs, ys] = [spaced(window[0], columns), spaced(window[1], rows)];
  return makeGrid([...ys].flatMap((y) => [...xs].map((x) => f(x, y))), columns, rows, window);
};

test("between its points the ground is bilinear, and outside as at its edge", () => {
  const grid = of((x, y) => 2 + 3 * x - y + 0.5 * x * y, 7, 5);
  // Bilinear functions are met exactly, up to 32-bit heights.
  for (const [x, y] of [[-2, 1], [4, 3], [0.3, 1.7], [3.99, 2.01]]) {
    assert.ok(Math.abs(heightAt(grid, x, y) - (2 + 3 * x - y + 0.5 * x * y)) < 1e-5);
  }
  assert.equal(heightAt(grid, 99, 2), heightAt(grid, 4, 2));
});

test("a finer grid goes through the computed heights and follows a parabola between them", () => {
  const f = (x, y) => x * x - 0.5 * x * y + y * y;
  const grid = of(f, 9, 8);
  const close = finer(grid, 3);
  assert.deepEqual([close.columns, close.rows], [25, 22]);
  for (let j = 0; j < 8; j++) for (let i = 0; i < 9; i++) assert.equal(close.z[3 * j * 25 + 3 * i], grid.z[j * 9 + i]);
  const [xs, ys] = [spaced(WINDOW[0], 25), spaced(WINDOW[1], 22)];
  // Away from the edge, where the line beyond it is a guess. Catmull and Rom's cubic has a parabola's own slopes at its points.
  const low = rangeOf(grid.z)[0];
  for (let j = 3; j < 19; j++) {
    for (let i = 3; i < 22; i++) assert.ok(Math.abs(close.z[j * 25 + i] - Math.max(low, f(xs[i], ys[j]))) < 2e-5);
  }
});

test("a cut-off top stays flat on a finer grid", () => {
  const close = finer(of((x) => Math.min(x, 1), 13, 4), 4);
  assert.equal(rangeOf(close.z)[1], 1);
});

test("heights beyond all numbers are drawn as the highest one", () => {
  const grid = makeGrid([0, 1, Infinity, NaN], 2, 2, WINDOW);
  assert.deepEqual([...grid.z], [0, 1, 1, 1]);
  assert.deepEqual(rangeOf([NaN]), [0, 1]);
});

test("a grid of the wrong size is refused with its numbers", () => {
  assert.throws(() => makeGrid([1, 2, 3], 2, 2, WINDOW), /2 by 2 has 4 heights.*got 3/);
});

test("the window's edge is inside", () => {
  assert.ok(inside(WINDOW, 4, 1));
  assert.ok(!inside(WINDOW, 4.0001, 1));
  assert.ok(!inside(WINDOW, NaN, 1));
});
