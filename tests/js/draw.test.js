"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, piece } = require("./tools.js");

const ll = load("path.js", "clip.js", "draw.js");

const PANELS = ["surface", "contour", "curve", "rate"];

function walked() {
  const path = ll.path.create("a", 60);
  ll.path.add(path, piece("a", 0, 60, 60));
  return path;
}

function view(step, more = {}) {
  return { step, ball: step, window: [[-99, 99], [-99, 99]], lift: 0, height: (loss) => loss, loss: (losses) => losses, ...more };
}

const style = { colour: "#d55e00", dash: "dash", marker: "square", solid: "square" };

test("each panel has as many traces as sets of data, told apart by more than colour", () => {
  for (const panel of PANELS) {
    const traces = ll.draw.traces(panel, style);
    assert.equal(traces.length, ll.draw.data(panel, walked(), view(5)).length);
    assert.ok(traces.some((trace) => trace.line && trace.line.dash === "dash"), panel);
    assert.ok(traces.some((trace) => trace.marker && trace.marker.symbol === "square"), panel);
  }
});

test("up to a step, no further: the line ends and the ball stands there", () => {
  const [halo, line, , start, ball] = ll.draw.data("contour", walked(), view(7));
  assert.equal(halo.x.length, 8);
  assert.deepEqual(Array.from(line.x), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(Array.from(start.x), [0]);
  assert.deepEqual(Array.from(ball.y), [-7]);
});

test("on the surface the path is laid on the ground between its steps", () => {
  const [trail, , ball] = ll.draw.data("surface", walked(), view(2, { lift: 0.5 }));
  assert.equal(trail.x.length, 1 + 2 * 3);
  assert.equal(trail.z.at(-1), 98.5);
  assert.equal(ball.z[0], 98 + 2.5 * 0.5);
});

test("the curve is loss against step", () => {
  const [line, mark] = ll.draw.data("curve", walked(), view(3));
  assert.deepEqual(Array.from(line.x), [0, 1, 2, 3]);
  assert.deepEqual(Array.from(line.y), [100, 99, 98, 97]);
  assert.deepEqual([mark.x[0], mark.y[0]], [3, 97]);
});

test("before the first piece there is nothing to draw", () => {
  const path = ll.path.create("a", 60);
  for (const panel of PANELS) for (const each of ll.draw.data(panel, path, view(0))) assert.equal(each.x.length, 0);
});

test("a step under the pointer moves the ball, not the line", () => {
  const [line, , , , ball] = ll.draw.data("contour", walked(), view(7, { ball: 2 }));
  assert.equal(line.x.length, 8);
  assert.deepEqual([ball.x[0], ball.y[0]], [2, -2]);
  assert.equal(ll.draw.data("surface", walked(), view(7, { ball: 2 }))[2].x[0], 2);
  assert.equal(ll.draw.data("curve", walked(), view(7, { ball: 2 }))[1].x[0], 2);
});

test("the surface stands as high as its picture: logarithmic, or cut off", () => {
  const cut = view(3, { height: (loss) => Math.min(loss, 98) });
  assert.equal(Math.max(...ll.draw.data("surface", walked(), cut)[0].z), 98);
});

test("the learning rate has one number a step taken", () => {
  const [line, spot] = ll.draw.data("rate", walked(), view(60));
  assert.equal(line.x.length, 60);
  assert.deepEqual([spot.x[0], spot.y[0]], [59, 0.1]);
});
