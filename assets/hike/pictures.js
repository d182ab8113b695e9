/* A hike's pictures: the hidden ground with the posts and the rose, and the land that rises out of it. Where there is no WebGL, or no wish for
 * it, the map with the same painter takes the land's place.
 *
 * createPictures(section, {plotly, words, onState})   section: the stage; plotly: a promise of it, or null for the map alone; words: those in
 *                              the pictures, by what they name
 *   .feel(reading, step, held)   what was felt; held: the rose keeps its scale, as it is being dragged
 *   .see(land, reading)          what was hidden; resolves once it has risen
 *   .paint(step)                 the walks at that step
 *   .aimed(clientX, clientY)     the step that ends there, .pixel(bearing, length) and where a step ends on the screen
 *   .turn(action), .restyle(), .again(), .tags(tags), .print()
 *   .cover()                     the rose's place anew, .element: what lies on it; .told: what was felt, as drawn; .stage
 */
import { HOME } from "../lib/fit.js";
import { ROSE } from "../stage/posts.js";
import { createStage } from "../stage/stage.js";
import { plinthOf } from "./plinth.js";
import { aim, arrow, place, reach } from "./rose.js";

/** @typedef {[number, number]} Place */
/** @typedef {{track: Place[], altitudes: number[], slope: number, downhill: number | null}} Reading */

const ABOVE = 89; // degrees
/** @type {Record<string, [number, number]>} degrees by which a button or key turns the ground */
const TURNS = { "turn-left": [15, 0], "turn-right": [-15, 0], "tilt-up": [0, 10], "tilt-down": [0, -10] };
const HIGH = 0.8; // of the land's highest point
const TALL_DOCK = 74; // px that the dock covers of the land's frame, and what stands above it

