import test from "node:test";
import assert from "node:assert/strict";
import { clipSegment } from "../../assets/lib/clip.js";

const WINDOW = [[0, 2], [-1, 1]];

function random(seed) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

test("a segment is cut where it crosses the edge", () => {
  const shares = (...segment) => {
    const part = clipSegment(...segment, WINDOW);
    return part && [part.from, part.to];
  };
  assert.deepEqual(shares(0.5, 0, 1, 0.5), [0, 1]);
  assert.deepEqual(shares(-2, 0, 2, 0), [0.5, 1]);
  assert.deepEqual(shares(-1, 0, 3, 0), [0.25, 0.75]);
  assert.equal(shares(-1, 0, 0.5, 3), null);
  assert.equal(shares(3, 0, 4, 0), null);
  assert.deepEqual(shares(0, -1, 0, 1), [0, 1]); // along the edge
  assert.deepEqual(clipSegment(-1, 0.5, 3, 0.5, WINDOW), { from: 0.25, to: 0.75, begin: [0, 0.5], end: [2, 0.5] });
});

test("what is left lies inside, and nothing inside is lost", () => {
  const next = random(7);
  for (let n = 0; n < 400; n++) {
    const [x0, y0, x1, y1] = Array.from({ length: 4 }, () => 8 * next() - 4);
    const part = clipSegment(x0, y0, x1, y1, WINDOW);
    for (let k = 0; k <= 50; k++) {
      const t = k / 50;
      const [x, y] = [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
      const room = Math.min(x - 0, 2 - x, y + 1, 1 - y); // inside where it is above 0
      if (Math.abs(room) < 1e-9) continue;
      assert.equal(Boolean(part && t >= part.from && t <= part.to), room > 0);
    }
  }
});

/* A number as a whole multiple of 2^-1100, exactly: no digit is lost, whatever its size. */
const SCALE = 1100n;
function exact(value) {
  let exponent = 0;
  let whole = value;
  while (!Number.isInteger(whole)) [whole, exponent] = [whole * 2, exponent + 1];
  return (BigInt(whole) << SCALE) >> BigInt(exponent);
}

test("steps from far away are cut inside the window, on the line that they really are", () => {
  const next = random(3);
  const inside = ([x, y]) => x >= 0 && x <= 2 && y >= -1 && y <= 1;
  let drawn = 0;
  for (let n = 0; n < 6000; n++) {
    // From a place in the window, or just beside it, to one that is up to 1e30 away.
    const near = [3 * next() - 0.5, 3 * next() - 1.5];
    const size = 10 ** (30 * next());
    const angle = 7 * next();
    const far = [size * Math.cos(angle), size * Math.sin(angle)];
    const part = n % 2 ? clipSegment(...near, ...far, WINDOW) : clipSegment(...far, ...near, WINDOW);
    if (inside(near)) assert.ok(part, `${near} is inside`);
    if (!part) continue;
    drawn += 1;
    const [a, b] = [near, far].map((each) => each.map(exact));
    for (const place of [part.begin, part.end]) {
      assert.ok(inside(place) || place === far, `${place} of ${near} to ${far}`);
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      const [px, py] = place.map(exact);
      const cross = (px - a[0]) * dy - (py - a[1]) * dx;
      const long = [dx, dy].map((each) => (each < 0n ? -each : each)).reduce((one, other) => (one > other ? one : other));
      const aside = Number(((cross << 60n) / long) >> SCALE) / 2 ** 60;
      assert.ok(Math.abs(aside) < 1e-9, `${place} is ${aside} beside the line from ${near} to ${far}`);
    }
    const kept = n % 2 ? part.begin : part.end;
    if (inside(near)) assert.deepEqual(kept, near, "an end inside stays where it is");
  }
  assert.ok(drawn > 1000, String(drawn));
});

test("where nobody can say where a step passes, there is a gap", () => {
  assert.equal(clipSegment(-1e20, -1e20, 1e20, 1e20 + 1e5, WINDOW), null);
  assert.equal(clipSegment(0, 0, Infinity, 0, WINDOW), null);
  assert.equal(clipSegment(NaN, 0, 1, 0, WINDOW), null);
  assert.equal(clipSegment(-1e308, 0, 1e308, 0, WINDOW), null);
  assert.deepEqual(clipSegment(1, 0, 1e300, 0, WINDOW)?.end, [2, 0]);
});
