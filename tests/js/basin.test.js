"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./tools.js");

const ll = load("basin.js");

function setUp() {
  const asked = [];
  const basins = ll.basin.create({ ask: (request) => asked.push([request.run, request.row]), changed: () => {} });
  const answer = (rows) => {
    const [run, row] = asked.at(-1);
    basins.receive({ run, row, size: 2, next: row + 1 < 2 ? row + 1 : null, lowest: 1, minima: [{}, {}], minimum: rows });
  };
  return { basins, asked, answer };
}

test("a map is asked for part by part and counted", () => {
  const { basins, asked, answer } = setUp();
  basins.want(["a"]);
  answer([[0, 1]]);
  assert.equal(basins.progress(["a"]), 0.5);
  answer([[-1, -2]]);
  assert.deepEqual(asked, [["a", 0], ["a", 1]]);
  assert.equal(basins.busy(), false);
  const found = ll.basin.count(basins.get("a"));
  assert.deepEqual([Array.from(found.counts), found.none, found.jumps, found.all, found.lowest], [[1, 1], 1, 1, 4, 1]);
  basins.want(["a"]);
  assert.equal(asked.length, 2, "what is done is not asked for again");
});

test("what was given up goes on from where it stood", () => {
  const { basins, asked, answer } = setUp();
  basins.want(["a"]);
  answer([[0, 1]]);
  basins.cancel();
  assert.equal(basins.busy(), false);
  answer([[0, 0]]);
  assert.equal(basins.done("a"), true, "an answer that was under way still counts");
  basins.want(["b"]);
  basins.cancel();
  basins.want(["b"]);
  assert.deepEqual(asked.slice(-2), [["b", 0], ["b", 0]]);
});

test("an error is told, and another try is possible", () => {
  const { basins, asked } = setUp();
  basins.want(["a"]);
  basins.receive({ run: "a", row: 0, error: "No." });
  assert.equal(basins.get("a").error, "No.");
  assert.equal(basins.busy(), false);
  basins.want(["a"]);
  assert.equal(asked.length, 2);
});

test("two maps are compared start by start", () => {
  const one = { lowest: 1, rows: [[0, 0], [1, -2]] };
  const other = { lowest: 1, rows: [[0, 1], [0, 1]] };
  assert.deepEqual(JSON.parse(JSON.stringify(ll.basin.compare(one, other))), [[3, 1], [2, 0]]);
});

test("a refused part is an error of its map, and the next map goes on", () => {
  const { basins, asked } = setUp();
  basins.want(["a", "b"]);
  basins.refuse("Too much.");
  assert.equal(basins.get("a").error, "Too much.");
  assert.deepEqual(asked.at(-1), ["b", 0]);
});
