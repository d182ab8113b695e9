/* The slice of one network, or those of two side by side: each on a stage of its own, all seen from the same side and on one scale.
 *
 * const lands = createLands({onView, onState})
 *   await .show(pictures, views, running, rise)   the server's pictures, the paths seen from them, each run's place in the list of styles
 *   .paint(step, more)     more(view, row, index): tags of a network at a row of its path; never calls Plotly
 *   .repaint()             once contours have another size
 *   .turn(action), .look(camera), .camera
 *   .taken("surface-1", kind, paper), .drawOn(c, frame), .restyle(), .again()
 */
import { createStage } from "../../stage/stage.js";
import { after, cameraOf, plotly, viewOf } from "../../stage/view.js";
import { taken } from "../lab/taken.js";
import { away, ll, one, plot, state } from "./page.js";
import { between, rowAt } from "./path.js";

const NAMES = ["a", "b"];

/** The heights of a slice as the stage takes them. @param {any} cut @param {[number, number] | undefined} limits */
function landOf(cut, limits) {
  const [ground] = cut.contour.data;
  const { xaxis, yaxis } = cut.contour.layout;
  const [columns, rows] = [length(ground.x), length(ground.y)];
  let z = new Float32Array(columns * rows);
  // Where some heights are no numbers, they travel as they are.
  if (ground.z.bdata) z = Float32Array.from(ll.path.decode(ground.z));
  else ground.z.forEach((/** @type {ArrayLike<number>} */ row, /** @type {number} */ j) => z.set(row, j * columns));
  return { z, columns, rows, window: [xaxis.range, yaxis.range], spacing: ground.contours.size ?? 1, colours: "", limits };
}

/** @param {any} axis as plotly.js's notation has it */
const length = (axis) => (axis.bdata ? ll.path.decode(axis).length : axis.length);

/** @param {{onView: () => void, onState: (state: string) => void}} page */
export function createLands({ onView, onState }) {
  const loaded = plotly();
  /** @type {any[]} */
  const stages = [];
  /** @type {any[]} */
  let views = [];
  /** @type {[number, number]} */
  let limits = [0, 1];

  /** @param {number} index */
  function stageOf(index) {
    const n = index + 1;
    const land = !away(`surface-${n}`) && one(`[data-net-panel="surface-${n}"]`);
    const map = away(`contour-${n}`) ? undefined : one(`[data-net-panel="contour-${n}"]`);
    const others = () => stages.filter((_, k) => k !== index);
    stages[index] ??= createStage(land || document.createElement("div"), {
      plotly: land ? loaded : null,
      map,
      contour: () => (plot(`contour-${n}`)?._fullLayout ? plot(`contour-${n}`) : null),
      locked: () => ll.frame.locks("camera"),
      marks: ll.projector.marks,
      onTurn: (view) => others().forEach((stage) => stage.setView(view)),
      onView,
      onState,
    });
    return stages[index];
  }

  const shown = () => stages.slice(0, views.length);

  return {
    /** @param {any} pictures @param {any[]} seen @param {boolean} rise */
    show(pictures, seen, rise) {
      views = seen;
      limits = pictures.drawn_limits;
      return Promise.all(views.map((view, index) => {
        const cut = pictures.cuts[index];
        const stage = stageOf(index);
        stage.setRuns([view.path], [pictures.styles[index]]);
        const start = [view.a[0], view.b[0]];
        return stage.setGround(landOf(cut, views.length > 1 ? limits : undefined), { marks: cut.marks, start, names: NAMES, rise });
      }));
    },
    /** @param {number} step @param {(view: any, row: number, index: number) => any[]} tags */
    paint(step, tags) {
      views.forEach((view, index) => {
        const row = rowAt(view.at, step);
        const at = [between(view.a, row), between(view.b, row)];
        const height = between(view.drawn_true, row);
        const inside = height >= limits[0] && height <= limits[1]; // else only the way to it is seen
        const stick = { at, height: Math.min(Math.max(height, limits[0]), limits[1]), ring: inside };
        stages[index]?.frame(row, { stick: Number.isFinite(height) ? stick : null, tags: tags(view, Math.floor(row), index) });
      });
    },
    repaint: () => shown().forEach((stage) => stage.set({})),
    restyle: () => shown().forEach((stage) => stage.restyle()),
    again: () => shown().forEach((stage) => stage.again()),
    /** @param {string} action */
    async turn(action) {
      const [first] = shown();
      if (!first?.view) return;
      const view = after(first.view, action);
      await Promise.all(shown().map((stage) => stage.setView(view, true)));
      onView();
    },
    /** @param {any} camera */
    look: (camera) => shown().forEach((stage) => stage.setView(viewOf(camera))),
    get camera() {
      const [first] = shown();
      return first?.view ? cameraOf(first.view) : null;
    },
    /** @param {CanvasRenderingContext2D} c @param {HTMLElement} frame */
    drawOn: (c, frame) => stages[Number(frame.dataset.netPanel?.split("-")[1]) - 1]?.drawOn(c),
    /** The address of a picture to take away. @param {string} name @param {"png" | "svg"} kind @param {string} paper the colour below it */
    taken(name, kind, paper) {
      const [what, n] = name.split("-");
      const frame = one(`[data-net-panel="${name}"]`);
      const look = { width: frame.clientWidth, height: frame.clientHeight, paper, contour: plot(`contour-${n}`) };
      return taken(stages[Number(n) - 1], what === "contour" ? "map" : "land", kind, look);
    },
    pixel: (/** @type {number} */ index, /** @type {"land" | "map"} */ where, /** @type {[number, number]} */ at) => stages[index].pixel(where, at),
    get views() {
      return shown().map((stage) => stage.view);
    },
  };
}
