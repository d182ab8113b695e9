import assert from "node:assert/strict";
import test from "node:test";
import { curve, row, shown } from "../../assets/practice/numbers.js";

test("numbers have three decimals, a true minus, and infinity its sign", () => {
  assert.equal(shown(0.10536), "0.105");
  assert.equal(shown(-2.3026), "−2.303");
  assert.equal(shown(Infinity), "∞");
});

test("a prediction stands in the table if it has few enough decimals, with a point or a comma", () => {
  assert.equal(row("0.9", 1001), 900);
  assert.equal(row(" 0,125 ", 1001), 125);
  assert.equal(row("1", 1001), 1000);
  assert.equal(row(".5", 1001), 500);
  for (const text of ["0.9995", "", "abc", "-0.1", "1.1", "0.5.5", "1e-1"]) assert.equal(row(text, 1001), -1, text);
});

test("the curve leaves out what is infinite or above the picture, and ends at its corner", () => {
  assert.equal(curve([null, 8, 2, 1, 0], 100, 50, 5), "M50.0 30.0L75.0 40.0L100.0 50.0");
});
