"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, piece } = require("./tools.js");

const ll = load("path.js", "draw.js");

function walked() {
  const path = ll.path.create("a", 60);
  ll.path.add(path, piece("a", 0, 60, 60));
  return path;
}

test("each panel has as many traces as sets of data", () => {
  const colours = { run: "#d55e00", halo: "#ffffff" };
  assert.equal(ll.draw.traces("contour", colours).length, ll.draw.contourData(walked(), 5).length);
  assert.equal(ll.draw.traces("surface", colours).length, ll.draw.surfaceData(walked(), 5, 0).length);
});

test("up to a step, no further: the line ends and the ball stands there", () => {
  const [halo, line, , start, ball] = ll.draw.contourData(walked(), 7);
  assert.equal(halo.x.length, 8);
  assert.deepEqual(Array.from(line.x), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(Array.from(start.x), [0]);
  assert.deepEqual(Array.from(ball.y), [-7]);
});

test("on the surface the path is laid on the ground between its steps", () => {
  const [trail, , ball] = ll.draw.surfaceData(walked(), 2, 0.5);
  assert.equal(trail.x.length, 1 + 2 * 3);
  assert.equal(trail.z.at(-1), 98.5);
  assert.equal(ball.z[0], 98 + 2.5 * 0.5);
});

test("before the first piece there is nothing to draw", () => {
  const path = ll.path.create("a", 60);
  for (const data of [ll.draw.contourData(path, 0), ll.draw.surfaceData(path, 0, 0)])
    for (const each of data) assert.equal(each.x.length, 0);
});
