/* The page on networks: joins questions, player, pictures, words, buttons and the address. */
import "../../parts/tabs.js";
import { ask, receive, showWork } from "./asking.js";
import { draw, enlarge, lands, link, NEXT, paint, writeAddress } from "./drawing.js";
import { beat, follow, ll, main, mode, number, one, phrase, player, put, set, slider, state } from "./page.js";
import { catchUp, followStep, forget, react, showLook } from "./plots.js";
import { copyLink, save, shownRows } from "./taking.js";
import * as words from "./words.js";

const { decode } = ll.path;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
let curvesDue = true;
let caughtUp = 0; // when pictures that had been out of sight were looked for

follow.show = () => {
  curvesDue = true;
  beat.wake();
};
follow.changed = tell;
ll.networks = { player, state, lands };

/* ---- answers ---- */

const takers = {
  pieces(/** @type {any} */ reply) {
    for (const piece of reply.pieces) {
      const before = (piece.first && state.accuracies[piece.run]) || { at: [], share: [] };
      state.accuracies[piece.run] = { at: [...before.at, ...decode(piece.kept)], share: [...before.share, ...decode(piece.accuracies)] };
    }
    player.receive(reply.pieces.filter((/** @type {any} */ piece) => state.run.runs.includes(piece.run)), performance.now());
  },
  pictures(/** @type {any} */ sent) {
    const reply = ll.light.restored(sent);
    state.pictures = { ...state.pictures, ...reply };
    if (reply.cuts) state.views = reply.cuts.map(viewOf);
    void draw();
  },
  facts(/** @type {any} */ reply) {
    state.sharpness[reply.run] = reply.sharpness;
  },
  way(/** @type {any} */ reply) {
    state.found = { run: reply.run, ...reply.found };
    void react("way", reply.way);
  },
  several(/** @type {any} */ reply) {
    reply.small.forEach((/** @type {any} */ figure, /** @type {number} */ i) => void react(`small-${i}`, figure));
    words.several(reply);
  },
  look: showLook,
};

/** @param {any} cut */
function viewOf(cut) {
  const names = ["at", "a", "b", "height", "drawn", "true", "drawn_true", "accuracy", "distance"];
  const part = Object.fromEntries(names.map((name) => [name, decode(cut[name])]));
  return { ...part, path: ll.work.path(part.a, part.b, part.drawn), explained: cut.explained, length: cut.length, minima: cut.minima };
}

/* ---- words and slider ---- */

function tell() {
  if (!state.run || !main()) return;
  const last = player.last();
  const text = phrase("page.step", { step: player.step, last });
  put(one('[data-net-show="step"]'), text);
  player.paths.forEach((/** @type {any} */ path, /** @type {number} */ k) => put(one(`[data-net-reading="${k}"]`), path.rows ? number(path.losses[player.row(path)]) : ""));
  for (const reading of document.querySelectorAll("[data-net-reading]")) {
    /** @type {any} */ (reading).parentElement.hidden = Number(/** @type {any} */ (reading).dataset.netReading) >= player.paths.length;
  }
  const scrub = slider("[data-net-scrub]", (step) => {
    state.held = false;
    player.go(step);
  });
  if (scrub) {
    Object.assign(scrub, { min: 0, max: last, step: 1, value: player.step });
    scrub.style.setProperty("--at", `${(100 * player.step) / Math.max(last, 1)}%`);
    scrub.setAttribute("aria-valuetext", text);
  }
  const button = one('[data-net-action="play"]');
  const word = phrase(player.playing ? "page.pause" : "page.play");
  if (button && button.textContent !== word) {
    put(button, word);
    button.setAttribute("aria-label", word);
    button.title = word;
  }
  showWork();
  words.say();
  words.tag();
  words.honest();
  words.way();
  writeAddress();
}

function counted(/** @type {number} */ value) {
  if (!main() || !state.run) return;
  const scrub = slider("[data-net-count]", (place) => counted(ll.count.at(place)));
  if (!scrub) return;
  if (scrub.max !== "1") Object.assign(scrub, { min: 0, max: 1, step: 0.005 });
  if (ll.count.at(Number(scrub.value)) !== value) scrub.value = ll.count.place(value);
  scrub.setAttribute("aria-valuetext", phrase("networks.weights", { count: ll.count.words(value) }));
  put(one('[data-net-show="count"]'), ll.count.told(value));
}

/* ---- buttons and keys ---- */

