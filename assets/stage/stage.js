/* The stage: one land as a solid block in the light, painted over with runs, marks and words, and its map.
 *
 * const stage = createStage(frame, {plotly, map, small, still, locked, pads, onStart, onHover, onView, onState})
 *   frame     an empty element with a size; focusable, if the land may be turned by fingers in every direction
 *   plotly    a promise of Plotly, or null: then there is only the map
 *   map       an empty element for the map, if there shall be one
 *   onStart([w1, w2])        a click or tap on land or map
 *   onHover([w1, w2] | null, "land" | "map")
 *   onView(view)             azimuth, elevation and zoom, once the land rests after being turned by hand
 *   onState("drawn" | "none" | "lost" | "back")   none: no WebGL here; lost: the browser took it away, stage.again() asks for it
 *
 * await stage.setGround(land, {rise})       see Land in ground.js; or {hidden: true, window, stand} for land that nobody has seen
 * stage.setRuns(paths, styles)              paths: {weights, rows}, read anew in each frame, so they may grow
 * stage.set({marks, start, arrows, hover, guess, valley, felt, tags, names})   each kept until it is set again
 * stage.frame(step)                         paints; the only call while a run plays, and it never calls Plotly
 * stage.setView({azimuth, elevation, zoom}, slowly)   as .view has it; .turn(azimuth, elevation) by so many degrees
 * stage.restyle()                           after a change of the theme
 * stage.destroy()
 */
import { createScene, hasWebGL } from "../plot/scene3d.js";
import { fit, HOME, risen, turned } from "../lib/fit.js";
import { meet } from "../lib/project.js";
import { fitPoints, hiddenGround, makeGround } from "./ground.js";
import { createHand } from "./hand.js";
import { landTraces, plainTraces, plinthTraces } from "./land.js";
import { createMap } from "./map.js";
import { EMPTY, paint } from "./painter.js";
import { paletteOf } from "./palette.js";
import { paintPosts } from "./posts.js";
import { castShadow } from "./shadow.js";
import { sheet } from "./sheet.js";
import { landSight, sizeOf } from "./sight.js";
import { createTags } from "./tags.js";
import { createTrack } from "./track.js";
import { engrave } from "./walls.js";

/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./ground.js").Land} Land */
/** @typedef {import("./ground.js").Stand} Stand */
/** @typedef {import("../lib/fit.js").View} View */
/** @typedef {import("../lib/fit.js").Pads} Pads */
/** @typedef {[number, number]} Place */
/** @typedef {{at: Place, text: string, number?: string, run?: number, star?: boolean, height?: number}} PlacedTag  height: of a post */
/**
 * @typedef {object} Options
 * @property {Promise<import("../plot/scene3d.js").Plotly> | null} plotly @property {HTMLElement} [map]
 * @property {() => boolean} [small] a phone @property {() => boolean} [still] no motion is wanted @property {() => boolean} [locked]
 * @property {(size: {width: number, height: number}) => Pads} [pads] what the dock and buttons cover
 * @property {(at: Place) => void} [onStart] @property {(at: Place | null, where: "land" | "map") => void} [onHover]
 * @property {(view: View) => void} [onView] @property {(state: "drawn" | "none" | "lost" | "back") => void} [onState]
 */

const RISE = 900; // ms
const TURN = 500;
const NO_RISE = 0.03; // of its height with which the land begins to rise
/** @type {Pads} */
const WIDE = { left: 24, right: 12, top: 10, bottom: 74 };
const SMALL = { left: 14, right: 14, top: 12, bottom: 30 };
const FINE_UP_TO = 160; // columns of a grid that is made finer

