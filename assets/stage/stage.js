/* The stage: one land as a solid block in the light, painted over with runs, marks and words, and its map.
 *
 * const stage = createStage(frame, {plotly, map, contour, small, still, locked, pads, onStart, onHover, onView, onPaint, onState})
 *   frame     an empty, positioned element with a size; focusable, if fingers and Ctrl + wheel shall do more than turn it sideways
 *   plotly    a promise of Plotly, or null: then there is only the map
 *   map       an empty, positioned element for the map, if there shall be one
 *   contour   instead of a map of our own: a function that gives the contour that Plotly has drawn into `map`, or null before that
 *   onStart([w1, w2], "land" | "map")   a click or tap
 *   onHover([w1, w2] | null, "land" | "map"); onDrag([w1, w2], done): what `set` named as handle is dragged over the land
 *   onTurn(view), onView(view)   azimuth, elevation and zoom: each while a hand turns the land; the last, once it rests after hand or `turn`
 *   onState("drawn" | "none" | "lost" | "back")   none: no WebGL here; lost: the browser took it away, stage.again() asks for it
 *
 * await stage.setGround(land, {rise, shift, ...})   see Land in ground.js; or {hidden: true, window, stand} for land that nobody has seen;
 *                                           with all that belongs to it, as for `set`; rise and shift as the block has them
 * stage.setRuns(paths, styles)              paths: {weights, rows}, read anew in each frame, so they may grow
 * stage.set({marks, start, arrows, hover, guess, valley, felt, tags, names})   each kept until it is set again
 * stage.frame(step, changes)                takes changes as `set` does, and paints; the only call while a run plays, and it never calls Plotly
 * stage.setView({azimuth, elevation, zoom}, slowly)   as .view has it; .turn(azimuth, elevation) by so many degrees
 * stage.drawOn(c, "land" | "map")           for a picture to take away; tags are HTML and not on it, nor is Plotly's own contour
 * stage.restyle()                           after a change of the theme; and stage.destroy()
 */
import { turned } from "../lib/fit.js";
import { meet } from "../lib/project.js";
import { paintAbove, wordsAt } from "./above.js";
import { createBlock } from "./block.js";
import { hiddenGround, makeGround } from "./ground.js";
import { createHand } from "./hand.js";
import { landTraces, plainTraces, plinthTraces } from "./land.js";
import { createMap } from "./map.js";
import { EMPTY } from "./painter.js";
import { createPlotted } from "./plotted.js";
import { paletteOf } from "./palette.js";
import { castShadow } from "./shadow.js";
import { sheet } from "./sheet.js";
import { landSight, pixelOn, sizeOf } from "./sight.js";
import { createTags } from "./tags.js";
import { createTrack } from "./track.js";

/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./ground.js").Land} Land */
/** @typedef {import("./options.js").Options} Options */
/** @typedef {import("./options.js").Unseen} Unseen */
/** @typedef {import("./options.js").Changes} Changes */
/** @typedef {import("./options.js").Place} Place */
/** @typedef {import("../lib/fit.js").View} View */

