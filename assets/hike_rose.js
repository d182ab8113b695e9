/* The ground underfoot as a compass: the slope, the next step, one's own footprints in the fog. It only draws what the
   server said; no altitude and no slope is worked out here. */
(function (root) {
  "use strict";

  const RADIUS = 132; // of the ground, in units of the picture, which is 320 wide
  const REACHES = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 12]; // lengths at the ground's edge
  const MOST = 0.92; // of the ground: a longer step would end at its edge
  const LEAST = 0.12; // of the ground: a shorter step is too small to be seen; the ground comes nearer
  const HANDLE = 15;
  const RADIAN = Math.PI / 180;

  /* The ground's scale for a step: as it is, unless the step would leave it or vanish in its middle. */
  function reach(length, before) {
    const fits = function (each) { return length <= each * MOST && length >= each * LEAST; };
    if (before && fits(before)) return before;
    return REACHES.find(fits) || (length < REACHES[0] ? REACHES[0] : REACHES[REACHES.length - 1]);
  }

  /* Where something lies in the picture, x to the right and y down, from its bearing and its distance. */
  function place(bearing, length, scale) {
    const away = (length / scale) * RADIUS;
    return [away * Math.sin(bearing * RADIAN), -away * Math.cos(bearing * RADIAN)];
  }

  /* The step that points to a place in the picture: whole degrees, two digits, no longer than the ground reaches. */
  function aim(x, y, scale) {
    const bearing = Math.round((Math.atan2(x, -y) / RADIAN + 360) % 360) % 360;
    const length = Math.min(Math.hypot(x, y) / RADIUS, 1) * scale;
    return { bearing: bearing, length: Number(Math.max(length, scale / 100).toPrecision(2)) };
  }

  /* How long the slope's arrow is drawn: a gentle slope can be seen, a steep one still fits. */
  function arrow(slope) {
    return slope === 0 ? 0 : 26 + 70 * (1 - Math.exp(-slope));
  }

  /* The step after a key, or null where the key means nothing here. */
  function keyed(key, fine, step, downhill) {
    const turn = fine ? 1 : 5;
    const by = { ArrowLeft: -turn, ArrowRight: turn }[key];
    if (by) return { bearing: (Math.round(step.bearing) + by + 360) % 360, length: step.length };
    const times = { ArrowUp: 1.25, ArrowDown: 0.8 }[key];
    if (times) {
      const length = Math.min(Math.max(step.length * times, 0.001), 10);
      return { bearing: step.bearing, length: Number(length.toPrecision(2)) };
    }
    return key === "Home" && downhill !== null ? { bearing: downhill, length: step.length } : null;
  }

  const el = function (tag, attributes, children) { return { tag: tag, attributes: attributes, children: children || [] }; };
  const at = function (point) { return point.map(function (value) { return value.toFixed(1); }).join(" "); };

  /* A head at the end of a line that comes from the middle. */
  function head(bearing, tip, size) {
    const corner = function (turn) {
      const back = place(bearing + turn, size, RADIUS);
      return [tip[0] - back[0], tip[1] - back[1]];
    };
    // `place` with the radius as its scale takes lengths in units of the picture.
    return "M" + at(corner(26)) + "L" + at(tip) + "L" + at(corner(-26)) + "z";
  }

  /* The picture as elements {tag, attributes, children}. state: {slope, downhill, track, bearing, length, reach}. */
  function picture(state) {
    const parts = [el("circle", { r: RADIUS, class: "hike-earth" })];
    [0.25, 0.5, 0.75].forEach(function (share) { parts.push(el("circle", { r: RADIUS * share, class: "hike-ring" })); });
    for (let bearing = 0; bearing < 360; bearing += 15) {
      const long = bearing % 90 === 0 ? 10 : 5;
      const ends = [RADIUS, RADIUS - long].map(function (away) { return at(place(bearing, away, RADIUS)); });
      parts.push(el("path", { d: "M" + ends.join("L"), class: "hike-tick" }));
    }
    [["N", 0], ["E", 90], ["S", 180], ["W", 270]].forEach(function (pair) {
      const point = place(pair[1], RADIUS + 15, RADIUS);
      parts.push(el("text", { x: point[0].toFixed(1), y: (point[1] + 5).toFixed(1), class: "hike-letter" }, [pair[0]]));
    });
    const prints = state.track.map(function (point) { return [(point[0] / state.reach) * RADIUS, (-point[1] / state.reach) * RADIUS]; });
    // Far footprints would only be cut off by the ground's edge; a number this large would upset the drawing.
    const near = prints.map(function (point) { return point.map(function (value) { return Math.min(Math.max(value, -9999), 9999); }); });
    const footprints = [];
    if (near.length > 1) footprints.push(el("path", { d: "M" + near.map(at).join("L"), class: "hike-track" }));
    near.slice(0, -1).forEach(function (point) {
      if (Math.hypot(point[0], point[1]) < RADIUS + 4) footprints.push(el("circle", { cx: point[0].toFixed(1), cy: point[1].toFixed(1), r: 3.5, class: "hike-print" }));
    });
    parts.push(el("clipPath", { id: "hike-clip" }, [el("circle", { r: RADIUS })]));
    parts.push(el("g", { "clip-path": "url(#hike-clip)" }, footprints));
    parts.push(el("circle", { r: RADIUS - 16, class: "hike-fog" }));
    if (state.downhill !== null && state.slope > 0) {
      const tip = place(state.downhill, arrow(state.slope), RADIUS);
      const neck = place(state.downhill, Math.max(arrow(state.slope) - 12, 0), RADIUS);
      parts.push(el("path", { d: "M0 0L" + at(neck), class: "hike-slope" }), el("path", { d: head(state.downhill, tip, 19), class: "hike-slope-head" }));
    }
    parts.push(el("text", { x: 158, y: 152, class: "hike-scale" }, ["edge: " + state.reach]));
    const handle = place(state.bearing, Math.min(state.length, state.reach), state.reach);
    parts.push(
      el("path", { d: "M0 0L" + at(handle), class: "hike-step" }),
      el("circle", { r: 8, class: "hike-feet" }),
      el("circle", { cx: handle[0].toFixed(1), cy: handle[1].toFixed(1), r: HANDLE, class: "hike-handle" })
    );
    return el("svg", { viewBox: "-160 -160 320 320", "aria-hidden": "true", focusable: "false" }, parts);
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.rose = { RADIUS: RADIUS, reach: reach, place: place, aim: aim, arrow: arrow, keyed: keyed, picture: picture };
})(typeof window === "undefined" ? globalThis : window);
