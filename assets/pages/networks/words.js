/* What is said of a scene: what happened, what the slice leaves out, the path as a table, the way down. */
import { ll, main, minima, number, one, percent, player, put, set, state } from "./page.js";

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
    const waiting = path.rows ? `paused at step ${player.step}.` : "waiting for its first steps …";
    const known = path.outcome && player.outcome(path);
    const words = [known ? path.outcome.sentence : player.playing ? "on its way …" : waiting];
    const view = state.views[index];
    if (view && state.known.drawn && view.minima !== null) {
      words.push(`In this slice ${minima(view.minima)} ${view.minima === 1 ? "was" : "were"} found: minima of a slice, not of the network.`);
    }
    return [state.run.names[index], words.join(" ")];
  });
  const now = JSON.stringify(rows);
  if (now === said) return;
  said = now;
  set("div-net-outcome", {
    children: rows.map(([name, words], /** @type {number} */ index) =>
      part("P", [part("Span", "", `spot run-${index + 1}`), part("Span", `${name}: `, "run-name"), words])),
  });
}

/** How much of the path the slice holds, at its place on the stage. */
export function tag() {
  for (const place of document.querySelectorAll("[data-net-tag]")) {
    const tagged = /** @type {HTMLElement} */ (place);
    const index = Number(tagged.dataset.netTag) - 1;
    const view = state.views[index];
    const name = state.run.runs.length > 1 ? `${state.run.names[index]} · ` : "";
    tagged.hidden = !view || !state.run.runs[index];
    if (view) put(tagged, `${name}slice: ${percent(view.explained)} of the way`);
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
    ["Step of these numbers", seen((view, t) => String(view.at[t]))],
    ["True loss", seen((view, t) => number(view.true[t]))],
    ["Height of the slice at that place", seen((view, t) => number(view.height[t]))],
    ["Distance from the plane", seen((view, t) => `${number(view.distance[t])} (the way from start to end is ${number(view.length)})`)],
    ["The plane holds, of how the weights moved", seen((view) => percent(view.explained))],
    ["Minima found in this slice", seen((view) => (view.minima === null ? "…" : String(view.minima)))],
    ["Sharpness: steepest curvature where training ended", steepest("highest")],
    ["Lowest curvature there", steepest("lowest")],
    ["Weights; directions that the slice leaves out", each(() => size)],
  ].filter(([name]) => run.slice !== "line" || /Sharp|Lowest|Weights/.test(name));
  fill(table.tBodies[0], rows.map(([name, cells]) => [name, ...cells]));
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
  place.setAttribute("aria-label", "The path as a table");
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
    cell.textContent = word;
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
    put(place, run.slice === "line" ? "A line has no minimum to leave. Choose another kind of slice." : "As soon as the slice is there, the landscape around one of its minima is searched for a way down.");
    return;
  }
  const name = run.runs.length > 1 ? `${run.names[found.run]}: ` : "";
  const other = found.home ? " beside the one below the trained weights" : "";
  const none = found.home ? "in the slice no minimum was found but the one below the trained weights" : "no minimum was found in the slice";
  const where = found.of
    ? `${name}minimum ${found.which + 1} of ${found.of} in the slice${other}, at a = ${number(found.point[0])}, b = ${number(found.point[1])}, has the loss ${number(found.loss)}. `
    : `${name}${none}, so this is about the trained weights (loss ${number(found.loss)}). `;
  const slope = `The true slope there is ${number(found.slope)}; only ${number(found.slope_in_plane)} of it lies in the plane. `;
  const bend = found.down
    ? `Lanczos’ method finds a direction outside the picture that bends down, with curvature ${number(found.curvature)}: along it the loss falls to ${number(found.lowest)}. It is no minimum of the network.`
    : `Lanczos’ method finds no direction there that surely bends down: the lowest curvature is ${number(found.curvature)}.`;
  const text = where + slope + bend;
  put(place, text.charAt(0).toUpperCase() + text.slice(1));
}

/** What six more slices show. @param {any} reply */
export function several(reply) {
  reply.counts.forEach((/** @type {number} */ count, /** @type {number} */ i) => {
    put(one(`[data-net-small="${i}"]`), `number ${state.run.directions + i}: ${count} ${count === 1 ? "minimum" : "minima"}`);
  });
  const [near, rim] = [reply.spread[3], reply.spread.at(-1)];
  put(one('[data-net-show="several"]'),
    `The same trained weights, 2 of ${state.run.size.toLocaleString("en")} directions, drawn six times. In the middle all six have the same height; a fifth of the way ` +
    `out their mean heights lie between ${number(near[1])} and ${number(near[2])}, at the rim between ${number(rim[1])} and ${number(rim[2])}. ` +
    "What all six have in common says something of the network; what only one shows is of that one plane.");
}

/** Names that follow the scene. */
export function titles() {
  const { run } = state;
  const two = run.runs.length > 1;
  main().dataset.netPage = two ? "two" : "one";
  main().dataset.netSlice = run.slice;
  for (const n of [1, 2]) put(one(`[data-net-title="regions-${n}"]`), two ? run.names[n - 1] : "");
  for (const place of document.querySelectorAll("[data-class]")) put(/** @type {HTMLElement} */ (place), run.classes[Number(/** @type {HTMLElement} */ (place).dataset.class)]);
  put(one('[data-net-action="again"]'), run.several ? "Draw the directions again" : "Show six slices");
  one(".net-cells").hidden = !run.several;
  one('[data-net-action="again"]').hidden = run.slice === "line";
  if (!run.several) {
    put(one('[data-net-show="several"]'), run.slice === "line"
      ? "A line is one direction only. Choose another kind of slice to see others beside it."
      : "A slice depends on the two directions that were drawn. Other directions through the same trained weights show other hills.");
  }
}
