"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load } = require("./tools.js");

const ll = load("work.js");
const RUN = { scene: "s", runs: ["a", "b"], helpers: [], slice: "path", steps: 100, sizes: [51, 101], small: 31, several: 0 };
const plain = (value) => JSON.parse(JSON.stringify(value));

/* Answer every question as the server would; gives the list of questions. */
function walk(run, known, asked = { way: { run: 0, which: 0 } }, most = 100) {
  const seen = [];
  for (let i = 0; i < most; i++) {
    const question = ll.work.next(run, known, asked);
    if (!question) return seen;
    seen.push(plain(question));
    const reply = { scene: run.scene, ...plain(question) };
    if (question.kind === "pieces") reply.pieces = question.pieces.map(({ run: link, first }) => ({ run: link, first, next: first === 0 ? 64 : null }));
    if (question.kind === "part") reply.next = Math.min((question.first || 0) + 26, question.which === undefined ? question.size : run.small);
    if (question.kind === "minima") reply.next = question.first === 0 ? 7 : null;
    assert.equal(ll.work.take(run, known, reply), true);
  }
  throw new Error("it never ends");
}

test("the axes come first, then trainings, the coarse slices, the fine ones, and what lies beside them", () => {
  const kinds = walk(RUN, ll.work.create(RUN, {})).map((each) => each.kind + (each.size || ""));
  assert.deepEqual(kinds, [
    "pictures", "pieces", "pieces",
    "part51", "part51", "part51", "part51", "pictures51",
    ...Array(8).fill("part101"), ...Array(4).fill("minima"), "pictures101", "facts", "facts", "way",
  ]);
});

test("trainings that are known are not asked for again", () => {
  const kinds = walk(RUN, ll.work.create(RUN, { a: null, b: null })).map((each) => each.kind);
  assert.ok(!kinds.includes("pieces"));
  const one = walk({ ...RUN, helpers: ["c"] }, ll.work.create({ ...RUN, helpers: ["c"] }, { a: null, b: null }));
  assert.deepEqual(one[1].pieces, [{ run: "c", first: 0 }]);
});

test("a line has no parts and no way down", () => {
  const run = { ...RUN, slice: "line", sizes: [51] };
  assert.deepEqual(walk(run, ll.work.create(run, {})).map((each) => each.kind), ["pictures", "pieces", "pieces", "pictures", "facts", "facts"]);
});

test("another minimum is one more question, small slices are asked for one by one", () => {
  const known = ll.work.create(RUN, {});
  walk(RUN, known);
  assert.deepEqual(walk(RUN, known, { way: { run: 1, which: 2 } }), [{ kind: "way", run: 1, which: 2 }]);
  const several = { ...RUN, several: 2 };
  const more = walk(several, known, { way: { run: 1, which: 2 } }).map((each) => each.kind);
  assert.deepEqual(more, ["part", "part", "minima", "minima", "part", "part", "minima", "minima", "several"]);
});

test("after a refusal nothing more is asked, and a reply of another scene changes nothing", () => {
  const known = ll.work.create(RUN, {});
  assert.equal(ll.work.take(RUN, known, { scene: "other", kind: "pictures", size: 0 }), false);
  assert.equal(known.frame, false);
  ll.work.take(RUN, known, { scene: "s", kind: "pieces", error: "Too much." });
  assert.equal(known.failed, "Too much.");
  assert.equal(ll.work.next(RUN, known, { way: { run: 0, which: 0 } }), null);
});

test("a late piece is not taken twice", () => {
  const known = ll.work.create(RUN, {});
  const piece = { scene: "s", kind: "pieces", pieces: [{ run: "a", first: 0, next: 64 }] };
  ll.work.take(RUN, known, piece);
  ll.work.take(RUN, known, { ...piece, pieces: [{ run: "a", first: 0, next: 32 }] });
  assert.equal(known.first.a, 64);
});

test("what is under way is told with its share", () => {
  const known = ll.work.create(RUN, {});
  known.frame = true;
  const now = () => ll.work.told(RUN, known, ll.work.next(RUN, known, { way: { run: 0, which: 0 } }));
  known.first.a = 50;
  assert.deepEqual(plain(now()), { words: "2 trainings: step 0 of 100", share: 0.25 });
  known.first.a = known.first.b = null;
  known.rows["0:51"] = 51;
  assert.deepEqual(plain(now()), { words: "Slice of 51 × 51 points", share: 0.5 });
  assert.equal(ll.work.told(RUN, known, null).share, 1);
});

test("the kept step is the last one not after the step on screen", () => {
  const at = [0, 4, 8, 10];
  assert.deepEqual([0, 3, 4, 9, 10, 99].map((step) => ll.work.index(at, step)), [0, 0, 1, 2, 3, 3]);
});

test("a path on the slice is as draw.js takes it", () => {
  const all = load("path.js", "clip.js", "draw.js", "work.js");
  const window = [[0, 9], [0, 9]];
  const path = all.work.path([1, 2, 3], [4, 5, 6], Float64Array.from([7, 8, 9]));
  const sets = all.draw.data("contour", path, { step: 1, ball: 1, window });
  assert.deepEqual(Array.from(sets[0].x), [1, 2]);
  assert.deepEqual(Array.from(sets[0].y), [4, 5]);
  const surface = all.draw.data("surface", path, { step: 2, ball: 2, window, lift: 0.5, height: (value) => value });
  assert.deepEqual(Array.from(surface[0].z), [7.5, 8.5, 9.5]);
});
