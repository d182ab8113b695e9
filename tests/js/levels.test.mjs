import test from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { levelLines, levelsWithin } from "../../assets/lib/levels.js";
import { makeGrid } from "../../assets/lib/grid.js";

const { source, cases } = JSON.parse(readFileSync(new URL("levels.fixture.json", import.meta.url), "utf8"));

/* The points of a line, and every other way of writing the same line down: backwards, and a closed one from each of its points. */
function ways(numbers) {
  const points = Array.from({ length: numbers.length / 2 }, (_, k) => [numbers[2 * k], numbers[2 * k + 1]]);
  const closed = points.length > 2 && points[0].every((value, k) => value === points.at(-1)[k]);
  if (closed) points.pop();
  const starts = closed ? points.map((_, k) => [...points.slice(k), ...points.slice(0, k)]) : [points];
  return { closed, all: starts.flatMap((way) => [way, [...way].reverse()]) };
}

/* Whether two lines are one, up to the digits of the fixture. */
function same(found, wanted) {
  if (found.length !== wanted.length) return false;
  const [a, b] = [ways(found), ways(wanted)];
  return a.closed === b.closed && a.all.some((way) => way.every(([x, y], k) => Math.hypot(x - b.all[0][k][0], y - b.all[0][k][1]) < 2e-6));
}

for (const { name, level, columns, rows, window, z, lines } of cases) {
  test(`${name} at ${level}: the lines are those of ${source.split(",")[0]}`, () => {
    const found = levelLines(makeGrid(z, columns, rows, window), level);
    assert.equal(found.length, lines.length);
    for (const line of lines) assert.ok(found.some((each) => same(each, line)), `not found: ${line}`);
  });
}

test("levels are round, every fifth is strong, and none is at the very bottom or top", () => {
  const levels = levelsWithin(0.14, 1.4, 0.2);
  assert.deepEqual(levels.map(({ level }) => level), [0.2, 0.4, 0.6, 0.8, 1, 1.2]);
  assert.deepEqual(levels.filter(({ strong }) => strong).map(({ level }) => level), [1]);
  assert.deepEqual(levelsWithin(0, 1, 0.5).map(({ level }) => level), [0.5]);
  assert.deepEqual(levelsWithin(-0.3, 0.15, 0.1).map(({ level }) => level), [-0.2, -0.1, 0, 0.1]);
});
