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

const style = { colour: "#d55e00", dash: "dash", marker: "square", solid: "square" };

test("each panel has as many traces as sets of data, told apart by more than colour", () => {
  for (const panel of ll.draw.PANELS) {
    const traces = ll.draw.traces(panel, style);
    assert.equal(traces.length, ll.draw.data(panel, walked(), 5, 0).length);
    assert.ok(traces.some((trace) => trace.line && trace.line.dash === "dash"), panel);
    assert.ok(traces.some((trace) => trace.marker && trace.marker.symbol === "square"), panel);
  }
});

test("up to a step, no further: the line ends and the ball stands there", () => {
  const [halo, line, , start, ball] = ll.draw.data("contour", walked(), 7, 0);
  assert.equal(halo.x.length, 8);
  assert.deepEqual(Array.from(line.x), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(Array.from(start.x), [0]);
  assert.deepEqual(Array.from(ball.y), [-7]);
});

test("on the surface the path is laid on the ground between its steps", () => {
  const [trail, , ball] = ll.draw.data("surface", walked(), 2, 0.5);
  assert.equal(trail.x.length, 1 + 2 * 3);
  assert.equal(trail.z.at(-1), 98.5);
  assert.equal(ball.z[0], 98 + 2.5 * 0.5);
});

test("the curve is loss against step", () => {
  const [line, mark] = ll.draw.data("curve", walked(), 3, 0);
  assert.deepEqual(Array.from(line.x), [0, 1, 2, 3]);
  assert.deepEqual(Array.from(line.y), [100, 99, 98, 97]);
  assert.deepEqual([mark.x[0], mark.y[0]], [3, 97]);
});

test("before the first piece there is nothing to draw", () => {
  const path = ll.path.create("a", 60);
  for (const panel of ll.draw.PANELS) for (const each of ll.draw.data(panel, path, 0, 0)) assert.equal(each.x.length, 0);
});
