/* How many weights, and what of their landscape could still be drawn: in words. A grid of 101 points per axis has 101^n heights. */
(function (root) {
  "use strict";

  const POINTS = 101;
  const HIGHEST = 1e12;
  const ATOMS = 80; // digits of the number of atoms in the visible universe, about

  /* Whole numbers from 2 to HIGHEST for places 0 to 1 of a slider, evenly by factors. */
  function at(place) {
    const value = 2 * Math.pow(HIGHEST / 2, Math.min(Math.max(place, 0), 1));
    return value < 1000 ? Math.round(value) : Number(value.toPrecision(2));
  }

  function place(count) {
    return Math.log(count / 2) / Math.log(HIGHEST / 2);
  }

  function digits(count) {
    return Math.floor(count * Math.log10(POINTS)) + 1;
  }

  /* A count as people say it. */
  function words(count) {
    const names = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]];
    const fitting = names.find(function (pair) { return count >= pair[0]; });
    if (fitting) return Number((count / fitting[0]).toPrecision(3)) + " " + fitting[1];
    return count.toLocaleString("en");
  }

  /* Sentences on a landscape over so many weights. */
  function told(count) {
    if (count === 2) return "2 weights: all of it can be drawn. 101 × 101 = 10,201 heights are the whole picture, as in the lab.";
    if (count === 3) return "3 weights: 101 × 101 × 101 = 1,030,301 heights can be computed, but the picture needs a fourth direction for the height. One could show a film of slices.";
    const long = digits(count);
    const size = long <= 15 ? Math.pow(POINTS, count).toLocaleString("en") + " heights" : "a number of heights with " + words(long) + " digits";
    const hopeless = long > ATOMS ? " The atoms of the visible universe are a number with about 80 digits." : long > 12 ? " At a billion heights a second that takes " + years(long) + "." : "";
    const seen = "A slice shows 2 of " + words(count) + " directions and leaves out " + words(count - 2) + ".";
    return words(count) + " weights: the same grid has " + size + "." + hopeless + " " + seen;
  }

  function years(long) {
    const exponent = long - 1 - 9 - 7.5; // 10^7.5 seconds are a year
    if (exponent < 0) return exponent < -1.5 ? "days" : "months";
    return exponent < 6 ? words(Math.pow(10, Math.round(exponent))) + " years" : "longer than the universe is old";
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.count = { at: at, place: place, digits: digits, told: told, words: words };
})(typeof window === "undefined" ? globalThis : window);
