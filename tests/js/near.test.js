"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./tools.js");

const { pair } = load("near.js").near;

test("two numbers are read as the server reads them", () => {
  for (const [text, right] of [["1, 2", [1, 2]], [" -3;4,5 ", [-3, 4.5]], ["−1e-2 .5", [-0.01, 0.5]]]) assert.deepEqual(Array.from(pair(text)), right);
  for (const text of ["", "1", "1, 2, 3", "a, b", "1, Infinity", "0x1, 2", "1e999, 2", ",", "1_0 2"]) assert.equal(pair(text), null, text);
});
