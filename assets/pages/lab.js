/* The lab page: joins the player, the graphs, the buttons, the pointer and the address. */
(function (root) {
  "use strict";

  const ll = root.LossLandscape;
  const document = root.document;
  const NEAR = 4; // px between press and release that still make a click
  const LIFT = 0.012; // of the height's range
  const REST = 120; // ms without a change until the camera counts as at rest

  const state = {
    run: null, // what the server said of the runs: {scene, runs, names, ground, chosen, steps, step, camera, speed}
    figures: null,
    version: 0, // counts the server's figures, so that a run is drawn only into the one that is shown
    cameraHome: null, // the camera that a figure comes with
    camera: null, // the camera as the person left it; null until it was moved
    press: null, // where the pointer went down on a picture
    turning: false, // from the press on the surface until its camera has come to rest
    waiting: [], // what to do when it has
  };
  const busy = {}; // by panel: an update is under way
  const due = {}; // there is something new to draw
  const freeAt = {}; // when it may be drawn again

  const set = function (id, properties) { root.dash_clientside.set_props(id, properties); };
  const graph = function (name) { return document.querySelector("#graph-" + name + " .js-plotly-plot"); };
  const still = function () { return root.matchMedia("(prefers-reduced-motion: reduce)").matches; };

  const player = ll.player.create({
    ask: function (pieces) { set("store-request", { data: { pieces: pieces, at: Date.now() } }); },
    show: function () { ll.draw.PANELS.forEach(function (panel) { due[panel] = true; }); },
    changed: tell,
  });

  /* ---- words, slider and address follow the player ---- */

  function tell() {
    if (!state.run || !player.paths.length) return;
    const last = player.last();
    put(document.querySelector('[data-show="step"]'), "step " + player.step + " of " + last);
    player.paths.forEach(function (path, index) {
      const text = path.rows ? number(path.losses[player.row(path)]) : "";
      put(document.querySelector('[data-loss="' + index + '"]'), text);
      put(document.querySelector('[data-reading="' + index + '"]'), text);
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
    const button = document.querySelector('[data-action="play"]');
    if (button) {
      const word = player.playing ? "Pause" : "Play";
      if (button.textContent !== word) {
        button.textContent = word;
        button.setAttribute("aria-label", word);
        button.title = word;
      }
    }
    say();
    writeAddress();
  }

  function put(element, text) {
    if (element && element.textContent !== text) element.textContent = text;
  }

  /* Four significant digits, as people write them. */
  function number(value) {
    const size = Math.abs(value);
    return size !== 0 && (size >= 1e5 || size < 1e-3) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
  }

  /* A sentence for each run, led by its name in its colour's company. */
  let said = null;
  function say() {
    const sentences = player.paths.map(function (path, index) {
      const known = player.outcome(path);
      const on = player.pending() ? "on its way to the step …" : player.playing ? "on its way …" : "paused. Press Play to let it go on.";
      return [state.run.names[index], known ? known.sentence : on];
    });
    if (player.silent) sentences.unshift(["The server does not answer", "asking again …"]);
    const now = JSON.stringify(sentences);
    if (now === said) return;
    said = now;
    const first = player.silent ? 1 : 0;
    set("div-outcome", {
      children: sentences.map(function (pair, index) {
        const name = part("Span", pair[0] + ": ", "run-name");
        const swatch = part("Span", "", "spot run-" + (index - first + 1));
        return part("P", index < first ? [name, pair[1]] : [swatch, name, pair[1]]);
      }),
    });
  }

  /* A Dash component, as the server would send it. */
  function part(type, children, className) {
    return { namespace: "dash_html_components", type: type, props: { children: children, className: className } };
  }

  function writeAddress() {
    if (player.pending()) return; // the step that was asked for is still to come
    const rests = !player.playing && player.paths.every(function (path) { return path.rows > 0; });
    const angles = state.camera && ll.camera.toAngles(state.camera);
    ll.address.write(
      ll.address.compose(state.run.scene, {
        step: rests ? player.step : null,
        speed: player.speed === 1 ? null : player.speed,
        camera: angles && angles.join(","),
        theme: ll.theme.chosen === "auto" ? null : ll.theme.chosen,
        chosen: state.run.chosen === 1 ? null : state.run.chosen,
      })
    );
  }

  function scrubber() {
    const place = document.querySelector("[data-scrub]");
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

  /* The server's figures, with the camera as it stands and the run as it stands drawn into them. */
  function figures(given) {
    state.figures = given;
    state.version += 1;
    const scene = given.surface.layout.scene;
    state.cameraHome = scene.camera;
    if (!state.camera && state.run && state.run.camera) state.camera = ll.camera.fromAngles(state.run.camera, scene.camera);
    if (state.camera) state.camera = carryCamera(graph("surface")) || state.camera;
    look.shown = "";
    return ll.draw.PANELS.concat("model").map(function (panel) {
      const figure = given[panel];
      const layout = Object.assign({}, figure.layout, { meta: { version: state.version } });
      if (panel === "surface" && state.camera) layout.scene = Object.assign({}, scene, { camera: state.camera });
      if (panel === "curve") layout.xaxis = Object.assign({}, layout.xaxis, { range: [0, state.run ? state.run.steps : 300] });
      return { data: figure.data.concat(panel === "model" ? modelTraces() : runTraces(panel)), layout: layout };
    });
  }

  /* Every place for a run has its traces from the start, so that adding one is an update like any other. */
  function runTraces(panel) {
    const styles = panel === "curve" ? state.figures.curve_styles : state.figures.styles;
    const sets = layered(panel);
    return styles
      .map(function (style) { return ll.draw.traces(panel, style); })
      .reduce(interleave)
      .map(function (trace, k) { return Object.assign(trace, sets[k].x.length ? sets[k] : {}); });
  }

  /* Layer upon layer, not run upon run: all haloes under all lines, all lines under all balls, so that no run hides another's. */
  function layered(panel) {
    return state.figures.styles
      .map(function (_, index) { return ll.draw.data(panel, player.paths[index] || NOTHING, player.step, lift()); })
      .reduce(interleave);
  }

  function interleave(all, one) {
    const runs = all.length / one.length;
    return one.reduce(function (out, each, k) { return out.concat(all.slice(k * runs, (k + 1) * runs), [each]); }, []);
  }

  /* A prediction curve for each place of a run; with two features the server's own regions are filled instead. */
  function modelTraces() {
    return state.figures.curve_styles.map(function (style) {
      return { type: "scatter", mode: "lines", x: [], y: [], hoverinfo: "skip", line: { color: style.colour, width: 2.5, dash: style.dash } };
    });
  }

  /* ---- the model at the weights on the screen: asked for at rest, and now and then while it plays ---- */

  const LOOK = 1000; // ms between looks while it plays
  const look = { shown: "", at: 0 };

  function lookAtModel(now) {
    if (now - look.at < (player.playing ? LOOK : 120)) return;
    if (!state.figures || !player.paths.length || !ready("model")) return;
    if (player.paths.some(function (path) { return path.rows === 0; })) return;
    const chosen = Math.min(state.run.chosen, player.paths.length) - 1;
    const weights = player.paths.map(function (path) {
      const row = player.row(path);
      return [path.weights[2 * row], path.weights[2 * row + 1]];
    });
    // With two features the panel has room for one run: the chosen one goes first.
    const flat = state.figures.model.data.some(function (trace) { return trace.name === "regions"; });
    const asked = { problem: state.run.ground[0], weights: flat ? [weights[chosen]] : weights };
    const key = JSON.stringify([state.version, asked]);
    if (key === look.shown) return;
    look.shown = key;
    look.at = now;
    set("store-look", { data: Object.assign({ at: Date.now() }, asked) });
  }

  function showModel(said) {
    const target = ready("model");
    if (!target || said.error || !said.p || said.problem !== state.run.ground[0]) return;
    const x = ll.path.decode(said.x);
    const p = ll.path.decode(said.p);
    if (said.y) {
      const y = ll.path.decode(said.y);
      const rows = Array.from(y, function (_, j) { return p.subarray(j * x.length, (j + 1) * x.length); });
      root.Plotly.restyle(target, { x: [x], y: [y], z: [rows] }, [0]);
      return;
    }
    const first = state.figures.model.data.length;
    const curves = state.figures.curve_styles.map(function (_, run) {
      return p.length >= (run + 1) * x.length ? { x: x, y: p.subarray(run * x.length, (run + 1) * x.length) } : { x: [], y: [] };
    });
    root.Plotly.restyle(target, ll.draw.update(curves), curves.map(function (_, run) { return first + run; }));
  }

  function lift() {
    const range = state.figures.surface.layout.scene.zaxis.range;
    return LIFT * (range[1] - range[0]);
  }

  /* Plotly's own object for the 3-D scene; null before it is made, and where there is no WebGL. */
  function sceneOf(surface) {
    const full = surface && surface._fullLayout && surface._fullLayout.scene;
    return full && full._scene && full._scene.glplot ? full._scene : null;
  }

  /* The camera as it is, also written where Plotly will look for it at its next drawing: it notes the camera when the pointer goes up,
     a frame too early, and would throw the surface back to that. Null while there is no scene. */
  function carryCamera(surface) {
    const scene = sceneOf(surface);
    if (!scene) return null;
    const full = surface._fullLayout.scene;
    const camera = scene.getCamera();
    ["eye", "center", "up"].forEach(function (part) {
      Object.assign(full.camera[part], camera[part]);
      if (surface.layout.scene.camera) surface.layout.scene.camera[part] = Object.assign({}, camera[part]);
    });
    return camera;
  }

  /* The graph of a panel, once it shows the server's newest figure. */
  function ready(panel) {
    const target = graph(panel);
    const shown = target && target._fullLayout && target.layout && target.layout.meta;
    return shown && shown.version === state.version ? target : null;
  }

  const NOTHING = ll.path.create("", 0);
  function drawInto(panel, target) {
    const sets = layered(panel);
    const first = state.figures[panel].data.length;
    // Places without a run are emptied once, after one was taken away.
    const used = sets.map(function (_, k) { return k; }).filter(function (k) {
      return sets[k].x.length || target.data[first + k].x.length;
    });
    due[panel] = false;
    if (!used.length) return;
    busy[panel] = true;
    const began = root.performance.now();
    // As long as an update took until it was on the screen, so long the page rests before the next: on a slow machine the picture
    // then moves less often, and buttons and keys still answer.
    const done = function () {
      root.requestAnimationFrame(function (now) {
        freeAt[panel] = now + Math.min(now - began, 1000);
        busy[panel] = false;
      });
    };
    const indices = used.map(function (k) { return first + k; });
    root.Plotly.restyle(target, ll.draw.update(used.map(function (k) { return sets[k]; })), indices).then(done, done);
  }

  function draw(now) {
    if (!player.paths.length || !state.figures) return;
    ll.draw.PANELS.forEach(function (panel) {
      if (!due[panel] || busy[panel] || now < (freeAt[panel] || 0)) return;
      // An update while the surface is being turned would throw the camera back (plotly.js #6359).
      if (panel === "surface" && state.turning) return;
      const target = ready(panel);
      if (!target) return;
      if (panel === "surface") carryCamera(target);
      drawInto(panel, target);
    });
  }

  /* dcc.Graph answers each turn of the surface by drawing its figure again, with the camera of the turn before: the surface would snap
     back. Its listener is there from the first drawing on; without it the figure stays as the server and this file left it. */
  function keepDashOut() {
    const surface = graph("surface");
    if (surface && surface.removeAllListeners) surface.removeAllListeners("plotly_relayout");
  }

  /* After the pointer went up the surface still turns for a frame or two: wait until it rests, then note where it looks from. */
  let restsSince = 0;
  let seen = "";
  function watchCamera(now) {
    if (!state.turning || state.press) return;
    const surface = ready("surface");
    const scene = sceneOf(surface);
    const sight = JSON.stringify(scene && scene.getCamera().eye);
    if (sight !== seen) {
      seen = sight;
      restsSince = now;
      return;
    }
    if (now - restsSince < REST) return;
    state.turning = false;
    const carried = carryCamera(surface);
    if (carried && moved(carried)) state.camera = carried;
    if (player.paths.length) writeAddress();
    state.waiting.splice(0).forEach(function (go) { go(); });
  }

  function moved(camera) {
    const before = ll.camera.toAngles(state.camera || state.cameraHome);
    return ll.camera.toAngles(camera).join() !== before.join();
  }

  function turn(action) {
    const surface = ready("surface");
    if (!surface) return;
    keepDashOut();
    const now = carryCamera(surface) || state.cameraHome;
    const reset = action === "camera-reset";
    const camera = reset ? state.cameraHome : ll.camera.fromAngles(ll.camera.turned(ll.camera.toAngles(now), action), now);
    root.Plotly.relayout(surface, { "scene.camera": camera }).then(function () {
      state.camera = reset ? null : camera;
      if (player.paths.length) writeAddress();
    });
  }

  /* ---- pointer: a short press without a move is a click, anything else turns the surface ---- */

  function pointed(panel, event) {
    const target = ready(panel);
    if (!target) return null;
    const frame = target.getBoundingClientRect();
    const size = target._fullLayout._size;
    const x = event.clientX - frame.left - size.l;
    const y = event.clientY - frame.top - size.t;
    return panel === "contour" ? onContour(target, x, y) : onSurface(target, x, y, [size.w, size.h]);
  }

  function onContour(target, x, y) {
    return [target._fullLayout.xaxis.p2d(x), target._fullLayout.yaxis.p2d(y)];
  }

  function onSurface(target, x, y, size) {
    const scene = sceneOf(target);
    if (!scene) return null;
    return ll.pick.meet(ll.pick.ray(scene.glplot.cameraParams, scene.dataScale, [x, y], size), grid(target));
  }

  function grid(target) {
    const trace = target._fullData[0];
    if (!trace.flatHeights) {
      const columns = trace.x.length;
      trace.flatHeights = new Float64Array(columns * trace.y.length);
      for (let j = 0; j < trace.y.length; j++) trace.flatHeights.set(trace.z[j], j * columns);
    }
    return { x: trace.x, y: trace.y, z: trace.flatHeights };
  }

  function startAt(point) {
    const window = state.figures.window;
    const inside = point && point.every(function (value, k) { return value >= window[k][0] && value <= window[k][1]; });
    if (!inside) return;
    // A tenth of a pixel is below what a hand can mean; more digits would only be noise in the address.
    const texts = point.map(function (value, k) {
      const digits = Math.max(0, Math.ceil(-Math.log10((window[k][1] - window[k][0]) / 5000)));
      const low = Math.max(Number(value.toFixed(digits)), window[k][0]);
      return String(Math.min(low, window[k][1]));
    });
    set("input-start", { value: texts.join(", ") });
  }

  document.addEventListener(
    "pointerdown",
    function (event) {
      const frame = event.target.closest && event.target.closest("[data-panel]");
      if (!frame || event.button !== 0 || !event.isPrimary) return;
      state.press = { panel: frame.dataset.panel, x: event.clientX, y: event.clientY, far: false };
      if (state.press.panel !== "surface") return;
      state.turning = true;
      keepDashOut();
    },
    true
  );
  root.addEventListener(
    "pointermove",
    function (event) {
      const press = state.press;
      if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > NEAR) press.far = true;
    },
    true
  );
  const release = function (event) {
    const press = state.press;
    if (!press) return;
    state.press = null;
    seen = "";
    if (event.type === "pointerup" && !press.far) startAt(pointed(press.panel, event));
  };
  ["pointerup", "pointercancel"].forEach(function (type) { root.addEventListener(type, release, true); });

  /* ---- buttons ---- */

  const actions = {
    play: function () { if (player.playing) player.pause(); else player.play(); },
    restart: function () { player.go(0); },
    back: function () { player.go(player.step - 1); },
    forward: function () { player.go(player.step + 1); },
  };
  ["turn-left", "turn-right", "tilt-up", "tilt-down", "camera-reset"].forEach(function (action) {
    actions[action] = function () { turn(action); };
  });
  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-action]");
    if (button && actions[button.dataset.action]) actions[button.dataset.action]();
  });

  /* ---- keys: they act in the picture that has the focus; space plays and pauses wherever nothing else wants it ---- */

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
  const TURNS = { ArrowLeft: "turn-left", ArrowRight: "turn-right", ArrowUp: "tilt-up", ArrowDown: "tilt-down", Home: "camera-reset" };
  const STRIDE = 1 / 50; // of the window's width; a tenth of it with Shift

  function moveStart(direction, fine) {
    const window = state.figures.window;
    const from = state.run.ground.slice(1, 3);
    startAt(from.map(function (value, k) {
      const [low, high] = window[k];
      const step = direction[k] * (high - low) * STRIDE * (fine ? 0.1 : 1);
      return Math.min(Math.max(value + step, low), high);
    }));
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !state.figures || !player.paths.length) return;
    const frame = event.target.closest && event.target.closest("[data-panel]");
    const panel = frame && frame.dataset.panel;
    const free = event.target === document.body || frame;
    if (event.key === " " && free) actions.play();
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
        if (!given) return ll.draw.PANELS.concat("model").map(none);
        if (!state.turning) return figures(given);
        return new Promise(function (resolve) { state.waiting.push(function () { resolve(figures(given)); }); });
      },
      load: function (run) {
        const before = state.run;
        const first = before === null;
        state.run = run;
        said = null;
        if (first) player.speed = Number(run.speed);
        const moved = first || run.ground.join() !== before.ground.join();
        player.load(run.runs, run.steps, { step: first ? run.step : null, restart: moved, playing: !still() });
        const curve = ready("curve");
        if (curve && moved) root.Plotly.relayout(curve, { "xaxis.range": [0, run.steps] });
        tell();
        return none();
      },
      receive: function (text) {
        const pieces = JSON.parse(text);
        const wrong = pieces.find(function (piece) { return piece.error; });
        if (wrong) set("div-outcome", { children: wrong.error });
        else player.receive(pieces, root.performance.now());
        return none();
      },
      predict: function (text) {
        showModel(JSON.parse(text));
        return none();
      },
      speed: function (speed) {
        player.speed = Number(speed);
        if (player.paths.length) writeAddress();
        return none();
      },
    },
  });

  document.addEventListener("loss-landscape-theme", function () { if (player.paths.length) writeAddress(); });

  (function loop(now) {
    player.frame(now);
    draw(now);
    lookAtModel(now);
    watchCamera(now);
    root.requestAnimationFrame(loop);
  })(root.performance.now());

  root.LossLandscape.lab = { player: player, state: state, pointed: pointed };
})(window);
