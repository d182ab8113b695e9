/* The hike's page: joins the ground underfoot, the fields, the keys, the tone and the address. */
(function (root) {
  "use strict";

  const ll = root.LossLandscape;
  const document = root.document;
  const SVG = "http://www.w3.org/2000/svg";

  const state = { reading: null, step: { bearing: 0, length: 0.5 }, reach: 0, dragging: false, sounding: null, revealed: false };

  const set = function (id, properties) { root.dash_clientside.set_props(id, properties); };
  const ground = function () { return document.querySelector("[data-hike-rose]"); };

  function made(part) {
    if (typeof part === "string") return document.createTextNode(part);
    const node = document.createElementNS(SVG, part.tag);
    Object.keys(part.attributes).forEach(function (name) { node.setAttribute(name, part.attributes[name]); });
    part.children.forEach(function (child) { node.append(made(child)); });
    return node;
  }

  function draw() {
    const place = ground();
    if (!place || !state.reading) return;
    if (!state.dragging) state.reach = ll.rose.reach(state.step.length, state.reach);
    const shown = Object.assign({}, state.reading, state.step, { reach: state.reach });
    place.replaceChildren(made(ll.rose.picture(shown)));
  }

  function aimed() {
    return "Arrow: the slope. Dashed: your next step, " + state.step.bearing + "°, length " + state.step.length + ".";
  }

  function choose(step) {
    state.step = step;
    set("input-hike_bearing", { value: String(step.bearing) });
    set("input-hike_length", { value: String(step.length) });
    draw();
  }

  /* ---- pointer: drag the handle, or press where the step should go ---- */

  function pointed(event) {
    const box = ground().getBoundingClientRect();
    const unit = 320 / Math.min(box.width, box.height);
    const x = (event.clientX - box.left - box.width / 2) * unit;
    const y = (event.clientY - box.top - box.height / 2) * unit;
    choose(ll.rose.aim(x, y, state.reach));
  }

  document.addEventListener("pointerdown", function (event) {
    const place = event.target.closest && event.target.closest("[data-hike-rose]");
    if (!place || event.button !== 0 || !event.isPrimary || !state.reading) return;
    state.dragging = true;
    place.setPointerCapture(event.pointerId);
    pointed(event);
  });
  document.addEventListener("pointermove", function (event) {
    if (state.dragging && ground()) pointed(event);
  });
  ["pointerup", "pointercancel"].forEach(function (type) {
    document.addEventListener(type, function () {
      if (!state.dragging) return;
      state.dragging = false;
      draw(); // the ground may now come nearer or go further away
    });
  });

  /* ---- keys ---- */

  const press = function (id) {
    // A field hands its text over on the same key; the press comes after that.
    root.setTimeout(function () { document.getElementById(id).click(); }, 0);
  };

  document.addEventListener("keydown", function (event) {
    const target = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || !state.reading || !target.closest) return;
    const place = target.closest("[data-hike-rose]");
    const field = ["input-hike_bearing", "input-hike_length"].includes(target.id);
    if (event.key === "Enter" && (place || field)) press("button-hike_walk");
    else if (event.key === "Enter" && target.id === "input-hike_seed") press("button-hike_go");
    else {
      const step = place && ll.rose.keyed(event.key, event.shiftKey, state.step, state.reading.downhill);
      if (!step) return;
      choose(step);
    }
    event.preventDefault();
  });

  /* ---- the surface's camera, by buttons and keys ---- */

  const TURNS = { ArrowLeft: "turn-left", ArrowRight: "turn-right", ArrowUp: "tilt-up", ArrowDown: "tilt-down" };

  function turn(action) {
    const graph = document.querySelector("#graph-hike_surface .js-plotly-plot");
    if (!graph || !graph._fullLayout || !graph._fullLayout.scene._scene) return;
    const camera = graph._fullLayout.scene._scene.getCamera();
    const angles = ll.camera.turned(ll.camera.toAngles(camera), action);
    root.Plotly.relayout(graph, { "scene.camera": ll.camera.fromAngles(angles, camera) });
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-hike-turn]");
    if (button) turn(button.dataset.hikeTurn);
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !TURNS[event.key] || !event.target.closest) return;
    if (!event.target.closest("[data-hike-panel]")) return;
    turn(TURNS[event.key]);
    event.preventDefault();
  });

  /* ---- sound, if asked for ---- */

  const wanted = function () {
    const button = document.querySelector("[data-hike-tone]");
    return Boolean(button && button.getAttribute("aria-pressed") === "true");
  };

  function sound(before, reading) {
    if (!wanted() || reading.revealed) return;
    // Made at the first wish, which is a press: browsers allow no sound before one.
    if (!state.sounding) state.sounding = new root.AudioContext();
    state.sounding.resume();
    ll.tone.play(state.sounding, before ? before.altitude : reading.altitude, reading.altitude);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-hike-tone]");
    if (!button) return;
    button.setAttribute("aria-pressed", String(!wanted()));
    if (state.reading) sound(null, state.reading);
  });

  /* ---- what Dash calls ---- */

  function writeAddress() {
    if (!state.reading || !document.querySelector("main.hike")) return;
    const theme = ll.theme.chosen === "auto" ? "" : "&theme=" + ll.theme.chosen;
    ll.address.write("?" + state.reading.hike + theme);
  }
  document.addEventListener("loss-landscape-theme", writeAddress);

  /* The title of what was hidden gets the focus, so that a screen reader goes on there. */
  function unveil(tries) {
    const title = document.querySelector("[data-hike-title]");
    if (title) title.focus();
    else if (tries) root.requestAnimationFrame(function () { unveil(tries - 1); });
  }

  function number(text, otherwise) {
    const value = Number(String(text).replace(",", "."));
    return String(text).trim() !== "" && Number.isFinite(value) ? value : otherwise;
  }

  root.dash_clientside = Object.assign({}, root.dash_clientside, {
    loss_landscape_hike: {
      show: function (reading, bearing, length) {
        const before = state.reading;
        const news = !before || before.hike !== reading.hike;
        state.reading = reading;
        state.step = {
          bearing: Math.min(Math.max(number(bearing, state.step.bearing), 0), 360),
          length: Math.min(Math.max(number(length, state.step.length), 0.001), 10),
        };
        // On a fresh page the place for it comes with the same reply.
        if (ground()) draw();
        else root.requestAnimationFrame(draw);
        if (news && before) {
          sound(before, reading);
          if (reading.revealed && !before.revealed) unveil(120);
        }
        if (news) writeAddress();
        return aimed();
      },
    },
  });

  root.LossLandscape.hike = { state: state };
})(window);
