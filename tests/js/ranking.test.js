"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, piece } = require("./tools.js");

const ll = load("path.js", "ranking.js");

function path(losses) {
  return {
    rows: losses.length,
    losses: Float64Array.from(losses),
    weights: Float64Array.from(losses.flatMap((_, t) => [t, -t])),
    gradients: Float64Array.from(losses.flatMap(() => [1, 2])),
    rates: Float64Array.from(losses.slice(1).map(() => 0.5)),
  };
}

test("the lowest loss now comes first, with the first step within 1 % of the lowest valley", () => {
  const rows = ll.ranking.rank([path([5, 3, 2.5]), path([5, 2.01, 2.0])], 2, 2);
  assert.deepEqual(rows.map((row) => [row.run, row.loss, row.within]), [[1, 2, 1], [0, 2.5, null]]);
});

test("only what has been shown counts", () => {
  const rows = ll.ranking.rank([path([5, 3, 2]), path([5, 2.5, 4])], 1, 2);
  assert.deepEqual(rows.map((row) => [row.run, row.within]), [[1, null], [0, null]]);
});

test("without a lowest valley the best that any run has reached is the measure", () => {
  const rows = ll.ranking.rank([path([5, 3, 1]), path([5, 1.005, 2])], 2, null);
  assert.deepEqual(rows.map((row) => [row.run, row.within]), [[0, 2], [1, 1]]);
});

test("a small table has a line at 0, 1, 2, 5, 10 ... and at the end", () => {
  assert.deepEqual(Array.from(ll.ranking.milestones(30)), [0, 1, 2, 5, 10, 20, 30]);
  assert.deepEqual(Array.from(ll.ranking.milestones(0)), [0]);
  assert.deepEqual(Array.from(ll.ranking.table(path([9, 8, 7]))[2]), [2, 2, -2, 7, 1, 2]);
});

test("the table of all paths can be read by other programs, to the last digit", () => {
  const lines = ll.ranking.csv([path([0.1 + 0.2, 1])], ['Adam, "fast"'], ["w1", "w2"]).split("\r\n");
  assert.equal(lines[0], "run,settings,step,w1,w2,loss,slope_w1,slope_w2,learning_rate");
  assert.equal(lines[1], '1,"Adam, ""fast""",0,0,0,0.30000000000000004,1,2,0.5');
  assert.equal(lines[2], '1,"Adam, ""fast""",1,1,-1,1,1,2,');
  assert.equal(lines.length, 4);
});
