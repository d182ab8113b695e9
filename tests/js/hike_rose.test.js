"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./tools.js");

const { rose, tone } = load("hike_rose.js", "hike_tone.js");
const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);
const find = (part, name) => (part.attributes?.class === name ? [part] : []).concat((part.children || []).flatMap((child) => find(child, name)));

test("north is up, east is right, and the edge of the ground is its reach away", () => {
  const [[nx, ny], [ex, ey]] = [rose.place(0, 2, 2), rose.place(90, 1, 2)];
  close(nx, 0);
  close(ny, -rose.RADIUS);
  close(ex, rose.RADIUS / 2);
  close(ey, 0);
});

test("pressing where a step is drawn chooses that step", () => {
  for (let bearing = 0; bearing < 360; bearing += 7) {
    const [x, y] = rose.place(bearing, 0.35, 0.5);
    const found = rose.aim(x, y, 0.5);
    assert.deepEqual([found.bearing, found.length], [bearing, 0.35]);
  }
});

test("a press beyond the ground is the longest step that fits, one in the middle the shortest, never none", () => {
  assert.equal(rose.aim(500, 0, 2).length, 2);
  assert.equal(rose.aim(0, 0, 2).length, 0.02);
});

test("the ground's scale stays while the step can be seen in it", () => {
  assert.equal(rose.reach(0.5, 1), 1);
  assert.equal(rose.reach(0.2, 1), 1);
  for (const length of [0.001, 0.01, 0.05, 0.3, 0.5, 1, 4.7, 10]) assert.ok(rose.reach(length, 1) > length, `${length}`);
  assert.ok(rose.reach(0.01, 12) <= 0.1);
});

test("keys turn, lengthen and shorten the step; others mean nothing", () => {
  const step = { bearing: 358, length: 0.5 };
  const after = (key, fine, downhill = 225.3) => {
    const found = rose.keyed(key, fine, step, downhill);
    return found && [found.bearing, found.length];
  };
  assert.deepEqual(after("ArrowRight"), [3, 0.5]);
  assert.deepEqual(after("ArrowLeft", true), [357, 0.5]);
  assert.deepEqual(after("ArrowUp"), [358, 0.63]);
  assert.deepEqual(after("ArrowDown"), [358, 0.4]);
  assert.deepEqual(after("Home"), [225.3, 0.5]);
  assert.equal(after("Home", false, null), null);
  assert.equal(after("x"), null);
});

test("every length can be left by key, up to the longest and down to the shortest", () => {
  for (const [key, end] of [["ArrowUp", 10], ["ArrowDown", 0.001]]) {
    let step = { bearing: 0, length: 0.5 };
    for (let press = 0; press < 60; press++) step = rose.keyed(key, false, step, null);
    assert.equal(step.length, end);
  }
});

test("the picture has the slope's arrow where there is a slope, the step, and the footprints that are near", () => {
  const state = { slope: 0.5, downhill: 90, track: [[-1, 0], [-9, 0], [0, 0]], bearing: 0, length: 0.5, reach: 2 };
  const picture = rose.picture(state);
  assert.equal(find(picture, "hike-slope").length, 1);
  assert.equal(find(picture, "hike-print").length, 1);
  const handle = find(picture, "hike-handle")[0].attributes;
  assert.deepEqual([Number(handle.cx), Number(handle.cy)], [0, -rose.RADIUS / 4]);
  const tip = find(picture, "hike-slope")[0].attributes.d.split("L")[1].split(" ").map(Number);
  assert.ok(tip[0] > 10 && Math.abs(tip[1]) < 0.1, "downhill to the east points to the right");
  assert.equal(find(rose.picture({ ...state, downhill: null, slope: 0 }), "hike-slope").length, 0);
});

test("a steeper slope has a longer arrow, and the steepest still fits", () => {
  const lengths = [0.01, 0.1, 1, 10, 1000].map(rose.arrow);
  lengths.slice(1).forEach((length, k) => assert.ok(length >= lengths[k]));
  assert.ok(lengths[4] < rose.RADIUS);
});

test("lower ground sounds lower, within what a small speaker plays", () => {
  assert.ok(tone.pitch(0.1) < tone.pitch(0.2) && tone.pitch(0.2) < tone.pitch(2));
  for (const altitude of [0, 0.3, 3, 1e6]) assert.ok(tone.pitch(altitude) >= 150 && tone.pitch(altitude) <= 2000);
});

test("a tone glides from one altitude to the next and ends", () => {
  const calls = [];
  const param = (name) => new Proxy({}, { get: (_, what) => (value, at) => calls.push([name, what, value, at]) });
  const voice = { frequency: param("frequency"), connect() {}, start: (at) => calls.push(["start", at]), stop: (at) => calls.push(["stop", at]) };
  const context = { currentTime: 5, destination: {}, createOscillator: () => voice, createGain: () => ({ gain: param("gain"), connect() {} }) };
  tone.play(context, 2, 1);
  assert.deepEqual(calls.find((call) => call[1] === "setValueAtTime").slice(0, 3), ["frequency", "setValueAtTime", tone.pitch(2)]);
  assert.equal(calls.find((call) => call[1] === "exponentialRampToValueAtTime")[2], tone.pitch(1));
  assert.ok(calls.find((call) => call[0] === "stop")[1] > 5);
});
