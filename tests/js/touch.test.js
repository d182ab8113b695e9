"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { load } = require("./tools.js");

const touch = load("touch.js").touch;

function screen() {
  const told = { focused: null };
  return Object.assign(told, {
    touch: touch.create({
      focused: () => told.focused,
      focus: (surface) => { told.focused = surface; },
      blur: () => { told.focused = null; },
    }),
  });
}

test("a finger that scrolls is kept from the surface, and gives it no focus", () => {
  const { touch: finger } = screen();
  assert.equal(finger.down("hill", 50, 50), true);
  assert.equal(finger.kept("hill"), true);
  finger.cancel();
  finger.up(50, 50);
  const other = screen();
  other.touch.down("hill", 50, 50);
  other.touch.up(50, 90);
  assert.equal(other.focused, null);
});

test("a tap gives the focus, and only the next finger turns", () => {
  const page = screen();
  page.touch.down("hill", 50, 50);
  page.touch.up(53, 48);
  assert.equal(page.focused, "hill");
  assert.equal(page.touch.kept("hill"), true, "the rest of the tap");
  assert.equal(page.touch.down("hill", 20, 20), false);
  assert.equal(page.touch.kept("hill"), false);
  page.touch.up(80, 20);
  assert.equal(page.focused, "hill");
});

test("a touch elsewhere takes the focus away, another surface is touched for itself", () => {
  const page = screen();
  page.focused = "hill";
  assert.equal(page.touch.down(null, 5, 5), false);
  assert.equal(page.focused, null);
  page.focused = "hill";
  assert.equal(page.touch.down("other hill", 5, 5), true);
  assert.equal(page.focused, null);
});

test("the surface turns as far as the finger went, and never goes over the top", () => {
  const turned = (...all) => Array.from(touch.turned(...all));
  assert.deepEqual(turned([10, 30, 2], 100, 50, 300), [-50, 60, 2]);
  assert.deepEqual(turned([10, 30, 2], 0, 500, 300), [10, 88, 2]);
  assert.deepEqual(turned([10, 30, 2], 0, -500, 300), [10, -80, 2]);
});
