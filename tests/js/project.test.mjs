import test from "node:test";
import assert from "node:assert/strict";
import { invert, meet, multiply, projector } from "../../assets/lib/project.js";
import { makeGrid, spaced } from "../../assets/lib/grid.js";
import { camera, orthographic, perspective } from "./matrices.mjs";

const SIZE = [640, 480];
const WINDOW = [[-2, 2], [-4, 4]];
const f = (x, y) => 0.3 * Math.sin(2 * x) * Math.cos(y);
const grid = (() => {
  const [xs, ys] = [spaced(WINDOW[0], 201), spaced(WINDOW[1], 201)];
  return makeGrid([...ys].flatMap((y) => [...xs].map((x) => f(x, y))), 201, 201, WINDOW);
})();
const scale = [0.5, 0, 0, 0, 0, 0.25, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const eye = [1.2, -1.6, 1.4];
const matrices = {
  perspective: multiply(multiply(perspective(0.8, SIZE[0] / SIZE[1], 0.1, 50), camera(eye, [0, 0, 0])), scale),
  orthographic: multiply(multiply(orthographic(SIZE[0] / SIZE[1], 0.01, 1000), camera(eye, [0, 0, 0])), scale),
};

for (const [name, matrix] of Object.entries(matrices)) {
  test(`${name}: a matrix times its inverse is the identity`, () => {
    multiply(matrix, invert(matrix)).forEach((value, k) => assert.ok(Math.abs(value - (k % 5 ? 0 : 1)) < 1e-9));
  });

  test(`${name}: what is seen at a pixel is met by the ray through it`, () => {
    const { to, ray } = projector(matrix, ...SIZE);
    for (const [x, y] of [[0.1, 0.2], [-1, -3], [1.5, 2]]) {
      const [px, py] = to(x, y, f(x, y));
      const found = meet(ray(px, py), grid);
      // A hill may stand before the place; then what is met is nearer, on the same ray.
      const [qx, qy] = to(found[0], found[1], f(...found));
      assert.ok(Math.hypot(qx - px, qy - py) < 0.2);
    }
    assert.equal(meet(ray(2, 2), grid), null);
  });

  test(`${name}: towards the eye a point stays at its pixel`, () => {
    const { to, eyeward } = projector(matrix, ...SIZE);
    const [x, y, h] = [0.7, -1.1, 0.2];
    const [dx, dy, dh] = eyeward(x, y, h);
    assert.ok(dh > 0);
    const [before, after] = [to(x, y, h), to(x + 1e-3 * dx, y + 1e-3 * dy, h + 1e-3 * dh)];
    assert.ok(Math.hypot(before[0] - after[0], before[1] - after[1]) < 1e-6);
  });
}

test("the middle of what the camera looks at is the middle of the picture", () => {
  for (const matrix of Object.values(matrices)) {
    const [px, py] = projector(matrix, ...SIZE).to(0, 0, 0);
    assert.ok(Math.hypot(px - 320, py - 240) < 1e-9);
  }
});
