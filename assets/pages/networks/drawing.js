/* Land and map of the page on networks: which is large, what lies on them, and what becomes of them without WebGL. */
import { createLands } from "./lands.js";
import { ll, main, number, one, phrase, player, put, state } from "./page.js";
import { after, progress, react } from "./plots.js";

export const NEXT = { land: "map", map: "both", both: "land" };
let painted = ""; // what of the player land and map show
let risen = ""; // the scene whose land has risen

export const lands = createLands({
  onView() {
    state.camera = lands.camera;
    writeAddress();
  },
  onState,
});
after.resize = () => lands.repaint();

/** What the player has come to, on land and map; never by Plotly. */
export function paint() {
  const now = JSON.stringify([player.place(), player.playing, player.paths.map((/** @type {any} */ path) => path.next)]);
  if (now === painted) return;
  painted = now;
  lands.paint(player.place(), tagsOf);
}

/** The map as the small picture: no axes and no colour bar, which the page shows below it. @param {any} figure @param {number} n */
function contourOf({ data, layout }, n) {
  if (large() === "land") {
    const without = (/** @type {any} */ axis) => ({ ...axis, visible: false });
    const margin = { l: 0, r: 0, t: 0, b: 0 };
    return { data: [{ ...data[0], showscale: false }], layout: { ...layout, margin, xaxis: without(layout.xaxis), yaxis: without(layout.yaxis) } };
  }
  // Of two beside each other the last one has the colour bar of both.
  const trace = { ...data[0], showscale: n === state.run.runs.length && large() !== "both" };
  return { data: [trace], layout: { ...layout, margin: { ...layout.margin, t: 44 } } };
}

/** Which is the large picture: "land", "map", or "both" side by side. */
function large() {
  if (main().matches(".no-land, .no-surface")) return "map";
  const name = main().dataset.large;
  return name === "both" && innerWidth <= 640 ? "land" : name;
}

function contours() {
  const cuts = state.run.slice === "line" ? [] : state.pictures?.cuts ?? [];
  return Promise.all(cuts.slice(0, state.run.runs.length).map((/** @type {any} */ cut, /** @type {number} */ k) => react(`contour-${k + 1}`, contourOf(cut.contour, k + 1))));
}

/** The server's newest pictures, and the runs in them. */
export async function draw() {
  const { pictures, run } = state;
  if (!pictures || !window.Plotly || !main()) return;
  state.version += 1;
  progress();
  run.runs.forEach((/** @type {string} */ _, /** @type {number} */ k) => void react(`regions-${k + 1}`, pictures.regions));
  state.look.key = "";
  if (pictures.line && run.slice === "line") {
    await react("line", pictures.line);
    release();
  }
  if (run.slice === "line" || !pictures.cuts) return;
  const rise = risen !== run.scene; // once for each slice, not for each of its sizes
  risen = run.scene;
  scale(pictures);
  await contours();
  if (state.pictures !== pictures) return;
  const drawn = lands.show(pictures, state.views, rise);
  if (state.camera) lands.look(state.camera);
  painted = "";
  await drawn;
  painted = "";
  release();
}

/** Now that the slice stands, the run is played on it. */
function release() {
  if (!state.held) return;
  state.held = false;
  player.play();
}

/** Which colour is which loss. @param {any} pictures */
function scale({ cuts, limits, log }) {
  const [ground] = cuts[0].contour.data;
  const stops = ground.colorscale.map(([at, colour]) => `${colour} ${100 * at}%`);
  one("[data-ramp]").style.background = `linear-gradient(90deg,${stops.join()})`;
  put(one('[data-net-show="low"]'), number(limits[0]));
  put(one('[data-net-show="high"]'), log ? phrase("networks.log", { value: number(limits[1]) }) : number(limits[1]));
}

/** Words at their places: the start while it is early, and each run's end once it rests. */
function tagsOf(/** @type {any} */ view, /** @type {number} */ row, /** @type {number} */ index) {
  const at = (/** @type {number} */ t) => [view.a[t], view.b[t]];
  if (player.step < 2) return [{ at: at(0), text: phrase("page.start") }];
  const path = player.paths[index];
  return path?.outcome && player.outcome(path) ? [{ at: at(row), text: phrase("networks.trained"), number: number(view.true[row]), run: 0 }] : [];
}

function onState(/** @type {string} */ now) {
  main().dataset.netGround = now; // until then the style sheet shows a plinth
  if (now === "drawn" || now === "back") return showLost(false, "");
  showLost(true, phrase(now === "none" ? "networks.land_none" : "networks.land_lost"), now === "lost");
}

/** Without WebGL the map takes the land's place. */
function showLost(/** @type {boolean} */ is, /** @type {string} */ sentence, again = false) {
  const panel = one(".panel-surface");
  const before = panel?.querySelector(".no-webgl");
  if (!panel || is === Boolean(before)) return;
  for (const name of ["no-surface", "no-land"]) main().classList.toggle(name, is);
  if (is) {
    const box = ll.takeout.make("div", { class: "no-webgl", role: "status" }, ll.takeout.make("p", { text: sentence }));
    if (again) box.append(ll.takeout.make("button", { type: "button", "data-net-action": "surface-again", text: phrase("page.land_again") }));
    panel.append(box);
  } else before.remove();
  void contours().then(() => lands.repaint());
}

/** @param {string} name land, map or both */
export async function enlarge(/** @type {string} */ name) {
  main().dataset.large = name === "both" && innerWidth <= 640 ? "land" : name;
  await contours();
  lands.repaint();
  writeAddress();
}

/* ---- the address ---- */

export function link(/** @type {boolean} */ rests) {
  const size = main().dataset.large;
  return ll.address.compose(state.run.scene, {
    step: rests ? player.step : null,
    speed: player.speed === 4 ? null : player.speed,
    camera: state.camera && state.camera.join(","),
    large: size === "land" ? null : size,
    theme: ll.theme.chosen === "auto" ? null : ll.theme.chosen,
  });
}

const known = () => !player.pending() && player.paths.length > 0;

export function writeAddress() {
  if (known()) ll.address.write(link(!player.playing && !state.held && player.paths.every((/** @type {any} */ path) => path.rows > 0)));
}
ll.address.stands(() => (known() ? link(true) : null));
