/* The page on networks: asks one question after another, shows what is known, and lets the player walk. */
(function (root) {
  "use strict";

  const ll = root.LossLandscape;
  const document = root.document;
  const PATIENCE = 20000; // ms until an unanswered question is asked again
  const LOOK = 350; // ms between looks at the decision regions
  const LIFT = 0.012; // of the height's range
  const DRAWN = ["pictures", "way", "several", "look"]; // answers that need Plotly
  const REST = 300; // ms after the pointer went up until the camera counts as at rest
  const CONFIG = { displayModeBar: false, displaylogo: false, scrollZoom: false, doubleClick: false, showTips: false, responsive: true };

  const state = {
    run: null, // what the server said of the scene
    known: null, // what is known of it, as work.js keeps it
    pictures: null, // the newest answer to "pictures"
    views: [], // by network: its path as it is seen from its slice
    accuracies: {}, // by training: {at, share}
    asked: null, // the question under way, and when it was asked
    way: { run: 0, which: 0 },
    found: null,
    sharpness: [],
    cancelled: false,
    silent: false,
    mode: "light",
    camera: null, // as the person left it
    turning: 0, // until when the camera is not at rest
    turned: 0, // the surface that is being turned by hand
    pressed: false,
    count: null,
    look: { key: "", at: 0, step: -1 },
    version: 0,
  };
  const busy = {};
  const due = {};
  const freeAt = {};

  const set = function (id, properties) { root.dash_clientside.set_props(id, properties); };
  const one = function (selector) { return document.querySelector(selector); };
  const plot = function (name) { return name === "progress" ? one("#graph-net-progress .js-plotly-plot") : one('[data-net-plot="' + name + '"]'); };
  const still = function () { return root.matchMedia("(prefers-reduced-motion: reduce)").matches; };
  const none = function () { return root.dash_clientside.no_update; };
  const here = function () { return Boolean(one("[data-net-page]")); };
  const decode = ll.path.decode;

  const player = ll.player.create({
    ask: function () {}, // the page asks by itself, for all of it
    show: function () { panels().forEach(function (panel) { due[panel] = true; }); },
    changed: tell,
  });

  function panels() {
    const numbers = state.run ? state.run.runs.map(function (_, index) { return index + 1; }) : [];
    return numbers.flatMap(function (n) { return ["surface-" + n, "contour-" + n]; }).concat("progress");
  }

  /* ---- asking ---- */

  /* One question at a time, work and looks at the decision regions in turns. */
  function ask(now) {
    if (!state.run) return;
    if (state.asked) {
      if (now - state.asked.at < PATIENCE) return;
      state.silent = true;
      state.asked = null;
      show();
    }
    const work = state.cancelled ? null : ll.work.next(state.run, state.known, { way: state.way });
    const look = wantedLook(now);
    const next = look && (state.last !== "look" || !work) ? look : work;
    if (!next || (DRAWN.includes(next.kind) && !root.Plotly)) return;
    if (next.kind === "look") state.look.at = now;
    state.asked = { kind: next.kind, at: now };
    state.last = next.kind;
    set("store-net-request", { data: Object.assign({ scene: state.run.scene, mode: state.mode, at: Date.now() }, next) });
    show();
  }

  /* A question about the decision regions, where those on the screen belong to another step. */
  function wantedLook(now) {
    const began = state.run.runs.every(function (link) { return state.known.first[link] !== 0; });
    if (!began || state.known.failed || !state.pictures || now - state.look.at < LOOK) return null;
    if (player.playing && !ll.near.onScreen(plot("regions-1")) && !ll.near.onScreen(plot("regions-2"))) return null; // scrolled away
    return lookKey(player.step) === state.look.key ? null : { kind: "look", step: player.step };
  }

  function lookKey(step) { return JSON.stringify([state.run.runs, step, state.version, state.mode]); }

  const takers = {
    pieces: function (reply) {
      reply.pieces.forEach(function (piece) {
        const before = piece.first ? state.accuracies[piece.run] || { at: [], share: [] } : { at: [], share: [] };
        state.accuracies[piece.run] = {
          at: before.at.concat(Array.from(decode(piece.kept))),
          share: before.share.concat(Array.from(decode(piece.accuracies))),
        };
      });
      player.receive(reply.pieces.filter(function (piece) { return state.run.runs.includes(piece.run); }), root.performance.now());
    },
    pictures: function (sent) {
      const reply = ll.light.restored(sent);
      state.pictures = Object.assign({}, state.pictures, reply);
      if (reply.cuts) {
        state.views = reply.cuts.map(function (cut) {
          const part = {};
          ["at", "a", "b", "height", "drawn", "true", "drawn_true", "accuracy", "distance"].forEach(function (name) { part[name] = decode(cut[name]); });
          return Object.assign(part, { path: ll.work.path(part.a, part.b, part.drawn), explained: cut.explained, length: cut.length, minima: cut.minima });
        });
      }
      draw();
    },
    facts: function (reply) { state.sharpness[reply.run] = reply.sharpness; },
    way: function (reply) {
      state.found = Object.assign({ run: reply.run }, reply.found);
      react("way", reply.way);
    },
    several: function (reply) {
      reply.small.forEach(function (figure, i) {
        react("small-" + i, figure);
        put(one('[data-net-small="' + i + '"]'), "number " + (state.run.directions + i) + ": " + minima(reply.counts[i]));
      });
      const near = reply.spread[3];
      const rim = reply.spread[reply.spread.length - 1];
      put(one('[data-net-show="several"]'),
        "The same trained weights, 2 of " + state.run.size.toLocaleString("en") + " directions, drawn six times. In the middle all six have the same height; a fifth of the way " +
        "out their mean heights lie between " + number(near[1]) + " and " + number(near[2]) + ", at the rim between " + number(rim[1]) + " and " + number(rim[2]) +
        ". What all six have in common says something of the network; what only one shows is of that one plane.");
    },
    look: function (reply) {
      showLook(reply);
    },
  };

  function receive(text) {
    const reply = JSON.parse(text);
    state.asked = null;
    state.silent = false;
    if (!state.run || reply.scene !== state.run.scene) return;
    if (reply.kind === "look") {
      if (!reply.error) takers.look(reply);
      else state.look.key = lookKey(reply.step);
      return;
    }
    if (ll.work.take(state.run, state.known, reply) && !reply.error) takers[reply.kind] && takers[reply.kind](reply);
    tell();
    ask(root.performance.now());
  }

  /* The server refused a question: its reason stands where its progress did, and nobody asks again until the person wishes so. */
  document.addEventListener("loss-landscape-refused", function (event) {
    if (event.detail.changed.indexOf("input-net-table.asked") >= 0) set("input-net-table", { reading: { wrong: event.detail.words, at: Date.now() } });
    const asked = state.asked;
    if (!state.run || !asked || event.detail.changed.indexOf("store-net-request.data") < 0) return;
    state.asked = null;
    state.silent = false;
    if (asked.kind === "look") state.look.key = lookKey(player.step);
    else state.known.failed = event.detail.words;
    tell();
  });

  /* ---- words ---- */

  function put(element, text) {
    if (element && element.textContent !== text) element.textContent = text;
  }

  function number(value) {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    const size = Math.abs(value);
    return size !== 0 && (size >= 1e5 || size < 1e-3) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
  }

  function percent(share) { return Number((100 * share).toPrecision(3)) + " %"; }
  function minima(count) { return count + (count === 1 ? " minimum" : " minima"); }

  function tell() {
    if (!state.run || !here()) return;
    const last = player.last();
    const text = "step " + player.step + " of " + last;
    put(one('[data-net-show="step"]'), text);
    player.paths.forEach(function (path, index) {
      const reading = one('[data-net-reading="' + index + '"]');
      if (reading) put(reading, path.rows ? number(path.losses[player.row(path)]) : "");
    });
    document.querySelectorAll("[data-net-reading]").forEach(function (reading) {
      reading.parentElement.hidden = Number(reading.dataset.netReading) >= player.paths.length;
    });
    const slider = scrubber("[data-net-scrub]", function (input) { player.go(Number(input.value)); });
    if (slider) {
      slider.min = 0;
      slider.max = last;
      slider.step = 1;
      slider.value = player.step;
      slider.setAttribute("aria-valuetext", text);
    }
    const button = one('[data-net-action="play"]');
    if (button) {
      const word = player.playing ? "Pause" : "Play";
      put(button, word);
      button.setAttribute("aria-label", word);
      button.title = word;
    }
    show();
    say();
    honest();
    wayWords();
    writeAddress();
  }

  /* The bar of what is under way. */
  function show() {
    const place = one('[data-net-show="busy"]');
    if (!place || !state.run) return;
    // Until a new slice is there, the one before is still on the screen: it steps back, so that nobody takes it for the new one.
    one("[data-net-page]").dataset.netStale = state.known.drawn ? "no" : "yes";
    const open = ll.work.next(state.run, state.known, { way: state.way });
    const now = ll.work.told(state.run, state.known, open);
    const failed = state.known.failed;
    place.hidden = !open && !failed;
    const bar = one('[data-net-show="bar"]');
    bar.hidden = Boolean(failed);
    bar.value = now.share;
    const words = failed || (state.silent ? "The server does not answer; asking again … " : state.cancelled ? "Cancelled. " : "") + (failed ? "" : now.words);
    put(one('[data-net-show="work"]'), words);
    put(one('[data-net-action="cancel"]'), failed ? "Try again" : state.cancelled ? "Go on" : "Cancel");
  }

  let said = null;
  function say() {
    const rows = player.paths.map(function (path, index) {
      const words = [path.outcome && player.outcome(path) ? path.outcome.sentence : player.playing ? "on its way …" : path.rows ? "paused at step " + player.step + "." : "waiting for its first steps …"];
      const view = state.views[index];
      if (view && state.known.drawn) {
        words.push((view.minima === null ? "" : "In this slice " + (view.minima === 1 ? "1 minimum was" : (view.minima || "no") + " minima were") + " found: minima of a slice, not of the network. ") + "Its plane holds " + percent(view.explained) + " of how the weights moved.");
      }
      return [state.run.names[index], words.join(" ")];
    });
    const now = JSON.stringify(rows);
    if (now === said) return;
    said = now;
    set("div-net-outcome", {
      children: rows.map(function (pair, index) {
        return part("P", [part("Span", "", "spot run-" + (index + 1)), part("Span", pair[0] + ": ", "run-name"), pair[1]]);
      }),
    });
  }

  function part(type, children, className) {
    return { namespace: "dash_html_components", type: type, props: { children: children, className: className } };
  }

  /* True loss beside the slice's height, and what else the slice leaves out. */
  function honest() {
    const table = one('[data-net-show="honest"]');
    if (!table) return;
    const views = state.views;
    const there = views.map(function (view) { return ll.work.index(view.at, player.step); });
    const each = function (tell) { return state.run.runs.map(function (_, index) { return tell(views[index], there[index], index); }); };
    const rows = [
      ["Step of these numbers", each(function (view, t) { return view ? String(view.at[t]) : "…"; })],
      ["True loss", each(function (view, t) { return view ? number(view.true[t]) : "…"; })],
      ["Height of the slice at that place", each(function (view, t) { return view ? number(view.height[t]) : "…"; })],
      ["Distance from the plane", each(function (view, t) { return view ? number(view.distance[t]) + " (the way from start to end is " + number(view.length) + ")" : "…"; })],
      ["The plane holds, of how the weights moved", each(function (view) { return view ? percent(view.explained) : "…"; })],
      ["Minima found in this slice", each(function (view) { return view && view.minima !== null ? String(view.minima) : "…"; })],
      ["Sharpness: steepest curvature where training ended", each(function (_, t, index) { return state.sharpness[index] ? number(state.sharpness[index].highest) : "…"; })],
      ["Lowest curvature there", each(function (_, t, index) { return state.sharpness[index] ? number(state.sharpness[index].lowest) : "…"; })],
      ["Weights; directions that the slice leaves out", each(function () { return state.run.size.toLocaleString("en") + "; " + (state.run.size - 2).toLocaleString("en"); })],
    ].filter(function (row) { return state.run.slice !== "line" || /Sharp|Lowest|Weights/.test(row[0]); });
    fill(table.tBodies[0], rows.map(function (row) { return [row[0]].concat(row[1]); }));
    const heads = table.tHead.rows[0].cells;
    put(heads[1], state.run.names[0]);
    put(heads[2], state.run.names[1] || "");
    heads[2].hidden = state.run.runs.length < 2;
    pathTable();
  }

  function fill(body, rows) {
    while (body.rows.length > rows.length) body.deleteRow(-1);
    rows.forEach(function (cells, r) {
      const row = body.rows[r] || body.insertRow();
      while (row.cells.length > cells.length) row.deleteCell(-1);
      cells.forEach(function (text, c) {
        let cell = row.cells[c];
        if (!cell) {
          cell = document.createElement(c ? "td" : "th");
          if (!c) cell.scope = "row";
          row.append(cell);
        }
        put(cell, text);
      });
    });
  }

  let tabled = "";
  function pathTable() {
    const place = one('[data-net-show="table"]');
    const key = JSON.stringify([state.run.scene, state.views.length, player.paths.map(function (path) { return path.rows; }), state.known.drawn]);
    if (!place || key === tabled) return;
    tabled = key;
    place.setAttribute("aria-label", "The path as a table");
    place.replaceChildren();
    player.paths.forEach(function (path, index) {
      const view = state.views[index];
      const table = document.createElement("table");
      table.className = "net-table";
      table.createCaption().textContent = state.run.names[index];
      const head = table.createTHead().insertRow();
      ["step", "loss", "accuracy"].concat(view ? ["a", "b", "slice", "distance"] : []).forEach(function (word) {
        const cell = document.createElement("th");
        cell.scope = "col";
        cell.textContent = word;
        head.append(cell);
      });
      const body = table.createTBody();
      const known = state.accuracies[path.run] || { at: [], share: [] };
      const count = Math.min(known.at.length, 21);
      const chosen = Array.from({ length: count }, function (_, i) { return count > 1 ? Math.round((i * (known.at.length - 1)) / (count - 1)) : 0; });
      fill(body, chosen.map(function (i) {
        const step = known.at[i];
        const cells = [String(step), number(path.losses[step]), percent(known.share[i])];
        if (!view) return cells;
        const t = ll.work.index(view.at, step);
        return cells.concat([view.a[t], view.b[t], view.height[t], view.distance[t]].map(number));
      }));
      place.append(table);
    });
  }

  function wayWords() {
    const found = state.found;
    const place = one('[data-net-show="way"]');
    if (!place) return;
    one('[data-net-action="way-run"]').hidden = state.run.runs.length < 2;
    one('[data-net-action="another"]').hidden = !found || found.of < 2;
    if (!found) {
      put(place, state.run.slice === "line" ? "A line has no minimum to leave. Choose another kind of slice." : "As soon as the slice is there, the landscape around one of its minima is searched for a way down.");
      return;
    }
    const name = state.run.runs.length > 1 ? state.run.names[found.run] + ": " : "";
    const where = found.of
      ? name + "minimum " + (found.which + 1) + " of " + found.of + " in the slice" + (found.home ? " beside the one below the trained weights" : "") + ", at a = " + number(found.point[0]) + ", b = " + number(found.point[1]) + ", has the loss " + number(found.loss) + ". "
      : name + (found.home ? "in the slice no minimum was found but the one below the trained weights" : "no minimum was found in the slice") + ", so this is about the trained weights (loss " + number(found.loss) + "). ";
    const slope = "The true slope there is " + number(found.slope) + "; only " + number(found.slope_in_plane) + " of it lies in the plane. ";
    const bend = found.down
      ? "Lanczos’ method finds a direction outside the picture that bends down, with curvature " + number(found.curvature) + ": along it the loss falls to " + number(found.lowest) + ". It is no minimum of the network."
      : "Lanczos’ method finds no direction there that surely bends down: the lowest curvature is " + number(found.curvature) + ".";
    const text = where + slope + bend;
    put(place, text.charAt(0).toUpperCase() + text.slice(1));
  }

  function titles() {
    const two = state.run.runs.length > 1;
    state.run.names.forEach(function (name, index) {
      const n = index + 1;
      put(one('[data-net-title="surface-' + n + '"]'), two ? name : "Slice of the loss: " + name);
      put(one('[data-net-title="contour-' + n + '"]'), two ? name : "From above");
      put(one('[data-net-title="regions-' + n + '"]'), two ? name : "What the network says now");
    });
    const main = one("[data-net-page]");
    main.dataset.netPage = two ? "two" : "one";
    main.dataset.netSlice = state.run.slice;
    put(one('[data-net-action="again"]'), state.run.several ? "Draw the directions again" : "Show six slices");
    one(".net-cells").hidden = !state.run.several;
    one(".net-several").hidden = state.run.slice === "line";
    if (!state.run.several) {
      put(one('[data-net-show="several"]'), "A slice depends on the two directions that were drawn. Other directions through the same trained weights show other hills.");
    }
  }

  function scrubber(where, moved) {
    const place = one(where);
    if (!place) return null;
    if (!place.firstChild) {
      const slider = document.createElement("input");
      slider.type = "range";
      slider.setAttribute("aria-label", place.dataset.netScrub || place.dataset.netCount);
      slider.addEventListener("input", function () { moved(slider); });
      place.append(slider);
    }
    return place.firstChild;
  }

  function counted(value) {
    if (!here() || !state.run) return;
    const slider = scrubber("[data-net-count]", function (input) { counted(ll.count.at(Number(input.value))); });
    if (slider.max !== "1") {
      slider.min = 0;
      slider.max = 1;
      slider.step = 0.005;
    }
    state.count = value;
    if (ll.count.at(Number(slider.value)) !== value) slider.value = ll.count.place(value);
    slider.setAttribute("aria-valuetext", ll.count.words(value) + " weights");
    put(one('[data-net-show="count"]'), ll.count.told(value));
  }

  const known = function () { return !player.pending() && player.paths.length > 0; };

  function writeAddress() {
    if (known()) ll.address.write(link(!player.playing && player.paths.every(function (path) { return path.rows > 0; })));
  }
  ll.address.stands(function () { return known() ? link(true) : null; });

  function link(rests) {
    const angles = state.camera && ll.camera.toAngles(state.camera);
    return ll.address.compose(state.run.scene, {
      step: rests ? player.step : null,
      speed: player.speed === 4 ? null : player.speed,
      camera: angles && angles.join(","),
      theme: ll.theme.chosen === "auto" ? null : ll.theme.chosen,
    });
  }

  /* ---- pictures ---- */

  /* Draw a figure into a place of our own; the camera and what the person did to it stay. */
  function react(name, figure) {
    const target = plot(name);
    if (!target || !root.Plotly || !visible(target)) {
      if (target) waiting[name] = figure;
      return Promise.resolve();
    }
    delete waiting[name];
    if (name.startsWith("surface") && !webgl()) {
      target.textContent = "This browser draws no 3-D pictures. The picture from above shows the same heights.";
      return Promise.resolve();
    }
    resized.observe(target);
    return root.Plotly.react(target, figure.data, figure.layout, CONFIG);
  }
  const resized = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) { if (entry.target.data && visible(entry.target)) root.Plotly.Plots.resize(entry.target); });
  });
  const waiting = {};
  const visible = function (element) { return element.offsetWidth > 0; };

  let gl = null;
  function webgl() {
    if (gl === null) {
      const canvas = document.createElement("canvas");
      gl = Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
    }
    return gl;
  }

  function lift(n) {
    const figure = state.pictures.cuts[n - 1].surface;
    const range = figure.layout.scene.zaxis.range;
    return LIFT * (range[1] - range[0]);
  }

  /* The true loss above or below the ball: a stick from the slice to it, as far as the picture reaches. */
  function stick(n) {
    const view = state.views[n - 1];
    const t = ll.work.index(view.at, player.step);
    const solid = function (columns) { return { x: columns[0], y: columns[1], z: columns[2] }; };
    const box = windowOf(n).concat([state.pictures.cuts[n - 1].surface.layout.scene.zaxis.range]);
    const twice = function (value) { return [value, value]; };
    return [
      solid(ll.clip.line([twice(view.a[t]), twice(view.b[t]), [view.drawn[t], view.drawn_true[t]]], box)),
      solid(ll.clip.points([[view.a[t]], [view.b[t]], [view.drawn_true[t]]], box)),
    ];
  }

  function windowOf(n) {
    const layout = state.pictures.cuts[n - 1].contour.layout;
    return [layout.xaxis.range, layout.yaxis.range];
  }

  /* As draw.js wants it: the ball stands at the step on screen; heights come as they are drawn. */
  function seen(step, raised, window) {
    const same = function (value) { return value; };
    return { step: step, ball: step, window: window, lift: raised, height: same, loss: same };
  }

  function data(panel) {
    if (panel === "progress") {
      const curves = player.paths.map(function (path) { return ll.draw.data("curve", path, seen(player.step, 0)); });
      const shares = player.paths.map(function (path) {
        const known = state.accuracies[path.run] || { at: [], share: [] };
        const end = known.at.filter(function (step) { return step <= player.step; }).length;
        return { x: known.at.slice(0, end), y: known.share.slice(0, end) };
      });
      return curves.flat().concat(shares);
    }
    const [kind, n] = panel.split("-");
    const view = state.views[n - 1];
    const step = ll.work.index(view.at, player.step);
    const sets = ll.draw.data(kind, view.path, seen(step, kind === "surface" ? lift(n) : 0, windowOf(n)));
    return kind === "surface" ? sets.concat(stick(n)) : sets;
  }

  function traces(panel) {
    const pictures = state.pictures;
    let made;
    if (panel === "progress") {
      made = player.paths.flatMap(function (_, index) { return ll.draw.traces("curve", pictures.curve_styles[index]); }).concat(
        player.paths.map(function (_, index) {
          const look = pictures.curve_styles[index];
          return { type: "scatter", mode: "lines", yaxis: "y2", hoverinfo: "skip", name: "accuracy", line: { color: look.colour, width: 1.5, dash: "dot" }, x: [], y: [] };
        })
      );
    } else {
      const [kind, n] = panel.split("-");
      made = ll.draw.traces(kind, pictures.styles[n - 1]);
      if (kind === "surface") {
        const ink = pictures.styles[n - 1].colour;
        made = made.concat([
          { type: "scatter3d", mode: "lines", hoverinfo: "skip", name: "stick", line: { color: ink, width: 5 }, x: [], y: [], z: [] },
          { type: "scatter3d", mode: "markers", hoverinfo: "skip", name: "true loss", marker: { color: ink, size: 5, symbol: "circle-open" }, x: [], y: [], z: [] },
        ]);
      }
    }
    const sets = data(panel);
    return made.map(function (trace, k) { return Object.assign(trace, sets[k]); });
  }

  /* The server's newest figures with the runs drawn into them. */
  function draw() {
    const pictures = state.pictures;
    if (!pictures || !root.Plotly || !here()) return;
    state.version += 1;
    if (pictures.line && state.run.slice === "line") react("line", pictures.line);
    const cuts = state.run.slice === "line" ? [] : pictures.cuts || [];
    cuts.slice(0, state.run.runs.length).forEach(function (cut, index) {
      const n = index + 1;
      const scene = Object.assign({}, cut.surface.layout.scene);
      if (state.home === undefined) state.home = scene.camera;
      if (state.angles) state.camera = ll.camera.fromAngles(state.angles, scene.camera);
      state.angles = null;
      const kept = carry(plot("surface-" + n)) || state.camera;
      if (kept) scene.camera = kept;
      react("surface-" + n, { data: cut.surface.data.concat(traces("surface-" + n)), layout: Object.assign({}, cut.surface.layout, { scene: scene }) });
      react("contour-" + n, { data: cut.contour.data.concat(traces("contour-" + n)), layout: cut.contour.layout });
      busy["surface-" + n] = busy["contour-" + n] = false;
    });
    progress();
    state.run.runs.forEach(function (_, index) { react("regions-" + (index + 1), pictures.regions); });
    state.look.key = "";
  }

  function progress() {
    const target = plot("progress");
    if (!target || !state.pictures || !root.Plotly) return;
    const layout = Object.assign({}, state.pictures.curve.layout);
    root.Plotly.react(target, traces("progress"), layout, CONFIG);
    target.dataset.drawn = state.pictures.scene;
  }

  function sceneOf(target) {
    const full = target && target._fullLayout && target._fullLayout.scene;
    return full && full._scene && full._scene.glplot ? full._scene : null;
  }

  /* The camera as it is, written where Plotly will look for it at its next drawing (it notes it a frame too early). */
  function carry(target) {
    const scene = sceneOf(target);
    if (!scene) return null;
    const camera = scene.getCamera();
    const full = target._fullLayout.scene;
    ["eye", "center", "up"].forEach(function (name) {
      Object.assign(full.camera[name], camera[name]);
      if (target.layout.scene.camera) target.layout.scene.camera[name] = Object.assign({}, camera[name]);
    });
    return Object.assign({}, state.home, camera);
  }

  function update(now) {
    if (!state.run || !state.pictures || !root.Plotly) return;
    panels().forEach(function (panel) {
      if (!due[panel] || busy[panel] || now < (freeAt[panel] || 0)) return;
      const surface = panel.startsWith("surface");
      if (surface && (state.pressed || now < state.turning)) return;
      const target = plot(panel);
      if (!target || !target.data || !visible(target)) return;
      if (panel !== "progress" && !state.views[Number(panel.split("-")[1]) - 1]) return;
      const sets = data(panel);
      const base = target.data.length - sets.length;
      if (base < 0) return;
      due[panel] = false;
      busy[panel] = true;
      if (surface) carry(target);
      const began = root.performance.now();
      const done = function () {
        root.requestAnimationFrame(function (at) {
          freeAt[panel] = at + Math.min(at - began, 1000);
          busy[panel] = false;
        });
      };
      const indices = sets.map(function (_, k) { return base + k; });
      root.Plotly.restyle(target, ll.draw.update(sets), indices).then(done, done);
    });
    Object.keys(waiting).forEach(function (name) { if (plot(name) && visible(plot(name))) react(name, waiting[name]); });
  }

  function showLook(reply) {
    state.look.key = lookKey(reply.step);
    state.look.step = reply.step;
    const axes = reply.axes.map(decode);
    reply.p.forEach(function (packed, index) {
      const target = plot("regions-" + (index + 1));
      if (!target || !target.data) {
        state.look.key = "";
        return;
      }
      const p = decode(packed);
      if (axes.length === 1) {
        root.Plotly.restyle(target, { x: [axes[0]], y: [p] }, [0]);
        return;
      }
      const width = axes[0].length;
      const rows = Array.from(axes[1], function (_, j) { return p.subarray(j * width, (j + 1) * width); });
      root.Plotly.restyle(target, { x: [axes[0]], y: [axes[1]], z: [rows] }, [0]);
    });
  }

  /* ---- camera: both surfaces are seen from the same side ---- */

  /* After the pointer went up the surface still turns for a frame or two: once it rests, the other one follows. */
  function follow(now) {
    if (!state.turned || state.pressed || now < state.turning) return;
    const n = state.turned;
    state.turned = 0;
    const camera = carry(plot("surface-" + n));
    if (!camera || ll.camera.toAngles(camera).join() === ll.camera.toAngles(state.camera || state.home).join()) return;
    turned(camera, n);
  }

  function turned(camera, from) {
    state.camera = camera;
    const others = state.run.runs.map(function (_, index) { return index + 1; }).filter(function (n) { return n !== from; });
    others.forEach(function (n) {
      const target = plot("surface-" + n);
      if (target && target.layout) root.Plotly.relayout(target, { "scene.camera": camera });
    });
    writeAddress();
  }

  function turn(action) {
    const now = carry(plot("surface-1")) || state.home;
    if (!now) return;
    if (action === "camera-reset") {
      turned(state.home, 0);
      state.camera = null;
      writeAddress();
      return;
    }
    turned(ll.camera.fromAngles(ll.camera.turned(ll.camera.toAngles(now), action), now), 0);
  }

  document.addEventListener("pointerdown", function (event) {
    const frame = event.target.closest && event.target.closest('[data-net-panel^="surface"]');
    if (!frame) return;
    state.pressed = true;
    state.turned = Number(frame.dataset.netPanel.split("-")[1]);
  }, true);
  ["pointerup", "pointercancel"].forEach(function (type) {
    root.addEventListener(type, function () {
      if (!state.pressed) return;
      state.pressed = false;
      state.turning = root.performance.now() + REST;
    }, true);
  });

  /* ---- buttons and keys ---- */

  const actions = {
    play: function () { if (player.playing) player.pause(); else player.play(); },
    restart: function () { player.go(0); },
    back: function () { player.go(player.step - 1); },
    forward: function () { player.go(player.step + 1); },
    cancel: function () {
      if (state.known.failed) state.known.failed = "";
      else state.cancelled = !state.cancelled;
      tell();
    },
    another: function () { state.way = { run: state.way.run, which: state.way.which + 1 }; },
    "way-run": function () { state.way = { run: (state.way.run + 1) % state.run.runs.length, which: 0 }; },
    again: function () {
      if (!state.run.several) set("input-net-several", { value: "yes" });
      else set("input-net-directions", { value: String((state.run.directions + state.run.several) % state.run.most_seed) });
    },
    "count-here": function () { counted(state.run.size); },
  };
  ["turn-left", "turn-right", "tilt-up", "tilt-down", "camera-reset"].forEach(function (action) {
    actions[action] = function () { turn(action); };
  });
  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-net-action]");
    if (!button || !state.run) return;
    const action = button.dataset.netAction;
    if (actions[action]) actions[action]();
    else if (action.startsWith("count-")) counted(Number(action.slice(6)));
  });

  const TURNS = { ArrowLeft: "turn-left", ArrowRight: "turn-right", ArrowUp: "tilt-up", ArrowDown: "tilt-down", Home: "camera-reset" };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !state.run || !here()) return;
    const frame = event.target.closest && event.target.closest("[data-net-panel]");
    if (event.key === " " && (event.target === document.body || frame)) actions.play();
    else if (frame && frame.dataset.netPanel.startsWith("surface") && TURNS[event.key]) turn(TURNS[event.key]);
    else return;
    event.preventDefault();
  });

  /* ---- what Dash calls ---- */

  function load(run) {
    const before = state.run;
    const first = before === null;
    const known = state.known;
    state.run = run;
    // Trainings that are there already stay.
    const nexts = {};
    run.helpers.forEach(function (link) { nexts[link] = known && known.first[link]; });
    run.runs.forEach(function (link) {
      const path = player.paths.find(function (each) { return each.run === link; });
      nexts[link] = path ? path.next : 0;
    });
    state.known = ll.work.create(run, nexts);
    document.querySelectorAll("[data-class]").forEach(function (place) { place.textContent = run.classes[Number(place.dataset.class)]; });
    state.asked = null;
    state.cancelled = false;
    state.views = [];
    state.found = null;
    state.sharpness = [];
    state.way = { run: 0, which: 0 };
    state.pictures = null;
    said = null;
    tabled = "";
    if (first) {
      player.speed = Number(run.speed);
      state.mode = dark() ? "dark" : "light";
    }
    if (first) state.angles = run.camera;
    const moved = first || run.runs.join() !== before.runs.join() || run.steps !== before.steps;
    titles();
    player.load(run.runs, run.steps, { step: first ? run.step : null, restart: moved, playing: !still() });
    counted(run.size);
    tell();
    return none();
  }

  /* As the page is: the theme that was chosen, or the system's. */
  function dark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : root.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  root.dash_clientside = Object.assign({}, root.dash_clientside, {
    loss_landscape_networks: {
      load: function (run) { return run && run.scene !== undefined ? load(run) : none(); },
      receive: function (text) {
        if (text) receive(text);
        return none();
      },
      speed: function (speed) {
        player.speed = Number(speed);
        if (state.run) writeAddress();
        return none();
      },
      mode: function (mode) {
        if (!state.run || !mode || mode === state.mode) return none();
        state.mode = mode;
        // Pictures come in the theme's colours: they are asked for once more; what was computed stays.
        state.known.frame = false;
        state.known.drawn = 0;
        state.known.ways = {};
        state.known.several = false;
        ask(root.performance.now());
        return none();
      },
    },
  });

  document.addEventListener("loss-landscape-theme", function () { if (state.run) writeAddress(); });

  (function loop(now) {
    if (state.run && here()) {
      player.frame(now);
      ask(now);
      follow(now);
      update(now);
    }
    root.requestAnimationFrame(loop);
  })(root.performance.now());

  root.LossLandscape.networks = { player: player, state: state };
})(window);
