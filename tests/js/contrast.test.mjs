import test from "node:test";
import assert from "node:assert/strict";
import { contrast, luminance } from "../../assets/lib/contrast.js";
import { linear, ramp, RAMPS } from "../../assets/lib/ramp.js";
import { bright } from "../../assets/lib/bake.js";
import { DARK, LIGHT, PALETTES } from "../../assets/stage/palette.js";
import { SIDES, wallColours } from "../../assets/stage/land.js";

/* All colours that lit ground can have: every height under every light, from deep shade to full sun. */
function* grounds() {
  for (const name of Object.keys(RAMPS)) {
    const tone = ramp(name);
    for (let h = 0; h <= 1; h += 0.02) {
      for (let open = 0; open <= 1; open += 0.25) {
        for (let sun = 0; sun <= 1; sun += 0.2) {
          const light = bright({ facing: new Float32Array([sun]), lit: new Float32Array([1]), open: new Float32Array([open]) }, 0);
          yield tone(h).map((part, k) => part * light[k]);
        }
      }
      yield tone(h); // the map
    }
  }
  for (const { plinth } of Object.values(PALETTES)) for (const times of [0.93, 1.06]) yield linear(plinth).map((part) => part * times);
}

test("WCAG's contrast: black on white is 21, and grey #767676 on white is 4.54", () => {
  assert.equal(contrast(linear("#000000"), linear("#ffffff")), 21);
  assert.equal(contrast(linear("#767676"), linear("#ffffff")).toFixed(2), "4.54");
  assert.equal(luminance([2, 2, 2]), 1);
});

test("one of a mark's light and dark part has 3 : 1 against the ground, everywhere on every ramp, in every light, in both themes", () => {
  const [light, dark] = [linear(LIGHT), linear(DARK)];
  let [least, count] = [21, 0];
  for (const ground of grounds()) {
    least = Math.min(least, Math.max(contrast(light, ground), contrast(dark, ground)));
    count++;
  }
  assert.ok(count > 5000);
  assert.ok(least >= 3, String(least));
  assert.ok(contrast(light, dark) >= 15); // and each against the other
});

test("no run colour alone does so, which is why every path has both", () => {
  for (const colour of ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#f0894a", "#3cc79a", "#e0a3c6"]) {
    assert.ok([...grounds()].some((ground) => contrast(linear(colour), ground) < 3));
  }
});

test("names and ticks on the walls have 4.5 : 1, on land and on the plinth, in both themes", () => {
  // They stand at 0.42 of the wall below the lowest point: over the whole wall that is at most 0.42 of the way from foot to top.
  for (const name of Object.keys(RAMPS)) {
    for (let h = 0; h <= 1; h += 0.05) {
      for (const side of SIDES) {
        const { top, foot } = wallColours(ramp(name)(h), side);
        // The wall is 0.2 of the land's height below its lowest point, and goes up to the ground.
        const part = (0.42 * 0.2) / (0.2 + h);
        const wall = foot.map((value, k) => value + part * (top[k] - value));
        for (const ink of ["#ffffff", "#e9eef2"]) assert.ok(contrast(linear(ink), wall) >= 4.5, `${name} ${h} ${side}`);
      }
    }
  }
  const ink = { light: ["#14212b", "#24323c"], dark: ["#ffffff", "#e9eef2"] };
  for (const theme of ["light", "dark"]) {
    for (const side of [0.5, 0.6, 0.72]) {
      const wall = linear(PALETTES[theme].plinth).map((part) => part * side * 0.94);
      for (const each of ink[theme]) assert.ok(contrast(linear(each), wall) >= 4.5, `${theme} ${side} ${each} ${contrast(linear(each), wall)}`);
    }
  }
});
