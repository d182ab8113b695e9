/* The lab page: what Dash calls, what other parts of the page tell, and the loop that draws each frame. */
import "../../parts/tabs.js";
import "./buttons.js";
import "./own.js";
import { basins, showBasins } from "./basins.js";
import { hover } from "./hover.js";
import { lookAtModel, showSight } from "./look.js";
import { showMark } from "./mark.js";
import { showTools } from "./own.js";
import { beat, drawAll, follow, inSight, last, ll, one, player, set, state, still } from "./page.js";
import { draw, drawNow, figures, painted, watch } from "./plots.js";
import { paint, showPlinth } from "./stage.js";
import { showCode } from "./takeaway.js";
import { tell, writeAddress } from "./tell.js";
import { answered, ask, askAgain, chooseOnward, remember, showSteady, standing, wishes } from "./wishes.js";

follow.tell = tell;

const none = function () { return window.dash_clientside.no_update; };

window.dash_clientside = Object.assign({}, window.dash_clientside, {
  loss_landscape_lab: {
    show: function (given) {
      if (!given || !given.contour) return ["contour"].concat(ll.draw.PANELS, "model").map(none);
      return figures(given);
    },
    answered: function (at) {
      answered(at);
      return none();
    },
    load: function (run) {
      if (!run) return none();
      if (run.veiled) {
        state.run = run;
        window.setTimeout(showPlinth, 0);
        wishes.home = run.scene + "&chosen=" + run.chosen;
        return none();
      }
      const before = state.run;
      const first = before === null || Boolean(before.veiled);
      state.run = run;
      last.said = null;
      last.ranked = "";
      last.worded = "";
      if (first) player.speed = Number(run.speed);
      if (first) wishes.refusals.accept(standing());
      remember(first ? null : before, run);
      const moved = first || run.ground !== before.ground || run.start.join() !== before.start.join() || run.steps !== before.steps;
      if (moved) state.hover = null;
      player.whole = Boolean(one("[data-lesson]")); // a try is judged by all of its path
      if (moved) chooseOnward(false); // another run, from its start
      player.load(run.runs, run.steps, { step: first ? run.step : null, restart: moved, playing: !still() });
      if (run.pieces.length) player.receive(run.pieces.map(JSON.parse), window.performance.now());
      drawAll();
      showTools();
      showBasins();
      showSteady();
      if (state.mark) showMark();
      tell();
      answered(run.answered);
      return none();
    },
    receive: function (text) {
      const pieces = JSON.parse(text);
      const wrong = pieces.find(function (piece) { return piece.error; });
      if (wrong) set("div-outcome", { children: wrong.error });
      else player.receive(pieces, window.performance.now());
      return none();
    },
    see: function (text) {
      showSight(JSON.parse(text));
      return none();
    },
    basin: function (text) {
      basins.receive(JSON.parse(text));
      return none();
    },
    code: function (text) {
      showCode(JSON.parse(text));
      return none();
    },
    speed: function (speed) {
      player.speed = Number(speed);
      if (player.paths.length) writeAddress();
      return none();
    },
  },
});

/* A step's question was answered, or skipped: now the server may show what it held back. */
document.addEventListener("loss-landscape-lesson-answered", function () {
  if (!state.run || !state.run.veiled) return;
  ask({ kind: "scene", link: state.run.scene + "&chosen=" + state.run.chosen, unveil: true });
  one(".lab").classList.remove("veiled", "hidden-ground");
  one('[data-rail="controls"]').disabled = false;
});

document.addEventListener("loss-landscape-lesson-noticed", function (event) {
  state.praised = event.detail;
  last.said = null;
  tell();
});

document.addEventListener("loss-landscape-theme", function () {
  if (state.pictures) state.pictures.restyle();
  if (player.paths.length) writeAddress();
});

document.addEventListener("loss-landscape-projector", function () {
  if (state.figures) set("store-figures", { data: Object.assign({}, state.figures) });
  if (player.paths.length) writeAddress();
});

beat.keep(function (now) {
  player.frame(now);
  draw();
  lookAtModel(now);
  hover();
  watch();
  askAgain(now);
}, function () { return player.playing || player.pending(); });

window.LossLandscape.lab = { player: player, state: state, pictures: function () { return state.pictures; }, basins: basins, wishes: wishes, ask: ask, inSight: inSight, paint: paint, painted: painted, drawNow: drawNow };
