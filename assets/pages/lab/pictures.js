/* The lab's pictures of its landscape: the land on the stage, and the map, which is Plotly's contour with the painter above it.
 *
 * createPictures({frame, mapFrame, contour, onStart, onHover, onView, onState, locked, marks})   elements and what happens on them, as in stage.js
 *   .landscape(figures, changes)  a new landscape, as the server sent it
 *   .plinth(window, stand, changes)   land that nobody has seen yet
 *   .runs(paths, styles)          which runs there are; their paths may grow
 *   .set(changes), .paint(step)   as the stage has them
 *   .taken("land" | "map", "png" | "svg", paper)   the address of a picture to take away
 *   .turn(action), .camera, .look(camera)   camera: [azimuth, elevation, zoom], or null for the first view
 */
import { HOME } from "../../lib/fit.js";
import { createStage } from "../../stage/stage.js";
import { taken } from "./taken.js";

/** @typedef {[number, number]} Place */
/** @typedef {[number, number, number]} Camera  azimuth and elevation in degrees, zoom */

/** @type {Record<string, [number, number]>} degrees by which a button or key turns the land */
const TURNS = { "turn-left": [15, 0], "turn-right": [-15, 0], "tilt-up": [0, 10], "tilt-down": [0, -10] };
const ABOVE = 89;

/** Plotly, once the page has loaded it. */
function plotly() {
  return new Promise((resolve) => {
    const look = () => (globalThis.Plotly ? resolve(globalThis.Plotly) : setTimeout(look, 30));
    look();
  });
}

/** The land to draw, from the server's contour and what comes with it. @param {any} figures */
function landOf(figures) {
  const [ground] = figures.contour.data;
  const columns = ground.z[0].length;
  const rows = ground.z.length;
  const z = new Float32Array(columns * rows);
  ground.z.forEach((/** @type {ArrayLike<number>} */ row, /** @type {number} */ j) => z.set(row, j * columns));
  return { z, columns, rows, window: figures.window, spacing: ground.contours.size, colours: figures.colours };
}

/** @param {{azimuth: number, elevation: number, zoom: number}} view @returns {Camera | null} */
function cameraOf({ azimuth, elevation, zoom }) {
  const camera = /** @type {Camera} */ ([Number(azimuth.toFixed(1)), Number(elevation.toFixed(1)), Number(zoom.toFixed(3))]);
  return camera.join() === [HOME.azimuth, HOME.elevation, HOME.zoom].join() ? null : camera;
}

/** @param {Camera | null} camera */
const viewOf = (camera) => (camera ? { azimuth: camera[0], elevation: camera[1], zoom: camera[2] } : { ...HOME });

/**
 * @param {{frame: HTMLElement | null, mapFrame: HTMLElement | null, contour: () => unknown, locked: () => boolean, marks: () => number,
 *   onStart: (at: Place, where: "land" | "map") => void, onHover: (at: Place | null, where: "land" | "map") => void,
 *   onView: () => void, onState: (state: string) => void}} page
 */
export function createPictures(page) {
  const frame = page.frame ?? document.createElement("div");
  const stage = createStage(frame, {
    plotly: page.frame ? plotly() : null,
    map: page.mapFrame ?? undefined,
    contour: page.contour,
    locked: page.locked,
    marks: page.marks,
    onStart: page.onStart,
    onHover: page.onHover,
    onView: page.onView,
    onState: page.onState,
  });
  let shown = "";

  return {
    /** @param {any} figures @param {any} changes */
    landscape(figures, changes) {
      const land = landOf(figures);
      const now = JSON.stringify([figures.ground, figures.window]);
      const rise = now !== shown; // once for each landscape, not for each change of its colours
      shown = now;
      return stage.setGround({ ...land, ...changes.land }, { ...changes, rise: rise && changes.rise !== false });
    },
    /** Land that nobody has seen yet. @param {any} window @param {{floor: number, ceiling: number}} stand @param {any} changes */
    plinth: (window, stand, changes) => stage.setGround({ hidden: true, window, stand }, changes),
    runs: stage.setRuns,
    set: stage.set,
    paint: stage.frame,
    pixel: stage.pixel,
    drawOn: stage.drawOn,
    /** @param {"land" | "map"} where @param {"png" | "svg"} kind @param {string} paper the colour below it */
    taken(where, kind, paper) {
      const shown = /** @type {HTMLElement} */ (where === "map" ? page.mapFrame : frame);
      return taken(stage, where, kind, { width: shown.clientWidth, height: shown.clientHeight, paper, contour: page.contour() });
    },
    restyle: stage.restyle,
    again: stage.again,
    get camera() {
      return stage.view && cameraOf(stage.view);
    },
    /** @param {Camera | null} camera @param {boolean} [slowly] */
    look: (camera, slowly) => stage.setView(viewOf(camera), slowly),
    /** @param {string} action */
    turn(action) {
      if (!stage.view) return;
      if (action === "camera-reset") void stage.setView({ ...HOME }, true);
      else if (action === "from-above") void stage.setView({ ...stage.view, elevation: stage.view.elevation > 80 ? HOME.elevation : ABOVE }, true);
      else return void stage.turn(...TURNS[action]);
      page.onView();
    },
  };
}
