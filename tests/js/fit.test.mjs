import test from "node:test";
import assert from "node:assert/strict";
import { carried, fit, HOME, mixed, risen, turned, zoomed } from "../../assets/lib/fit.js";
import { multiply, projector } from "../../assets/lib/project.js";
import { camera, orthographic } from "./matrices.mjs";

/* The matrix that Plotly makes of an aspect ratio and a camera, of a scene with these ranges: see calcCameraParams in its gl-plot3d. */
function matrixOf({ aspectratio, camera: { eye, center } }, box, { width, height }) {
  const spans = box.map(([from, to]) => to - from);
  const ratio = [aspectratio.x, aspectratio.y, aspectratio.z];
  const model = new Float64Array(16);
  model[15] = 1;
  for (let k = 0; k < 3; k++) {
    model[5 * k] = ratio[k] / spans[k];
    model[12 + k] = (-model[5 * k] * (box[k][0] + box[k][1])) / 2;
  }
  const view = camera([eye.x, eye.y, eye.z], [center.x, center.y, center.z]);
  return multiply(multiply(orthographic(width / height, 0.01, 1000), view), model);
}

const box = [[-1, 4.5], [-3.2, 3.1], [-0.5, 3]];
const unit = 0.5 / 2.9;
const points = [];
for (const x of [-1, 1, 4.5]) for (const y of [-3.2, 0, 3.1]) points.push([x, y, -0.4], [x, y, 0.3 * x + 1]);
const size = { width: 744, height: 490 };
const pads = { left: 24, right: 12, top: 10, bottom: 74 };

function seen(view, frame = size, free = pads) {
  const place = fit(box, unit, points, view, frame, free);
  const { to } = projector(matrixOf(place, box, frame), frame.width, frame.height);
  const pixels = points.map((point) => to(...point));
  const ends = (k) => [Math.min(...pixels.map((p) => p[k])), Math.max(...pixels.map((p) => p[k]))];
  return { place, to, across: ends(0), down: ends(1) };
}

test("from everywhere the block fills what the pads leave free, in width or in height, and stands in its middle", () => {
  for (const azimuth of [-180, -118, -60, 0, 33, 90, 170]) {
    for (const elevation of [8, 25, 40, 70, 89]) {
      for (const frame of [size, { width: 390, height: 318 }, { width: 1700, height: 900 }, { width: 300, height: 640 }]) {
        const { across, down } = seen({ azimuth, elevation, zoom: 1 }, frame);
        const room = [frame.width - pads.left - pads.right, frame.height - pads.top - pads.bottom];
        const [wide, tall] = [across[1] - across[0], down[1] - down[0]];
        assert.ok(Math.abs(Math.max(wide / room[0], tall / room[1]) - 1) < 1e-9);
        assert.ok(Math.abs((across[0] + across[1]) / 2 - (pads.left + room[0] / 2)) < 1e-6);
        assert.ok(Math.abs((down[0] + down[1]) / 2 - (pads.top + room[1] / 2)) < 1e-6);
      }
    }
  }
});

test("zoom 2 shows all twice as large around the same middle", () => {
  const [one, two] = [seen(HOME), seen({ ...HOME, zoom: 2 })];
  assert.ok(Math.abs((two.across[1] - two.across[0]) / (one.across[1] - one.across[0]) - 2) < 1e-9);
  assert.ok(Math.abs(two.across[0] + two.across[1] - one.across[0] - one.across[1]) < 1e-6);
});

test("height is drawn in the unit asked for, width and depth 1 wide", () => {
  const { aspectratio } = fit(box, unit, points, HOME, size, pads);
  assert.equal(aspectratio.x, aspectratio.y);
  assert.ok(Math.abs(aspectratio.z / aspectratio.x - unit * 3.5) < 1e-12);
});

test("while it rises, the land's foot stays where it is", () => {
  const place = fit(box, unit, points, HOME, size, pads);
  const of = (part) => projector(matrixOf(risen(place, part), box, size), size.width, size.height).to;
  for (const [x, y] of [[-1, -3.2], [4.5, 3.1]]) {
    const [a, b, c] = [of(1)(x, y, box[2][0]), of(0.03)(x, y, box[2][0]), of(0.4)(x, y, box[2][0])];
    for (const other of [b, c]) assert.ok(Math.hypot(a[0] - other[0], a[1] - other[1]) < 1e-6);
    // And the top has come up by as much of its way.
    const [top, half] = [of(1)(x, y, 3), of(0.5)(x, y, 3)];
    assert.ok(Math.abs(half[1] - (a[1] + top[1]) / 2) < 1e-6);
  }
});

test("turning goes round and stays above the ground", () => {
  assert.deepEqual(turned({ azimuth: 170, elevation: 80, zoom: 1.5 }, 20, 30), { azimuth: -170, elevation: 89, zoom: 1.5 });
  assert.deepEqual(turned({ azimuth: -170, elevation: 20, zoom: 1 }, -20, -30), { azimuth: 170, elevation: 8, zoom: 1 });
  assert.equal(zoomed(HOME, 100).zoom, 4);
  assert.equal(zoomed(HOME, 0.01).zoom, 0.5);
});

test("another box is first seen where the old one was, at any size and place, and ends where it is fitted", () => {
  const after = [[0.5, 23], [-9, 8], [-0.4, 14]];
  const shift = [3.5, -2];
  const old = fit(box, unit, points, HOME, size, pads);
  const place = carried(old, box, after, shift);
  const [{ to: before }, { to: now }] = [[old, box], [place, after]].map(([each, of]) => projector(matrixOf(each, of, size), size.width, size.height));
  for (const [x, y, h] of points) {
    const [one, other] = [before(x, y, h), now(x + shift[0], y + shift[1], h)];
    one.forEach((pixel, k) => assert.ok(Math.abs(pixel - other[k]) < 1e-6, `${one} became ${other}`));
  }
  const fitted = fit(after, unit, points, HOME, size, pads);
  for (const [part, like] of [[0, place], [1, fitted]]) {
    const { to } = projector(matrixOf(mixed(place, fitted, part), after, size), size.width, size.height);
    const { to: wanted } = projector(matrixOf(like, after, size), size.width, size.height);
    for (const point of points) to(...point).forEach((pixel, k) => assert.ok(Math.abs(pixel - wanted(...point)[k]) < 1e-6));
  }
});
