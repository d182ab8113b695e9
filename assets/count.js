/* How many weights, and what of their landscape could still be drawn: in words. A grid of 101 points per axis has 101^n heights. */
(function (root) {
  "use strict";

  const phrase = function (key, values) { return root.LossLandscape.phrase(key, values); };
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
    const names = [[1e12, "networks.count_trillion"], [1e9, "networks.count_billion"], [1e6, "networks.count_million"]];
    const fitting = names.find(function (pair) { return count >= pair[0]; });
    if (fitting) return phrase(fitting[1], { count: Number((count / fitting[0]).toPrecision(3)) });
    return count.toLocaleString("en");
  }

  /* Sentences on a landscape over so many weights. */
  function told(count) {
    if (count === 2) return phrase("networks.count_2");
    if (count === 3) return phrase("networks.count_3");
    const long = digits(count);
    const values = { count: words(count), heights: Math.pow(POINTS, count).toLocaleString("en"), digits: words(long), left: words(count - 2) };
    const size = phrase(long <= 15 ? "networks.count_grid" : "networks.count_digits", values);
    const hopeless = long > ATOMS ? phrase("networks.count_atoms") : long > 12 ? years(long) : "";
    return [size, hopeless, phrase("networks.count_slice", values)].filter(Boolean).join(" ");
  }

  /* How long a grid takes. */
  function years(long) {
    const exponent = long - 1 - 9 - 7.5; // 10^7.5 seconds are a year
    if (exponent < 0) return phrase(exponent < -1.5 ? "networks.count_days" : "networks.count_months");
    return exponent < 6 ? phrase("networks.count_years", { years: words(Math.pow(10, Math.round(exponent))) }) : phrase("networks.count_ages");
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.count = { at: at, place: place, digits: digits, told: told, words: words };
})(typeof window === "undefined" ? globalThis : window);
