/* The player: which step is on the screen, and when the next piece of the path is asked for. It owns no element and no graph; what it
   needs of them comes in as functions, so that a test can drive it with a clock of its own. */
(function (root) {
  "use strict";

  const STEPS_PER_SECOND = 20; // at speed 1
  const PATIENCE = 5000; // ms until an unanswered request is made again

  /* outside: {ask(run, first), show(path, step), changed(player)}. */
  function create(outside) {
    const ll = root.LossLandscape;
    const player = { path: null, playing: false, speed: 1, step: 0, silent: false };
    let place = 0; // the step on screen, with its fraction
    let wanted = null; // a step that was asked for before it was known
    let before = null; // the time of the frame before
    let asked = null; // {first, at} of the request under way
    let shown = null;

    function load(run, steps, options) {
      player.path = ll.path.create(run, steps);
      place = 0;
      wanted = options.step;
      asked = null;
      before = null;
      shown = null;
      player.silent = false;
      player.playing = options.playing && wanted === null;
      settle();
    }

    function receive(piece, now) {
      if (!player.path || !ll.path.add(player.path, piece)) return false;
      asked = null;
      player.silent = false;
      ask(now);
      settle();
      return true;
    }

    function ask(now) {
      const path = player.path;
      const goal = wanted === null ? place : wanted;
      const ahead = player.playing || wanted !== null || path.rows === 0;
      if (!ahead || !ll.path.wantsMore(path, goal, STEPS_PER_SECOND * player.speed)) return;
      if (asked && asked.first === path.next && now - asked.at < PATIENCE) return;
      if (asked && asked.first === path.next) player.silent = true;
      asked = { first: path.next, at: now };
      outside.ask(path.run, path.next);
      if (player.silent) outside.changed(player);
    }

    /* Bring the step on screen in line with what is known, and show it if it changed. */
    function settle() {
      const path = player.path;
      if (wanted !== null && (path.rows > wanted || path.next === null)) {
        place = Math.min(wanted, path.rows - 1);
        wanted = null;
      }
      place = Math.max(0, Math.min(place, path.rows - 1));
      if (player.playing && path.next === null && place >= path.rows - 1) player.playing = false;
      player.step = Math.floor(place);
      const now = [path.run, player.step, player.playing, path.rows, path.next].join();
      if (now === shown) return;
      shown = now;
      outside.show(path, player.step);
      outside.changed(player);
    }

    /* One frame of the screen, at a time in ms. */
    function frame(now) {
      if (!player.path) return;
      if (player.playing && before !== null) {
        // A tab that was hidden has missed frames: it goes on from where it stood.
        place += (Math.min(now - before, 250) / 1000) * STEPS_PER_SECOND * player.speed;
      }
      before = now;
      settle();
      ask(now);
    }

    function go(step) {
      const path = player.path;
      if (!path) return;
      player.playing = false;
      wanted = Math.max(0, Math.min(step, ll.path.last(path)));
      settle();
    }

    function play() {
      if (!player.path) return;
      if (player.path.next === null && place >= player.path.rows - 1) place = 0;
      wanted = null;
      before = null;
      player.playing = true;
      settle();
    }

    function pause() {
      player.playing = false;
      place = Math.floor(place);
      if (player.path) settle();
    }

    /* The outcome, once the step on the screen has come to where it shows. */
    function outcome() {
      const known = player.path && player.path.outcome;
      return known && player.step >= Math.min(known.from, player.path.rows - 1) ? known : null;
    }

    return Object.assign(player, { load: load, receive: receive, frame: frame, go: go, play: play, pause: pause, outcome: outcome });
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.player = { create: create, STEPS_PER_SECOND: STEPS_PER_SECOND, PATIENCE: PATIENCE };
})(typeof window === "undefined" ? globalThis : window);
