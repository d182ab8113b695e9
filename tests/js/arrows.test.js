"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, piece } = require("./tools.js");

const ll = load("path.js", "clip.js", "arrows.js");

function walked() {
  const path = ll.path.create("a", 60);
  ll.path.add(path, piece("a", 0, 60, 60));
  return path;
}

test("the arrows are the engine's vectors, all longer by one round factor", () => {
  const { sets, times } = ll.arrows.data(walked(), 4, [[-50, 50], [-50, 50]]);
  assert.equal(times, 5);
  const [slope, velocity, step] = sets.map((set) => [set.x[1] - set.x[0], set.y[1] - set.y[0]]);
  assert.deepEqual(slope, [5 * 0.25, 0]);
  assert.deepEqual(velocity, [5 * 0.75, -5]);
  assert.deepEqual(step, [5, -5]);
  for (const set of sets) assert.deepEqual([set.x[0], set.y[0]], [4, -4]);
});

test("the factor makes what is short visible and what is long fit", () => {
  assert.equal(ll.arrows.factor([[1, 0]], [10, 10]), 1);
  for (const length of [1e-3, 0.02, 3, 70]) {
    const seen = length * ll.arrows.factor([[length, 0], [0, 0]], [1, 1]);
    assert.ok(seen >= 0.05 && seen <= 0.2, `${length} is drawn ${seen} long`);
  }
});

test("after the last step, and where the ground is flat but for rounding, there are none", () => {
  for (const row of [60, -1]) assert.ok(ll.arrows.data(walked(), row, [[-99, 99], [-99, 99]]).sets.every((set) => set.x.length === 0));
  assert.equal(ll.arrows.factor([[1e-17, 0]], [1, 1]), 0);
  assert.ok(ll.arrows.data(walked(), 4, [[-1e9, 1e9], [-1e9, 1e9]]).sets.every((set) => set.x.length === 0));
});

test("of a step that begins outside the window there are none", () => {
  assert.ok(ll.arrows.data(walked(), 4, [[-50, 50], [0, 50]]).sets.every((set) => set.x.length === 0));
});
