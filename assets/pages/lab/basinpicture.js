/* What a basin map shows: its colours, their key and a sentence. Pure.
 *
 * pictureOf(maps, {of, against, styles}, {basin, phrase, number})   maps: of one run, or of two to compare; of, against: the numbers of these
 *                                                                   runs; styles: of all runs; basin: assets/basin.js
 */
const TINTS = ["#f6e58d", "#77aadd", "#ee8866", "#ffaabb", "#99ddff", "#44bb99", "#bbcc33", "#aaaa00", "#dddddd"];
const DARK = "#3b3b46";

function tint(index, lowest) {
  return index < lowest ? TINTS[0] : TINTS[1 + ((index - lowest) % (TINTS.length - 1))];
}

/* A share in per cent, with a decimal where it is small. */
export function share(phrase, part, all) {
  const percent = (100 * part) / all;
  return phrase("lab.percent", { value: part && percent < 10 ? percent.toFixed(1) : percent.toFixed(0) });
}

/* {z, colours, key, sentence}: what the map shows of what is known. */
export function pictureOf(maps, { of, against, styles }, { basin, phrase, number }) {
  const wrong = maps.find(function (each) { return each.error; });
  if (wrong) return { z: [], colours: [], key: [], sentence: wrong.error };
  const done = maps.every(function (each) { return each.next === null; });
  const counts = maps.map(basin.count);
  const all = counts[0].all;
  if (maps.length === 2) {
    const z = basin.compare(maps[0], maps[1]);
    const cells = [].concat.apply([], z);
    const many = [0, 1, 2, 3].map(function (kind) { return cells.filter(function (cell) { return cell === kind; }).length; });
    const colours = [DARK, styles[of - 1].colour, styles[against - 1].colour, TINTS[0]];
    const names = ["lab.basin_neither", "lab.basin_only", "lab.basin_only", "lab.basin_both"];
    const key = names.map(function (name, kind) { return [colours[kind], phrase(name, { run: kind === 1 ? of : against, share: share(phrase, many[kind], cells.length) })]; });
    const sentence = done
      ? phrase("lab.basin_two", { of: of, against: against, share: share(phrase, counts[0].lowest, all), share_against: share(phrase, counts[1].lowest, counts[1].all) })
      : "";
    return { z: z, colours: colours, key: key, sentence: sentence };
  }
  const found = counts[0];
  const lowest = maps[0].lowest;
  const z = maps[0].rows.map(function (row) { return row.map(function (end) { return end + 2; }); });
  const colours = [DARK, "#777788"].concat(found.counts.map(function (_, index) { return tint(index, lowest); }));
  const key = found.counts
    .map(function (many, index) {
      const values = { share: share(phrase, many, all), loss: number(maps[0].minima[index].loss) };
      return [tint(index, lowest), phrase(index < lowest ? "lab.basin_lowest" : "lab.basin_minimum", values), many];
    })
    .filter(function (row) { return row[2]; })
    .sort(function (a, b) { return b[2] - a[2]; })
    .slice(0, 8);
  if (found.none) key.push(["#777788", phrase("lab.basin_nowhere", { share: share(phrase, found.none, all) })]);
  if (found.jumps) key.push([DARK, phrase("lab.basin_jumps", { share: share(phrase, found.jumps, all) })]);
  const sentence = !done ? "" : maps[0].lowest
    ? phrase(found.lowest ? "lab.basin_reached" : "lab.basin_reached_none", { share: share(phrase, found.lowest, all), all: all.toLocaleString("en"), run: of })
    : phrase("lab.basin_no_lowest");
  return { z: z, colours: colours, key: key, sentence: sentence };
}
