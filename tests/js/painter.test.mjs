import test from "node:test";
import assert from "node:assert/strict";
import { fakeCanvas } from "./canvas.mjs";
import { EMPTY, paint } from "../../assets/stage/painter.js";
import { DARK, EDGE, LIGHT, PALETTES } from "../../assets/stage/palette.js";
import { flatSight } from "../../assets/stage/sight.js";
import { createTrack } from "../../assets/stage/track.js";

const WINDOW = [[-2, 2], [-2, 2]];
const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"];
const markers = ["circle", "square", "diamond", "triangle-up"];
const dashes = ["solid", "dash", "dot", "dashdot"];
const run = (k) => ({
  track: createTrack({ weights: [-1.5, 1, 0.2 * k, 0, 1.5, -1 + 0.3 * k], rows: 3 }, markers[k]),
  style: { colour: colours[k], dash: dashes[k], marker: markers[k] },
});

/* What is painted of a picture, of a map so large that marks have this size. */
function painted(changes, size = 1, theme = "light") {
  const { canvas, drawn } = fakeCanvas();
  const sight = flatSight(WINDOW, { left: 0, top: 0, width: 400, height: 400 }, size);
  paint(canvas, sight, { ...EMPTY, ...changes }, PALETTES[theme]);
  return drawn;
}

const things = {
  paths: { runs: [0, 1, 2, 3].map(run), step: 1.5 },
  balls: { runs: [run(0)], step: 0 },
  "local minimum": { marks: [{ mark: "local minimum", weights: [0, 0] }] },
  saddle: { marks: [{ mark: "saddle", weights: [0, 0] }] },
  star: { marks: [{ mark: "lowest", weights: [0, 0] }] },
  start: { start: [0.5, 0.5] },
  hover: { hover: { at: [1, 1], run: null } },
  "hover of a run": { runs: [run(1)], hover: { at: [1, 1], run: 0 } },
  guess: { guess: [0, 1] },
  valley: { valley: [[[0, 0], [1, 1]]] },
  arrows: { arrows: ["slope", "velocity", "step"].map((name) => ({ name, from: [0, 0], to: [1, 0.5] })) },
};

for (const name of Object.keys(things)) {
  test(`${name}: an opaque dark and an opaque light part, each at least 1.5 px wide, at every size and in both themes`, () => {
    for (const size of [0.42, 0.72, 1, 1.35]) {
      for (const theme of ["light", "dark"]) {
        const drawn = painted(fresh(things[name]), size, theme).filter(({ path }) => path.ops.length);
        assert.ok(drawn.length);
        for (const path of new Set(drawn.map((each) => each.path))) edges(drawn.filter((each) => each.path === path), name);
      }
    }
  });
}

/* Tracks keep pixels, so each picture has its own. */
function fresh(thing) {
  if (!thing.runs) return thing;
  return { ...thing, runs: thing.runs.map(({ track, style }) => ({ track: createTrack(track.path, style.marker), style })) };
}

/* The visible parts of strokes and fills of one outline, the widest below. */
function edges(layers, name) {
  assert.ok(layers.every(({ alpha }) => alpha === 1), `${name} is see-through`);
  const wide = (colour) => Math.max(0, ...layers.filter((each) => each.how === "stroke" && each.colour === colour).map(({ width }) => width));
  const [dark, light] = [wide(DARK), wide(LIGHT)];
  const parts = [dark, light, ...layers.filter(({ how }) => how === "stroke").map(({ width }) => width)].sort((p, q) => q - p);
  assert.ok(dark && light, `${name} lacks one of the two`);
  // On each side of the wider one there is 1.5 px of it left; the narrower one is itself at least 1.5 px on each side of what lies on it.
  assert.ok(Number((Math.abs(dark - light) / 2).toFixed(6)) >= EDGE, `${name}: ${dark} and ${light}`);
  const narrow = Math.min(dark, light);
  // A fill that comes later covers the inner half of the line.
  const filled = layers.findLastIndex(({ how }) => how === "fill") > layers.findIndex(({ width }) => width === narrow);
  const inner = Math.max(0, ...parts.filter((width) => width < narrow - 1e-9));
  const seen = inner ? (narrow - inner) / 2 : filled ? narrow / 2 : narrow;
  assert.ok(Number(seen.toFixed(6)) >= EDGE, `${name}: ${narrow} over ${inner}`);
}

test("the first run lies on top, and each has its own marker", () => {
  const drawn = painted(fresh(things.paths));
  const order = drawn.filter(({ how, colour }) => how === "stroke" && colours.includes(colour)).map(({ colour }) => colour);
  assert.deepEqual([...new Set(order)], [...colours].reverse());
});

test("what lies outside of the window is not painted", () => {
  for (const changes of [{ start: [3, 0] }, { guess: [0, 5] }, { marks: [{ mark: "lowest", weights: [9, 9] }] }, { hover: { at: [-3, 0], run: null } }]) {
    assert.deepEqual(painted(changes).filter(({ path }) => path.ops.length), []);
  }
});
