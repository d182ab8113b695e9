/* What is on the screen, and what is under the pointer there: the nearest of many points. */
(function (root) {
  "use strict";

  /* The index of the point nearest to [x, y], within a distance in pixels; -1 if there is none. at(index) gives [x, y] or null. */
  function nearest(number, at, x, y, within) {
    let found = -1;
    let best = within * within;
    for (let i = 0; i < number; i++) {
      const point = at(i);
      if (!point) continue;
      const distance = (point[0] - x) * (point[0] - x) + (point[1] - y) * (point[1] - y);
      // The later of two that lie on each other: there the path is now.
      if (distance <= best) {
        best = distance;
        found = i;
      }
    }
    return found;
  }

  /* Four significant digits, as people write them, with a true minus sign. */
  function number(value) {
    if (!Number.isFinite(value)) return value === Infinity ? "∞" : value === -Infinity ? "−∞" : "–";
    const size = Math.abs(value);
    if (size === 0) return "0";
    const text = size >= 1e5 || size < 1e-3 ? size.toExponential(2).replace(/e\+?/, "e") : size.toPrecision(4);
    return (value < 0 ? "−" : "") + (text.indexOf("e") < 0 || size < 1e-3 ? text.replace("e-", "e−") : text);
  }

  /* Whether any of an element can be seen without scrolling. */
  function onScreen(element) {
    const box = element && element.getBoundingClientRect();
    return Boolean(box) && box.width > 0 && box.bottom > 0 && box.top < root.innerHeight;
  }

  const NUMBER = /^\s*[-+−]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+−]?\d+)?\s*$/;

  /* Two numbers as people type them, read as app/link/fields.py reads a pair; null for anything else. */
  function pair(text) {
    const bare = String(text).trim();
    const parts = bare.split(bare.indexOf(";") >= 0 ? /\s*;\s*/ : bare.indexOf(",") >= 0 ? /\s*,\s*/ : /\s+/);
    const values = parts.map(function (part) { return NUMBER.test(part) ? Number(part.replace(",", ".").replace(/−/g, "-")) : NaN; });
    return values.length === 2 && values.every(Number.isFinite) ? values : null;
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.near = { nearest: nearest, number: number, onScreen: onScreen, pair: pair };
})(typeof window === "undefined" ? globalThis : window);
