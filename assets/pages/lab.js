/* The lab page: joins the player, the graphs, the buttons, the pointer and the address. */
(function (root) {
  "use strict";

  const ll = root.LossLandscape;
  const document = root.document;
  const NEAR = 4; // px between press and release that still make a click
  const HIT = 12; // px around a mark or an example in which it is meant
  const PATIENCE = 5000; // ms until an unanswered wish is made again
  const TOGETHER = 1200; // ms in which changes of one control count as one, for undo

  const state = {
    run: null, // what the server said of the runs, see run_data in app/lab/wiring.py
    figures: null,
    version: 0, // counts the server's figures, so that a run is drawn only into the one that is shown
    camera: null, // [azimuth, elevation, zoom] as the person left it; null until it was moved
    press: null, // where the pointer went down on a picture
    hover: null, // {step, run} under the pointer
    pointed: null, // weights under the pointer
    drag: null, // where the start is while it is dragged
    tool: null, // what a click on the model panel does to one's own table
    mark: null, // the star, circle or cross whose card is open
    examples: null, // each example's part of the loss at the weights on the screen
    words: {}, // by panel: its words are open
  };
  const due = {}; // there is something new to draw
  const inSight = {}; // by panel: false while it is scrolled away

  const set = function (id, properties) { root.dash_clientside.set_props(id, properties); };
  const graph = function (name) { return document.querySelector("#graph-" + name + " .js-plotly-plot"); };
  const one = function (selector) { return document.querySelector(selector); };
  const still = function () { return root.matchMedia("(prefers-reduced-motion: reduce)").matches; };
  const number = ll.near.number;
  /* Whether a panel is left out of this page, as somebody wished who put it into another. */
  const away = function (panel) { return Boolean(one('.away [data-panel="' + panel + '"]')); };
  const drawAll = function () {
    due.stage = true;
    ll.draw.PANELS.forEach(function (panel) { due[panel] = true; });
  };

  const player = ll.player.create({
    ask: function (pieces) { set("store-request", { data: { pieces: pieces, at: Date.now() } }); },
    show: drawAll,
    changed: tell,
  });
  const basins = ll.basin.create({
    ask: function (request) { set("store-basin-request", { data: Object.assign({ at: Date.now() }, request) }); },
    changed: function () { showBasins(); showMark(); },
  });

  /* ---- wishes: everything that leads to another scene goes to the server as one, and is asked again until it is answered ---- */

  const wishes = { open: null, sent: 0, past: [], kind: "", at: 0, undoing: false, home: null, refusals: ll.patience.refusals() };

  function wish(what) {
    const now = Date.now();
    const full = Object.assign({ at: now, step: player.step, onward: onward(), scene: state.run.scene, chosen: state.run.chosen, clean: !one(".field.wrong") }, what);
    wishes.open = full;
    wishes.sent = root.performance.now();
    wishes.undoing = what.kind === "scene" && what.undo === true;
    wishes.label = what.kind + (what.asked || []).join();
    return full;
  }

  /* Whether a change is meant from the step on the screen on. A choice that is out of sight, behind the lesson, is not meant any more. */
  function onward() {
    const button = one("[data-action=onward][aria-pressed=true]");
    return Boolean(button && button.offsetParent);
  }

  function chooseOnward(on) {
    const button = one("[data-action=onward]");
    if (button) button.setAttribute("aria-pressed", String(on));
    if (button) one("[data-onward]").hidden = !on;
  }

  function ask(what) {
    if (state.run) set("store-wish", { data: wish(what) });
  }

  /* A change of any control is a wish. */
  const CONTROLS = /^input-(?!net-|hike_|lesson_|practice_)/;
  const NO_WISH = ["input-theme", "input-speed", "input-runs"];
  function wishFor(id, change) {
    if (!state.run) return;
    if (change.change) return ask({ kind: change.change.kind, run: change.change.run });
    if (change.asked && id === "input-data") return ask({ kind: "read", text: change.asked.text, ways: change.asked.ways });
    if (id === "input-runs") return ask({ kind: "pick", run: change.value });
    if (!CONTROLS.test(id) || NO_WISH.indexOf(id) >= 0) return;
    ask({ kind: "values", asked: [id.slice("input-".length)], values: wishes.refusals.without(standing()) });
  }

  /* What all controls that lead to a scene show now, by field. */
  function standing() {
    const values = {};
    Object.keys(ll.controls.values).forEach(function (each) {
      if (CONTROLS.test(each) && NO_WISH.indexOf(each) < 0) values[each.slice("input-".length)] = ll.controls.values[each];
    });
    return values;
  }
  document.addEventListener("loss-landscape-control", function (event) { wishFor(event.detail.id, event.detail); });

  /* The server refused a wish: it is given up, and what was asked for stays in its field, with the reason, but is not sent again. */
  function refusedWish(words) {
    const open = wishes.open;
    wishes.open = null;
    wishes.silent = false;
    if (open && open.kind === "values") wishes.refusals.add(open.asked, open.values, words);
    if (open && open.kind === "read") set("input-data", { reading: { wrong: words, at: open.at } });
    showRefusals();
    said = null;
    tell();
  }

  function showRefusals() {
    wishes.refusals.standing(function (field) { return ll.controls.values["input-" + field]; }).forEach(function (each) {
      set("input-" + each.field, { message: each.words });
    });
  }

  document.addEventListener("loss-landscape-refused", function (event) {
    const about = function (store) { return event.detail.changed.indexOf("store-" + store + ".data") >= 0; };
    const words = event.detail.words;
    if (!state.run) return;
    if (about("wish")) refusedWish(words);
    if (about("request")) player.refuse();
    if (about("basin-request")) basins.refuse(words);
    if (about("code-request")) showCode({ error: words });
  });

  function answered(at) {
    showRefusals();
    if (!wishes.open || wishes.open.at !== at) return;
    if (wishes.open.values) wishes.refusals.accept(wishes.open.values);
    wishes.open = null;
    if (!wishes.silent) return;
    wishes.silent = false;
    said = null;
    tell();
  }

  let frameAt = null;
  function askAgain(now) {
    // As in the player: the time in which the page itself stood still is not the server's.
    if (frameAt !== null) wishes.sent += Math.max(0, now - frameAt - ll.player.STALL);
    frameAt = now;
    if (!wishes.open || now - wishes.sent < PATIENCE) return;
    wishes.sent = now;
    wishes.silent = true;
    set("store-wish", { data: Object.assign({}, wishes.open, { again: now }) });
    tell();
  }

  /* What the scene was before goes on the pile of undo; a slider's way counts as one change. */
  function remember(before, run) {
    if (before === null) {
      wishes.home = run.scene + "&chosen=" + run.chosen;
      return;
    }
    const now = Date.now();
    const same = wishes.label === wishes.kind && wishes.label.indexOf("values") === 0 && now - wishes.at < TOGETHER;
    wishes.kind = wishes.label;
    wishes.at = now;
    if (before.scene === run.scene || wishes.undoing || same) return;
    wishes.past.push(before.scene + "&chosen=" + before.chosen);
    if (wishes.past.length > 100) wishes.past.shift();
  }

  function undo() {
    const link = wishes.past.pop();
    if (link) ask({ kind: "scene", link: link, undo: true });
    showSteady();
  }

  function showSteady() {
    document.querySelectorAll('[data-action="undo"], [data-action="reset"]').forEach(function (button) { button.disabled = !wishes.past.length; });
  }

  /* ---- words, slider and address follow the player ---- */

  /* The step that all panels show: the one under the pointer, else the player's. */
  function shownStep() {
    return state.hover && !player.playing ? state.hover.step : player.step;
  }

  function rowOf(path) {
    return Math.min(shownStep(), path.rows - 1);
  }

  function tell() {
    if (!state.run || !player.paths.length) return;
    const last = player.last();
    const step = shownStep();
    put(one('[data-show="step"]'), "step " + step + " of " + last);
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
      slider.setAttribute("aria-valuetext", "step " + player.step + " of " + last);
    }
    const button = one('[data-action="play"]');
    if (button) {
      const word = player.playing ? "Pause" : "Play";
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
    if (!ll.showCover || !one("[data-cover]")) return;
    state.cover = state.cover || state.run.names.join();
    const kinds = player.paths.map(function (path) { const known = player.outcome(path); return known ? known.kind : ""; });
    ll.showCover(kinds, state.cover === state.run.names.join());
  }

  /* In a lesson the server is told of each scene that was watched to its end: perhaps it was the one that the step asked for. */
  let watchedScene = "";
  function tellLesson() {
    if (!one("[data-lesson]") || player.pending() || !player.paths.every(player.outcome) || watchedScene === state.run.scene) return;
    watchedScene = state.run.scene;
    set("store-lesson_watched", { data: state.run.scene });
  }

  function showRail(name) {
    document.querySelectorAll("[data-rail-part]").forEach(function (part) { part.hidden = part.dataset.railPart !== name; });
    document.querySelectorAll(".rail-switch [data-rail]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.rail === name));
    });
  }

  function put(element, text) {
    if (element && element.textContent !== text) element.textContent = text;
  }

  /* A sentence for each run, led by its name in its colour's company. */
  let said = null;
  function say() {
    const sentences = player.paths.map(function (path, index) {
      const known = player.outcome(path);
      const on = player.pending() ? "walking to that step …" : player.playing ? "still walking …" : "paused. Press Play to let it go on.";
      return [state.run.names[index], known ? known.sentence : on, Boolean(known && known.standardise && state.run.problem === "own")];
    });
    if (state.praised) sentences.push(["Lesson", "it worked: you have done what the step asked for."]);
    if (player.silent || wishes.silent) sentences.unshift(["The server does not answer", "asking again …"]);
    const now = JSON.stringify(sentences);
    if (now === said) return;
    said = now;
    const first = player.silent || wishes.silent ? 1 : 0;
    set("div-outcome", {
      children: sentences.map(function (pair, index) {
        const name = part("Span", pair[0] + ": ", "run-name");
        const swatch = part("Span", "", "spot run-" + (index - first + 1));
        const can = pair[2] && !ll.frame.locks("scaling") ? [" ", standardiser()] : [];
        return part("P", index < first || index - first >= player.paths.length ? [name, pair[1]] : [swatch, name, pair[1]].concat(can));
      }),
    });
  }

  /* A Dash component, as the server would send it. */
  function part(type, children, className) {
    return { namespace: "dash_html_components", type: type, props: { children: children, className: className } };
  }

  /* What a sentence advises, one click away. */
  function standardiser() {
    const button = part("Button", "Standardise the data", "");
    Object.assign(button.props, { type: "button", "data-action": "standardise" });
    return button;
  }

  /* An element with its children, for what the page alone fills in. */
  function make(tag, attributes) {
    const element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      if (name === "text") element.textContent = attributes.text;
      else element.setAttribute(name, attributes[name]);
    });
    Array.prototype.slice.call(arguments, 2).forEach(function (child) { element.append(child); });
    return element;
  }

  let ranked = "";
  function tellRanking() {
    const body = one("[data-ranking]");
    if (!body) return;
    const lowest = state.figures && state.figures.lowest.length ? state.figures.lowest[0] : null;
    const rows = ll.ranking.rank(player.paths.map(player.seen), player.step, lowest).map(function (each) {
      const outcome = player.outcome(player.paths[each.run]);
      return [each.run, number(each.loss), each.within === null ? "not yet" : "step " + each.within, outcome ? outcome.kind : player.playing ? "still walking" : "paused"];
    });
    const now = JSON.stringify([rows, state.run.names]);
    if (now === ranked) return;
    ranked = now;
    body.replaceChildren.apply(body, rows.map(function (row) {
      const name = make("th", { scope: "row" }, make("span", { class: "spot run-" + (row[0] + 1) }), state.run.names[row[0]]);
      return make("tr", {}, name, make("td", { text: row[1] }), make("td", { text: row[2] }), make("td", { text: row[3] }));
    }));
  }

  /* ---- each picture in words and numbers ---- */

  let worded = "";
  function tellWords() {
    const open = Object.keys(state.words).filter(function (panel) { return state.words[panel]; });
    if (!open.length || !state.figures) return;
    const chosen = Math.min(state.run.chosen, player.paths.length) - 1;
    const path = player.seen(player.paths[chosen]);
    const now = JSON.stringify([open, state.version, path.run, path.rows, state.run.chosen]);
    if (now === worded) return;
    worded = now;
    open.forEach(function (panel) {
      const place = one('[data-words="' + panel + '"]');
      if (place) place.replaceChildren.apply(place, wordsOf(panel, path, chosen));
    });
  }

  function wordsOf(panel, path, chosen) {
    const names = state.figures.names;
    const out = [make("p", { text: state.figures.words[panel] })];
    if (panel === "contour") out.push(marksTable());
    const head = ["step", names[0], names[1], "loss", "slope " + names[0], "slope " + names[1]];
    const caption = make("caption", { text: state.run.names[chosen] });
    const rows = ll.ranking.table(path).map(function (row) {
      return make.apply(null, ["tr", {}].concat(row.map(function (value, k) { return make("td", { text: k ? number(value) : String(value) }); })));
    });
    out.push(framed(caption, head, rows));
    return out;
  }

  function framed(caption, head, rows) {
    const cells = head.map(function (name) { return make("th", { scope: "col", text: name }); });
    const table = make("table", {}, caption, make("thead", {}, make.apply(null, ["tr", {}].concat(cells))), make.apply(null, ["tbody", {}].concat(rows)));
    return make("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": caption.textContent }, table);
  }

  function marksTable() {
    const rows = state.figures.marks.map(function (mark, index) {
      const here = make("button", { type: "button", "data-action": "tell-mark", "data-mark": index, text: "Tell", "aria-label": "Tell more of the " + mark.mark + " at " + mark.weights.map(number).join(", ") });
      return make("tr", {}, make("th", { scope: "row", text: mark.mark }), make("td", { text: mark.weights.map(number).join(", ") }), make("td", { text: number(mark.loss) }), make("td", {}, here));
    });
    return rows.length ? framed(make("caption", { text: "Marks" }), ["mark", "weights", "loss", "more"], rows) : "";
  }

  /* One picture's words at a time: those of the stage lie in the same place. */
  function toggleWords(button) {
    const open = !state.words[button.dataset.of];
    document.querySelectorAll('[data-action="words"]').forEach(function (each) {
      const panel = each.dataset.of;
      state.words[panel] = open && each === button;
      each.setAttribute("aria-expanded", String(state.words[panel]));
      one('[data-words="' + panel + '"]').hidden = !state.words[panel];
    });
    worded = "";
    tellWords();
  }

  /* ---- the card of a star, a circle or a cross ---- */

  function openMark(mark) {
    state.mark = mark;
    if (mark.minimum !== null && player.paths.length) basins.want([chosenRun()]);
    showMark();
    const button = one('[data-action="start-here"]');
    if (button) button.focus({ preventScroll: true });
  }

  function closeMark() {
    state.mark = null;
    showMark();
  }

  function chosenRun() {
    return state.run.runs[Math.min(state.run.chosen, state.run.runs.length) - 1];
  }

  function showMark() {
    const card = one("[data-mark-card]");
    if (!card) return;
    card.hidden = !state.mark;
    if (!state.mark) return;
    const mark = state.mark;
    const numbers = state.figures.names.map(function (name, k) { return name + " " + number(mark.weights[k]); }).join(", ");
    const text = mark.what + " At " + numbers + " the loss is " + number(mark.loss) + "; eigenvalues " + mark.eigenvalues.map(number).join(" and ") + ". " + endsThere(mark);
    const title = mark.mark === "saddle" ? "Saddle" : mark.mark === "lowest" ? "Lowest valley" : "Local minimum";
    const now = JSON.stringify([title, text]);
    if (card.dataset.shown === now) return;
    card.dataset.shown = now;
    const words = card.querySelector("p");
    if (words && card.dataset.mark === numbers) {
      words.textContent = text;
      return;
    }
    card.dataset.mark = numbers;
    card.replaceChildren(
      make("p", { text: text, role: "status" }),
      make("div", { class: "row-of-buttons" },
        ll.frame.locks("start") ? "" : make("button", { type: "button", "data-action": "start-here", text: "Start here" }),
        make("button", { type: "button", "data-action": "close-mark", text: "Close" }))
    );
  }

  /* Which starts end in a minimum, once the basin map of the chosen run is there. */
  function endsThere(mark) {
    if (mark.minimum === null) return "No path rests here for long: a push to the side sends it down.";
    const map = basins.get(chosenRun());
    if (map && map.error) return map.error;
    if (!map || map.next !== null) return "Counting which starts end here … " + Math.round(100 * basins.progress([chosenRun()])) + " %";
    const found = ll.basin.count(map);
    return share(found.counts[mark.minimum], found.all) + " of the " + found.all.toLocaleString("en") + " starts on a grid end here with run " + state.run.chosen + ".";
  }

  function share(part, all) {
    const percent = (100 * part) / all;
    return part === 0 ? "None" : (percent < 10 ? percent.toFixed(1) : percent.toFixed(0)) + " %";
  }

  function writeAddress() {
    if (player.pending()) return; // the step that was asked for is still to come
    const rests = !player.playing && player.paths.every(function (path) { return path.rows > 0; });
    ll.address.write(link(rests));
  }

  ll.address.stands(function () {
    return one(".lab") && player.paths.length && !player.pending() ? link(true) : null;
  });

  function link(rests) {
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

  /* ---- pictures ---- */

  /* The server's figures; the runs are painted above the curves' axes, and the landscape goes to the stage. */
  function figures(sent) {
    const given = ll.light.restored(sent);
    state.figures = given;
    const lineKey = one("[data-line-key]");
    if (lineKey) lineKey.hidden = !given.line;
    state.version += 1;
    state.examples = null;
    if (state.mark) closeMark();
    look.shown = "";
    worded = ranked = mapped = "";
    drawAll();
    showScale();
    if (state.run && state.run.camera && !state.camera) state.camera = state.run.camera;
    root.setTimeout(showLandscape, 0); // once the contour stands
    return ["contour"].concat(ll.draw.PANELS, "model").map(function (panel) {
      if (away(panel)) return root.dash_clientside.no_update;
      const figure = given[panel];
      const layout = Object.assign({}, ll.projector.on() ? ll.projector.larger(figure.layout) : figure.layout, { meta: { version: state.version } });
      if (ll.draw.PANELS.includes(panel)) fitted(panel, layout);
      if (panel === "contour" && !mapIsLarge()) Object.assign(layout, bare(layout));
      const sized = ll.projector.on() ? figure.data.map(ll.projector.larger) : figure.data;
      const data = panel === "contour" && !mapIsLarge() ? sized.map(unscaled) : sized;
      return { data: panel === "model" ? data.concat(modelTraces()) : data, layout: layout };
    });
  }

  /* ---- the stage: land and map ---- */

  let pictures = null;

  function stageOf() {
    if (pictures || !ll.createPictures || !one(".stage")) return pictures;
    const land = away("surface") ? null : one('[data-panel="surface"]');
    pictures = ll.createPictures({
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
        state.camera = pictures.camera;
        if (player.paths.length) writeAddress();
      },
      onState: showState,
    });
    return pictures;
  }

  /* A landscape with all that lies on it. */
  function showLandscape() {
    const stage = stageOf();
    if (!stage || !state.figures || !state.run) return;
    stage.landscape(state.figures, Object.assign(lying(), { felt: null, land: { tint: landTint(), stand: unseen ? STAND : undefined } })).then(function () {
      if (state.camera) stage.look(state.camera);
    });
    shownPaths = [];
    showBasins();
    due.stage = true;
  }

  /* Land that nobody has seen yet, in a step whose question it would answer: only its window, where the walk starts, and how high loss may be. */
  let unseen = false;
  const STAND = { floor: 0, ceiling: 2 }; // the same for every land, so that it tells nothing of this one
  function showPlinth() {
    const stage = one(".hidden-ground") && stageOf();
    if (!stage) return;
    const start = state.run.start;
    unseen = true;
    stage.plinth(state.run.window, STAND, {
      start: start,
      felt: { posts: [{ at: start, height: null }], walked: false, colour: "#5f717c", rose: null },
      tags: [{ at: start, text: "loss here", number: "?" }],
    });
    showFigure();
  }

  /* What lies on the land beside the runs. */
  function lying() {
    return {
      marks: state.figures.marks,
      start: state.run.start,
      names: state.figures.names.map(function (name) { return name.replace(/^w(\d)$/, "weight $1"); }),
      guess: guessed(),
      valley: state.figures.line ? [state.figures.line] : [],
    };
  }

  /* The point that was guessed in a step of the lesson, or null. It stands in the address too, so that it stays on going back. */
  function guessed() {
    const card = one('[data-lesson-asks="point"]');
    if (!card) return null;
    const kept = card.dataset.answers.split("~").find(function (each) { return each.startsWith(card.dataset.lesson + ":"); });
    return ll.near.pair(kept ? kept.slice(kept.indexOf(":") + 1) : ll.controls.values[GIVEN] || "");
  }

  /* Whether a click means a guess: a step asks for a point, and has not been answered yet. */
  function guessing() {
    return Boolean(state.run && state.run.veiled && one('[data-lesson-asks="point"]'));
  }

  /* The figure of a step: at the place under the pointer, else at the guess, else at the ball of the chosen run. */
  function showFigure() {
    if (!ll.showFigure || !state.run) return;
    const path = player.paths.length ? player.seen(player.paths[Math.min(state.run.chosen, player.paths.length) - 1]) : null;
    const row = path && path.rows ? rowOf(path) : -1;
    const ball = row >= 0 ? [path.weights[2 * row], path.weights[2 * row + 1]] : state.run.start;
    ll.showFigure({ examples: state.figures && state.figures.examples, at: state.pointed || (guessing() && guessed()) || ball });
  }

  let shownPaths = [];
  function paint() {
    const stage = stageOf();
    if (!stage || !state.figures || !state.run) return;
    const paths = player.paths.map(player.seen);
    if (paths.length !== shownPaths.length || paths.some(function (path, k) { return path !== shownPaths[k]; })) {
      shownPaths = paths;
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
    const tags = player.step < 2 || state.run.veiled ? [{ at: state.run.start, text: "start" }] : [];
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
    put(one("[data-arrows]"), sets.times === 1 || !sets.sets[2].x.length ? "" : "arrows × " + sets.times);
    return sets.sets.reduce(function (out, each, k) {
      return each.x.length < 2 ? out : out.concat([{ name: names[k], from: [each.x[0], each.y[0]], to: [each.x[1], each.y[1]] }]);
    }, []);
  }

  /* The map as the small picture: no axes and no colour bar, which the page shows below it. */
  function bare(layout) {
    const without = function (axis) { return Object.assign({}, axis, { visible: false }); };
    return { margin: { l: 0, r: 0, t: 0, b: 0 }, xaxis: without(layout.xaxis), yaxis: without(layout.yaxis) };
  }

  function unscaled(trace) {
    return trace.type === "contour" ? Object.assign({}, trace, { showscale: false }) : trace;
  }

  function mapIsLarge() {
    return Boolean(one(".lab:is([data-large=map], .no-land, .no-surface)")) || large() === "both";
  }

  /* Which is the large picture: "land", "map", or "both" side by side. */
  const NEXT = { land: "map", map: "both", both: "land" };
  function large() {
    const name = one(".lab").dataset.large;
    return name === "both" && !wide() ? "land" : name;
  }

  /* Whether a picture is the small one on a phone: there a tap on it swaps the two. */
  function isInset(where) {
    return !wide() && Boolean(one(".lab:not(.no-land, .no-surface)")) && !away("contour") && (large() === "map") === (where === "land");
  }

  document.addEventListener("click", function (event) {
    const frame = event.target.closest && event.target.closest(":is(.panel-surface, .panel-contour) .plot-frame");
    if (!frame || !state.figures) return;
    const where = frame.closest(".panel-contour") ? "map" : "land";
    if (isInset(where)) enlarge(where);
  });

  /* Whether there is room for both. */
  function wide() {
    return root.innerWidth > 640;
  }

  function enlarge(name) {
    if (name === "both" && !wide()) name = "land";
    one(".lab").dataset.large = name;
    set("store-figures", { data: Object.assign({}, state.figures) });
    if (player.paths.length) writeAddress();
  }

  /* The colours of the heights as a bar, and its ends in numbers. */
  function showScale() {
    const ground = state.figures.contour.data[0];
    const bar = one("[data-ramp]");
    if (!bar || !Array.isArray(ground.colorscale)) return;
    bar.style.background = "linear-gradient(90deg," + ground.colorscale.map(function (stop) { return stop[1] + " " + 100 * stop[0] + "%"; }).join() + ")";
  }

  /* A curve's runs as traces of Plotly, for a picture to take away. */
  function runTraces(panel) {
    const how = { step: player.step, ball: shownStep(), loss: shownLosses };
    const sets = player.paths.map(player.seen).map(function (path, run) {
      const filled = ll.draw.data(panel, path, how);
      return ll.draw.traces(panel, state.figures.curve_styles[run], ll.projector.on()).map(function (trace, k) { return Object.assign(trace, filled[k]); });
    });
    // All lines below all balls, so that no run hides where another stands.
    return [0, 1].flatMap(function (k) { return sets.map(function (set) { return set[k]; }); });
  }

  /* The losses as the curve shows them: as they are, or how far they are above the lowest minimum. */
  const above = new WeakMap();
  function shownLosses(losses) {
    if (!state.run || state.run.curve !== "distance" || !state.figures.lowest.length) return losses;
    const best = state.figures.lowest[0];
    const kept = above.get(losses);
    if (kept && kept.best === best) return kept.values;
    const values = losses.map(function (value) { return value - best; });
    above.set(losses, { best: best, values: values });
    return values;
  }

  /* What a curve shows of each run, as assets/stage/curve.js takes it. */
  function numbers(panel) {
    return player.paths.map(player.seen).map(function (path, run) {
      const values = panel === "rate" ? path.rates : shownLosses(path.losses);
      return { values: values, rows: values.length, until: player.step, ball: shownStep(), style: state.figures.curve_styles[run], size: ll.projector.on() ? 1.6 : 1 };
    });
  }

  /* The arrows of the chosen run's step; none where they are switched off. */
  function arrowData() {
    const chosen = state.run && player.paths[Math.min(state.run.chosen, player.paths.length) - 1];
    const on = chosen && state.run.arrows === "step";
    const path = on ? player.seen(chosen) : NOTHING;
    return ll.arrows.data(path, on ? rowOf(path) : -1, state.figures.window);
  }

  const GIVEN = "input-lesson_given";
  document.addEventListener("loss-landscape-control", function (event) { if (event.detail.id === GIVEN) due.stage = true; });

  /* How a curve's axes are divided: steps across, and the scale that was chosen. */
  function scaleOf(panel) {
    const scale = state.run && panel === "curve" ? state.run.curve : "linear";
    const best = scale === "distance" ? [] : state.figures.lowest.slice(0, 1);
    return { steps: state.run ? state.run.steps : 300, loglog: scale === "loglog", log: scale !== "linear", also: best };
  }

  /* A layout of a curve with its axes. */
  function fitted(panel, layout) {
    if (!ll.curves) return;
    const axes = ll.curves.axes(panel, numbers(panel), scaleOf(panel));
    layout.xaxis = Object.assign({}, layout.xaxis, axes.xaxis);
    layout.yaxis = Object.assign({}, layout.yaxis, axes.yaxis);
  }

  /* A prediction curve for each place of a run; with two features the server's own regions are filled instead. */
  function modelTraces() {
    return state.figures.curve_styles.map(function (style) {
      return { type: "scatter", mode: "lines", name: "prediction", x: [], y: [], hoverinfo: "skip", line: { color: style.colour, width: 2.5, dash: style.dash } };
    });
  }

  /* ---- the model at the weights on the screen: asked for at rest, and now and then while it plays ---- */

  const LOOK = 1000; // ms between looks while it plays
  const look = { shown: "", at: 0 };

  function lookAtModel(now) {
    if (now - look.at < (player.playing ? LOOK : 120)) return;
    if (!state.figures || !player.paths.length || !(ready("model") || (away("model") && !one(".away .why")))) return;
    const paths = player.paths.map(player.seen);
    if (paths.some(function (path) { return path.rows === 0; })) return;
    const chosen = Math.min(state.run.chosen, paths.length) - 1;
    const weights = paths.map(function (path) {
      const row = rowOf(path);
      return [path.weights[2 * row], path.weights[2 * row + 1]];
    });
    const asked = { run: paths[chosen].run, weights: weights, chosen: chosen, step: Math.max(0, rowOf(paths[chosen])) };
    const key = JSON.stringify([state.version, asked]);
    if (key === look.shown) return;
    // While it plays, nobody asks for what is scrolled away; at rest all is as it should be, on paper too.
    if (player.playing && !ll.near.onScreen(one('[data-panel="model"]')) && !ll.near.onScreen(one(".why"))) return;
    look.shown = key;
    look.at = now;
    set("store-look", { data: Object.assign({ at: Date.now() }, asked) });
  }

  function showSight(said) {
    const target = ready("model");
    if (!target || said.error || !said.prediction.p || !state.run.runs.some(function (run) { return run === said.run; })) return;
    const x = ll.path.decode(said.prediction.x);
    const p = ll.path.decode(said.prediction.p);
    const flat = Boolean(said.prediction.y);
    const first = state.figures.model.data.length;
    if (flat) {
      const y = ll.path.decode(said.prediction.y);
      const rows = Array.from(y, function (_, j) { return p.subarray(j * x.length, (j + 1) * x.length); });
      root.Plotly.restyle(target, { x: [x], y: [y], z: [rows] }, [0]);
    } else {
      const curves = state.figures.curve_styles.map(function (_, run) {
        return p.length >= (run + 1) * x.length ? { x: x, y: p.subarray(run * x.length, (run + 1) * x.length) } : { x: [], y: [] };
      });
      root.Plotly.restyle(target, ll.draw.update(curves), curves.map(function (_, run) { return first + run; }));
    }
    state.examples = {
      probability: ll.path.decode(said.examples.probability),
      loss: ll.path.decode(said.examples.loss),
      share: ll.path.decode(said.examples.share),
    };
    // An example's area is its share of the loss; none is so small that it cannot be seen.
    const many = state.examples.share.length;
    const sizes = Array.from(state.examples.share, function (share) { return Math.min(5 + 9 * Math.sqrt(share * many) / 2, 26); });
    const trace = state.figures.model.data.findIndex(function (each) { return each.name === "examples"; });
    root.Plotly.restyle(target, { "marker.size": [sizes] }, [trace]);
  }

  /* The graph of a panel, once it shows the server's newest figure. */
  function ready(panel) {
    const target = graph(panel);
    const shown = target && target._fullLayout && target.layout && target.layout.meta;
    return shown && shown.version === state.version ? target : null;
  }

  const NOTHING = ll.path.create("", 0);
  /* Whether a curve shows its runs now. What was painted is kept for whoever asks what is on the screen. */
  const painted = {};
  function drawCurve(panel, target) {
    const runs = numbers(panel);
    ll.curves.fit(panel, target, runs, scaleOf(panel), player.playing);
    due[panel] = !ll.curves.paint(panel, target, runs);
    if (!due[panel]) painted[panel] = { version: state.version, runs: runs };
  }

  /* Draw everything at once, as a frame of the player does. For the benchmark. */
  function drawNow() {
    paint();
    ll.draw.PANELS.forEach(function (panel) { drawCurve(panel, graph(panel)); });
  }

  /* On paper all pictures are seen, also those that were scrolled away and so were not drawn. Before print.js copies them. */
  root.addEventListener("beforeprint", function () {
    if (!player.paths.length || !state.figures) return;
    ll.draw.PANELS.forEach(function (panel) {
      const target = ready(panel);
      if (target) drawCurve(panel, target);
    });
  }, true);

  function draw() {
    if (!state.figures) return;
    // Before a step's question is answered there are no runs, but a guess is to be seen.
    if (due.stage && state.run) {
      due.stage = false;
      paint();
    }
    if (!player.paths.length || !ll.curves) return;
    ll.draw.PANELS.forEach(function (panel) {
      const target = inSight[panel] === false ? null : ready(panel);
      if (target && (due[panel] || ll.curves.stale(panel, target))) drawCurve(panel, target);
    });
  }

  function turn(action) {
    if (!pictures || ll.frame.locks("camera")) return;
    pictures.turn(action);
  }

  /* ---- without WebGL the contour stands in ---- */

  const lost = { is: false, context: false };

  /* What became of the land: "drawn", "none" (this browser draws no 3-D pictures here), "lost" or "back". */
  function showState(now) {
    lost.context = now === "lost";
    if (now === "none") showLost(true, "This browser doesn't draw 3-D pictures here (it has no WebGL), so the map stands in: the same landscape, seen from above.");
    else if (now === "lost") showLost(true, "The browser took the 3-D picture away, as it does when many are open. The map shows the same landscape.");
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
    const again = lost.context ? [make("button", { type: "button", "data-action": "surface-again", text: "Show it again" })] : [];
    frame.before(make.apply(null, ["div", { class: "no-webgl", role: "status" }, make("p", { text: sentence })].concat(again)));
  }

  function surfaceAgain() {
    pictures.again();
  }

  /* ---- the basin map ---- */

  const TINTS = ["#f6e58d", "#77aadd", "#ee8866", "#ffaabb", "#99ddff", "#44bb99", "#bbcc33", "#aaaa00", "#dddddd"];
  const DARK = "#3b3b46";
  const map = { of: 1, against: 0, on: false };

  function mapRuns() {
    const runs = [state.run.runs[Math.min(map.of, state.run.runs.length) - 1]];
    if (map.against && map.against !== map.of && state.run.runs[map.against - 1]) runs.push(state.run.runs[map.against - 1]);
    return runs;
  }

  function drawBasins() {
    map.on = true;
    basins.want(mapRuns());
    showBasins();
  }

  function clearBasins() {
    map.on = false;
    basins.cancel();
    showBasins();
  }

  function tint(index, lowest) {
    return index < lowest ? TINTS[0] : TINTS[1 + ((index - lowest) % (TINTS.length - 1))];
  }

  /* {z, colours, key, sentence}: what the map shows of what is known; null while it is off. */
  function basinPicture() {
    if (!map.on || !state.run) return null;
    const maps = mapRuns().map(basins.get);
    if (maps.some(function (each) { return !each; })) return null;
    const wrong = maps.find(function (each) { return each.error; });
    if (wrong) return { z: [], colours: [], key: [], sentence: wrong.error };
    const done = maps.every(function (each) { return each.next === null; });
    const counts = maps.map(ll.basin.count);
    const all = counts[0].all;
    if (maps.length === 2) {
      const styles = state.figures.styles;
      const z = ll.basin.compare(maps[0], maps[1]);
      const cells = [].concat.apply([], z);
      const many = [0, 1, 2, 3].map(function (kind) { return cells.filter(function (cell) { return cell === kind; }).length; });
      const names = ["neither", "only run " + map.of, "only run " + map.against, "both"];
      const colours = [DARK, styles[map.of - 1].colour, styles[map.against - 1].colour, TINTS[0]];
      const key = names.map(function (name, kind) { return [colours[kind], name + ": " + share(many[kind], cells.length)]; });
      const sentence = done
        ? "The lowest valley is reached by run " + map.of + " from " + share(counts[0].lowest, counts[0].all) + " of the starts and by run " + map.against + " from " + share(counts[1].lowest, counts[1].all) + "."
        : "";
      return { z: z, colours: colours, key: key, sentence: sentence };
    }
    const found = counts[0];
    const lowest = maps[0].lowest;
    const z = maps[0].rows.map(function (row) { return row.map(function (end) { return end + 2; }); });
    const colours = [DARK, "#777788"].concat(found.counts.map(function (_, index) { return tint(index, lowest); }));
    const key = found.counts
      .map(function (many, index) {
        const name = index < lowest ? "lowest valley" : "local minimum, loss " + number(maps[0].minima[index].loss);
        return [tint(index, lowest), name + ": " + share(many, all), many];
      })
      .filter(function (row) { return row[2]; })
      .sort(function (a, b) { return b[2] - a[2]; })
      .slice(0, 8);
    if (found.none) key.push(["#777788", "in no valley of the picture: " + share(found.none, all)]);
    if (found.jumps) key.push([DARK, "loss still jumps at the end: " + share(found.jumps, all)]);
    const sentence = !done ? "" : maps[0].lowest
      ? share(found.lowest, all) + " of " + all.toLocaleString("en") + " starts reach the lowest valley with run " + map.of + "."
      : "There is no lowest valley in this window, so no start can reach it.";
    return { z: z, colours: colours, key: key, sentence: sentence };
  }

  /* The basin map as a second colour over the land and the map: each cell's number of a colour, -1 where nothing is known yet. */
  function landTint() {
    const picture = basinPicture();
    if (!picture || !picture.z.length) return null;
    const columns = picture.z[0].length;
    const cells = new Int16Array(columns * columns).fill(-1);
    picture.z.forEach(function (row, j) { row.forEach(function (cell, i) { cells[j * columns + i] = cell; }); });
    return { columns: columns, rows: columns, cells: cells, colours: picture.colours };
  }

  let mapped = "";
  function showBasins() {
    if (!state.run || !state.figures) return;
    basinChoice();
    const picture = basinPicture();
    const now = JSON.stringify([picture, basins.busy(), state.version, map]);
    if (now === mapped) return;
    mapped = now;
    const busyNow = map.on && basins.busy();
    const bar = one("[data-basin-progress]");
    if (bar) {
      bar.hidden = !busyNow;
      bar.value = map.on ? basins.progress(mapRuns()) : 0;
    }
    const stop = one('[data-action="basin-off"]');
    if (stop) {
      stop.hidden = !map.on;
      stop.textContent = busyNow ? "Cancel" : "Clear";
    }
    put(one("[data-basin-says]"), picture ? picture.sentence : "");
    const key = one("[data-basin-key]");
    if (key) {
      key.replaceChildren.apply(key, (picture ? picture.key : []).map(function (row) {
        const box = make("span", { class: "mark tint" });
        box.style.background = row[0];
        return make("li", {}, box, row[1]);
      }));
    }
    const tint = JSON.stringify(picture && picture.z);
    if (pictures && tint !== tinted) {
      tinted = tint;
      showLandscape();
    }
  }
  let tinted = "null";

  /* Which run's map, and against which: two native choices that follow the list of runs. */
  function basinChoice() {
    const place = one("[data-basin-choice]");
    if (!place) return;
    const many = state.run.runs.length;
    if (Number(place.dataset.runs) === many) return;
    place.dataset.runs = many;
    map.of = Math.min(map.of, many);
    if (map.against > many) map.against = 0;
    const choice = function (label, name, first, value) {
      const options = first.concat(Array.from({ length: many }, function (_, i) { return [i + 1, "Run " + (i + 1)]; }));
      const select = make("select", { "aria-label": label, "data-basin": name });
      options.forEach(function (option) {
        const item = make("option", { value: option[0], text: option[1] });
        if (option[0] === value) item.selected = true;
        select.append(item);
      });
      select.addEventListener("change", function () {
        map[name] = Number(select.value);
        if (map.on) drawBasins();
      });
      return select;
    };
    place.replaceChildren(choice("Map of", "of", [], map.of), " against ", choice("Against", "against", [[0, "none"]], map.against));
  }

  /* ---- pointer: a short press without a move is a click, anything else turns the surface ---- */

  /* Where on a panel a pointer is, in pixels from the corner of its axes. */
  function onPanel(target, event) {
    const frame = target.getBoundingClientRect();
    const size = target._fullLayout._size;
    return [event.clientX - frame.left - size.l, event.clientY - frame.top - size.t];
  }

  function onAxes(target, x, y) {
    return [target._fullLayout.xaxis.p2d(x), target._fullLayout.yaxis.p2d(y)];
  }

  /* A click or tap on the land or the map: a mark that is near is told of, anything else is a new start. */
  function pointed(at, where) {
    if (!state.figures || !state.run || isInset(where)) return;
    state.pointed = null;
    const mark = markAt(at, where);
    if (mark) openMark(mark);
    else startAt(at);
  }

  /* The start, or a guess, is dragged over the land: it follows the hand at once, and the runs from it as fast as they are answered. */
  const DRAG = 150; // ms between two starts that are asked for
  function dragged(at, done) {
    const now = root.performance.now();
    state.pointed = null;
    state.drag = done ? null : at;
    due.stage = true;
    if (!done && !guessing() && now - (dragged.at || 0) < DRAG) return;
    dragged.at = now;
    startAt(at);
  }

  /* What there is to take hold of: the guess where one is asked for, else the start. */
  function handle() {
    if (state.run.veiled) return guessing() ? guessed() || state.run.start : null;
    return ll.frame.locks("start") ? null : state.drag || state.run.start;
  }

  /* The mark that is seen near a place, or null. */
  function markAt(at, where) {
    const here = pictures.pixel(where, at);
    const marks = state.figures.marks;
    if (!here) return null;
    const found = ll.near.nearest(marks.length, function (i) { return pictures.pixel(where, marks[i].weights); }, here[0], here[1], HIT);
    return found < 0 ? null : marks[found];
  }

  /* The example under the pointer, or -1. */
  function exampleAt(event, within) {
    const target = ready("model");
    // The full trace: in the other one the numbers may still be packed as they came.
    const trace = target && target._fullData.find(function (each) { return each.name === "examples"; });
    if (!trace) return -1;
    const full = target._fullLayout;
    const [x, y] = onPanel(target, event);
    return ll.near.nearest(trace.x.length, function (i) { return [full.xaxis.d2p(trace.x[i]), full.yaxis.d2p(trace.y[i])]; }, x, y, within);
  }

  function startAt(point) {
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
      due.stage = true;
      return set(GIVEN, { value: value });
    }
    set("input-start", { value: value });
    ll.controls.values["input-start"] = value;
    wishFor("input-start", { value: value });
  }

  /* ---- one's own data, drawn ---- */

  function drawExample(event, row, tool) {
    if (ll.controls.unused["input-data"]) {
      // What stands in the box is not what is drawn: it must be mended or taken back first.
      showRail("controls");
      return one("#input-data").focus();
    }
    const target = ready("model");
    if (!target || state.run.problem !== "own") return;
    const point = onAxes.apply(null, [target].concat(onPanel(target, event)));
    const axes = [target._fullLayout.xaxis, target._fullLayout.yaxis];
    // As many digits as half a pixel is worth.
    const rounded = point.map(function (value, k) {
      const pixel = Math.abs(axes[k].p2d(1) - axes[k].p2d(0)) / 4;
      return Number(value.toFixed(Math.min(Math.max(0, Math.ceil(-Math.log10(pixel))), 12)));
    });
    const inside = point.every(function (value, k) {
      const range = axes[k].range;
      return value >= Math.min(range[0], range[1]) && value <= Math.max(range[0], range[1]);
    });
    if (!inside) return;
    const text = ll.table.edited(state.run.data, { tool: tool, row: row, point: rounded });
    if (text !== state.run.data) ask({ kind: "read", text: text, ways: null });
  }

  function chooseTool(tool) {
    state.tool = state.tool === tool ? null : tool;
    document.querySelectorAll("[data-tool]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.tool === state.tool));
    });
    const frame = one('[data-panel="model"]');
    if (frame) frame.classList.toggle("drawing", state.tool !== null);
  }

  function showTools() {
    const tools = one("[data-tools]");
    if (!tools) return;
    tools.hidden = state.run.problem !== "own" || state.run.scene.indexOf("scaling=standardised") >= 0;
    if (tools.hidden && state.tool) chooseTool(state.tool);
    // The labels by the names of one's own classes.
    document.querySelectorAll("[data-class]").forEach(function (place) { put(place, state.run.classes[Number(place.dataset.class)]); });
    [["one", 1], ["zero", 0]].forEach(function (pair) {
      const spoken = "Add " + pair[1] + ": an example with " + state.run.classes[pair[1]] + " where you click";
      const button = tools.querySelector('[data-tool="' + pair[0] + '"]');
      button.setAttribute("aria-label", spoken);
      button.title = spoken;
    });
  }

  document.addEventListener(
    "pointerdown",
    function (event) {
      const frame = event.target.closest && event.target.closest("[data-panel]");
      if (!frame || event.button !== 0 || !event.isPrimary) return;
      state.press = { panel: frame.dataset.panel, x: event.clientX, y: event.clientY, far: false };
      if (state.press.panel === "model" && state.tool === "move") state.press.row = exampleAt(event, HIT);
    },
    true
  );
  root.addEventListener(
    "pointermove",
    function (event) {
      const press = state.press;
      if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > NEAR) press.far = true;
      pointer.last = event;
      if (!press) pointer.event = event;
    },
    true
  );
  const release = function (event) {
    const press = state.press;
    if (!press) return;
    state.press = null;
    if (event.type !== "pointerup" || press.panel !== "model") return;
    if (state.tool === "move" && press.far && press.row >= 0) drawExample(event, press.row, "move");
    else if (state.tool && state.tool !== "move" && !press.far) drawExample(event, exampleAt(event, HIT), state.tool);
  };
  ["pointerup", "pointercancel"].forEach(function (type) { root.addEventListener(type, release, true); });

  /* ---- hover: the step or the example under the pointer shows in all panels ---- */

  const pointer = { event: null, last: null, tip: null };

  function tip(event, lines) {
    if (!pointer.tip) {
      pointer.tip = make("div", { class: "tip", role: "tooltip", hidden: "" });
      document.body.append(pointer.tip);
    }
    const box = pointer.tip;
    box.hidden = !lines;
    if (!lines) return;
    box.replaceChildren.apply(box, lines.map(function (line) { return make("div", { text: line }); }));
    const width = box.offsetWidth;
    const right = event.clientX + 14 + width > root.innerWidth;
    box.style.left = Math.max(4, right ? event.clientX - width - 14 : event.clientX + 14) + "px";
    box.style.top = Math.max(4, Math.min(event.clientY + 14, root.innerHeight - box.offsetHeight - 4)) + "px";
  }

  /* {step, run} under the pointer, or null. */
  function stepAt(panel, event) {
    const target = ready(panel);
    if (!target || !player.paths.length) return null;
    const [x, y] = onPanel(target, event);
    const paths = player.paths.map(player.seen);
    if (panel === "curve" || panel === "rate") {
      const full = target._fullLayout;
      if (x < 0 || x > full._size.w || y < 0 || y > full._size.h) return null;
      const step = Math.round(full.xaxis.p2d(x));
      if (!(step >= 0) || step > player.last()) return null;
      const run = ll.near.nearest(paths.length, function (i) {
        const values = panel === "rate" ? paths[i].rates : shownLosses(paths[i].losses);
        const at = full.yaxis.d2p(values[Math.min(step, values.length - 1)]);
        return Number.isFinite(at) ? [x, at] : null;
      }, x, y, 1e6);
      return { step: step, run: Math.max(run, 0) };
    }
    return null;
  }

  /* {step, run} that is seen near a pixel of the land or the map, the nearest of all runs; or null. */
  function stepNear(where, x, y) {
    const all = [];
    player.paths.map(player.seen).forEach(function (path, run) {
      const end = Math.min(player.step + 1, path.rows);
      // Of a long path as many points as can be told apart on the screen.
      const stride = Math.max(1, Math.ceil(end / 1500));
      for (let step = 0; step < end; step += stride) {
        const weights = [path.weights[2 * step], path.weights[2 * step + 1]];
        // What is outside is not drawn, and so is not pointed at.
        if (ll.clip.inside(weights, state.figures.window)) all.push({ step: step, run: run, at: pictures.pixel(where, weights) });
      }
    });
    const found = ll.near.nearest(all.length, function (i) { return all[i].at; }, x, y, 10);
    return found < 0 ? null : { step: all[found].step, run: all[found].run };
  }

  /* The pointer is over a place on the land or the map, or has left it (null). */
  function hovered(at, where) {
    if (!state.figures || !state.run || !pictures) return;
    // A finger that feels its way takes the guess with it.
    if (guessing() && pointer.last && pointer.last.pointerType === "touch") return at ? dragged(at, true) : undefined;
    const frame = one('[data-panel="' + (where === "map" ? "contour" : "surface") + '"]');
    state.pointed = at;
    if (one("[data-figure]")) due.stage = true;
    const here = at && pictures.pixel(where, at);
    frame.classList.toggle("on-mark", Boolean(at && markAt(at, where)));
    const found = here && !player.playing ? stepNear(where, here[0], here[1]) : null;
    hoverAt(found);
    tip(pointer.last, found ? stepWords(found) : null);
  }

  function hover() {
    const event = pointer.event;
    if (!event || !state.figures || !state.run) return;
    pointer.event = null;
    const frame = event.target.closest && event.target.closest("[data-panel]");
    const panel = frame && frame.dataset.panel;
    if (panel === "model") {
      tip(event, exampleWords(exampleAt(event, HIT)));
      hoverAt(null);
      return;
    }
    if (panel === "contour" || panel === "surface") return; // the stage tells of these
    const found = panel && event.pointerType !== "touch" ? stepAt(panel, event) : null;
    hoverAt(player.playing ? null : found);
    tip(event, found ? stepWords(found) : null);
  }

  function hoverAt(found) {
    if (JSON.stringify(found) === JSON.stringify(state.hover)) return;
    state.hover = found;
    drawAll();
    tell();
  }

  function stepWords(found) {
    const path = player.seen(player.paths[found.run]);
    const row = Math.min(found.step, path.rows - 1);
    if (row < 0) return null;
    const names = state.figures.names;
    const pair = function (array) { return number(array[2 * row]) + ", " + number(array[2 * row + 1]); };
    const lines = ["run " + (found.run + 1) + " · step " + row, names.join(", ") + " = " + pair(path.weights), "loss " + number(path.losses[row]), "slope " + pair(path.gradients)];
    if (row < path.rates.length) lines.push("learning rate " + number(path.rates[row]));
    return lines;
  }

  /* What an example says: its features, its label, its term of the loss with its numbers, its share. */
  function exampleWords(index) {
    const about = state.figures.examples;
    if (index < 0 || !about || !state.examples) return null;
    const label = about.labels[index];
    const p = state.examples.probability[index];
    const features = about.names.map(function (name, k) { return name + " " + number(about.features[index][k]); }).join(", ");
    const named = about.classes[label] === String(label) ? "" : " (" + about.classes[label] + ")";
    const term = label ? "−log p = −log " + number(p) : "−log(1 − p) = −log(1 − " + number(p) + ")";
    const percent = 100 * state.examples.share[index];
    return [
      features,
      "label y = " + label + named,
      "run " + state.run.chosen + " says p = " + number(p),
      "its term: " + term + " = " + number(state.examples.loss[index]),
      "its share of the loss: " + (percent < 0.1 ? "below 0.1" : percent.toFixed(1)) + " %",
    ];
  }

  document.addEventListener("pointerleave", function () { tip(null, null); hoverAt(null); }, true);

  /* ---- take away ---- */

  function taken(text) {
    put(one("[data-taken]"), text);
  }

  const takeout = ll.takeout;
  const takenPlace = function () { return one("[data-takeout]"); };

  /* The address of a picture's data; of land and map with all that is painted above them. */
  function drawn(panel, kind, paper) {
    if (panel === "surface" || panel === "contour") return pictures.taken(panel === "contour" ? "map" : "land", kind, paper);
    const target = graph(panel);
    const frame = one('[data-panel="' + panel + '"]').getBoundingClientRect();
    const layout = Object.assign({}, target.layout, { paper_bgcolor: paper });
    // A panel behind another tab has no size, and its runs are not drawn.
    const size = { width: Math.round(frame.width) || 640, height: Math.round(frame.height) || 300 };
    const data = ll.draw.PANELS.includes(panel) ? target.data.concat(runTraces(panel)) : target.data;
    return root.Plotly.toImage({ data: data, layout: layout, config: {} }, Object.assign({ format: kind, scale: 2 }, size));
  }

  function savePicture(button) {
    const panel = button.dataset.of;
    taken("Drawing the picture …");
    const paper = root.getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
    drawn(panel, button.dataset.kind, paper)
      .then(function (url) {
        const name = "loss-landscape-" + state.run.problem + "-" + panel + "." + button.dataset.kind;
        takeout.save(takenPlace(), taken, { label: button.getAttribute("aria-label"), name: name, content: url });
      })
      .catch(function () { taken("This picture could not be drawn as a file: the browser has no room for another 3-D picture."); });
  }

  function saveTable() {
    const text = ll.ranking.csv(player.paths, state.run.names, state.figures.names);
    takeout.save(takenPlace(), taken, { label: "The paths as a table", name: "loss-landscape-" + state.run.problem + ".csv", content: text, kind: "text/csv" });
  }

  function copyLink() {
    const address = root.location.origin + root.location.pathname + link(!player.playing);
    takeout.copy(takenPlace(), taken, { label: "Link to this scene", text: address, done: "The link is copied." });
  }

  function showCode(codes) {
    const place = one("[data-code]");
    if (!place) return;
    place.hidden = false;
    if (codes.error) return place.replaceChildren(make("p", { text: codes.error }));
    place.replaceChildren.apply(place, [["losscore", "With losscore, this project's engine"], ["torch", "With PyTorch alone"]].map(function (pair) {
      const name = "loss_landscape_" + (pair[0] === "torch" ? "torch" : "losscore") + ".py";
      const copyIt = make("button", { type: "button", text: "Copy" });
      copyIt.addEventListener("click", function () { takeout.copy(takenPlace(), taken, { label: pair[1], text: codes[pair[0]], done: "Copied." }); });
      const saveIt = make("button", { type: "button", text: "Save" });
      saveIt.addEventListener("click", function () { takeout.save(null, taken, { name: name, content: codes[pair[0]], kind: "text/x-python" }); });
      const head = make("div", { class: "row-of-buttons" }, make("h3", { text: pair[1] }), copyIt, saveIt);
      return make("div", {}, head, make("pre", { tabindex: "0", "data-source": pair[0], "aria-label": pair[1], text: codes[pair[0]] }));
    }));
  }

  /* ---- buttons ---- */

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

  /* ---- keys: they act in the picture that has the focus; space plays and pauses wherever nothing else wants it ---- */

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

  /* ---- what Dash calls ---- */

  const none = function () { return root.dash_clientside.no_update; };

  root.dash_clientside = Object.assign({}, root.dash_clientside, {
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
          root.setTimeout(showPlinth, 0);
          wishes.home = run.scene + "&chosen=" + run.chosen;
          return none();
        }
        const before = state.run;
        const first = before === null || Boolean(before.veiled);
        state.run = run;
        said = null;
        ranked = "";
        worded = "";
        if (first) player.speed = Number(run.speed);
        if (first) wishes.refusals.accept(standing());
        remember(first ? null : before, run);
        const moved = first || run.ground !== before.ground || run.start.join() !== before.start.join() || run.steps !== before.steps;
        if (moved) state.hover = null;
        if (moved) chooseOnward(false); // another run, from its start
        player.load(run.runs, run.steps, { step: first ? run.step : null, restart: moved, playing: !still() });
        if (run.pieces.length) player.receive(run.pieces.map(JSON.parse), root.performance.now());
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
        else player.receive(pieces, root.performance.now());
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
    said = null;
    tell();
  });

  document.addEventListener("loss-landscape-theme", function () {
    if (pictures) pictures.restyle();
    if (player.paths.length) writeAddress();
  });

  document.addEventListener("loss-landscape-projector", function () {
    if (state.figures) set("store-figures", { data: Object.assign({}, state.figures) });
    if (player.paths.length) writeAddress();
  });

  /* Pictures that are scrolled away are not drawn. */
  const watched = new Set();
  const watcher = new root.IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      const panel = entry.target.dataset.panel;
      inSight[panel] = entry.isIntersecting;
      if (entry.isIntersecting) due[panel] = true;
    });
  });
  function watch() {
    if (watched.size) return;
    document.querySelectorAll("[data-panel]").forEach(function (frame) {
      watched.add(frame);
      watcher.observe(frame);
    });
  }

  (function loop(now) {
    player.frame(now);
    draw();
    lookAtModel(now);
    hover();
    watch();
    askAgain(now);
    root.requestAnimationFrame(loop);
  })(root.performance.now());

  root.LossLandscape.lab = { player: player, state: state, pictures: function () { return pictures; }, basins: basins, wishes: wishes, ask: ask, inSight: inSight, paint: paint, painted: painted, drawNow: drawNow };
})(window);
