/* What is said of a scene: what happened, what the slice leaves out, the path as a table, the way down. */
import { ll, main, number, one, percent, phrase, player, put, set, state } from "./page.js";

const ROWS = 21; // of the path's table, at most

/** A Dash component, as the server would send it. @param {string} type @param {any} children @param {string} [className] */
const part = (type, children, className) => ({ namespace: "dash_html_components", type, props: { children, className } });

let said = "";

/** Of another scene all is told anew. */
export function forget() {
  said = tabled = "";
}

/** A sentence or two for each network. */
export function say() {
  const rows = player.paths.map((/** @type {any} */ path, /** @type {number} */ index) => {
    const waiting = path.rows ? phrase("networks.paused", { step: player.step }) : phrase("networks.waiting");
    const known = path.outcome && player.outcome(path);
    const words = [known ? path.outcome.sentence : player.playing || state.held ? phrase("networks.training") : waiting];
    const view = state.views[index];
    if (view && state.known.drawn && view.minima !== null) {
      words.push(phrase(view.minima ? "networks.found" : "networks.found_none", { count: view.minima }));
    }
    return [state.run.names[index], words.join(" ")];
  });
  const now = JSON.stringify(rows);
  if (now === said) return;
  said = now;
  set("div-net-outcome", {
    children: rows.map(([name, words], /** @type {number} */ index) =>
      part("P", [part("Span", "", `spot run-${index + 1}`), part("Span", `${phrase("networks.sentence", { name })} `, "run-name"), words])),
  });
}

/** How much of the path the slice holds, at its place on the stage. */
export function tag() {
  for (const place of document.querySelectorAll("[data-net-tag]")) {
    const tagged = /** @type {HTMLElement} */ (place);
    const index = Number(tagged.dataset.netTag) - 1;
    const view = state.views[index];
    tagged.hidden = !view || !state.run.runs[index];
    if (view) put(tagged, phrase(state.run.runs.length > 1 ? "networks.tag_named" : "networks.tag", { name: state.run.names[index], share: percent(view.explained) }));
  }
}

/** True loss beside the slice's height, and what else the slice leaves out. */
export function honest() {
  const table = one('[data-net-show="honest"]');
  if (!table) return;
  const { run, views, sharpness } = state;
  const at = views.map((view) => ll.work.index(view.at, player.step));
  const each = (/** @type {(view: any, t: number, index: number) => string} */ tell) =>
    run.runs.map((/** @type {string} */ _, /** @type {number} */ index) => tell(views[index], at[index], index));
  const seen = (/** @type {(view: any, t: number) => string} */ tell) => each((view, t) => (view ? tell(view, t) : "…"));
  const steepest = (/** @type {string} */ end) => each((_view, _t, index) => (sharpness[index] ? number(sharpness[index][end]) : "…"));
  const size = `${run.size.toLocaleString("en")}; ${(run.size - 2).toLocaleString("en")}`;
  const rows = [
    ["step", seen((view, t) => String(view.at[t]))],
    ["true", seen((view, t) => number(view.true[t]))],
    ["height", seen((view, t) => number(view.height[t]))],
    ["distance", seen((view, t) => phrase("networks.honest_distance_of", { distance: number(view.distance[t]), length: number(view.length) }))],
    ["explained", seen((view) => percent(view.explained))],
    ["minima", seen((view) => (view.minima === null ? "…" : String(view.minima)))],
    ["sharpness", steepest("highest")],
    ["lowest", steepest("lowest")],
    ["weights", each(() => size)],
  ].filter(([name]) => run.slice !== "line" || ["sharpness", "lowest", "weights"].includes(name));
  fill(table.tBodies[0], rows.map(([name, cells]) => [phrase(`networks.honest_${name}`), ...cells]));
  const heads = table.tHead.rows[0].cells;
  put(heads[1], run.names[0]);
  put(heads[2], run.names[1] || "");
  heads[2].hidden = run.runs.length < 2;
  pathTable();
}

/** @param {HTMLTableSectionElement} body @param {string[][]} rows */
function fill(body, rows) {
  while (body.rows.length > rows.length) body.deleteRow(-1);
  rows.forEach((cells, r) => {
    const row = body.rows[r] || body.insertRow();
    while (row.cells.length > cells.length) row.deleteCell(-1);
    cells.forEach((text, c) => {
      let cell = row.cells[c];
      if (!cell) {
        cell = document.createElement(c ? "td" : "th");
        if (!c) cell.scope = "row";
        row.append(cell);
      }
      put(cell, text);
    });
  });
}

