/* How often a page looks after itself: in every frame while something moves, else a few times a second. */
import assert from "node:assert/strict";
import test, { mock } from "node:test";

const { createBeat } = await import("../../assets/parts/beat.js");

const FRAME = 16; // ms

/* A browser with a clock of its own: timers and frames come when it is told to go on. */
function setUp(moving = () => false) {
  mock.timers.enable({ apis: ["setTimeout"] });
  let now = 0;
  let frames = [];
  const heard = new Map();
  const listen = (name, what) => heard.set(name, what);
  Object.assign(globalThis, { requestAnimationFrame: (what) => frames.push(what), document: { addEventListener: listen }, addEventListener: listen });
  mock.method(performance, "now", () => now);
  const times = [];
  const beat = createBeat();
  beat.keep((at) => times.push(at), moving);
  const pass = (ms) => {
    for (const end = now + ms; now < end;) {
      now += FRAME;
      mock.timers.tick(FRAME);
      const due = frames;
      frames = [];
      for (const each of due) each(now);
    }
    return times.splice(0).length;
  };
  return { beat, pass, heard };
}

test.afterEach(() => mock.reset());
test.afterEach(() => mock.timers.reset());

test("a page at rest is looked after five times a second", () => {
  const { pass } = setUp();
  pass(1000);
  const looks = pass(10 * 1000);
  assert.ok(looks >= 45 && looks <= 55, String(looks));
});

test("while something moves every frame counts", () => {
  let moves = true;
  const { pass } = setUp(() => moves);
  assert.equal(pass(100 * FRAME), 100);
  moves = false;
  pass(1000);
  assert.ok(pass(100 * FRAME) < 10);
});

test("whoever wakes it is heard in the very next frame, and every frame counts for a while", () => {
  const { beat, pass } = setUp();
  for (let k = 0; k < 7; k++) {
    pass(2000 + 3 * k * FRAME); // wherever it is between two looks
    beat.wake();
    beat.wake(); // twice is no more than once
    assert.equal(pass(10 * FRAME), 10);
  }
});

test("a hand wakes it, whichever it is", () => {
  const { pass, heard } = setUp();
  for (const name of ["pointermove", "keydown", "input", "wheel", "scroll", "resize"]) {
    pass(2000);
    heard.get(name)();
    assert.equal(pass(5 * FRAME), 5, name);
  }
});
