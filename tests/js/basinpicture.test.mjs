import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";
import { pictureOf } from "../../assets/pages/lab/basinpicture.js";

const ll = createRequire(import.meta.url)("./tools.js").load("basin.js", "near.js");
const tools = { basin: ll.basin, phrase: ll.phrase, number: ll.near.number };
const shown = (maps, run = { of: 2, against: 0, styles: [] }) => pictureOf(maps, run, tools);
/* Of four starts, by their ends: the number of a minimum, -1 in no valley, -2 where the loss jumps. */
const map = (rows, others = {}) => ({ lowest: 1, minima: [{ loss: 0.1 }, { loss: 0.61671 }], rows, next: null, ...others });

test("a map's key names each valley with its share, the commonest first, and every cell has a colour", () => {
  const { z, colours, key, sentence } = shown([map([[0, 1], [1, -1]])]);
  assert.deepEqual(key.map((row) => row[1]), ["local minimum, loss 0.6167: 50 %", "lowest valley: 25 %", "in no valley of the picture: 25 %"]);
  assert.deepEqual(z, [[2, 3], [3, 1]]);
  for (const cell of z.flat()) assert.match(colours[cell], /^#/);
  assert.equal(colours[2], key[1][0], "a cell has its key's colour");
  assert.equal(sentence, "25 % of 4 starts reach the lowest valley with run 2.");
});

test("the sentence waits for the whole map, and says where no start or no valley is", () => {
  assert.equal(shown([map([[0, 1]], { next: 1 })]).sentence, "");
  assert.equal(shown([map([[1, 1], [1, -2]])]).sentence, "None of the 4 starts reaches the lowest valley with run 2.");
  assert.equal(shown([map([[1, 1]], { lowest: 0 })]).sentence, "There’s no lowest valley in this window, so no start can reach it.");
  assert.deepEqual(shown([map([], { error: "No." })]), { z: [], colours: [], key: [], sentence: "No." });
});

test("two maps are compared in one picture", () => {
  const styles = [{ colour: "#111111" }, { colour: "#222222" }];
  const { z, colours, key, sentence } = shown([map([[0, 0], [0, 1]]), map([[0, 1], [1, 1]])], { of: 1, against: 2, styles });
  assert.deepEqual(JSON.parse(JSON.stringify(z)), [[3, 1], [1, 0]]);
  assert.deepEqual(colours.slice(1, 3), ["#111111", "#222222"]);
  assert.deepEqual(key.map((row) => row[1]), ["neither: 25 %", "only run 1: 50 %", "only run 2: 0 %", "both: 25 %"]);
  assert.equal(sentence, "Run 1 reaches the lowest valley from 75 % of the starts, and run 2 from 25 %.");
});