/** @param {HTMLElement} frame @param {Options} options */
export function createStage(frame, options) {
  const small = options.small ?? (() => globalThis.innerWidth <= 640);
  const still = options.still ?? (() => matchMedia("(prefers-reduced-motion: reduce)").matches);
  const layer = (/** @type {string} */ tag) => {
    const element = document.createElement(tag);
    Object.assign(element.style, { position: "absolute", inset: "0", width: "100%", height: "100%", pointerEvents: "none" });
    frame.append(element);
    return element;
  };
  const under = /** @type {HTMLCanvasElement} */ (layer("canvas"));
  const plot = layer("div");
  const over = /** @type {HTMLCanvasElement} */ (layer("canvas"));
  const words = layer("div");
  const tags = createTags(words);
  const map = options.map ? createMap(options.map) : null;

  /** @type {Ground | null} */
  let ground = null;
  /** @type {{land: Land | {hidden: true, window: import("../lib/grid.js").Window, stand: Stand}} | null} */
  let given = null;
  /** @type {ReturnType<typeof createScene> | null} */
  let scene = null;
  /** @type {import("./sight.js").Sight | null} */
  let sight = null;
  /** @type {View} */
  let view = { ...HOME };
  let palette = paletteOf(frame);
  let picture = { ...EMPTY };
  /** @type {{felt: import("./posts.js").Felt | null, tags: PlacedTag[], names: string[]}} */
  let extra = { felt: null, tags: [], names: ["weight 1", "weight 2"] };
  /** @type {import("./painter.js").Run[]} for the map, whose pixels are others */
  let flatRuns = [];
  let size = { width: frame.clientWidth, height: frame.clientHeight };
  let part = 1; // of its height that the land has risen
  let moving = 0; // the frame of a motion under way
  let drawing = 0; // counts grounds, so that only the newest is drawn
  let gone = false;

  const pads = () => (options.pads ? options.pads(size) : small() ? SMALL : WIDE);
  /** @param {Ground} of @param {View} from */
  const placeOf = (of, from) => fit(of.box, of.unit, fitPoints(of), from, size, pads());

  /** @param {number} time ms @param {(done: number) => void} act with 0 to 1, slower towards the end @returns {Promise<void>} */
  function motion(time, act) {
    cancelAnimationFrame(moving);
    if (still() || time <= 0) {
      act(1);
      return Promise.resolve();
    }
    const began = performance.now();
    return new Promise((done) => {
      const go = (/** @type {number} */ now) => {
        const t = Math.min(1, Math.max(0, (now - began) / time));
        act(1 - (1 - t) ** 3);
        if (t < 1 && !gone) moving = requestAnimationFrame(go);
        else done();
      };
      moving = requestAnimationFrame(go);
    });
  }

  /* ---- painting ---- */

  /** @param {Float64Array} matrix */
  function onDraw(matrix) {
    if (!ground) return;
    sight = landSight(ground, matrix, size, sizeOf(size, small()));
    castShadow(sheet(under, size), sight, ground, palette);
    paintLand();
  }

  function paintLand() {
    if (!sight || !ground) return;
    const c = sheet(over, size);
    const pale = ground.hidden && !palette.dark;
    engrave(c, sight, ground, extra.names, pale ? { name: "#14212b", tick: "#2c3b45" } : { name: "#ffffff", tick: "#e9eef2" });
    if (extra.felt) paintPosts(c, sight, ground, extra.felt, palette, part);
    paint(c, sight, picture, palette);
    const seen = sight;
    const floor = ground;
    const placed = extra.tags.map((tag) => {
      const style = tag.run === undefined ? null : picture.runs[tag.run]?.style;
      return { ...tag, colour: style?.colour, marker: style?.marker, at: seen.to(...tag.at, tag.height ?? (floor.hidden ? floor.floor : seen.ground(...tag.at))) };
    });
    tags.show(placed, size, covered());
  }

  /** The map, where it lies on the land as it does on a phone. */
  function covered() {
    if (!options.map) return [];
    const [outer, inner] = [frame.getBoundingClientRect(), options.map.getBoundingClientRect()];
    return [{ left: inner.left - outer.left, top: inner.top - outer.top, width: inner.width, height: inner.height }];
  }

  function paintMap() {
    map?.paint({ ...picture, runs: flatRuns }, palette, extra.felt);
  }

  function paintAll() {
    paintLand();
    paintMap();
  }

  /* ---- the land ---- */

  async function startScene() {
    if (scene || !options.plotly) return scene;
    if (!hasWebGL()) {
      options.onState?.("none");
      return null;
    }
    const plotly = await options.plotly;
    if (gone) return null;
    scene ??= createScene(plot, plotly, { onDraw, onLost: () => options.onState?.("lost"), onBack: () => options.onState?.("back") });
    return scene;
  }

  /** @param {NonNullable<typeof given>["land"]} land @param {{rise?: boolean}} [how] */
  async function setGround(land, how = {}) {
    const mine = (drawing += 1);
    given = { land };
    const next = "hidden" in land ? hiddenGround(land.window, land.stand) : makeGround(land, small() || land.columns > FINE_UP_TO ? 1 : 2);
    if (map) map.setGround(next, palette);
    paintMap(); // the map first: it is there at once
    const place = placeOf(next, view);
    const made = await startScene();
    if (!made || mine !== drawing) return;
    const rises = Boolean(how.rise) && !still() && !next.hidden;
    ground = next;
    part = rises ? NO_RISE : 1;
    const traces = next.hidden ? plinthTraces(next, palette.plinth, palette.grid) : landTraces(next);
    const first = risen(place, part);
    const whole = await made.show(traces, next.box, first, size);
    if (!whole && mine === drawing && !("hidden" in land)) await made.show(plainTraces(next, land.colours), next.box, first, size);
    if (mine !== drawing || gone) return;
    if (made.matrix) onDraw(made.matrix);
    options.onState?.("drawn");
    if (!rises) return;
    await motion(RISE, (done) => {
      part = NO_RISE + (1 - NO_RISE) * done;
      if (ground === next) made.move(risen(placeOf(next, view), part));
    });
  }

  /** @param {View} next @param {boolean} [slowly] */
  function setView(next, slowly = false) {
    const from = view;
    const turn = ((((next.azimuth - from.azimuth + 180) % 360) + 360) % 360) - 180; // the shorter way round
    const between = (/** @type {"elevation" | "zoom"} */ k, /** @type {number} */ done) => from[k] + done * (next[k] - from[k]);
    return motion(slowly ? TURN : 0, (done) => {
      view = done === 1 ? next : { ...turned(from, turn * done, 0), elevation: between("elevation", done), zoom: between("zoom", done) };
      if (ground && scene) scene.move(risen(placeOf(ground, view), part));
    });
  }

  /* ---- pointer ---- */

  /** @param {number} px @param {number} py @returns {Place | null} */
  const placeAt = (px, py) => (sight && ground ? meet(sight.ray(px, py), ground.fine) : null);
  let pointed = 0;
  const hand = createHand(frame, {
    view: () => view,
    turn: (next) => void setView(next),
    rest: () => options.onView?.(view),
    locked: () => options.locked?.() ?? false,
    tap: (px, py) => {
      const at = placeAt(px, py);
      if (at) options.onStart?.(at);
    },
    point: (at) => {
      cancelAnimationFrame(pointed);
      pointed = requestAnimationFrame(() => options.onHover?.(at && placeAt(...at), "land"));
    },
  });
  const onMap = (/** @type {MouseEvent} */ event) => {
    const box = /** @type {HTMLElement} */ (options.map).getBoundingClientRect();
    const found = map?.sight?.ray(event.clientX - box.left, event.clientY - box.top)[0];
    return found ? /** @type {Place} */ ([found[0], found[1]]) : null;
  };
  const clicked = (/** @type {MouseEvent} */ event) => {
    const at = onMap(event);
    if (at) options.onStart?.(at);
  };
  const moved = (/** @type {MouseEvent} */ event) => options.onHover?.(onMap(event), "map");
  const left = () => options.onHover?.(null, "map");
  options.map?.addEventListener("click", clicked);
  options.map?.addEventListener("mousemove", moved);
  options.map?.addEventListener("mouseleave", left);

  /* ---- size and theme ---- */

  let resizing = 0;
  function fitAgain() {
    resizing = 0;
    size = { width: frame.clientWidth, height: frame.clientHeight };
    if (given && map) {
      const known = ground ?? ("hidden" in given.land ? hiddenGround(given.land.window, given.land.stand) : makeGround(given.land, 1));
      map.setGround(known, palette);
      paintMap();
    }
    if (!ground || !scene || !size.width || !size.height) return;
    void scene.resize(size, risen(placeOf(ground, view), part)).then(() => {
      if (scene?.matrix && !gone) onDraw(scene.matrix);
    });
  }
  const watcher = new ResizeObserver(() => {
    if (!resizing) resizing = requestAnimationFrame(fitAgain);
  });
  watcher.observe(frame);
  if (options.map) watcher.observe(options.map);

  return {
    setGround,
    setView,
    /** @param {number} azimuth @param {number} elevation degrees */
    turn: (azimuth, elevation) => setView(turned(view, azimuth, elevation), true).then(() => options.onView?.(view)),
    /** @param {import("./track.js").RunPath[]} paths @param {import("./painter.js").Style[]} styles */
    setRuns(paths, styles) {
      const made = () => paths.map((path, k) => ({ track: createTrack(path, styles[k].marker), style: styles[k] }));
      picture = { ...picture, runs: made() };
      flatRuns = made();
      paintAll();
    },
    /** @param {Partial<import("./painter.js").Picture> & Partial<typeof extra>} changes */
    set({ felt = extra.felt, tags: named = extra.tags, names = extra.names, ...changes }) {
      picture = { ...picture, ...changes };
      extra = { felt, tags: named, names };
      paintAll();
    },
    /** @param {number} step */
    frame(step) {
      picture.step = step;
      paintAll();
    },
    restyle() {
      palette = paletteOf(frame);
      if (given) void setGround(given.land);
    },
    again: () => scene?.again(),
    get view() {
      return view;
    },
    get ground() {
      return ground;
    },
    destroy() {
      gone = true;
      cancelAnimationFrame(moving);
      watcher.disconnect();
      hand.destroy();
      options.map?.removeEventListener("click", clicked);
      options.map?.removeEventListener("mousemove", moved);
      options.map?.removeEventListener("mouseleave", left);
      map?.destroy();
      scene?.destroy();
      for (const element of [under, plot, over, words]) element.remove();
    },
  };
}
