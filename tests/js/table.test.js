"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./tools.js");

const ll = load("table.js", "near.js");
const ONE = "x,no|yes;1.5,0;2,1";
const TWO = "a,b,0|1;1,2,0;3,4,1";

test("a table is read and written without a change", () => {
  for (const text of [ONE, TWO, "1,0;2,1"]) assert.equal(ll.table.write(ll.table.parse(text)), text);
});

test("examples are added, moved, relabelled and taken away", () => {
  assert.equal(ll.table.edited(ONE, { tool: "one", point: [7, 0.3] }), ONE + ";7,1");
  assert.equal(ll.table.edited(TWO, { tool: "zero", point: [7, 0.3] }), TWO + ";7,0.3,0");
  assert.equal(ll.table.edited(TWO, { tool: "move", row: 1, point: [5, 6] }), "a,b,0|1;1,2,0;5,6,1");
  assert.equal(ll.table.edited(ONE, { tool: "label", row: 0, point: [0, 0] }), "x,no|yes;1.5,1;2,1");
  assert.equal(ll.table.edited(ONE, { tool: "delete", row: 1, point: [0, 0] }), "x,no|yes;1.5,0");
  for (const tool of ["label", "delete", "move"]) assert.equal(ll.table.edited(ONE, { tool, row: -1, point: [0, 0] }), ONE);
});

test("the nearest point within reach is found, the later of two on one spot", () => {
  const points = [[0, 0], [10, 0], [10, 0], null];
  const at = (i) => points[i];
  assert.equal(ll.near.nearest(4, at, 9, 0, 5), 2);
  assert.equal(ll.near.nearest(4, at, 5, 9, 5), -1);
});

test("numbers have four digits and a true minus sign", () => {
  assert.deepEqual([0, -0.5, 1 / 3, 12345678, -2e-7, Infinity, NaN].map(ll.near.number), ["0", "−0.5000", "0.3333", "1.23e7", "−2.00e−7", "∞", "–"]);
});
