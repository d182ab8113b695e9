/* The scripts as a page has them: run in the order of their names, in one global scope. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const ASSETS = path.join(__dirname, "..", "..", "assets");
const PHRASES = path.join(__dirname, "..", "..", "app", "content", "en", "phrases");

/* What the scripts say, by file and name, as a page hands it to them. */
const phrases = Object.fromEntries(fs.readdirSync(PHRASES).map(function (file) {
  const lines = fs.readFileSync(path.join(PHRASES, file), "utf8").split(/^---$/m)[1].trim().split("\n");
  return [file.replace(".md", ""), Object.fromEntries(lines.map((line) => line.match(/^([a-z0-9_]+): (.*)$/).slice(1)))];
}));
exports.phrases = phrases;

/* A fresh global scope with these scripts run in it. */
exports.load = function (...names) {
  const scope = vm.createContext({ atob, TextDecoder, Intl, Math, performance, setTimeout, clearTimeout });
  for (const name of ["phrase.js", ...names]) vm.runInContext(fs.readFileSync(path.join(ASSETS, name), "utf8"), scope, { filename: name });
  scope.LossLandscape.phrases = phrases;
  return scope.LossLandscape;
};

/* An array in the notation of the server's replies. */
exports.packed = function (Kind, values) {
  const kinds = new Map([[Float64Array, "f8"], [Float32Array, "f4"], [Int32Array, "i4"]]);
  return { dtype: kinds.get(Kind), bdata: Buffer.from(new Kind(values).buffer).toString("base64") };
};

/* A piece of a made-up straight walk: row t stands at (t, -t) with loss 100 - t; three trail points a step. */
exports.piece = function (run, first, end, last) {
  const rows = [];
  for (let t = first === 0 ? 0 : first + 1; t <= end; t++) rows.push(t);
  const trail = [];
  const ends = [];
  for (const t of rows) {
    const points = t === 0 ? [0] : [t - 2 / 3, t - 1 / 3, t];
    for (const at of points) trail.push(at, -at, 100 - at);
    ends.push(trail.length / 3);
  }
  return {
    run,
    first,
    next: end === last ? null : end,
    weights: exports.packed(Float64Array, rows.flatMap((t) => [t, -t])),
    losses: exports.packed(Float64Array, rows.map((t) => 100 - t)),
    gradients: exports.packed(Float64Array, rows.flatMap(() => [1, -1])),
    learning_rates: exports.packed(Float64Array, rows.filter((t) => t > 0).map(() => 0.1)),
    slides: exports.packed(Float32Array, rows.filter((t) => t > 0).flatMap(() => [0.25, 0])),
    coasts: exports.packed(Float32Array, rows.filter((t) => t > 0).flatMap(() => [0.75, -1])),
    trail: exports.packed(Float32Array, trail),
    trail_ends: exports.packed(Int32Array, ends),
    outcome: end === last ? { kind: "lowest", sentence: "Arrived.", from: last - 5 } : null,
  };
};