/** @param {HTMLElement} section @param {{plotly: Promise<any> | null, words: Record<string, string>, onState: (state: string) => void, marks?: () => number}} options */
export function createPictures(section, { plotly, words, onState, marks }) {
  const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (section.querySelector(`[data-hike-${name}]`));
  const [panel, map, rose] = [find("panel"), find("map"), find("rose")];
  const small = () => innerWidth <= 640;
  let seen = false; // whether the land is
  const stage = createStage(plotly ? panel : document.createElement("div"), {
    plotly,
    map,
    pads() {
      if (small()) return { left: 14, right: 14, top: 12, bottom: 30 };
      return { left: 24, right: seen ? map.clientWidth + 32 : 24, top: 14, bottom: TALL_DOCK };
    },
    marks,
    onPaint: cover,
    onState,
  });
  /** @type {ReturnType<typeof plinthOf> | null} */
  let plinth = null;
  /** @type {ReturnType<typeof felt> | null} */
  let told = null;
  let edge = 0; // how far away the rose's edge is
  const where = () => (section.classList.contains("flat") ? "map" : "land");
  const wide = () => (plinth ? plinth.window[0][1] - plinth.window[0][0] : 1);
  const here = () => /** @type {Place} */ (plinth?.places[plinth.places.length - 1] ?? [0, 0]);
  const colour = () => getComputedStyle(section).getPropertyValue("--run-1").trim();

  /** Where a place of the rose is on the ground, its edge being 1 away. @param {Place} at @returns {Place} */
  const onGround = ([east, north]) => [here()[0] + ROSE * wide() * east, here()[1] + ROSE * wide() * north];

  /** The rose's middle, and what one radius to the east and one to the north are, in px of its picture; null while there is none. */
  function axes() {
    if (!plinth || seen) return null;
    const [middle, east, north] = [[0, 0], [1, 0], [0, 1]].map((at) => stage.pixel(where(), onGround(/** @type {Place} */ (at))));
    if (!middle || !east || !north) return null;
    const box = (where() === "map" ? map : panel).getBoundingClientRect();
    const off = (/** @type {Place} */ a) => [a[0] - middle[0], a[1] - middle[1]];
    return { left: box.left + middle[0], top: box.top + middle[1], east: off(east), north: off(north) };
  }

  /** What takes keys and fingers lies on the rose. */
  function cover() {
    const found = axes();
    rose.style.visibility = found ? "" : "hidden";
    if (!found) return;
    const box = section.getBoundingClientRect();
    const half = (/** @type {0 | 1} */ k) => 1.12 * Math.hypot(found.east[k], found.north[k]);
    Object.assign(rose.style, {
      left: `${found.left - box.left - half(0)}px`,
      top: `${found.top - box.top - half(1)}px`,
      width: `${2 * half(0)}px`,
      height: `${2 * half(1)}px`,
    });
  }

  /** @param {Reading} reading @param {import("./rose.js").Step} step */
  function felt({ altitudes, slope, downhill }, { bearing, length }) {
    const places = plinth?.places ?? [];
    const posts = places.map((at, k) => ({ at, height: altitudes[k] }));
    const tag = (/** @type {string} */ text, /** @type {number} */ k) => {
      const height = altitudes[k];
      return { at: places[k], text, number: height.toFixed(3), height };
    };
    const last = places.length - 1;
    const compass = {
      down: downhill === null ? null : ((90 - downhill) * Math.PI) / 180,
      steep: arrow(slope),
      next: onGround(place(bearing, Math.min(length, edge), edge)),
      edge: words.edge.replace("{length}", String(Number(edge.toPrecision(2)))),
    };
    return {
      felt: { posts, walked: true, colour: colour(), rose: compass },
      tags: last ? [tag(words.you, last), tag(words.start, 0)] : [tag(words.you, 0)],
    };
  }

  /** @param {Reading} reading @param {import("./rose.js").Step} step @param {boolean} held */
  async function feel(reading, step, held) {
    const before = JSON.stringify([seen, plinth?.window, plinth?.stand]);
    seen = false;
    if (!held || !plinth) {
      plinth = plinthOf(reading, step.length);
      edge = reach(step.length, edge, plinth.reach);
    }
    told = felt(reading, step);
    if (before === JSON.stringify([seen, plinth.window, plinth.stand])) return stage.set(told);
    stage.setRuns([], []);
    await stage.setGround({ hidden: true, window: plinth.window, stand: plinth.stand }, { ...told, names: [words.east, words.north], marks: [], start: null });
  }

  /** @param {any} land @param {Reading} reading */
  async function see(land, reading) {
    const walked = plinth !== null && !seen;
    seen = true;
    const known = plinthOf(reading, 0.5);
    const at = (/** @type {Place} */ [x, y]) => /** @type {Place} */ ([x + land.start[0], y + land.start[1]]);
    const posts = known.places.map((each, k) => ({ at: at(each), height: reading.altitudes[k] }));
    // Land far higher than the posts makes them lower, so that one still sees into its valleys.
    const stand = { floor: 0, ceiling: Math.max(known.stand.ceiling, HIGH * land.ends[1]) };
    plinth = null;
    stage.setRuns([], []);
    await stage.setGround(
      { ...land.ground, stand },
      {
        rise: true,
        shift: walked ? land.start : undefined,
        felt: { posts, walked: true, colour: colour(), rose: null },
        tags: [],
        names: land.names,
        marks: land.marks,
        start: land.start,
      },
    );
    if (!seen) return;
    stage.set({ felt: null });
    stage.setRuns(land.walkers, land.styles);
  }

  return {
    feel,
    see,
    paint: stage.frame,
    tags: (/** @type {any[]} */ tags) => stage.set({ tags }),
    /** @param {number} clientX @param {number} clientY */
    aimed(clientX, clientY) {
      const found = axes();
      if (!found) return null;
      const { east: [a, b], north: [p, q] } = found;
      const [x, y] = [clientX - found.left, clientY - found.top];
      const area = a * q - b * p;
      return aim((x * q - y * p) / area, (a * y - b * x) / area, edge);
    },
    /** @param {number} bearing @param {number} length */
    pixel(bearing, length) {
      const found = axes();
      const [east, north] = place(bearing, length, edge);
      return found && [0, 1].map((k) => (k ? found.top : found.left) + east * found.east[k] + north * found.north[k]);
    },
    /** @param {string} action */
    turn(action) {
      const { view } = stage;
      if (!view) return;
      if (action === "home") void stage.setView({ ...HOME }, true);
      else if (action === "from-above") void stage.setView({ ...view, elevation: view.elevation > 80 ? HOME.elevation : ABOVE }, true);
      else void stage.turn(...TURNS[action]);
    },
    /** A copy of what is seen, for paper: a browser may print an empty WebGL canvas. print.js takes it away. */
    print() {
      const { clientWidth: width, clientHeight: height } = panel;
      const copy = Object.assign(document.createElement("canvas"), { className: "printed", width: 2 * width, height: 2 * height });
      const c = copy.getContext("2d");
      if (!c || !width || !height) return;
      c.scale(2, 2);
      stage.drawOn(c);
      panel.style.setProperty("--printed", `${width} / ${height}`);
      panel.append(copy);
    },
    restyle: stage.restyle,
    again: stage.again,
    cover,
    get edge() {
      return edge;
    },
    get told() {
      return told;
    },
    element: rose,
    stage,
  };
}