/** @type {Record<string, (button: any) => void>} */
const actions = {
  play: () => (player.playing ? player.pause() : player.play()),
  restart: () => player.go(0),
  back: () => player.go(player.step - 1),
  forward: () => player.go(player.step + 1),
  cancel() {
    if (state.known.failed) state.known.failed = "";
    else state.cancelled = !state.cancelled;
    tell();
  },
  another() {
    state.way = { run: state.way.run, which: state.way.which + 1 };
  },
  "way-run"() {
    state.way = { run: (state.way.run + 1) % state.run.runs.length, which: 0 };
  },
  again() {
    if (!state.run.several) set("input-net-several", { value: "yes" });
    else set("input-net-directions", { value: String((state.run.directions + state.run.several) % state.run.most_seed) });
  },
  swap: () => void enlarge(NEXT[/** @type {keyof typeof NEXT} */ (main().dataset.large)]),
  "surface-again": () => lands.again(),
  "count-here": () => counted(state.run.size),
  "copy-link": () => void copyLink(link(!player.playing && !state.held)),
  save: (button) => void save(button, lands),
};
for (const action of ["turn-left", "turn-right", "tilt-up", "tilt-down", "from-above", "camera-reset"]) {
  actions[action] = () => {
    if (!ll.frame.locks("camera")) void lands.turn(action);
  };
}

document.addEventListener("click", (event) => {
  const button = /** @type {any} */ (event.target).closest?.("[data-net-action]");
  if (!button || !state.run) return;
  const { netAction: action } = button.dataset;
  if (["play", "restart", "back", "forward"].includes(action)) state.held = false; // the person decides
  if (actions[action]) actions[action](button);
  else if (action.startsWith("count-")) counted(Number(action.slice(6)));
});

/** @type {Record<string, string>} */
const TURNS = { ArrowLeft: "turn-left", ArrowRight: "turn-right", ArrowUp: "tilt-up", ArrowDown: "tilt-down", Home: "camera-reset" };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !state.run || !main()) return;
  const target = /** @type {any} */ (event.target);
  const panel = target.closest?.("[data-net-panel]")?.dataset.netPanel ?? "";
  if (event.key === " " && (target === document.body || panel)) actions.play(null);
  else if (event.key === "m" && /^(surface|contour)/.test(panel)) actions.swap(null);
  else if (panel.startsWith("surface") && TURNS[event.key]) actions[TURNS[event.key]](null);
  else return;
  event.preventDefault();
});
/* ---- what Dash calls ---- */

function load(/** @type {any} */ run) {
  const before = state.run;
  const { known } = state;
  // Trainings that are there already stay.
  const nexts = Object.fromEntries(run.helpers.map((/** @type {string} */ each) => [each, known?.first[each]]));
  for (const each of run.runs) nexts[each] = player.paths.find((/** @type {any} */ path) => path.run === each)?.next ?? (player.paths.some((/** @type {any} */ path) => path.run === each) ? null : 0);
  Object.assign(state, {
    run, known: ll.work.create(run, nexts), asked: null, cancelled: false, views: [], found: null, sharpness: [], way: { run: 0, which: 0 }, pictures: null,
  });
  words.forget();
  forget();
  if (!before) {
    player.speed = Number(run.speed);
    state.mode = mode();
    state.camera = run.camera;
  }
  const moved = !before || run.runs.join() !== before.runs.join() || run.steps !== before.steps;
  words.titles();
  shownRows();
  if (moved) state.held = !still() && (before || run.step === null);
  player.load(run.runs, run.steps, { step: before ? null : run.step, restart: moved, playing: false });
  counted(run.size);
  tell();
}

/** Pictures come in the theme's colours: they are asked for once more; what was computed stays. */
function themed() {
  if (!state.run) return;
  lands.restyle();
  writeAddress();
  if (mode() === state.mode) return;
  state.mode = mode();
  Object.assign(state.known, { frame: false, drawn: 0, ways: {}, several: false });
  ask(performance.now());
}
document.addEventListener("loss-landscape-theme", themed);
document.addEventListener("loss-landscape-projector", () => {
  lands.restyle(); // paths and marks are as thick as they now should be
  void draw();
});

const none = () => window.dash_clientside.no_update;
window.dash_clientside = {
  ...window.dash_clientside,
  loss_landscape_networks: {
    load(/** @type {any} */ run) {
      if (run && run.scene !== undefined) load(run);
      return none();
    },
    receive(/** @type {string} */ text) {
      if (text) receive(text, takers);
      return none();
    },
    speed(/** @type {string} */ speed) {
      player.speed = Number(speed);
      if (state.run) writeAddress();
      return none();
    },
  },
};

function look(/** @type {number} */ now) {
  if (!state.run || !main()) return;
  player.frame(now);
  ask(now);
  paint();
  if (curvesDue && followStep(now)) curvesDue = false;
  if (now - caughtUp < 200) return; // as it makes the page lay out
  caughtUp = now;
  catchUp();
}
beat.keep(look, () => player.playing || player.pending() || curvesDue);
