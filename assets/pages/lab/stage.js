/* The stage: land and map with all that lies on them, the guess of a lesson, and what stands in where there is no WebGL. */
import { landTint, showBasins } from "./basins.js";
import { showFigure as showFigureOf } from "./figure.js";
import { dragged, handle, hovered, pointed } from "./hover.js";
import { away, drawStage, graph, last, ll, make, NOTHING, number, one, phrase, player, put, rowOf, set, state } from "./page.js";
import { createPictures } from "./pictures.js";
import { writeAddress } from "./tell.js";
import { wishFor } from "./wishes.js";

function stageOf() {
  if (state.pictures || !one(".stage")) return state.pictures;
  const land = away("surface") ? null : one('[data-panel="surface"]');
  state.pictures = createPictures({
    frame: land,
    mapFrame: away("contour") ? null : one('[data-panel="contour"]'),
    contour: function () { return graph("contour"); },
    locked: function () { return ll.frame.locks("camera"); },
    feels: function () { return Boolean(one(".figure-model")); },
    marks: ll.projector.marks,
    onStart: pointed,
    onHover: hovered,
    onDrag: dragged,
    onView: function () {
      state.camera = state.pictures.camera;
      if (player.paths.length) writeAddress();
    },
    onState: showState,
  });
  return state.pictures;
}

/* A landscape with all that lies on it. */
export function showLandscape() {
  const stage = stageOf();
  if (!stage || !state.figures || !state.run) return;
  stage.landscape(state.figures, Object.assign(lying(), { felt: null, land: { tint: landTint(), stand: last.unseen ? STAND : undefined } })).then(function () {
    if (state.camera) stage.look(state.camera);
  });
  last.paths = [];
  showBasins();
  drawStage();
}

const STAND = { floor: 0, ceiling: 2 }; // the same for every land, so that it tells nothing of this one

/* Land that nobody has seen yet, in a step whose question it would answer: only its window, where the walk starts, and how high loss may be. */
export function showPlinth() {
  const stage = one(".hidden-ground") && stageOf();
  if (!stage) return;
  const start = state.run.start;
  last.unseen = true;
  stage.plinth(state.run.window, STAND, {
    start: start,
    felt: { posts: [{ at: start, height: null }], walked: false, colour: "#5f717c", rose: null },
    tags: [{ at: start, text: phrase("lab.plinth"), number: "?" }],
  });
  showFigure();
}

/* What lies on the land beside the runs. */
function lying() {
  return {
    marks: state.figures.marks,
    start: state.run.start,
    names: state.figures.names.map(function (name) { return name.replace(/^w(\d)$/, function (_, k) { return phrase("page.weight", { number: k }); }); }),
    guess: guessed(),
    valley: state.figures.line ? [state.figures.line] : [],
  };
}

/* The point that was guessed in a step of the lesson, or null. It stands in the address too, so that it stays on going back. */
export function guessed() {
  const card = one('[data-lesson-asks="point"]');
  if (!card) return null;
  const kept = card.dataset.answers.split("~").find(function (each) { return each.startsWith(card.dataset.lesson + ":"); });
  return ll.near.pair(kept ? kept.slice(kept.indexOf(":") + 1) : ll.controls.values[GIVEN] || "");
}

/* Whether a click means a guess: a step asks for a point, and has not been answered yet. */
export function guessing() {
  return Boolean(state.run && state.run.veiled && one('[data-lesson-asks="point"]'));
}

/* The figure of a step: at the place under the pointer, else at the guess, else at the ball of the chosen run. */
function showFigure() {
  if (!state.run) return;
  const path = player.paths.length ? player.seen(player.paths[Math.min(state.run.chosen, player.paths.length) - 1]) : null;
  const row = path && path.rows ? rowOf(path) : -1;
  const ball = row >= 0 ? [path.weights[2 * row], path.weights[2 * row + 1]] : state.run.start;
  showFigureOf({ examples: state.figures && state.figures.examples, at: state.pointed || (guessing() && guessed()) || ball });
}

export function paint() {
  const stage = stageOf();
  if (!stage || !state.figures || !state.run) return;
  const paths = player.paths.map(player.seen);
  if (paths.length !== last.paths.length || paths.some(function (path, k) { return path !== last.paths[k]; })) {
    last.paths = paths;
    stage.runs(paths, state.figures.styles);
  }
  const hover = state.hover && !player.playing ? state.hover : null;
  const path = hover && paths[hover.run];
  const row = path ? Math.min(hover.step, path.rows - 1) : -1;
  const still = hover === null;
  stage.set({
    start: (!guessing() && state.drag) || state.run.start,
    handle: handle(),
    arrows: player.playing ? [] : arrowsNow(),
    hover: row >= 0 ? { at: [path.weights[2 * row], path.weights[2 * row + 1]], run: hover.run } : null,
    guess: guessed(),
    tags: tagsNow(paths, still),
  });
  stage.paint(player.place());
  showFigure();
}

