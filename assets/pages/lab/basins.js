/* The basin map: from where each run reaches which valley. A second colour over the land and the map, with its key. */
import { showMark } from "./mark.js";
import { last, ll, make, number, one, phrase, put, set, share, state } from "./page.js";
import { showLandscape } from "./stage.js";

export const basins = ll.basin.create({
  ask: function (request) { set("store-basin-request", { data: Object.assign({ at: Date.now() }, request) }); },
  changed: function () { showBasins(); showMark(); },
});
const TINTS = ["#f6e58d", "#77aadd", "#ee8866", "#ffaabb", "#99ddff", "#44bb99", "#bbcc33", "#aaaa00", "#dddddd"];
const DARK = "#3b3b46";
const map = { of: 1, against: 0, on: false };

function mapRuns() {
  const runs = [state.run.runs[Math.min(map.of, state.run.runs.length) - 1]];
  if (map.against && map.against !== map.of && state.run.runs[map.against - 1]) runs.push(state.run.runs[map.against - 1]);
  return runs;
}

export function drawBasins() {
  map.on = true;
  basins.want(mapRuns());
  showBasins();
}

export function clearBasins() {
  map.on = false;
  basins.cancel();
  showBasins();
}

function tint(index, lowest) {
  return index < lowest ? TINTS[0] : TINTS[1 + ((index - lowest) % (TINTS.length - 1))];
}

/* {z, colours, key, sentence}: what the map shows of what is known; null while it is off. */
function basinPicture() {
  if (!map.on || !state.run) return null;
  const maps = mapRuns().map(basins.get);
  if (maps.some(function (each) { return !each; })) return null;
  const wrong = maps.find(function (each) { return each.error; });
  if (wrong) return { z: [], colours: [], key: [], sentence: wrong.error };
  const done = maps.every(function (each) { return each.next === null; });
  const counts = maps.map(ll.basin.count);
  const all = counts[0].all;
  if (maps.length === 2) {
    const styles = state.figures.styles;
    const z = ll.basin.compare(maps[0], maps[1]);
    const cells = [].concat.apply([], z);
    const many = [0, 1, 2, 3].map(function (kind) { return cells.filter(function (cell) { return cell === kind; }).length; });
    const colours = [DARK, styles[map.of - 1].colour, styles[map.against - 1].colour, TINTS[0]];
    const names = ["lab.basin_neither", "lab.basin_only", "lab.basin_only", "lab.basin_both"];
    const key = names.map(function (name, kind) { return [colours[kind], phrase(name, { run: kind === 1 ? map.of : map.against, share: share(many[kind], cells.length) })]; });
    const sentence = done
      ? phrase("lab.basin_two", { of: map.of, against: map.against, share: share(counts[0].lowest, all), share_against: share(counts[1].lowest, counts[1].all) })
      : "";
    return { z: z, colours: colours, key: key, sentence: sentence };
  }
  const found = counts[0];
  const lowest = maps[0].lowest;
  const z = maps[0].rows.map(function (row) { return row.map(function (end) { return end + 2; }); });
  const colours = [DARK, "#777788"].concat(found.counts.map(function (_, index) { return tint(index, lowest); }));
  const key = found.counts
    .map(function (many, index) {
      const values = { share: share(many, all), loss: number(maps[0].minima[index].loss) };
      return [tint(index, lowest), phrase(index < lowest ? "lab.basin_lowest" : "lab.basin_minimum", values), many];
    })
    .filter(function (row) { return row[2]; })
    .sort(function (a, b) { return b[2] - a[2]; })
    .slice(0, 8);
  if (found.none) key.push(["#777788", phrase("lab.basin_nowhere", { share: share(found.none, all) })]);
  if (found.jumps) key.push([DARK, phrase("lab.basin_jumps", { share: share(found.jumps, all) })]);
  const sentence = !done ? "" : maps[0].lowest
    ? phrase(found.lowest ? "lab.basin_reached" : "lab.basin_reached_none", { share: share(found.lowest, all), all: all.toLocaleString("en"), run: map.of })
    : phrase("lab.basin_no_lowest");
  return { z: z, colours: colours, key: key, sentence: sentence };
}

/* The basin map as a second colour over the land and the map: each cell's number of a colour, -1 where nothing is known yet. */
export function landTint() {
  const picture = basinPicture();
  if (!picture || !picture.z.length) return null;
  const columns = picture.z[0].length;
  const cells = new Int16Array(columns * columns).fill(-1);
  picture.z.forEach(function (row, j) { row.forEach(function (cell, i) { cells[j * columns + i] = cell; }); });
  return { columns: columns, rows: columns, cells: cells, colours: picture.colours };
}

export function showBasins() {
  if (!state.run || !state.figures) return;
  basinChoice();
  const picture = basinPicture();
  const now = JSON.stringify([picture, basins.busy(), state.version, map]);
  if (now === last.mapped) return;
  last.mapped = now;
  const busyNow = map.on && basins.busy();
  const bar = one("[data-basin-progress]");
  if (bar) {
    bar.hidden = !busyNow;
    bar.value = map.on ? basins.progress(mapRuns()) : 0;
  }
  const stop = one('[data-action="basin-off"]');
  if (stop) {
    stop.hidden = !map.on;
    stop.textContent = phrase(busyNow ? "page.cancel" : "lab.basin_clear");
  }
  put(one("[data-basin-says]"), picture ? picture.sentence : "");
  const key = one("[data-basin-key]");
  if (key) {
    key.replaceChildren.apply(key, (picture ? picture.key : []).map(function (row) {
      const box = make("span", { class: "mark tint" });
      box.style.background = row[0];
      return make("li", {}, box, row[1]);
    }));
  }
  const tint = JSON.stringify(picture && picture.z);
  if (state.pictures && tint !== tinted) {
    tinted = tint;
    showLandscape();
  }
}

let tinted = "null";

/* Which run's map, and against which: two native choices that follow the list of runs. */
function basinChoice() {
  const place = one("[data-basin-choice]");
  if (!place) return;
  const many = state.run.runs.length;
  if (Number(place.dataset.runs) === many) return;
  place.dataset.runs = many;
  map.of = Math.min(map.of, many);
  if (map.against > many) map.against = 0;
  const choice = function (label, name, first, value) {
    const options = first.concat(Array.from({ length: many }, function (_, i) { return [i + 1, phrase("lab.basin_run", { run: i + 1 })]; }));
    const select = make("select", { "aria-label": label, "data-basin": name });
    options.forEach(function (option) {
      const item = make("option", { value: option[0], text: option[1] });
      if (option[0] === value) item.selected = true;
      select.append(item);
    });
    select.addEventListener("change", function () {
      map[name] = Number(select.value);
      if (map.on) drawBasins();
    });
    return select;
  };
  place.replaceChildren(choice(phrase("lab.basin_of"), "of", [], map.of), ` ${phrase("lab.basin_against_between")} `, choice(phrase("lab.basin_against"), "against", [[0, phrase("lab.basin_against_none")]], map.against));
}
