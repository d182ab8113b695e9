"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const SCRIPT = fs.readFileSync(path.join(__dirname, "..", "..", "assets", "pages", "lesson.js"), "utf8");

function lesson() {
  const told = [];
  const scope = { document: { addEventListener() {} }, dash_clientside: { set_props: (id, props) => told.push([id, Array.from(props.data)]) } };
  vm.runInNewContext(SCRIPT, { window: scope });
  return { told, tried: scope.LossLandscape.lesson.tried };
}

test("every value that was chosen counts as a try, also one that was replaced before it was known what it comes to", () => {
  const { told, tried } = lesson();
  tried("own", 0, true);
  tried("rate 15", 8000, false);
  tried("rate 18", 16000, false);
  tried("rate 20", 24000, false);
  tried("rate 20", 24000, true);
  assert.deepEqual(told, [["store-lesson_watched", ["own"]], ["store-lesson_watched", ["own", "rate 15", "rate 18", "rate 20"]]]);
});

test("what a slider passes on its way is one try", () => {
  const { told, tried } = lesson();
  for (let at = 0; at < 2000; at += 100) tried(`rate ${at}`, at, true);
  assert.deepEqual(told.pop()[1], ["rate 1900"]);
});
