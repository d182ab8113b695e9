/* A finger on a surface: it scrolls the page, until a tap has given the surface the focus; then it turns the surface, until a touch elsewhere.
   Plotly listens to touches by itself: it turns the surface under a finger that wants to go down the page, and on a slow device turns it
   several times as far as the finger went. So it hears of no touch, and the camera follows the finger here. */
(function (root) {
  "use strict";

  const SURFACES = '[data-hike-panel="surface"]'; // the stage has a hand of its own: assets/stage/hand.js
  const NEAR = 10; // px that a finger may stray in a tap

  /* What becomes of touches. outside: {focused(): the surface that has the focus, or null; focus(surface); blur(surface)}.
     Each method takes the surface under the finger, or null, and says whether the touch is kept from whoever turns the surface. */
  function create(outside) {
    let gesture = null; // {surface, turns, x, y}: from the first finger's coming down to its going up

    function down(surface, x, y) {
      const focused = outside.focused();
      if (focused && focused !== surface) outside.blur(focused);
      gesture = { surface: surface, turns: focused === surface, x: x, y: y };
      return kept(surface);
    }

    function kept(surface) {
      return Boolean(surface && gesture && gesture.surface === surface && !gesture.turns);
    }

    function up(x, y) {
      const ended = gesture;
      if (!ended || !ended.surface || ended.turns) return;
      if (Math.hypot(x - ended.x, y - ended.y) <= NEAR) outside.focus(ended.surface);
    }

    /* The browser has taken the finger for scrolling. */
    function cancel() {
      if (gesture) gesture.x = gesture.y = Infinity;
    }

    return { down: down, kept: kept, up: up, cancel: cancel };
  }

  /* The angles [azimuth, elevation, distance] after a finger has gone so far over a surface of this height, all in px: as far as a mouse turns it. */
  function turned(angles, dx, dy, height) {
    const azimuth = angles[0] - (180 * dx) / height;
    const elevation = angles[1] + (180 * dy) / height;
    return [azimuth, Math.min(Math.max(elevation, -80), 88), angles[2]];
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.touch = { create: create, turned: turned, SURFACES: SURFACES };
  if (!root.document || !root.addEventListener) return;

  const document = root.document;
  const onSurface = function (target) { return Boolean(target && target.closest && target.closest(SURFACES)); };
  /* The surface of a target, if it may be turned: whoever put the page into another may have locked its camera. */
  const surfaceOf = function (target) { return onSurface(target) && !root.LossLandscape.frame.locks("camera") ? target.closest(SURFACES) : null; };
  const touch = create({
    focused: function () { return surfaceOf(document.activeElement); },
    focus: function (surface) { surface.focus({ preventScroll: true }); },
    blur: function (surface) { surface.blur(); },
  });

  /* A surface that a finger has given the focus to says so. */
  let fingers = false; // whether a finger was the last to do something
  document.addEventListener("keydown", function () { fingers = false; }, true);
  document.addEventListener("focusin", function (event) {
    if (fingers && event.target.matches(SURFACES)) event.target.dataset.touched = "";
  });
  document.addEventListener("focusout", function (event) {
    if (event.target.dataset) delete event.target.dataset.touched;
  });
  /* On the window and before all others: whatever else listens hears of a kept touch nothing at all. Nothing is prevented, so the
     browser scrolls. */
  const early = function (type, act) {
    root.addEventListener(type, function (event) { if (act(event)) event.stopImmediatePropagation(); }, { capture: true, passive: true });
  };
  early("pointerdown", function (event) {
    fingers = event.pointerType === "touch";
    if (event.pointerType !== "touch") return false;
    return event.isPrimary ? touch.down(surfaceOf(event.target), event.clientX, event.clientY) : touch.kept(surfaceOf(event.target));
  });
  early("pointerup", function (event) {
    if (event.pointerType !== "touch" || !event.isPrimary) return false;
    const kept = touch.kept(surfaceOf(event.target));
    touch.up(event.clientX, event.clientY);
    return kept;
  });
  early("pointercancel", function (event) {
    if (event.pointerType === "touch") touch.cancel();
    return false;
  });
  ["touchstart", "touchmove", "touchend"].forEach(function (type) {
    early(type, function (event) { return onSurface(event.target); });
  });

  /* The camera follows the finger: {graph, scene, from: its camera, angles, x, y} from down to up. */
  let hand = null;
  let to = null; // where the finger is, until the next frame

  function grip(surface, event) {
    const graph = surface.querySelector(".js-plotly-plot");
    const full = graph && graph._fullLayout && graph._fullLayout.scene;
    if (!full || !full._scene || !full._scene.glplot) return null;
    const camera = full._scene.getCamera();
    return { graph: graph, scene: full._scene, from: camera, angles: root.LossLandscape.camera.toAngles(camera), x: event.clientX, y: event.clientY };
  }

  function follow() {
    if (!hand || !to) return;
    const angles = turned(hand.angles, to.x - hand.x, to.y - hand.y, hand.graph.clientHeight);
    const camera = root.LossLandscape.camera.fromAngles(angles, hand.from);
    hand.scene.setViewport({ camera: camera, aspectratio: hand.graph._fullLayout.scene.aspectratio });
    to = null;
  }

  /* The camera as it stands now, written where Plotly looks for it at its next drawing. */
  function keep() {
    const camera = hand.scene.getCamera();
    [hand.graph._fullLayout.scene.camera, hand.graph.layout.scene && hand.graph.layout.scene.camera].forEach(function (place) {
      if (place) ["eye", "center", "up"].forEach(function (part) { place[part] = Object.assign({}, camera[part]); });
    });
  }

  const finger = function (event) { return event.pointerType === "touch" && event.isPrimary; };
  document.addEventListener("pointerdown", function (event) {
    const surface = finger(event) && surfaceOf(event.target);
    hand = surface ? grip(surface, event) : null;
  });
  document.addEventListener("pointermove", function (event) {
    if (!hand || !finger(event)) return;
    if (!to) root.requestAnimationFrame(follow);
    to = { x: event.clientX, y: event.clientY };
  });
  ["pointerup", "pointercancel"].forEach(function (type) {
    document.addEventListener(type, function (event) {
      if (!hand || !finger(event)) return;
      follow();
      keep();
      hand = null;
    });
  });
})(typeof window === "undefined" ? globalThis : window);
