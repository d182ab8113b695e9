/* The basin map: from where each run reaches which valley. A second colour over the land and the map, with its key. */
import { pictureOf } from "./basinpicture.js";
import { showMark } from "./mark.js";
import { last, ll, make, number, one, phrase, put, set, state } from "./page.js";
import { showLandscape } from "./stage.js";

export const basins = ll.basin.create({
  ask: function (request) { set("store-basin-request", { data: Object.assign({ at: Date.now() }, request) }); },
  changed: function () { showBasins(); showMark(); },
});
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

/* What the map shows of what is known; null while it is off. */
function basinPicture() {
  if (!map.on || !state.run) return null;
  const maps = mapRuns().map(basins.get);
  if (maps.some(function (each) { return !each; })) return null;
  return pictureOf(maps, { of: map.of, against: map.against, styles: state.figures.styles }, { basin: ll.basin, phrase, number });
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
