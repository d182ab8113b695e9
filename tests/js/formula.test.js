"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./tools.js");

const { formula } = load("formula.js");

test("a formula's box is measured in em and hangs below the line by what lies below its baseline", () => {
  const plain = { ...formula.measure([-10, -150, 300, 200], 200) };
  assert.deepEqual(plain, { width: "1.5em", height: "1em", below: "-0.25em" });
});
