import test from "node:test";
import assert from "node:assert/strict";
import { hiddenBy } from "../../assets/lib/hidden.js";
import { makeGrid, spaced } from "../../assets/lib/grid.js";

/* A ridge along the second weight: 1 high at x = 0, with straight flanks down to 0 at x = ±0.5, in a window 4 wide. */
const WINDOW = [[-2, 2], [-2, 2]];
const n = 161;
const xs = spaced(WINDOW[0], n);
const grid = makeGrid([...xs].flatMap(() => [...xs].map((x) => Math.max(0, 1 - 2 * Math.abs(x)))), n, n, WINDOW);
const hidden = hiddenBy(grid, 0, 1);

test("a ridge hides what lies behind it, as far as the line to the eye says", () => {
  // The eye is in the west; its line rises by `slope` for each 1 to the west. Over the ridge's top it is at slope times x.
  for (const slope of [0.4, 0.7, 1.1]) {
    const towards = [-1, 0, slope];
    for (let x = 0.55; x < 1.95; x += 0.05) {
      if (Math.abs(slope * x - 1) < 0.05) continue;
      assert.equal(hidden(x, 0.3, 0, towards), slope * x < 1, `slope ${slope} at ${x}`);
    }
  }
});

test("what lies before the ridge, on it or beside the window's edge is seen", () => {
  assert.equal(hidden(-1.5, 0, 0, [-1, 0, 0.5]), false);
  assert.equal(hidden(-0.3, 0, 0.4, [-1, 0, 0.5]), false);
  assert.equal(hidden(1.99, 0, 0, [1, 0, 0.5]), false);
});

test("from straight above nothing is hidden", () => {
  for (const x of [-1, -0.2, 0, 0.3, 1]) assert.equal(hidden(x, 0, Math.max(0, 1 - 2 * Math.abs(x)), [0, 0, 1]), false);
});

test("above the ridge's top nothing is hidden", () => {
  assert.equal(hidden(1.2, 0, 1.01, [-1, 0, 0.3]), false);
});
