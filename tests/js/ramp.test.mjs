import test from "node:test";
import assert from "node:assert/strict";
import { colorscale, css, fromLab, hex, linear, mix, OWN, ramp, RAMPS, toLab } from "../../assets/lib/ramp.js";

const close = (a, b, by) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

test("OKLab is that of CSS Color 4", () => {
  // https://www.w3.org/TR/css-color-4/: #ff0000 and #008000 in its examples of oklab().
  const known = { "#ff0000": [0.62796, 0.22486, 0.12585], "#008000": [0.51975, -0.1403, 0.10768], "#ffffff": [1, 0, 0] };
  for (const [text, lab] of Object.entries(known)) toLab(linear(text)).forEach((value, k) => close(value, lab[k], 2e-4));
});

test("a colour comes back from OKLab, and from linear light, as it was", () => {
  for (const text of Object.values(RAMPS).flat()) assert.equal(hex(fromLab(toLab(linear(text)))), text);
  assert.equal(css(linear("#14212b")), "rgb(20,33,43)");
  assert.equal(mix("#000000", "#ffffff", 0.5), "rgb(128,128,128)");
});

test("the app's own ramp rises evenly in lightness, from dark to pale", () => {
  const light = RAMPS[OWN].map((stop) => toLab(linear(stop))[0]);
  const even = (light.at(-1) - light[0]) / (light.length - 1);
  assert.equal(light.length, 13);
  light.slice(1).forEach((value, k) => close(value - light[k], even, 0.004));
});

test("a ramp begins and ends in its first and last colour, and meets its stops", () => {
  for (const [name, stops] of Object.entries(RAMPS)) {
    const tone = ramp(name);
    stops.forEach((stop, k) => assert.equal(hex(tone(k / (stops.length - 1))), stop));
    assert.equal(hex(tone(-3)), stops[0]);
    assert.equal(hex(tone(7)), stops.at(-1));
    const scale = colorscale(name);
    assert.deepEqual([scale[0], scale.at(-1)], [[0, stops[0]], [1, stops.at(-1)]]);
  }
  assert.equal(hex(ramp("no such")(0)), RAMPS[OWN][0]);
});
