"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./tools.js");

const { pick } = load("pick.js");

/* WebGL's perspective and look-at matrices, column by column, as in every textbook. */
function perspective(angle, aspect, near, far) {
  const f = 1 / Math.tan(angle / 2);
  return [f / aspect, 0, 0, 0, 0, f, 0, 0, 0, 0, (far + near) / (near - far), -1, 0, 0, (2 * far * near) / (near - far), 0];
}
function lookAt(eye, up) {
  const norm = (v) => v.map((value) => value / Math.hypot(...v));
  const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  const z = norm(eye);
  const x = norm(cross(up, z));
  const y = cross(z, x);
  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  return [x[0], y[0], z[0], 0, x[1], y[1], z[1], 0, x[2], y[2], z[2], 0, -dot(x, eye), -dot(y, eye), -dot(z, eye), 1];
}
const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const size = [640, 480];
const scale = [0.5, 0.25, 1];
const camera = { projection: perspective(0.8, size[0] / size[1], 0.1, 50), view: lookAt([1.2, -1.6, 1.4], [0, 0, 1]), model: identity };

/* z = 0.3 sin x cos y over [-2, 2] x [-4, 4]. */
function hills(count = 201) {
  const x = Float64Array.from({ length: count }, (_, i) => -2 + (4 * i) / (count - 1));
  const y = Float64Array.from({ length: count }, (_, j) => -4 + (8 * j) / (count - 1));
  const z = new Float64Array(count * count);
  y.forEach((b, j) => x.forEach((a, i) => (z[j * count + i] = 0.3 * Math.sin(2 * a) * Math.cos(b))));
  return { x, y, z };
}

test("a matrix times its inverse is the identity", () => {
  const product = pick.multiply(camera.view, pick.invert(camera.view));
  identity.forEach((value, k) => assert.ok(Math.abs(product[k] - value) < 1e-12));
});

const POINTS = [[0, 0], [1.2, -2], [-1.5, -3.3], [1.9, 3.9], [-0.3, 1.1], [0.7, -0.4]];

test("from above, a point on the surface is found again from the pixel where it is seen", () => {
  const grid = hills();
  const above = { ...camera, view: lookAt([0.1, -0.2, 3], [0, 1, 0]) };
  for (const [x, y] of POINTS) {
    const pixel = pick.project(above, scale, [x, y, pick.height(grid, x, y)], size);
    const found = pick.meet(pick.ray(above, scale, pixel, size), grid);
    assert.ok(found && Math.hypot(found[0] - x, found[1] - y) < 1e-9, `(${x}, ${y}) became (${found})`);
  }
});

test("from the side, a hill in front hides what is behind it: what is met is seen at that pixel, and is no farther", () => {
  const grid = hills();
  const eye = [1.2 / scale[0], -1.6 / scale[1], 1.4];
  const away = (point) => Math.hypot(...point.map((value, k) => (value - eye[k]) * scale[k]));
  let hidden = 0;
  for (const [x, y] of POINTS) {
    const point = [x, y, pick.height(grid, x, y)];
    const pixel = pick.project(camera, scale, point, size);
    const found = pick.meet(pick.ray(camera, scale, pixel, size), grid);
    const met = [...found, pick.height(grid, found[0], found[1])];
    const seen = pick.project(camera, scale, met, size);
    assert.ok(Math.hypot(seen[0] - pixel[0], seen[1] - pixel[1]) < 1e-6);
    assert.ok(away(met) <= away(point) + 1e-9);
    if (away(met) < away(point) - 1e-6) hidden++;
  }
  assert.ok(hidden > 0 && hidden < POINTS.length, `${hidden} hidden`);
});

test("a ray that passes by meets nothing", () => {
  assert.equal(pick.meet(pick.ray(camera, scale, [2, 2], size), hills(21)), null);
});

test("the height between grid points is the bilinear one", () => {
  const grid = { x: [0, 1], y: [0, 2], z: [0, 1, 2, 5] };
  assert.equal(pick.height(grid, 0.5, 1), 2);
  assert.equal(pick.height(grid, 1, 2), 5);
});
