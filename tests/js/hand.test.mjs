import test from "node:test";
import assert from "node:assert/strict";
import { createHand, dragged } from "../../assets/stage/hand.js";

test("a drag over the picture's height turns the land by half a turn, as Plotly's own does", () => {
  const view = { azimuth: -118, elevation: 40, zoom: 1.2 };
  assert.deepEqual(dragged(view, 50, 0, 500), { azimuth: -136, elevation: 40, zoom: 1.2 });
  assert.deepEqual(dragged(view, 0, 50, 500), { azimuth: -118, elevation: 58, zoom: 1.2 });
  assert.equal(dragged(view, 0, 400, 500).elevation, 89);
  assert.equal(dragged(view, 0, -400, 500).elevation, 8);
});

/** Fingers on a picture that does nothing but listen: what is told of them. @param {boolean} feels @param {[number, number][]} way */
function swiped(feels, way) {
  globalThis.document = /** @type {any} */ ({ activeElement: null });
  globalThis.Element ??= /** @type {any} */ (class {});
  const frame = { left: 0, top: 0 };
  const element = Object.assign(new EventTarget(), { style: {}, clientHeight: 300, contains: () => false, setPointerCapture() {}, getBoundingClientRect: () => frame });
  const told = { points: /** @type {any[]} */ ([]), turns: 0, taps: 0 };
  createHand(/** @type {any} */ (element), {
    view: () => ({ azimuth: 0, elevation: 40, zoom: 1 }),
    turn: () => (told.turns += 1),
    rest: () => {},
    tap: () => (told.taps += 1),
    point: (at) => at && told.points.push(at),
    place: () => [0, 0],
    locked: () => false,
    feels: () => feels,
  });
  const send = (/** @type {string} */ type, /** @type {[number, number]} */ [clientX, clientY]) =>
    element.dispatchEvent(Object.assign(new Event(type), { pointerType: "touch", pointerId: 1, button: 0, clientX, clientY }));
  send("pointerdown", way[0]);
  for (const at of way.slice(1)) send("pointermove", at);
  send("pointerup", way[way.length - 1]);
  return told;
}

test("a finger that goes sideways turns the land, or feels its way where a figure follows it", () => {
  const sideways = /** @type {[number, number][]} */ ([[100, 100], [130, 105], [130, 180]]);
  assert.deepEqual(swiped(false, sideways), { points: [], turns: 1, taps: 0 });
  assert.deepEqual(swiped(true, sideways), { points: sideways.slice(1), turns: 0, taps: 0 }, "once it feels, wherever it goes");
  assert.deepEqual(swiped(true, [[100, 100], [104, 140]]), { points: [], turns: 0, taps: 0 }, "up and down is the page's");
  assert.deepEqual(swiped(true, [[100, 100], [102, 101]]), { points: [], turns: 0, taps: 1 }, "a tap stays one");
});