const WIDE = { left: 24, right: 12, top: 10, bottom: 74 };
const SMALL = { left: 14, right: 14, top: 12, bottom: 30 };
const FINE_UP_TO = 160; // columns of a grid that is made finer, where four times the triangles cost nothing that a hand feels

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
  /** @type {Parameters<typeof createMap>[1]} */
  const onMap = { tap: (at) => options.onStart?.(at, "map"), point: (at) => options.onHover?.(at, "map"), feels: options.feels };
  const map = !options.map ? null : options.contour ? createPlotted(options.map, onMap, options.contour, options.marks) : createMap(options.map, onMap, options.marks);
  const block = options.plotly
    ? createBlock(plot, {
        plotly: options.plotly,
        still,
        pads: options.pads ?? (() => (small() ? SMALL : WIDE)),
        onDraw,
        onState: (state) => {
          if (state === "lost") clear();
          options.onState?.(state);
        },
      })
    : null;

  /** @type {Land | Unseen | null} */
  let given = null;
  /** @type {Ground | null} */
  let ground = null; // of what was given; the block follows as soon as it can
  /** @type {import("./sight.js").Sight | null} */
  let sight = null;
  let palette = paletteOf(options.map ?? frame); // without WebGL the frame is no part of the page
  let picture = { ...EMPTY };
  /** @type {import("./above.js").Extra} */
  let extra = { felt: null, tags: [], names: ["w1", "w2"] };
  /** @type {import("./painter.js").Run[]} for the map, whose pixels are others */
  let flatRuns = [];
  let size = { width: 0, height: 0 };
  /** @type {import("./tags.js").Rect[]} */
  let covered = []; // what words shall keep off

  /* ---- painting ---- */

  function onDraw() {
    if (!block?.ground || !block.matrix || block.ground !== ground) return;
    sight = landSight(ground, block.matrix, size, sizeOf(size, small()) * (options.marks?.() ?? 1));
    castShadow(sheet(under, size), sight, ground, palette);
    paintLand();
  }

  function paintLand() {
    if (!sight || !ground || !block) return;
    const above = { sight, ground, picture, extra, palette, part: block.part, plain: block.plain };
    paintAbove(sheet(over, size), above);
    const { tags: shown, clear } = wordsAt(above);
    tags.show(shown, size, covered, clear);
    hand.hold(picture.handle ? pixelOn(sight, picture.handle) : null);
    options.onPaint?.();
  }

  /** Nothing stays above a land that is not there. */
  function clear() {
    sight = null;
    for (const canvas of [over, under]) sheet(canvas, size);
    tags.show([], size);
    hand.hold(null);
  }

  function paintAll() {
    paintLand();
    map?.paint({ ...picture, runs: flatRuns }, palette, extra.felt);
    if (!sight) options.onPaint?.();
  }

  /** The frame's size, and where the map lies on it as it does on a phone: not asked for in each frame, for that makes the page lay out. */
  function measure() {
    size = { width: frame.clientWidth, height: frame.clientHeight };
    if (!options.map) return;
    const [outer, inner] = [frame.getBoundingClientRect(), options.map.getBoundingClientRect()];
    covered = [{ left: inner.left - outer.left, top: inner.top - outer.top, width: inner.width, height: inner.height }];
  }

  /* ---- what is shown ---- */

  /** @param {Changes} changes */
  function take({ felt = extra.felt, tags: named = extra.tags, names = extra.names, ...others }) {
    picture = { ...picture, ...others };
    extra = { felt, tags: named, names };
  }

  /** @param {Land | Unseen} land @param {Changes & {rise?: boolean, shift?: [number, number]}} [how] */
  async function setGround(land, { rise = false, shift, ...changes } = {}) {
    given = land;
    const next = "hidden" in land ? hiddenGround(land.window, land.stand) : makeGround(land, small() || block?.slow() || land.columns > FINE_UP_TO ? 1 : 2);
    ground = next;
    measure();
    // Nothing of the old land is painted on the new one, nor the other way round.
    take(changes);
    clear();
    map?.setGround(next, palette); // the map first: it is there at once
    paintAll();
    if (!block || !size.width || !size.height) return;
    await block.resize(size);
    if (ground !== next) return;
    if ("hidden" in land) await block.show(next, () => plinthTraces(next, palette.plinth, palette.grid), null, false);
    else await block.show(next, () => landTraces(next), () => plainTraces(next, land.colours), rise, shift);
  }

  /* ---- pointer ---- */

  /** @param {number} px @param {number} py @returns {Place | null} */
  const placeAt = (px, py) => (sight && ground ? meet(sight.ray(px, py), ground.fine) : null);
  let pointed = 0;
  const hand = createHand(frame, {
    view: () => block?.view ?? { azimuth: 0, elevation: 90, zoom: 1 },
    turn: (next) => [block?.setView(next), options.onTurn?.(next)],
    rest: () => block && options.onView?.(block.view),
    locked: () => options.locked?.() ?? false,
    feels: options.feels,
    tap: (at) => options.onStart?.(at, "land"),
    place: placeAt,
    drag: options.onDrag,
    point: (at) => {
      cancelAnimationFrame(pointed);
      pointed = requestAnimationFrame(() => options.onHover?.(at && placeAt(...at), "land"));
    },
  });

  /* ---- size ---- */

  let resizing = 0;
  function fitAgain() {
    resizing = 0;
    measure();
    if (!given || !ground) return;
    map?.setGround(ground, palette);
    paintAll();
    if (!block || !size.width || !size.height) return;
    if (block.ground === ground) void block.resize(size);
    else void setGround(given); // it had no size until now
  }
  const watcher = new ResizeObserver(() => {
    if (!resizing) resizing = requestAnimationFrame(fitAgain);
  });
  watcher.observe(frame);
  if (options.map) watcher.observe(options.map);

  return {
    setGround,
    /** @param {View} view @param {boolean} [slowly] */
    setView: (view, slowly) => block?.setView(view, slowly),
    /** @param {number} azimuth @param {number} elevation degrees */
    async turn(azimuth, elevation) {
      if (!block) return;
      await block.setView(turned(block.view, azimuth, elevation), true);
      options.onView?.(block.view);
    },
    /** @param {import("./track.js").RunPath[]} paths @param {import("./painter.js").Style[]} styles */
    setRuns(paths, styles) {
      const made = () => paths.map((path, k) => ({ track: createTrack(path, styles[k].marker), style: styles[k] }));
      picture = { ...picture, runs: made() };
      flatRuns = made();
      paintAll();
    },
    /** @param {Changes} changes */
    set(changes) {
      take(changes);
      paintAll();
    },
    /** @param {number} step @param {Changes} [changes] */
    frame(step, changes) {
      take({ ...changes, step });
      paintAll();
    },
    restyle() {
      palette = paletteOf(options.map ?? frame);
      if (given && "hidden" in given) return void setGround(given); // a plinth has the theme's colours, land its own
      onDraw();
      paintAll();
    },
    /** Where a place is seen, in px of land or map; null where there is no such picture. @param {"land" | "map"} where @param {Place} at */
    pixel: (where, at) => pixelOn(where === "map" ? (map?.sight ?? null) : sight, at),
    again: () => block?.again(),
    /** What is on the screen, on a canvas in px. @param {CanvasRenderingContext2D} c @param {"land" | "map"} [where] */
    drawOn(c, where = "land") {
      if (where === "map") return map?.drawOn(c);
      c.drawImage(under, 0, 0, size.width, size.height);
      block?.drawOn(c);
      c.drawImage(over, 0, 0, size.width, size.height);
    },
    get view() {
      return block?.view ?? null;
    },
    destroy() {
      for (const frame of [pointed, resizing]) cancelAnimationFrame(frame);
      watcher.disconnect();
      hand.destroy();
      map?.destroy();
      block?.destroy();
      for (const element of [under, plot, over, words]) element.remove();
    },
  };
}
