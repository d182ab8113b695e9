import test from "node:test";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/* What the folders of modules may import: lib only itself, plot lib, the stage both, the hike lib and stage. */
const FOLDERS = { lib: ["lib"], plot: ["lib", "plot"], stage: ["lib", "plot", "stage"], hike: ["lib", "stage", "hike"] };
const ASSETS = new URL("../../assets/", import.meta.url);
const files = Object.keys(FOLDERS).flatMap((folder) => readdirSync(new URL(folder, ASSETS)).map((name) => `${folder}/${name}`));
const text = (file) => readFileSync(new URL(file, ASSETS), "utf8");

test("there are modules in each folder", () => {
  for (const folder of Object.keys(FOLDERS)) assert.ok(files.some((file) => file.startsWith(`${folder}/`)));
});

for (const file of files) {
  test(`${file}: imports from its own floor or below, no global of its own`, () => {
    const source = text(file);
    const folder = file.split("/")[0];
    for (const [, from] of source.matchAll(/^(?:import|export) .*? from "([^"]+)";$/gms)) {
      const to = path.posix.join(folder, from).split("/")[0];
      assert.ok(from.startsWith(".") && from.endsWith(".js"), from);
      assert.ok(FOLDERS[folder].includes(to), `${file} imports ${from}`);
    }
    assert.ok(!/LossLandscape|globalThis\.\w+ =|window\.\w+ =/.test(source));
    // Plotly's private parts are known in one folder only.
    if (folder !== "plot") assert.ok(!/_fullLayout|_scene\b|glplot|_fullData/.test(source));
  });
}

for (const file of readdirSync(ASSETS, { recursive: true }).filter((name) => name.endsWith(".js"))) {
  test(`${file}: at most 260 lines`, () => assert.ok(text(file).split("\n").length <= 261));
}
