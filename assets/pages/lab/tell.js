/* Words, slider and address follow the player: the sentence of each run, the ranking, the cover, what the lesson is told. */
import { showCover } from "./cover.js";
import { last, ll, make, number, one, part, phrase, player, put, rowOf, set, shownStep, state } from "./page.js";
import { wishes } from "./wishes.js";
import { tellWords } from "./words.js";

export function tell() {
  if (!state.run || !player.paths.length) return;
  const last = player.last();
  const step = shownStep();
  put(one('[data-show="step"]'), phrase("page.step", { step: step, last: last }));
  player.paths.map(player.seen).forEach(function (path, index) {
    const text = path.rows ? number(path.losses[rowOf(path)]) : "";
    put(one('[data-loss="' + index + '"]'), text);
    put(one('[data-reading="' + index + '"]'), text);
  });
  document.querySelectorAll("[data-reading]").forEach(function (reading) {
    reading.parentElement.hidden = Number(reading.dataset.reading) >= player.paths.length;
  });
  const slider = scrubber();
  if (slider) {
    slider.max = last;
    slider.value = player.step;
    slider.setAttribute("aria-valuetext", phrase("page.step", { step: player.step, last: last }));
  }
  const button = one('[data-action="play"]');
  if (button) {
    const word = phrase(player.playing ? "page.pause" : "page.play");
    if (button.textContent !== word) {
      button.textContent = word;
      button.setAttribute("aria-label", word);
      button.title = word;
    }
  }
  say();
  tellCover();
  tellLesson();
  tellRanking();
  tellWords();
  writeAddress();
}

/* The words on the cover speak of the runs with which the page opened. */
function tellCover() {
  if (!one("[data-cover]")) return;
  state.cover = state.cover || state.run.names.join();
  const kinds = player.paths.map(function (path) { const known = player.outcome(path); return known ? known.kind : ""; });
  showCover(kinds, state.cover === state.run.names.join());
}

/* In a lesson the server is told of each scene as soon as it's known what its runs come to, however far they have played: perhaps it was what
   the step asked for. One that is replaced before is a try too. */
const tried = { scene: "", at: 0, told: true };

function tellLesson() {
  if (!one("[data-lesson]") || state.praised) return;
  if (tried.scene !== state.run.scene) {
    if (!tried.told) ll.lesson.tried(tried.scene, tried.at, false);
    Object.assign(tried, { scene: state.run.scene, at: Date.now(), told: false });
  }
  if (tried.told || player.paths.some(function (path) { return path.next !== null; })) return;
  tried.told = true;
  ll.lesson.tried(tried.scene, tried.at, true);
}

export function showRail(name) {
  document.querySelectorAll("[data-rail-part]").forEach(function (part) { part.hidden = part.dataset.railPart !== name; });
  document.querySelectorAll(".rail-switch [data-rail]").forEach(function (button) {
    button.setAttribute("aria-pressed", String(button.dataset.rail === name));
  });
}

/* A sentence for each run, led by its name in its colour's company. */
function say() {
  const sentences = player.paths.map(function (path, index) {
    const known = player.outcome(path);
    const on = phrase(player.pending() ? "lab.walking_to" : player.playing ? "lab.walking" : "lab.paused");
    return [state.run.names[index], known ? known.sentence : on, Boolean(known && known.standardise && state.run.problem === "own")];
  });
  if (state.praised) sentences.push([phrase("lab.praise_name"), phrase("lab.praise")]);
  if (player.silent || wishes.silent) sentences.unshift([phrase("lab.silent_name"), phrase("lab.silent")]);
  const now = JSON.stringify(sentences);
  if (now === last.said) return;
  last.said = now;
  const first = player.silent || wishes.silent ? 1 : 0;
  set("div-outcome", {
    children: sentences.map(function (pair, index) {
      const name = part("Span", phrase("lab.sentence", { name: pair[0] }) + " ", "run-name");
      const swatch = part("Span", "", "spot run-" + (index - first + 1));
      const can = pair[2] && !ll.frame.locks("scaling") ? [" ", standardiser()] : [];
      return part("P", index < first || index - first >= player.paths.length ? [name, pair[1]] : [swatch, name, pair[1]].concat(can));
    }),
  });
}

/* What a sentence advises, one click away. */
function standardiser() {
  const button = part("Button", phrase("lab.standardise"), "");
  Object.assign(button.props, { type: "button", "data-action": "standardise" });
  return button;
}

function tellRanking() {
  const body = one("[data-ranking]");
  if (!body) return;
  const lowest = state.figures && state.figures.lowest.length ? state.figures.lowest[0] : null;
  const rows = ll.ranking.rank(player.paths.map(player.seen), player.step, lowest).map(function (each) {
    const outcome = player.outcome(player.paths[each.run]);
    return [each.run, number(each.loss), phrase(each.within === null ? "lab.rank_not" : "lab.rank_step", { step: each.within }), outcome ? outcome.kind : phrase(player.playing ? "lab.rank_walking" : "lab.rank_paused")];
  });
  const now = JSON.stringify([rows, state.run.names]);
  if (now === last.ranked) return;
  last.ranked = now;
  body.replaceChildren.apply(body, rows.map(function (row) {
    const name = make("th", { scope: "row" }, make("span", { class: "spot run-" + (row[0] + 1) }), state.run.names[row[0]]);
    return make("tr", {}, name, make("td", { text: row[1] }), make("td", { text: row[2] }), make("td", { text: row[3] }));
  }));
}

export function writeAddress() {
  if (player.pending()) return; // the step that was asked for is still to come
  const rests = !player.playing && player.paths.every(function (path) { return path.rows > 0; });
  ll.address.write(link(rests));
}

ll.address.stands(function () {
  return one(".lab") && player.paths.length && !player.pending() ? link(true) : null;
});

export function link(rests) {
  return ll.address.compose(state.run.address, {
    step: rests ? player.step : null,
    speed: player.speed === 1 ? null : player.speed,
    camera: state.camera && state.camera.join(","),
    large: one(".lab").dataset.large === "land" ? null : one(".lab").dataset.large,
    theme: ll.theme.chosen === "auto" ? null : ll.theme.chosen,
    lesson: one("[data-lesson]") ? one("[data-lesson]").dataset.lesson : null,
    chosen: state.run.chosen === 1 ? null : state.run.chosen,
  });
}

function scrubber() {
  const place = one("[data-scrub]");
  if (!place) return null;
  if (!place.firstChild) {
    const slider = document.createElement("input");
    slider.type = "range";
    slider.min = 0;
    slider.setAttribute("aria-label", place.dataset.scrub);
    slider.addEventListener("input", function () { player.go(Number(slider.value)); });
    place.append(slider);
  }
  return place.firstChild;
}
