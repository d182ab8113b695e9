"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { load } = require("./tools.js");

const { create, whole } = load("height.js").height;

/* A frame whose clock a test moves on by hand. */
function frame() {
  const said = [];
  let due = null;
  const teller = create({
    post: (message) => said.push(typeof message === "string" ? message : JSON.stringify(message)),
    later: (act) => {
      due = act;
      return () => { due = null; };
    },
  });
  const wait = () => {
    const act = due;
    due = null;
    if (act) act();
  };
  return { teller, said, wait, need: (...heights) => heights.forEach((height) => { teller.need(height); wait(); }) };
}

test("a height is told once it rests, as an object and as a text", () => {
  const { teller, said, wait } = frame();
  [300, 700, 812.4].forEach(teller.need);
  assert.deepEqual(said, []);
  wait();
  const message = { subject: "lti.frameResize", height: 813 };
  assert.deepEqual(said.map((each) => JSON.parse(each)), [message, message]);
  wait();
  assert.equal(said.length, 2);
});

test("what is as good as the same is not told again", () => {
  const { said, need } = frame();
  need(500, 500.9, 501, 499.2);
  assert.equal(said.length, 2);
  need(520);
  assert.equal(said.length, 4);
});

test("a page with H5P's resizer is answered in its words", () => {
  const { teller, said, need } = frame();
  const h5p = () => said.splice(0).map((each) => JSON.parse(each)).filter((each) => each.context === "h5p");
  need(400);
  assert.deepEqual(h5p(), [], "nothing is prepared for a page that has not said hello");
  teller.hear({ context: "h5p", action: "ready" });
  assert.deepEqual(h5p(), [{ context: "h5p", action: "hello" }]);
  teller.hear({ context: "h5p", action: "hello" });
  assert.deepEqual(h5p(), [{ context: "h5p", action: "prepareResize", scrollHeight: 400, clientHeight: 400 }]);
  teller.hear({ context: "h5p", action: "resizePrepared" });
  assert.deepEqual(h5p(), [{ context: "h5p", action: "resize", scrollHeight: 400 }]);
  need(600);
  assert.deepEqual(h5p().map((each) => each.scrollHeight), [600]);
});

test("what is no message of H5P is left alone", () => {
  const { teller, said } = frame();
  [null, undefined, 5, "h5p", {}, { context: "other", action: "ready" }, { context: "h5p" }].forEach(teller.hear);
  assert.deepEqual(said, []);
});

test("a frame that falls short by as much as the stuck player needs still holds the whole page", () => {
  assert.equal(whole(1000, 1040), true);
  assert.equal(whole(620, 1040), false);
});
