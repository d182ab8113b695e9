import test from "node:test";
import assert from "node:assert/strict";
import { clipPath, clipSegment } from "../../assets/lib/clip.js";

const WINDOW = [[0, 2], [-1, 1]];

test("a segment is cut where it crosses the edge", () => {
  assert.deepEqual(clipSegment(0.5, 0, 1, 0.5, WINDOW), [0, 1]);
  assert.deepEqual(clipSegment(-2, 0, 2, 0, WINDOW), [0.5, 1]);
  assert.deepEqual(clipSegment(-1, 0, 3, 0, WINDOW), [0.25, 0.75]);
  assert.equal(clipSegment(-1, 0, 0.5, 3, WINDOW), null);
  assert.equal(clipSegment(3, 0, 4, 0, WINDOW), null);
  assert.deepEqual(clipSegment(0, -1, 0, 1, WINDOW), [0, 1]); // along the edge
});

test("what is left lies inside, and nothing inside is lost", () => {
  let seed = 7;
  const random = () => ((seed = (seed * 16807) % 2147483647) / 2147483647) * 8 - 4;
  for (let n = 0; n < 400; n++) {
    const [x0, y0, x1, y1] = [random(), random(), random(), random()];
    const part = clipSegment(x0, y0, x1, y1, WINDOW);
    for (let k = 0; k <= 50; k++) {
      const t = k / 50;
      const [x, y] = [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
      const room = Math.min(x - 0, 2 - x, y + 1, 1 - y); // inside where it is above 0
      if (Math.abs(room) < 1e-9) continue;
      assert.equal(Boolean(part && t >= part[0] && t <= part[1]), room > 0);
    }
  }
});

test("a path that leaves and comes back is two pieces, with the rows at which it was cut", () => {
  const pieces = clipPath([1, 0, 3, 0, 1, 0.5, 1, 0], 0, 4, WINDOW);
  assert.deepEqual(pieces, [[1, 0, 0, 2, 0, 0.5], [2, 0.25, 1.5, 1, 0.5, 2, 1, 0, 3]]);
});

test("weights beyond all numbers leave a gap, and so do steps that are", () => {
  assert.deepEqual(clipPath([1, 0, NaN, 0, 1, 0, 1, 0.5], 0, 4, WINDOW), [[1, 0, 2, 1, 0.5, 3]]);
  assert.equal(clipSegment(0, 0, Infinity, 0, WINDOW), null);
  assert.equal(clipSegment(-1e308, 0, 1e308, 0, WINDOW), null);
  assert.deepEqual(clipSegment(1, 0, 1e300, 0, WINDOW)?.map((t) => t < 1e-290), [true, true]);
});
