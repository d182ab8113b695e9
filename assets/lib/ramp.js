/* Colours of the height. A ramp is a list of colours, deep to high, joined in OKLab, where equal steps look equal.
 *
 * RAMPS                       the ramps that can be chosen, by name; Lagoon is the app's own
 * ramp(name)                  (t from 0 to 1) => linear red, green, blue
 * colorscale(name, count)     the same for Plotly: [[0, "#12345e"], ..., [1, "#fcf7ea"]]
 * linear("#12345e"), hex(rgb), css(rgb)   between what light adds up in and what a screen takes
 */

/** @typedef {[number, number, number]} Colour  linear red, green, blue; 0 to 1 on a screen */

/** @type {Record<string, string[]>} */
export const RAMPS = {
  // Even in lightness, as a test measures: who sees no hues, or prints in grey, reads the height all the same.
  Lagoon: [
    "#12345e", "#14446f", "#175581", "#1a678c", "#207b95", "#328d9c", "#4d9ea1",
    "#67afa6", "#87beac", "#a5ceb2", "#c8dabd", "#eae7cc", "#fcf7ea",
  ],
  Viridis: [
    "#440154", "#482475", "#414487", "#355f8d", "#2a788e", "#21918c", "#22a884", "#44bf70", "#7ad151", "#bddf26", "#fde725",
  ],
  Cividis: ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838"],
  // As many stops as Plotly needs, which joins them in RGB: app/figures/ramp.py has the same.
  Greys: ["#000000", "#060606", "#222222", "#414141", "#636363", "#878787", "#aeaeae", "#d6d6d6", "#ffffff"],
};
export const OWN = "Lagoon";

/** @param {number} value @returns {number} */
const clamped = (value) => Math.min(1, Math.max(0, value));

/** @param {string} text a colour as "#rrggbb" @returns {Colour} */
export function linear(text) {
  const part = (/** @type {number} */ at) => {
    const value = Number.parseInt(text.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

/** One linear part as a screen takes it, 0 to 255. @param {number} part @returns {number} */
export function encode(part) {
  const value = clamped(part);
  return Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));
}

/** @param {ArrayLike<number>} rgb linear @returns {string} */
export function hex(rgb) {
  return `#${[0, 1, 2].map((k) => encode(rgb[k]).toString(16).padStart(2, "0")).join("")}`;
}

/** @param {ArrayLike<number>} rgb linear @returns {string} */
export function css(rgb) {
  return `rgb(${encode(rgb[0])},${encode(rgb[1])},${encode(rgb[2])})`;
}

/** Björn Ottosson's OKLab (2020): lightness, green to red, blue to yellow. @param {Colour} rgb @returns {Colour} */
export function toLab([r, g, b]) {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** @param {Colour} lab @returns {Colour} */
export function fromLab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** The ramp of this name; of one that there is not, the app's own. @param {string} name @returns {(t: number) => Colour} */
export function ramp(name) {
  const stops = (RAMPS[name] ?? RAMPS[OWN]).map((stop) => toLab(linear(stop)));
  return (t) => {
    const place = clamped(t) * (stops.length - 1);
    const k = Math.min(Math.floor(place), stops.length - 2);
    const part = place - k;
    const mixed = (/** @type {0 | 1 | 2} */ q) => stops[k][q] + part * (stops[k + 1][q] - stops[k][q]);
    return fromLab([mixed(0), mixed(1), mixed(2)]);
  };
}

/** @param {string} name @param {number} [count] of colours @returns {[number, string][]} */
export function colorscale(name, count = 25) {
  const tone = ramp(name);
  return Array.from({ length: count }, (_, k) => [k / (count - 1), hex(tone(k / (count - 1)))]);
}

/** Some of the way from one colour to another, as a screen would fade them. @param {string} from @param {string} to @param {number} part */
export function mix(from, to, part) {
  const at = (/** @type {string} */ text, /** @type {number} */ k) => Number.parseInt(text.slice(1 + 2 * k, 3 + 2 * k), 16);
  return `rgb(${[0, 1, 2].map((k) => Math.round(at(from, k) + part * (at(to, k) - at(from, k)))).join(",")})`;
}
