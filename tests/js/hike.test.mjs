import test from "node:test";
import assert from "node:assert/strict";
import { plinthOf } from "../../assets/hike/plinth.js";
import * as rose from "../../assets/hike/rose.js";
import * as tone from "../../assets/hike/tone.js";
import { ROSE } from "../../assets/stage/posts.js";

const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

test("north is up, east is right, and the rose's edge is its reach away", () => {
  const [[nx, ny], [ex, ey]] = [rose.place(0, 2, 2), rose.place(90, 1, 2)];
  close(nx, 0);
  close(ny, 1);
  close(ex, 0.5);
  close(ey, 0);
});

test("pressing where a step is drawn chooses that step", () => {
  for (let bearing = 0; bearing < 360; bearing += 7) {
    const found = rose.aim(...rose.place(bearing, 0.35, 0.5), 0.5);
    assert.deepEqual([found.bearing, found.length], [bearing, 0.35]);
  }
});

test("a press beyond the rose is the longest step that fits, one in the middle the shortest, never none", () => {
  assert.equal(rose.aim(5, 0, 2).length, 2);
  assert.equal(rose.aim(0, 0, 2).length, 0.02);
});

test("the rose's scale is the ground's, or stays, while the step can be seen in it", () => {
  assert.equal(rose.reach(0.5, 1), 1);
  assert.equal(rose.reach(0.2, 1), 1);
  assert.equal(rose.reach(0.5, 1, 2), 2);
  assert.equal(rose.reach(0.2, 1, 2), 1);
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

test("a steeper slope has a longer arrow, and the steepest still fits", () => {
  const lengths = [0.01, 0.1, 1, 10, 1000].map(rose.arrow);
  lengths.slice(1).forEach((length, k) => assert.ok(length >= lengths[k]));
  assert.ok(lengths[4] < 1 && lengths[0] > 0);
  assert.equal(rose.arrow(0), 0);
});

test("the plinth holds every place with the rose around the last one, and follows from the steps alone", () => {
  for (const length of [0.001, 0.05, 0.5, 3, 10]) {
    for (const far of [0, 0.02, 0.4, 2, 9, 60]) {
      const track = [[far, -far / 2], [0, 0]]; // as the server sends it: seen from the last place
      const low = plinthOf({ track, altitudes: [1.2, 0.3] }, length);
      const [[from, to]] = low.window;
      assert.equal(from, -to);
      assert.deepEqual(low.places[0].map(Math.abs), [0, 0], "places are counted from the start");
      for (const place of low.places) for (const at of place) assert.ok(Math.abs(at) + ROSE * (to - from) <= to + 1e-9);
      close(low.reach, ROSE * (to - from));
      if (far < 8) assert.ok(length <= low.reach, "the next step ends on the rose");
      const high = plinthOf({ track, altitudes: [0.1, 12] }, length);
      assert.deepEqual([high.window, high.reach], [low.window, low.reach], "heights change nothing of it but how tall a unit is drawn");
      assert.equal(high.stand.floor, 0);
      assert.ok(high.stand.ceiling >= 12);
    }
  }
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