/* Words at their places: the start while it is early, and each run's end once it rests. */
function tagsNow(paths) {
  const tags = player.step < 2 || state.run.veiled ? [{ at: state.run.start, text: phrase("page.start") }] : [];
  paths.forEach(function (path, run) {
    const outcome = player.outcome(path);
    if (!outcome || !path.rows) return;
    const row = Math.min(player.step, path.rows - 1);
    tags.push({ at: [path.weights[2 * row], path.weights[2 * row + 1]], text: outcome.kind, number: number(path.losses[row]), run: run });
  });
  return tags;
}

/* The arrows of the chosen run's step as places; none where they are switched off. */
function arrowsNow() {
  const sets = arrowData();
  const names = ["slope", "velocity", "step"];
  put(one("[data-arrows]"), sets.times === 1 || !sets.sets[2].x.length ? "" : phrase("lab.arrows", { times: sets.times }));
  return sets.sets.reduce(function (out, each, k) {
    return each.x.length < 2 ? out : out.concat([{ name: names[k], from: [each.x[0], each.y[0]], to: [each.x[1], each.y[1]] }]);
  }, []);
}

/* The arrows of the chosen run's step; none where they are switched off. */
function arrowData() {
  const chosen = state.run && player.paths[Math.min(state.run.chosen, player.paths.length) - 1];
  const on = chosen && state.run.arrows === "step";
  const path = on ? player.seen(chosen) : NOTHING;
  return ll.arrows.data(path, on ? rowOf(path) : -1, state.figures.window);
}

const GIVEN = "input-lesson_given";

document.addEventListener("loss-landscape-control", function (event) { if (event.detail.id === GIVEN) drawStage(); });

export function turn(action) {
  if (!state.pictures || ll.frame.locks("camera")) return;
  state.pictures.turn(action);
}

const lost = { is: false, context: false };

/* What became of the land: "drawn", "none" (this browser draws no 3-D pictures here), "lost" or "back". */
function showState(now) {
  lost.context = now === "lost";
  if (now === "none") showLost(true, phrase("lab.land_none"));
  else if (now === "lost") showLost(true, phrase("lab.land_lost"));
  else if (now === "back") showLost(false);
}

function showLost(is, sentence) {
  if (lost.is === is) return;
  lost.is = is;
  const main = one(".lab");
  // The map takes the land's place, as where a page is asked for without the land.
  if (main) ["no-surface", "no-land"].forEach(function (each) { main.classList.toggle(each, is); });
  if (state.figures) set("store-figures", { data: Object.assign({}, state.figures) }); // the map is large or small now
  const frame = one('[data-panel="surface"]');
  if (!frame) return;
  const old = frame.parentElement.querySelector(".no-webgl");
  if (old) old.remove();
  if (!is) return;
  const again = lost.context ? [make("button", { type: "button", "data-action": "surface-again", text: phrase("page.land_again") })] : [];
  frame.before(make.apply(null, ["div", { class: "no-webgl", role: "status" }, make("p", { text: sentence })].concat(again)));
}

export function surfaceAgain() {
  state.pictures.again();
}

export function startAt(point) {
  const window = state.figures.window;
  const inside = point && !ll.frame.locks("start") && state.figures && point.every(function (value, k) { return value >= window[k][0] && value <= window[k][1]; });
  if (!inside) return;
  // A tenth of a pixel is below what a hand can mean; more digits would only be noise in the address.
  const texts = point.map(function (value, k) {
    const digits = Math.max(0, Math.ceil(-Math.log10((window[k][1] - window[k][0]) / 5000)));
    const low = Math.max(Number(value.toFixed(digits)), window[k][0]);
    return String(Math.min(low, window[k][1]));
  });
  // While a step asks for a point, a click is the answer.
  const value = texts.join(", ");
  if (state.run.veiled) {
    ll.controls.values[GIVEN] = value;
    drawStage();
    return set(GIVEN, { value: value });
  }
  set("input-start", { value: value });
  ll.controls.values["input-start"] = value;
  wishFor("input-start", { value: value });
}
