import test from "node:test";
import assert from "node:assert/strict";
import { fakeCanvas } from "./canvas.mjs";
import { createCurve, reach } from "../../assets/stage/curve.js";

const STYLE = { colour: "#0072b2", dash: "solid", marker: "circle" };
const area = (window, log = [false, false]) => ({ left: 10, top: 5, width: 100, height: 50, window, log });
const run = (values, until = values.length - 1, ball = until) => ({ values, rows: values.length, until, ball, style: STYLE, size: 1 });

/* The corners of each run's line, and where its ball stands. */
function painted(curve, of, runs) {
  const { canvas, drawn } = fakeCanvas();
  curve.paint(canvas, of, runs);
  const corners = drawn.filter(({ how }) => how === "stroke").map(({ path }) => path.ops.map(([, x, y]) => [x, y]));
  const balls = drawn.filter(({ how }) => how === "fill").map(({ path }) => path.ops.find(([name]) => name === "arc").slice(1, 3));
  return { corners, balls };
}

test("a loss stands over its step, and the ball at the end of the line", () => {
  const { corners, balls } = painted(createCurve(false), area([[0, 4], [0, 2]]), [run([2, 1, 0], 1)]);
  assert.deepEqual(corners, [[[10, 5], [35, 30]]]);
  assert.deepEqual(balls, [[35, 30]]);
});

test("on log axes equal factors are equal distances, and step 0 has no place", () => {
  const { corners } = painted(createCurve(false), area([[0, 2], [-2, 0]], [true, true]), [run([7, 1, ...Array(8).fill(0.5), 0.01])]);
  assert.deepEqual(corners[0][0], [10, 5]);
  assert.deepEqual(corners[0].at(-1), [60, 55]);
});

test("a rate holds from its step to the next", () => {
  const { corners } = painted(createCurve(true), area([[0, 2], [0, 1]]), [run([1, 0, 0.5])]);
  assert.deepEqual(corners[0], [[10, 5], [60, 5], [60, 55], [110, 55], [110, 30]]);
});

test("a line that grows step by step is the same as one drawn at once, and one that goes back is shorter", () => {
  const values = Float64Array.from({ length: 40 }, (_, t) => Math.cos(t) + 1);
  const of = area([[0, 40], [0, 2]]);
  const growing = createCurve(false);
  for (let t = 0; t < 40; t++) painted(growing, of, [run(values, t)]);
  assert.deepEqual(painted(growing, of, [run(values, 39)]).corners, painted(createCurve(false), of, [run(values, 39)]).corners);
  assert.deepEqual(painted(growing, of, [run(values, 5)]).corners, painted(createCurve(false), of, [run(values, 5)]).corners);
});

test("what is no number, and what no axis can hold, leaves a gap", () => {
  const { corners, balls } = painted(createCurve(false), area([[0, 4], [0, 2]]), [run([0, NaN, 1, Infinity, 2])]);
  assert.deepEqual(corners[0], [[10, 55], [60, 30], [110, 5]]);
  assert.equal(balls.length, 1);
  assert.deepEqual(painted(createCurve(false), area([[0, 4], [0, 2]]), [run([])]), { corners: [[]], balls: [] });
});

test("an axis reaches from the least number of all runs to the greatest, with room at both ends", () => {
  const runs = [{ values: [1, 3, 99], rows: 2 }, { values: [2, NaN, Infinity], rows: 3 }];
  assert.deepEqual(reach(runs, false, [], 0), [1, 3]);
  assert.deepEqual(reach(runs, false, [0.5], 0), [0.5, 3]);
  const [low, high] = reach(runs, false);
  assert.ok(Math.abs(low - 0.88) < 1e-12 && Math.abs(high - 3.12) < 1e-12);
  assert.deepEqual(reach([{ values: [100, 0, -5, 0.01], rows: 4 }], true, [], 0), [-2, 2]);
  assert.equal(reach([{ values: [], rows: 0 }], false, [1]), null);
  assert.equal(reach([{ values: [0], rows: 1 }], true), null);
  const [below, over] = reach([{ values: [5, 5], rows: 2 }], false);
  assert.ok(below < 5 && over > 5, "one number alone has room too");
});
