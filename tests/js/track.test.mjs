import test from "node:test";
import assert from "node:assert/strict";
import "./canvas.mjs";
import { flatSight } from "../../assets/stage/sight.js";
import { createTrack, placeAt } from "../../assets/stage/track.js";

const WINDOW = [[0, 10], [0, 10]];
const sight = () => flatSight(WINDOW, { left: 0, top: 0, width: 100, height: 100 }, 1);

/* The lines of an outline, as [[x, y], ...] each. */
function lines({ ops }) {
  const out = [];
  for (const [name, x, y] of ops) {
    if (name === "moveTo") out.push([[x, y]]);
    else out.at(-1).push([x, y]);
  }
  return out.filter((line) => line.some(([x, y]) => Math.hypot(x - line[0][0], y - line[0][1]) > 1e-9));
}
const length = (path) => lines(path).flatMap((line) => line.slice(1).map(([x, y], k) => Math.hypot(x - line[k][0], y - line[k][1]))).reduce((a, b) => a + b, 0);

test("a place between two steps lies on the line between them", () => {
  const path = { weights: [0, 0, 4, 2, NaN, 1], rows: 3 };
  assert.deepEqual(placeAt(path, 0), [0, 0]);
  assert.deepEqual(placeAt(path, 0.25), [1, 0.5]);
  assert.deepEqual(placeAt(path, 1), [4, 2]);
  assert.equal(placeAt(path, 1.5), null);
  assert.equal(placeAt({ weights: [], rows: 0 }, 0), null);
  assert.deepEqual(placeAt({ weights: [1, 2], rows: 1 }, 7), [1, 2]);
});

test("a path is drawn up to the ball, forwards and backwards alike", () => {
  const path = { weights: [1, 1, 5, 1, 5, 5, 9, 5], rows: 4 };
  const track = createTrack(path, "circle");
  const seen = sight();
  track.extend(seen);
  for (const [step, long] of [[0.5, 20], [1, 40], [2.25, 90], [3, 120], [9, 120], [1.5, 60], [0, 0]]) {
    assert.ok(Math.abs(length(track.until(step, seen).shown) - long) < 1e-9, String(step));
  }
  assert.equal(lines(track.until(3, seen).behind).length, 0);
});

test("a path that grows is the same as one that was whole at once", () => {
  const weights = Float64Array.from({ length: 200 }, (_, k) => 5 + 4 * Math.sin(k * 0.7 + (k % 2)));
  const path = { weights, rows: 10 };
  const [grown, seen] = [createTrack(path, "square"), sight()];
  for (const rows of [10, 11, 40, 100]) {
    path.rows = rows;
    grown.extend(seen);
    grown.until(rows - 1, seen);
  }
  const whole = createTrack(path, "square");
  whole.extend(seen);
  const [a, b] = [grown.until(99, seen), whole.until(99, seen)];
  assert.ok(Math.abs(length(a.shown) - length(b.shown)) < 1e-6);
  assert.deepEqual(a.dots.ops, b.dots.ops);
});

test("another picture has other pixels", () => {
  const track = createTrack({ weights: [1, 1, 5, 1], rows: 2 }, "circle");
  track.extend(sight());
  const wide = flatSight(WINDOW, { left: 0, top: 0, width: 1000, height: 1000 }, 1);
  track.extend(wide);
  assert.equal(length(track.until(1, wide).shown), 400);
});

test("beyond the window there is no line, and none through a weight that is no number", () => {
  const out = createTrack({ weights: [5, 5, 15, 5, 15, 8, 5, 8], rows: 4 }, "circle");
  const seen = sight();
  out.extend(seen);
  assert.deepEqual(lines(out.until(3, seen).shown).map((line) => [line[0], line.at(-1)]), [[[50, 50], [100, 50]], [[100, 20], [50, 20]]]);
  assert.ok(Math.abs(length(out.until(1, seen).shown) - 50) < 1e-9);
  const gap = createTrack({ weights: [1, 1, 3, 1, Infinity, 1, 3, 3, 5, 3], rows: 5 }, "circle");
  gap.extend(seen);
  assert.equal(length(gap.until(4, seen).shown), 40);
});

test("dots stand at steps at least 11 px apart", () => {
  const path = { weights: Float64Array.from({ length: 200 }, (_, k) => (k % 2 ? 5 : 0.05 * k)), rows: 100 };
  const track = createTrack(path, "circle");
  const seen = sight();
  track.extend(seen);
  const xs = track.until(99, seen).dots.ops.filter(([name]) => name === "arc").map(([, x]) => x);
  assert.ok(xs.length >= 7 && xs.length <= 9, String(xs.length));
  xs.slice(1).forEach((x, k) => assert.ok(x - xs[k] >= 11));
});

test("on the land a long step lies on the ground and goes behind a hill", () => {
  const hill = (x) => Math.max(0, 1 - Math.abs(x - 5));
  const land = {
    ...sight(),
    flat: false,
    key: "land of the test",
    ground: (x) => hill(x),
    to: (x, y, h) => [10 * x, 100 - 10 * y - 10 * h],
    hidden: (x) => x > 5 && x < 7,
  };
  const track = createTrack({ weights: [1, 2, 9, 2], rows: 2 }, "circle");
  track.extend(land);
  const { shown, behind } = track.until(1, land);
  const top = Math.min(...lines(shown).flat().map(([, y]) => y));
  assert.ok(Math.abs(top - 70) < 1.2, String(top)); // over the hill's top
  assert.deepEqual(lines(behind).length, 1);
  const xs = lines(behind)[0].map(([x]) => x);
  assert.ok(Math.abs(Math.min(...xs) - 50) < 2 && Math.abs(Math.max(...xs) - 70) < 2);
  assert.equal(lines(shown).length, 2);
});
