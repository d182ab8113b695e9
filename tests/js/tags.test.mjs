import test from "node:test";
import assert from "node:assert/strict";
import { place } from "../../assets/stage/tags.js";

const FRAME = { width: 390, height: 318 };
const meet = (a, b) => a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
const rects = (tags, avoid, clear) => place(tags, FRAME, avoid, clear).map(([left, top], k) => ({ ...tags[k], left, top }));

test("a tag stands above and to the right of its place, if nothing is in the way", () => {
  const [[left, top]] = place([{ at: [100, 150], width: 80, height: 24 }], FRAME, []);
  assert.ok(left > 100 && top + 24 < 150);
});

test("every tag is within the frame, wherever its place is", () => {
  let seed = 11;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let n = 0; n < 300; n++) {
    const tags = [0, 1, 2, 3].map(() => ({ at: [500 * random() - 50, 400 * random() - 40], width: 40 + 90 * random(), height: 24 }));
    for (const { left, top, width, height } of rects(tags, [])) {
      assert.ok(left >= 4 && top >= 4 && left + width <= 386.5 && top + height <= 314.5);
    }
  }
});

test("four tags of one place do not cover each other, nor the map on a phone", () => {
  const map = { left: 284, top: 10, width: 96, height: 96 };
  const placed = rects([0, 1, 2, 3].map(() => ({ at: [270, 110], width: 100, height: 24 })), [map]);
  placed.forEach((a, k) => {
    assert.ok(!meet(a, map));
    placed.slice(k + 1).forEach((b) => assert.ok(!meet(a, b)));
  });
});

test("a tag keeps off the places that shall be seen", () => {
  const above = [[130, 110], [150, 115], [170, 120]];
  const [[left, top]] = place([{ at: [110, 140], width: 80, height: 24 }], FRAME, [], above);
  assert.ok(left + 80 < 110 && top < 140); // so it stands to the left
});
