/* The player: which step is on the screen, and when the next piece of the path is asked for. It owns no element and no graph; what it
   needs of them comes in as functions, so that a test can drive it with a clock of its own. */
(function (root) {
  "use strict";

  const STEPS_PER_SECOND = 20; // at speed 1, once the first steps are over
  const FIRST = { steps: 12, seconds: 0.42, easing: 12 }; // the first steps are slow enough to follow, the next ones quicker and quicker
  const LOOK_ON = 20; // steps that are still played once every run rests
  const AHEAD = 3; // seconds of playback that should be known beforehand: whoever arrives early then learns it early
  const PATIENCE = 5000; // ms until an unanswered request is made again
  const STALL = 250; // ms between two frames that a busy page may need

  /* Steps per second at speed 1 from a step on. */
  function pace(step) {
    const slow = 1 / FIRST.seconds;
    const eased = Math.min(Math.max((step - FIRST.steps) / FIRST.easing, 0), 1);
    return slow * Math.pow(STEPS_PER_SECOND / slow, eased);
  }

  /* outside: {ask(pieces), show(), changed()}. The paths of all runs stand at the same step. */
  function create(outside) {
    const ll = root.LossLandscape;
    const player = { paths: [], playing: false, loop: false, whole: false, speed: 1, step: 0, silent: false }; // whole: fetch every path to its end at once
    let refused = false; // the server will not give the next piece: nothing is asked for until the person wants something else
    let place = 0; // the step on screen, with its fraction
    let wanted = null; // a step that was asked for before it was known
    let before = null; // the time of the frame before
    let asked = null; // when the request under way was made
    let drawn = null; // the time of the last frame, whatever it showed
    let shown = null;

    /* Show these runs. Paths that are there already are kept; a new one is stood in for by the one in its place until it has come as far.
       options: {step: at rest there, restart, playing}. */
    function load(runs, steps, options) {
      const known = new Map(player.paths.map(function (path) { return [path.run, path]; }));
      const stood = player.paths.map(seen);
      player.paths = runs.map(function (run, index) {
        if (known.has(run)) return known.get(run);
        const path = ll.path.create(run, steps);
        path.before = options.restart || options.step !== null ? null : stood[index] || null;
        return path;
      });
      asked = null;
      refused = false;
      shown = null;
      player.silent = false;
      if (options.step !== null) {
        wanted = options.step;
        player.playing = false;
      } else if (options.restart) {
        place = 0;
        wanted = null;
        before = null;
        player.playing = options.playing;
      } else if (wanted === null) {
        wanted = player.step; // a new run is shown up to where the others stand; then it goes on, or rests
      }
      settle();
    }

    function receive(pieces, now) {
      const taken = pieces.filter(function (piece) {
        return player.paths.some(function (path) { return ll.path.add(path, piece); });
      });
      if (!taken.length) return false;
      asked = null;
      player.silent = false;
      settle();
      ask(now);
      return true;
    }

    function ask(now) {
      if (refused) return;
      const goal = wanted === null ? place : wanted;
      const missing = player.paths.filter(function (path) {
        const ahead = player.whole || player.playing || wanted !== null || path.rows === 0;
        return ahead && ll.path.wantsMore(path, goal, player.whole ? Infinity : AHEAD * STEPS_PER_SECOND * player.speed);
      });
      if (!missing.length) return;
      const pieces = missing.map(function (path) { return { run: path.run, first: path.next }; });
      // One request at a time: Dash drops the answer to an older one.
      if (asked !== null && now - asked < PATIENCE) return;
      if (asked !== null) player.silent = true;
      asked = now;
      outside.ask(pieces);
      if (player.silent) outside.changed();
    }

    /* The server has refused what was asked for: rest where the paths are known, and ask no more for it. */
    function refuse() {
      refused = true;
      asked = null;
      player.silent = false;
      player.playing = false;
      wanted = null;
      settle();
      outside.changed();
    }

    /* The last step that every path has reached, or has ended before. */
    function reached() {
      return Math.min.apply(null, player.paths.map(function (path) { return path.next === null ? Infinity : path.rows - 1; }));
    }

    function last() {
      return Math.max.apply(null, [0].concat(player.paths.map(ll.path.last)));
    }

    /* Where playing ends: at the last step, or soon after every run has come to rest or ended. */
    function end() {
      const rests = player.paths.map(function (path) {
        if (path.next !== null || !path.outcome) return Infinity;
        return path.rows - 1 < path.steps ? path.rows - 1 : path.outcome.rests ? path.outcome.from : Infinity;
      });
      return Math.min(last(), Math.ceil(1.1 * Math.max.apply(null, [0].concat(rests))) + LOOK_ON);
    }

    /* Bring the step on screen in line with what is known, and show it if it changed. */
    function settle() {
      const known = Math.min(reached(), last());
      if (wanted !== null && known >= Math.min(wanted, last())) {
        place = Math.min(wanted, last());
        wanted = null;
      }
      if (wanted === null) place = Math.max(0, Math.min(place, known));
      if (player.playing && wanted === null && reached() === Infinity && place >= end()) {
        player.playing = player.loop && last() > 0;
        place = player.playing ? 0 : Math.floor(place);
      }
      player.step = Math.floor(place);
      const now = [player.step, player.playing].concat(player.paths.map(function (path) { return [path.run, path.rows, path.next]; })).join();
      if (now === shown) return;
      shown = now;
      outside.show();
      outside.changed();
    }

    /* One frame of the screen, at a time in ms. */
    function frame(now) {
      // While the page itself could do nothing, an answer may have come that nobody has read yet: that is not the server's silence.
      if (asked !== null && drawn !== null) asked += Math.max(0, now - drawn - STALL);
      drawn = now;
      if (!player.paths.length) return;
      if (player.playing && wanted === null && before !== null) {
        // A tab that was hidden has missed frames: it goes on from where it stood.
        place += (Math.min(now - before, STALL) / 1000) * pace(place) * player.speed;
      }
      before = now;
      settle();
      ask(now);
    }

    function go(step) {
      if (!player.paths.length) return;
      refused = false;
      player.playing = false;
      wanted = Math.max(0, Math.min(step, last()));
      settle();
    }

    function play() {
      if (!player.paths.length) return;
      if (reached() === Infinity && place >= end()) place = 0;
      refused = false;
      wanted = null;
      before = null;
      player.playing = true;
      settle();
    }

    function pause() {
      player.playing = false;
      place = Math.floor(place);
      settle();
    }

    /* The step on the screen with its fraction, for what moves between two steps. */
    function at() {
      return place;
    }

    /* Whether a step was asked for that is not known yet. */
    function pending() {
      return wanted !== null;
    }

    /* The path that is drawn for a run: its own, or while that has not come as far as the step on screen, the one before it. */
    function seen(path) {
      if (path.before && (path.next === null || path.rows > player.step)) path.before = null;
      return path.before || path;
    }

    /* The row of a path that belongs to the step on screen: its last one if it ended before. */
    function row(path) {
      return Math.min(player.step, path.rows - 1);
    }

    /* A path's outcome, once the step on the screen has come to where it shows; else null. */
    function outcome(path) {
      return path.outcome && player.step >= Math.min(path.outcome.from, path.rows - 1) ? path.outcome : null;
    }

    const can = { load: load, receive: receive, refuse: refuse, frame: frame, go: go, play: play, pause: pause, last: last, place: at, pending: pending, seen: seen, row: row, outcome: outcome };
    return Object.assign(player, can);
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.player = { create: create, STEPS_PER_SECOND: STEPS_PER_SECOND, PATIENCE: PATIENCE, STALL: STALL };
})(typeof window === "undefined" ? globalThis : window);
