"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, packed, piece } = require("./tools.js");

const { path } = load("path.js");

test("typed arrays come out as the numbers that went in, to the bit", () => {
  const numbers = [0.1, -0, 1e-300, Math.PI, Number.MAX_VALUE];
  assert.deepEqual(Array.from(path.decode(packed(Float64Array, numbers))), numbers);
});

test("pieces join to one path", () => {
  const whole = path.create("a", 100);
  assert.ok(path.add(whole, piece("a", 0, 64, 100)));
  assert.equal(whole.rows, 65);
  assert.ok(path.add(whole, piece("a", 64, 100, 100)));
  assert.equal(whole.rows, 101);
  assert.equal(whole.next, null);
  assert.deepEqual(Array.from(whole.losses), Array.from({ length: 101 }, (_, t) => 100 - t));
  assert.equal(whole.rates.length, 100);
  assert.equal(whole.trailEnds[100], whole.trail.length / 3);
  assert.deepEqual(Array.from(whole.trail.slice(-3)), [100, -100, 0]);
});

test("a late piece of another run, or one that is there already, is dropped", () => {
  const whole = path.create("b", 100);
  assert.equal(path.add(whole, piece("a", 0, 64, 100)), false);
  assert.ok(path.add(whole, piece("b", 0, 64, 100)));
  assert.equal(path.add(whole, piece("b", 0, 64, 100)), false);
  assert.equal(whole.rows, 65);
});

test("more is wanted only when few steps are left", () => {
  const whole = path.create("a", 1000);
  path.add(whole, piece("a", 0, 64, 1000));
  assert.equal(path.wantsMore(whole, 10, 20), false);
  assert.equal(path.wantsMore(whole, 50, 20), true);
  path.add(whole, piece("a", 64, 1000, 1000));
  assert.equal(path.wantsMore(whole, 1000, 20), false);
});
