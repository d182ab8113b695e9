import test from "node:test";
import assert from "node:assert/strict";
import { along, costOf, costs, mean, sigmoid, softplus } from "../../assets/lib/bce.js";

const near = (value, wanted) => assert.ok(Math.abs(value - wanted) < 1e-9, `${value} is not ${wanted}`);
const TINY = { features: [[-2], [-1], [0], [1], [2]], labels: [0, 0, 1, 0, 1] };

test("an answer costs minus the natural logarithm of its probability", () => {
  near(costOf(0.9), 0.10536051565782628);
  near(costOf(0.1), 2.302585092994046);
  assert.ok(Object.is(costOf(1), 0));
  near(costOf(0.1) / costOf(0.9), 21.854345326782834); // the textbook's 22
});

test("with both weights 0 every example costs log 2, and the slopes are those of pencil and paper", () => {
  for (const cost of costs(TINY, [0, 0])) near(cost, Math.log(2));
  // mean of (0.5 - y) x and of (0.5 - y)
  near(along(TINY, [0, 0], [1, 0], 0).slope, -0.4);
  near(along(TINY, [0, 0], [0, 1], 0).slope, 0.1);
});

test("the slope is that of the loss, whatever the direction and the number of features", () => {
  const two = { features: [[0.3, -1.2], [2, 0.5], [-1, 1]], labels: [1, 0, 1] };
  for (const [examples, origin, direction] of [[TINY, [0.4, -1], [0.6, 0.8]], [two, [-3, 4], [1, 0]]]) {
    const at = (t) => along(examples, origin, direction, t);
    assert.ok(Math.abs((at(0.5 + 1e-5).loss - at(0.5 - 1e-5).loss) / 2e-5 - at(0.5).slope) < 1e-8);
  }
});

test("both ends are exact", () => {
  assert.deepEqual([softplus(-1000), softplus(1000), sigmoid(-1000), sigmoid(1000), sigmoid(0)], [0, 1000, 0, 1, 0.5]);
  near(mean([1, 2, 6]), 3);
});
