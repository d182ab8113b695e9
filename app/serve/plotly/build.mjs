/* plotly.js with only the traces that our pages draw, as one script, and the licences of all that is in it.
   Usage: npm ci && node build.mjs [folder]; without it the app sends the whole plotly.js that plotly.py brings. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { withoutDescriptions } from "./descriptions.mjs";
import { without } from "./stackgl.mjs";

// Beside scatter, which plotly.js always has. A test holds this to what app/figures draws.
const TRACES = ["scatter3d", "mesh3d", "surface", "contour", "heatmap"];
// Parts of 3-D that we never draw: cones, streams, error bars, and meshes whose triangles would have to be found.
const UNUSED = ["alpha_shape", "convex_hull", "delaunay_triangulate", "gl_cone3d", "gl_error3d", "gl_streamtube3d"];
const HERE = path.dirname(fileURLToPath(import.meta.url));
const OUT = process.argv[2] || HERE;
const { version } = JSON.parse(await readFile(path.join(HERE, "node_modules/plotly.js/package.json"), "utf8"));

const undescribed = {
  name: "undescribed",
  setup(build) {
    build.onLoad({ filter: /plotly\.js[\\/]src[\\/].*\.js$/ }, async ({ path: file }) => ({
      contents: withoutDescriptions(await readFile(file, "utf8")),
      loader: "js",
    }));
    build.onLoad({ filter: /plotly\.js[\\/]stackgl_modules[\\/]index\.js$/ }, async ({ path: file }) => ({
      contents: without(await readFile(file, "utf8"), UNUSED),
      loader: "js",
    }));
  },
};

const traces = TRACES.map((name) => `require("plotly.js/lib/${name}")`).join(", ");
const { metafile } = await esbuild.build({
  stdin: { contents: `window.Plotly = require("plotly.js/lib/core"); Plotly.register([${traces}]);`, resolveDir: HERE },
  outfile: path.join(OUT, "plotly.min.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  define: { global: "window" },
  alias: { regl: "@plotly/regl", stream: "stream-browserify" }, // as in plotly.js's own build
  loader: { ".css": "empty" }, // of maps only
  legalComments: "inline",
  banner: {
    js: `/* plotly.js v${version} with scatter, ${TRACES.join(", ")}; Copyright Plotly, Inc., MIT licence; all licences: plotly.licenses.txt */`,
  },
  plugins: [undescribed],
  metafile: true,
  logLevel: "warning",
});

// Of Dash's scripts for browsers of 2015 today's need one function, which its older components call by its global name.
await esbuild.build({
  stdin: { contents: 'globalThis.regeneratorRuntime = require("regenerator-runtime");', resolveDir: HERE },
  outfile: path.join(OUT, "runtime.min.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  banner: { js: "/* regenerator-runtime; Copyright Facebook, Inc. and its affiliates, MIT licence */" },
  logLevel: "warning",
});

const inside = Object.keys(Object.values(metafile.outputs)[0].inputs).map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
const texts = [];
for (const name of [...new Set([...inside, "regenerator-runtime"])].filter(Boolean).sort()) {
  const folder = path.join(HERE, "node_modules", name);
  const about = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  let text = `Licence: ${about.license}`;
  for (const file of ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "License.md", "license", "LICENSE-MIT"]) {
    text = await readFile(path.join(folder, file), "utf8").catch(() => null) ?? text;
  }
  texts.push(`${name} ${about.version} (${about.license})\n\n${text.trim()}\n`);
}
await writeFile(path.join(OUT, "plotly.licenses.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));
