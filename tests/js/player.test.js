"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, piece } = require("./tools.js");

const SECOND = 1000;

/* A player with a clock of its own, and a server that answers when it is told to. */
function setUp(steps = 300, options = { step: null, playing: true }) {
  const ll = load("path.js", "player.js");
  const requests = [];
  const player = ll.player.create({ ask: (run, first) => requests.push(first), show: () => {}, changed: () => {} });
  let now = 0;
  player.load("run", steps, options);
  const run = (milliseconds) => {
    for (const end = now + milliseconds; now < end; now += 10) player.frame(now);
  };
  const answer = () => {
    const first = requests.at(-1);
    player.receive(piece("run", first, Math.min(first === 0 ? 64 : first + 256, steps), steps), now);
  };
  return { ll, player, requests, run, answer };
}

test("the first piece is asked for at once, and nothing moves before it is there", () => {
  const { player, requests, run, answer } = setUp();
  run(100);
  assert.deepEqual(requests, [0]);
  assert.equal(player.step, 0);
  answer();
  run(SECOND);
  assert.ok(player.step >= 18 && player.step <= 21, `step ${player.step} after a second`);
});

test("pieces arrive ahead of the player, and it plays to the end without a stop", () => {
  const { player, requests, run, answer } = setUp(300);
  run(20);
  answer();
  run(2.4 * SECOND);
  assert.deepEqual(requests, [0, 64]);
  answer();
  run(20 * SECOND);
  assert.equal(player.step, 300);
  assert.equal(player.playing, false);
  assert.equal(player.outcome().sentence, "Arrived.");
  assert.deepEqual(requests, [0, 64]);
});

test("a paused player asks for nothing", () => {
  const { player, requests, run, answer } = setUp();
  run(20);
  answer();
  run(SECOND);
  player.pause();
  run(30 * SECOND);
  assert.deepEqual(requests, [0]);
});

test("an unanswered request is made again, and that is said", () => {
  const { player, requests, run, answer } = setUp();
  run(4 * SECOND);
  assert.deepEqual(requests, [0]);
  run(2 * SECOND);
  assert.deepEqual(requests, [0, 0]);
  assert.equal(player.silent, true);
  answer();
  assert.equal(player.silent, false);
});

test("scrubbing beyond what is known fetches what is missing, piece by piece", () => {
  const { player, requests, run, answer } = setUp(1000);
  run(20);
  answer();
  player.go(700);
  for (let i = 0; i < 3; i++) {
    run(50);
    answer();
  }
  assert.deepEqual(requests, [0, 64, 320, 576]);
  assert.equal(player.step, 700);
  assert.equal(player.playing, false);
});

test("a step in the address is shown at rest", () => {
  const { player, run, answer } = setUp(300, { step: 40, playing: true });
  run(20);
  answer();
  run(SECOND);
  assert.equal(player.step, 40);
  assert.equal(player.playing, false);
});

test("the outcome is told once the step on screen has come to it", () => {
  const { player, run, answer } = setUp(60);
  run(20);
  answer();
  player.go(54);
  assert.equal(player.outcome(), null);
  player.go(55);
  assert.equal(player.outcome().kind, "lowest");
});

test("a tab that was hidden goes on from where it stood", () => {
  const { player, answer, run } = setUp();
  run(20);
  answer();
  run(500);
  const before = player.step;
  player.frame(60 * SECOND);
  assert.ok(player.step - before <= 6, `jumped from ${before} to ${player.step}`);
});

test("play at the end begins again; back and forward go by one", () => {
  const { player, run, answer } = setUp(60);
  run(20);
  answer();
  player.go(60);
  player.go(player.step - 1);
  assert.equal(player.step, 59);
  player.go(player.step + 5);
  assert.equal(player.step, 60);
  player.play();
  assert.equal(player.step, 0);
  assert.equal(player.playing, true);
});