let tabled = "";

function pathTable() {
  const place = one('[data-net-show="table"]');
  const key = JSON.stringify([state.run.scene, state.views.length, player.paths.map((/** @type {any} */ path) => path.rows), state.known.drawn]);
  if (!place || key === tabled) return;
  tabled = key;
  place.setAttribute("aria-label", phrase("networks.table"));
  place.replaceChildren(...player.paths.map(tableOf));
}

/** @param {any} path @param {number} index */
function tableOf(path, index) {
  const view = state.views[index];
  const table = document.createElement("table");
  table.className = "net-table";
  table.createCaption().textContent = state.run.names[index];
  const head = table.createTHead().insertRow();
  for (const word of ["step", "loss", "accuracy", ...(view ? ["a", "b", "slice", "distance"] : [])]) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = phrase(`networks.table_${word}`);
    head.append(cell);
  }
  const known = state.accuracies[path.run] || { at: [], share: [] };
  const count = Math.min(known.at.length, ROWS);
  const chosen = Array.from({ length: count }, (_, i) => (count > 1 ? Math.round((i * (known.at.length - 1)) / (count - 1)) : 0));
  fill(table.createTBody(), chosen.map((i) => {
    const step = known.at[i];
    const cells = [String(step), number(path.losses[step]), percent(known.share[i])];
    if (!view) return cells;
    const t = ll.work.index(view.at, step);
    return [...cells, ...[view.a[t], view.b[t], view.height[t], view.distance[t]].map(number)];
  }));
  return table;
}

/** The way down from a minimum of the slice. */
export function way() {
  const { found, run } = state;
  const place = one('[data-net-show="way"]');
  if (!place) return;
  one('[data-net-action="way-run"]').hidden = run.runs.length < 2;
  one('[data-net-action="another"]').hidden = !found || found.of < 2;
  if (!found) {
    put(place, phrase(run.slice === "line" ? "networks.way_line" : "networks.way_soon"));
    return;
  }
  const values = { which: found.which + 1, of: found.of, a: number(found.point[0]), b: number(found.point[1]), loss: number(found.loss) };
  const where = phrase(`networks.way_${found.of ? "minimum" : "none"}${found.home ? "_beside" : ""}`, values);
  const slope = phrase("networks.way_slope", { slope: number(found.slope), in_plane: number(found.slope_in_plane) });
  const bend = phrase(found.down ? "networks.way_down" : "networks.way_no_down", { curvature: number(found.curvature), lowest: number(found.lowest) });
  const rest = [where, slope, bend].join(" ");
  put(place, run.runs.length > 1 ? phrase("networks.way_named", { name: run.names[found.run], rest }) : rest);
}

/** What six more slices show. @param {any} reply */
export function several(reply) {
  reply.counts.forEach((/** @type {number} */ count, /** @type {number} */ i) => {
    put(one(`[data-net-small="${i}"]`), phrase("networks.small", { number: state.run.directions + i, minima: phrase(count ? "networks.minima" : "networks.minima_none", { count }) }));
  });
  const [near, rim] = [reply.spread[3], reply.spread.at(-1)];
  put(one('[data-net-show="several"]'),
    phrase("networks.several", { size: state.run.size.toLocaleString("en"), near_low: number(near[1]), near_high: number(near[2]), rim_low: number(rim[1]), rim_high: number(rim[2]) }));
}

/** Names that follow the scene. */
export function titles() {
  const { run } = state;
  const two = run.runs.length > 1;
  main().dataset.netPage = two ? "two" : "one";
  main().dataset.netSlice = run.slice;
  for (const n of [1, 2]) put(one(`[data-net-title="regions-${n}"]`), two ? run.names[n - 1] : "");
  for (const place of document.querySelectorAll("[data-class]")) put(/** @type {HTMLElement} */ (place), run.classes[Number(/** @type {HTMLElement} */ (place).dataset.class)]);
  put(one('[data-net-action="again"]'), phrase(run.several ? "networks.several_again" : "networks.several_show"));
  one(".net-cells").hidden = !run.several;
  one('[data-net-action="again"]').hidden = run.slice === "line";
  if (!run.several) {
    put(one('[data-net-show="several"]'), phrase(run.slice === "line" ? "networks.several_line" : "networks.several_soon"));
  }
}
