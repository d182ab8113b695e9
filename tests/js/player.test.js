"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { load, piece } = require("./tools.js");

const SECOND = 1000;

/* A player with a clock of its own, and a server that answers when it is told to. */
function setUp(steps = 300, options = {}, runs = ["run"]) {
  const ll = load("path.js", "player.js");
  const requests = []; // each a list of [run, first]
  const player = ll.player.create({
    ask: (pieces) => requests.push(Array.from(pieces, (each) => [each.run, each.first])),
    show: () => {},
    changed: () => {},
  });
  let now = 0;
  player.load(runs, steps, { step: null, restart: true, playing: true, ...options });
  const run = (milliseconds) => {
    for (const end = now + milliseconds; now < end; now += 10) player.frame(now);
  };
  const freeze = (milliseconds) => player.frame((now += milliseconds));
  const answer = (last = steps) => {
    const pieces = requests.at(-1).map(([key, first]) => piece(key, first, Math.min(first === 0 ? 64 : first + 256, last), last));
    player.receive(pieces, now);
  };
  const firsts = () => requests.map((each) => each.map(([, first]) => first).join());
  return { ll, player, requests, firsts, run, freeze, answer };
}

test("the first piece is asked for at once, and nothing moves before it is there", () => {
  const { player, firsts, run, answer } = setUp();
  run(100);
  assert.deepEqual(firsts(), ["0"]);
  assert.equal(player.step, 0);
  answer();
  run(5.1 * SECOND);
  assert.equal(player.step, 12, "the first steps can be followed, 0.42 s each");
  run(3 * SECOND);
  const eased = player.step;
  assert.ok(eased >= 24, `then it gets quicker: step ${eased}`);
  run(SECOND);
  assert.ok(Math.abs(player.step - eased - 20) <= 1, `up to 20 steps a second: ${player.step - eased}`);
});

test("pieces arrive ahead of the player, and it plays to the end without a stop", () => {
  const { player, firsts, run, answer } = setUp(300);
  run(20);
  answer();
  run(2.4 * SECOND);
  assert.deepEqual(firsts(), ["0", "64"]);
  answer();
  run(20 * SECOND);
  assert.equal(player.step, 300);
  assert.equal(player.playing, false);
  assert.equal(player.outcome(player.paths[0]).sentence, "Arrived.");
  assert.deepEqual(firsts(), ["0", "64"]);
});

test("a path that is wanted whole is fetched to its end at once, however far it has played", () => {
  const { player, firsts, run, answer } = setUp(500);
  player.whole = true;
  for (let piece = 0; piece < 3; piece++) {
    run(20);
    answer();
  }
  assert.deepEqual(firsts(), ["0", "64", "320"]);
  assert.ok(player.step < 3 && player.paths[0].next === null && player.paths[0].outcome, "its outcome is known long before it is seen");
  assert.equal(player.outcome(player.paths[0]), null);
});

test("a paused player asks for nothing", () => {
  const { player, firsts, run, answer } = setUp();
  run(20);
  answer();
  player.pause();
  run(30 * SECOND);
  assert.deepEqual(firsts(), ["0"]);
});

test("a step that is asked for is pending until it is known", () => {
  const { player, run, answer } = setUp(300, { step: 200 });
  run(20);
  assert.equal(player.pending(), true);
  answer();
  run(20);
  assert.equal(player.pending(), true);
  answer();
  assert.equal(player.pending(), false);
  assert.equal(player.step, 200);
});

test("an unanswered request is made again, and that is said", () => {
  const { player, firsts, run, answer } = setUp();
  run(4 * SECOND);
  assert.deepEqual(firsts(), ["0"]);
  run(2 * SECOND);
  assert.deepEqual(firsts(), ["0", "0"]);
  assert.equal(player.silent, true);
  answer();
  assert.equal(player.silent, false);
});

test("a page that stood still for seconds doesn't blame the server", () => {
  const { player, firsts, run, freeze } = setUp();
  run(20);
  freeze(8 * SECOND);
  assert.deepEqual(firsts(), ["0"]);
  assert.equal(player.silent, false);
  run(5 * SECOND);
  assert.deepEqual(firsts(), ["0", "0"], "then it waits as long as ever");
  assert.equal(player.silent, true);
});

test("scrubbing beyond what is known fetches what is missing, piece by piece", () => {
  const { player, firsts, run, answer } = setUp(1000);
  run(20);
  answer();
  player.go(700);
  for (let i = 0; i < 3; i++) {
    run(50);
    answer();
  }
  assert.deepEqual(firsts(), ["0", "64", "320", "576"]);
  assert.equal(player.step, 700);
  assert.equal(player.playing, false);
});

