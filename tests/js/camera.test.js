"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./tools.js");

const { camera } = load("camera.js");
const like = { eye: { x: 1, y: 1, z: 1 }, up: { x: 0, y: 0, z: 1 }, center: { x: 0, y: 0, z: -0.1 } };

test("angles and back are the same place", () => {
  for (const angles of [[-125, 38, 1.66], [179.9, -80, 0.5], [0, 0, 3]]) {
    const seen = camera.toAngles(camera.fromAngles(angles, like));
    assert.deepEqual(Array.from(seen), angles);
  }
});

test("what is no angle is kept", () => {
  assert.deepEqual(camera.fromAngles([10, 20, 2], like).center, like.center);
});

test("turning goes round and tilting stops before the top", () => {
  assert.equal(camera.turned([175, 0, 1], "turn-left")[0], -170);
  assert.equal(camera.turned([-175, 0, 1], "turn-right")[0], 170);
  assert.equal(camera.turned([0, 85, 1], "tilt-up")[1], 88);
  assert.equal(camera.turned([0, -75, 1], "tilt-down")[1], -80);
});
