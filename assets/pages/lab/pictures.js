/* The lab's pictures of its landscape: the land on the stage, and the map, which is Plotly's contour with the painter above it.
 *
 * createPictures({frame, mapFrame, contour, onStart, onHover, onDrag, onView, onState, locked, feels, marks})   elements and what happens on them, as in stage.js
 *   .landscape(figures, changes)  a new landscape, as the server sent it
 *   .plinth(window, stand, changes)   land that nobody has seen yet
 *   .runs(paths, styles)          which runs there are; their paths may grow
 *   .set(changes), .paint(step)   as the stage has them
 *   .taken("land" | "map", "png" | "svg", paper)   the address of a picture to take away
 *   .turn(action), .camera, .look(camera)   camera: [azimuth, elevation, zoom], or null for the first view
 */
import { createStage } from "../../stage/stage.js";
import { after, cameraOf, plotly, viewOf } from "../../stage/view.js";
import { taken } from "./taken.js";

/** @typedef {[number, number]} Place */
/** @typedef {import("../../stage/view.js").Camera} Camera */

/** The land to draw, from the server's contour and what comes with it. @param {any} figures */
function landOf(figures) {
  const [ground] = figures.contour.data;
  const columns = ground.z[0].length;
  const rows = ground.z.length;
  const z = new Float32Array(columns * rows);
  ground.z.forEach((/** @type {ArrayLike<number>} */ row, /** @type {number} */ j) => z.set(row, j * columns));
  return { z, columns, rows, window: figures.window, spacing: ground.contours.size, colours: figures.colours };
}

/**
 * @param {{frame: HTMLElement | null, mapFrame: HTMLElement | null, contour: () => unknown, locked: () => boolean, feels: () => boolean, marks: () => number,
 *   onStart: (at: Place, where: "land" | "map") => void, onHover: (at: Place | null, where: "land" | "map") => void,
 *   onDrag: (at: Place, done: boolean) => void, onView: () => void, onState: (state: string) => void}} page
 */
export function createPictures(page) {
  const frame = page.frame ?? document.createElement("div");
  const stage = createStage(frame, {
    plotly: page.frame ? plotly() : null,
    map: page.mapFrame ?? undefined,
    contour: page.contour,
    locked: page.locked,
    feels: page.feels,
    marks: page.marks,
    onStart: page.onStart,
    onHover: page.onHover,
    onDrag: page.onDrag,
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
    async turn(action) {
      if (!stage.view) return;
      await stage.setView(after(stage.view, action), true);
      page.onView();
    },
  };
}
