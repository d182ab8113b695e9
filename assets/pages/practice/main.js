/* The practice page: its components (their Python side is app/kit/components.py), its address, the focus of a new problem. */

import { Answer } from "../../practice/answer.js";
import { Calculator } from "../../practice/calculator.js";
import { Drawing } from "../../practice/drawing.js";
import { Handout } from "../../practice/handout.js";
import { LevelLines } from "../../practice/levels.js";

const state = { query: null, watched: null }; // query: of the place on the screen, without its theme; watched: the paper

function write() {
  if (state.query === null) return;
  const theme = window.LossLandscape.theme.chosen;
  window.LossLandscape.address.write("?" + state.query + (theme === "auto" ? "" : "&theme=" + theme));
}

/* What was opened last, a hint or a line, is on the screen. */
function watch() {
  const paper = document.querySelector(".practice-paper");
  if (!paper || paper === state.watched) return;
  state.watched = paper;
  new MutationObserver(function () {
    const opened = document.querySelector("#div-opened > :last-child");
    (opened?.querySelector("li:last-child") ?? opened)?.scrollIntoView({ block: "nearest" });
  }).observe(paper, { childList: true, subtree: true });
}

/* What is shown, from the server: {query, focus}. */
function show(place) {
  if (!place) return window.dash_clientside.no_update;
  state.query = place.query;
  write();
  watch();
  // A new problem was asked for: whoever reads with the keyboard or by ear goes on at its title.
  if (place.focus) setTimeout(() => document.getElementById("h2-practice")?.focus(), 0);
  return window.dash_clientside.no_update;
}

document.addEventListener("loss-landscape-theme", function () {
  write();
});

document.addEventListener("click", function (event) {
  const { phrase, takeout } = window.LossLandscape;
  if (!event.target.closest?.("[data-print]") || takeout.printed()) return;
  const address = location.origin + location.pathname + window.LossLandscape.address.shown();
  takeout.text(document.querySelector("[data-takeout]"), phrase("practice.sheet"), phrase("practice.no_sheet"), address);
});

window.loss_landscape = Object.assign({}, window.loss_landscape, { Answer, Calculator, Drawing, Handout, LevelLines });
window.dash_clientside = Object.assign({}, window.dash_clientside, { loss_landscape_practice: { show } });
