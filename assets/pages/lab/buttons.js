/* Buttons and keys. Keys act in the picture that has the focus; space plays and pauses wherever nothing else wants it. */
import { clearBasins, drawBasins } from "./basins.js";
import { closeMark, openMark } from "./mark.js";
import { chooseTool } from "./own.js";
import { chosenRun, one, player, set, state } from "./page.js";
import { enlarge, large, NEXT } from "./plots.js";
import { guessed, guessing, startAt, surfaceAgain, turn } from "./stage.js";
import { copyLink, savePicture, saveTable } from "./takeaway.js";
import { showRail } from "./tell.js";
import { ask, chooseOnward, undo, wishes } from "./wishes.js";
import { toggleWords } from "./words.js";

const actions = {
  play: function () { if (player.playing) player.pause(); else player.play(); },
  restart: function () { player.go(0); },
  back: function () { player.go(player.step - 1); },
  forward: function () { player.go(player.step + 1); },
  onward: function (button) { chooseOnward(button.getAttribute("aria-pressed") !== "true"); },
  loop: function (button) {
    player.loop = !player.loop;
    button.setAttribute("aria-pressed", String(player.loop));
  },
  undo: undo,
  swap: function () { enlarge(NEXT[large()]); },
  reset: function () { if (wishes.home) ask({ kind: "scene", link: wishes.home }); },
  random: function () { ask({ kind: "random" }); },
  "copy-data": function () { ask({ kind: "copy" }); },
  standardise: function () { ask({ kind: "values", asked: ["scaling"], values: { scaling: "standardised" } }); },
  rail: function (button) { showRail(button.dataset.rail); },
  words: toggleWords,
  "tell-mark": function (button) { openMark(state.figures.marks[Number(button.dataset.mark)]); },
  "start-here": function () {
    const mark = state.mark;
    closeMark();
    startAt(mark.weights);
  },
  "close-mark": closeMark,
  tool: function (button) { chooseTool(button.dataset.tool); },
  basin: drawBasins,
  "basin-off": clearBasins,
  "surface-again": surfaceAgain,
  "copy-link": copyLink,
  "save-csv": saveTable,
  "save-picture": savePicture,
  "show-code": function () {
    const place = one("[data-code]");
    if (!place.hidden) place.hidden = true;
    else set("store-code-request", { data: { run: chosenRun(), at: Date.now() } });
  },
};

["turn-left", "turn-right", "tilt-up", "tilt-down", "from-above", "camera-reset"].forEach(function (action) {
  actions[action] = function () { turn(action); };
});

["left", "right", "down", "up"].forEach(function (way) {
  const arrow = "Arrow" + way.charAt(0).toUpperCase() + way.slice(1);
  actions["start-" + way] = function () { if (state.figures && player.paths.length) moveStart(ARROWS[arrow]); };
});

document.addEventListener("click", function (event) {
  const button = event.target.closest && event.target.closest("[data-action]");
  if (button && actions[button.dataset.action] && state.run) actions[button.dataset.action](button);
});

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
const TURNS = { ArrowLeft: "turn-left", ArrowRight: "turn-right", ArrowUp: "tilt-up", ArrowDown: "tilt-down", Home: "camera-reset" };
const STRIDE = 1 / 50; // of the window's width; a tenth of it with Shift

function moveStart(direction, fine) {
  const window = state.figures.window;
  const from = (guessing() && guessed()) || state.run.start;
  startAt(from.map(function (value, k) {
    const [low, high] = window[k];
    const step = direction[k] * (high - low) * STRIDE * (fine ? 0.1 : 1);
    return Math.min(Math.max(value + step, low), high);
  }));
}

document.addEventListener("keydown", function (event) {
  if (event.ctrlKey || event.altKey || event.metaKey || !state.figures || (!player.paths.length && !guessing())) return;
  const frame = event.target.closest && event.target.closest("[data-panel]");
  const panel = frame && frame.dataset.panel;
  const free = event.target === document.body || frame;
  if (event.key === "Escape" && state.mark) closeMark();
  else if (event.key === " " && free) actions.play();
  else if (event.key === "m" && (panel === "contour" || panel === "surface")) enlarge(NEXT[large()]);
  else if (panel === "contour" && ARROWS[event.key]) moveStart(ARROWS[event.key], event.shiftKey);
  else if (panel === "surface" && TURNS[event.key]) turn(TURNS[event.key]);
  else return;
  event.preventDefault();
});