test("a step in the address is shown at rest", () => {
  const { player, run, answer } = setUp(300, { step: 40 });
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
  assert.equal(player.outcome(player.paths[0]), null);
  player.go(55);
  assert.equal(player.outcome(player.paths[0]).kind, "lowest");
});

/* A piece that is a whole run, with an outcome. */
const whole = (run, last, outcome) => ({ ...piece(run, 0, last, last), outcome: { kind: "any", sentence: "", from: last, rests: false, ...outcome } });

test("it stops soon after every run has come to rest, and play then begins again", () => {
  const { player, run } = setUp(300, {}, ["a", "b"]);
  run(20);
  player.receive([whole("a", 300, { from: 2, rests: true }), whole("b", 300, { from: 40, rests: true })], 20);
  run(60 * SECOND);
  assert.equal(player.playing, false);
  assert.ok(player.step >= 60 && player.step <= 70, `step ${player.step}`);
  player.play();
  assert.equal(player.step, 0);
  player.go(300);
  assert.equal(player.step, 300, "the slider reaches the last step all the same");
});

test("it goes on while one run does not rest, also where another one has ended", () => {
  const { player, run } = setUp(300, {}, ["a", "b"]);
  run(20);
  player.receive([whole("a", 10, { from: 10 }), whole("b", 300, {})], 20);
  run(60 * SECOND);
  assert.equal(player.step, 300);
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

test("runs race in step: nobody moves on before all pieces are there", () => {
  const { player, requests, run, answer } = setUp(300, {}, ["a", "b"]);
  run(50);
  assert.deepEqual(requests, [[["a", 0], ["b", 0]]]);
  player.receive([piece("a", 0, 64, 300)], 50);
  run(500);
  assert.equal(player.step, 0);
  assert.deepEqual(requests.at(-1), [["b", 0]]);
  answer();
  run(SECOND);
  assert.equal(player.step, 2);
});

test("a run that ends early waits at its end while the others go on", () => {
  const { player, run } = setUp(60, {}, ["a", "b"]);
  run(20);
  player.receive([piece("a", 0, 10, 10), piece("b", 0, 60, 60)], 20);
  player.go(60);
  assert.equal(player.step, 60);
  assert.equal(player.row(player.paths[0]), 10);
  assert.equal(player.row(player.paths[1]), 60);
  assert.equal(player.outcome(player.paths[0]).sentence, "Arrived.");
});

test("another run beside keeps the paths that are there and the step on screen", () => {
  const { player, requests, run, answer } = setUp(60, {}, ["a"]);
  run(20);
  answer();
  player.go(40);
  player.load(["a", "b"], 60, { step: null, restart: false, playing: true });
  assert.equal(player.paths[0].rows, 61);
  run(20);
  assert.deepEqual(requests.at(-1), [["b", 0]]);
  answer();
  assert.equal(player.step, 40);
  assert.equal(player.playing, false);
  player.load(["b"], 60, { step: null, restart: false, playing: true });
  assert.equal(player.step, 40);
  assert.equal(player.paths[0].run, "b");
});

test("a change in mid-run holds the step until the new path has come as far, and then goes on", () => {
  const { player, requests, run, answer } = setUp(300, {}, ["a"]);
  run(20);
  answer();
  run(8 * SECOND);
  const held = player.step;
  assert.ok(held > 20);
  player.load(["b"], 300, { step: null, restart: false, playing: true });
  assert.equal(player.step, held);
  assert.equal(player.seen(player.paths[0]).run, "a", "the path before stands in");
  run(100);
  assert.equal(player.step, held);
  answer();
  assert.equal(player.seen(player.paths[0]).run, "b");
  run(SECOND);
  assert.ok(player.playing && player.step > held);
  assert.ok(requests.length >= 2);
});

test("a loop plays again from the start", () => {
  const { player, run, answer } = setUp(60, {}, ["a"]);
  run(20);
  answer();
  player.loop = true;
  player.go(58);
  player.play();
  run(SECOND);
  assert.ok(player.playing && player.step < 40);
});

test("a refused piece is not asked for again until the person goes somewhere", () => {
  const { player, firsts, run, answer } = setUp();
  run(20);
  answer();
  run(2.4 * SECOND);
  assert.deepEqual(firsts(), ["0", "64"]);
  player.refuse();
  assert.equal(player.playing, false);
  assert.equal(player.silent, false);
  run(60 * SECOND);
  assert.deepEqual(firsts(), ["0", "64"]);
  player.go(200);
  run(20);
  assert.deepEqual(firsts(), ["0", "64", "64"]);
  answer();
  assert.equal(player.step, 200);
});
