import test from "node:test";
import assert from "node:assert/strict";
import { bake, bright, finerLight, SUN } from "../../assets/lib/bake.js";
import { makeGrid, spaced } from "../../assets/lib/grid.js";

const UNIT = [[0, 1], [0, 1]];
const length = Math.hypot(...SUN);
const of = (f, n = 81) => {
  const xs = spaced(UNIT[0], n);
  return makeGrid([...xs].flatMap((y) => [...xs].map((x) => f(x, y))), n, n, UNIT);
};
const at = (x, y, n = 81) => Math.round(y * (n - 1)) * n + Math.round(x * (n - 1));
const close = (a, b, by = 1e-3) => assert.ok(Math.abs(a - b) < by, `${a} is not ${b}`);

test("flat ground sees the whole sky and the sun at its height", () => {
  const light = bake(makeGrid(new Float32Array(81 * 81), 81, 81, UNIT), 0.5);
  for (const [x, y] of [[0.5, 0.5], [0.1, 0.9], [0, 0]]) {
    close(light.open[at(x, y)], 1);
    close(light.lit[at(x, y)], 1);
    close(light.facing[at(x, y)], SUN[2] / length);
  }
});

test("a slope is lit by the angle between its normal and the sun", () => {
  // Drawn 0.5 high over a window 1 wide: slope -0.5 along x, down to the east, away from the sun in the west.
  const east = bake(of((x) => 1 - x), 0.5);
  const normal = [0.5, 0, 1].map((part) => part / Math.hypot(0.5, 1));
  close(east.facing[at(0.5, 0.5)], normal.reduce((sum, part, k) => sum + (part * SUN[k]) / length, 0));
  const west = bake(of((x) => x), 0.5);
  close(west.facing[at(0.5, 0.5)], ((-0.5 * SUN[0] + SUN[2]) / length) / Math.hypot(0.5, 1));
});

test("a wall in the west throws a shadow as long as the sun stands low", () => {
  // 0.3 high, at x < 0.3. Seen along the sun's way, which goes over the ground by (−0.95, 0.5), its top is hidden within
  // 0.3 / (0.85 / |(0.95, 0.5)|) of it.
  const tall = 0.3;
  const light = bake(of((x) => (x < 0.3 ? 1 : 0)), tall);
  const along = Math.hypot(SUN[0], SUN[1]);
  const reach = (tall / (SUN[2] / along)) * (-SUN[0] / along);
  assert.ok(light.lit[at(0.3 + 0.5 * reach, 0.3)] < 0.05);
  assert.ok(light.lit[at(0.3 + 1.5 * reach, 0.3)] > 0.95);
  assert.ok(light.lit[at(0.15, 0.3)] > 0.95);
});

test("under a wall half of the sky is hidden up to the wall's height", () => {
  const light = bake(of((x) => (x < 0.5 ? 1 : 0)), 10);
  // So high a wall takes its half of the sky: all directions towards it see none.
  const foot = light.open[at(0.5125, 0.5)];
  assert.ok(foot > 0.42 && foot < 0.58, String(foot));
});

test("brightness is sky and sun together, a little blue in the shade and warm in the sun", () => {
  const light = { facing: new Float32Array([0, 1]), lit: new Float32Array([0, 1]), open: new Float32Array([1, 1]) };
  bright(light, 0).forEach((value, k) => close(value, 0.6 * [0.9, 0.98, 1.12][k]));
  bright(light, 1).forEach((value, k) => close(value, 0.6 * [0.9, 0.98, 1.12][k] + 0.72 * [1.05, 1, 0.92][k]));
});

test("light on a finer grid is the same at the computed points", () => {
  const grid = of((x, y) => Math.sin(5 * x) * y, 21);
  const light = bake(grid, 0.5);
  const close2 = finerLight(light, grid, 2);
  for (let j = 0; j < 21; j++) for (let i = 0; i < 21; i++) close(close2.facing[2 * j * 41 + 2 * i], light.facing[j * 21 + i], 1e-6);
});
