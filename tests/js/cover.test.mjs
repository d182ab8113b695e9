import test from "node:test";
import assert from "node:assert/strict";
import { told } from "../../assets/pages/lab/cover.js";

test("the cover never says that one is caught when both have reached the star", () => {
  assert.equal(told(["lowest", "lowest"], true), "lowest-lowest");
  assert.equal(told(["local minimum", "lowest"], true), "caught-lowest");
  assert.equal(told(["lowest", "local minimum"], true), "lowest-caught");
  assert.equal(told(["local minimum", "local minimum"], true), "caught-caught");
});

test("it waits for what is still moving, and says nothing of runs that it does not know", () => {
  assert.equal(told(["", ""], true), "walking");
  assert.equal(told(["local minimum", ""], true), "caught");
  assert.equal(told(["lowest", ""], true), "walking");
  assert.equal(told(["lowest", "never settles"], true), "other");
  assert.equal(told(["lowest", "lowest"], false), "");
  assert.equal(told(["lowest"], true), "");
});
