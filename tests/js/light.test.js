/* Grids as the server sends them: a small one, worked out by hand. */
"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { load } = require("./tools.js");

const { light } = load("light.js");

/* Heights 10, 11 / 12, 9: counts 1, 2 / 3, 0 of 1 above 9; more than the plane by 1, 1 / 2, -4. Doubled, a negative one less 1. */
const GRID = { differences: Buffer.from([2, 2, 4, 7, 0, 0, 0, 0]).toString("base64"), shape: [2, 2], low: 9, part: 1 };

test("a grid is added up again", () => {
  assert.deepEqual(light.rows(GRID).map((row) => Array.from(row)), [[10, 11], [12, 9]]);
});

test("upper bytes count 256, and sums wrap where the server's did", () => {
  const grid = { differences: Buffer.from([254, 1, 255, 0]).toString("base64"), shape: [1, 2], low: 0, part: 0.5 };
  // 65,534 is 32,767 doubled; 1 is -1: from 32,767 to 32,766.
  assert.deepEqual(Array.from(light.rows(grid)[0]), [16383.5, 16383]);
});

test("everything else stays as it is, wherever the grids are", () => {
  const given = { data: [{ z: GRID, name: "loss", at: null }], shape: "2, 2", n: 3 };
  const back = light.restored(given);
  assert.deepEqual(Array.from(back.data[0].z[1]), [12, 9]);
  assert.deepEqual({ ...back.data[0], z: 0 }, { z: 0, name: "loss", at: null });
  assert.equal(back.shape, "2, 2");
  assert.equal(given.data[0].z, GRID);
});
