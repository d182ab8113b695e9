"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./tools.js");

const { count } = load("count.js");

test("the slider goes from 2 weights to a trillion, and back", () => {
  assert.equal(count.at(0), 2);
  assert.equal(count.at(1), 1e12);
  for (const value of [2, 105, 20193, 25.6e6, 175e9]) assert.ok(Math.abs(count.at(count.place(value)) / value - 1) < 0.03, String(value));
});

test("the number of digits is that of 101 to the power of the count", () => {
  for (const n of [1, 2, 3, 10, 105]) assert.equal(count.digits(n), String(101n ** BigInt(n)).length);
});

test("what can be drawn is told", () => {
  assert.match(count.told(2), /all of it can be drawn.*10,201/);
  assert.match(count.told(3), /1,030,301/);
  assert.match(count.told(6), /1,061,520,150,601 heights/);
  assert.match(count.told(105), /211 digits.*atoms.*leaves out 103/);
  assert.match(count.told(25600000), /25\.6 million weights/);
  assert.match(count.told(175e9), /175 billion/);
});
