/* The block in space: which ground it is of, from where it is looked at, how far it has risen.
 *
 * createBlock(element, {plotly, still, pads, onDraw, onState})   element: where Plotly draws
 *   .show(ground, traces, plain, rise, shift)   traces of it, plain ones where those fail; resolves once it is drawn and has risen; with a
 *                        shift it rises out of the ground before it, each of whose places is that far away in it
 *   .setView(view, slowly), .view        slowly: within half a second
 *   .slow()              whether this computer has no graphics card to draw it with
 *   .resize(size), .again(), .drawOn(c), .destroy()
 *   .ground, .part, .plain, .matrix      what is on the screen now; part: of its height, while it rises; plain: without walls
 */
import { createScene, graphics } from "../plot/scene3d.js";
import { carried, fit, HOME, mixed, risen, turned } from "../lib/fit.js";
import { createMotion } from "./motion.js";
import { fitPoints } from "./ground.js";

/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("../lib/fit.js").View} View */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {"drawn" | "none" | "lost" | "back"} State  none: no WebGL here; lost: the browser took it away */
/** @typedef {() => import("./land.js").Trace[]} Traces */
/**
 * @typedef {object} Options
 * @property {Promise<import("../plot/scene3d.js").Plotly>} plotly @property {() => boolean} still
 * @property {(size: Size) => import("../lib/fit.js").Pads} pads
 * @property {() => void} onDraw within the frame that is being drawn @property {(state: State) => void} onState
 */

const RISE = 900; // ms
const TURN = 500;
const LOW = 0.03; // of its height, with which land begins to rise

/** @param {HTMLElement} element @param {Options} options */
export function createBlock(element, { plotly, still, pads, onDraw, onState }) {
  const motion = createMotion(still);
  /** @type {ReturnType<typeof createScene> | null} */
  let scene = null;
  /** @type {Ground | null} */
  let ground = null;
  /** @type {View} */
  let view = { ...HOME };
  /** @type {Size} */
  let size = { width: 0, height: 0 };
  let part = 1;
  let whole = true;
  /** @type {import("../lib/fit.js").Place | null} */
  let placed = null; // where the ground is, once it has risen
  let drawing = 0; // counts grounds, so that only the newest is drawn
  let gone = false;

  /** @param {Ground} of */
  const place = (of) => risen((placed = fit(of.box, of.unit, fitPoints(of), view, size, pads(size))), part);

  async function start() {
    if (scene) return scene;
    if (graphics() === "none") {
      onState("none");
      return null;
    }
    const loaded = await plotly;
    if (gone) return null;
    scene ??= createScene(element, loaded, { onDraw, onLost: () => onState("lost"), onBack: () => onState("back") });
    return scene;
  }

  /** @param {Ground} next @param {Traces} traces @param {Traces | null} plain @param {boolean} rise @param {[number, number]} [shift] */
  async function show(next, traces, plain, rise, shift) {
    const mine = (drawing += 1);
    motion.stop();
    const made = await start();
    if (!made || mine !== drawing) return;
    // Without a graphics card only an answer is worth ten frames of a tenth of a second: there land that was hidden rises.
    const moves = rise && !still() && (ground?.hidden || graphics() !== "software");
    part = moves ? LOW : 1;
    const before = part < 1 && shift && ground && placed ? carried(placed, ground.box, next.box, shift) : null;
    ground = next;
    const first = () => (before ? risen(before, part) : place(next));
    whole = await made.show(traces(), next.box, first(), size);
    if (!whole && plain && mine === drawing) await made.show(plain(), next.box, first(), size);
    if (mine !== drawing || gone) return;
    onDraw();
    onState("drawn");
    if (part === 1) return;
    const from = part;
    await motion.run(RISE, (done) => {
      part = from + (1 - from) * done;
      const there = place(next);
      made.move(before && placed ? risen(mixed(before, placed, done), part) : there);
    });
    if (mine !== drawing || gone) return;
    part = 1; // also where a hand has interrupted it
    made.move(place(next));
  }

  /** @param {View} next @param {boolean} [slowly] */
  function setView(next, slowly = false) {
    const from = view;
    const turn = ((((next.azimuth - from.azimuth + 180) % 360) + 360) % 360) - 180; // the shorter way round
    const between = (/** @type {"elevation" | "zoom"} */ k, /** @type {number} */ done) => from[k] + done * (next[k] - from[k]);
    return motion.run(slowly ? TURN : 0, (done) => {
      view = done === 1 ? next : { ...turned(from, turn * done, 0), elevation: between("elevation", done), zoom: between("zoom", done) };
      if (ground && scene) scene.move(place(ground));
    });
  }

  /** @param {Size} next @returns {Promise<void>} */
  async function resize(next) {
    if (next.width === size.width && next.height === size.height) return;
    size = next;
    if (!ground || !scene) return;
    await scene.resize(size, place(ground));
    if (!gone) onDraw(); // the matrices may be the same, the pixels are not
  }

  return {
    show,
    setView,
    resize,
    slow: () => graphics() === "software",
    again: () => scene?.again(),
    /** @param {CanvasRenderingContext2D} c */
    drawOn: (c) => scene?.drawOn(c, size),
    destroy() {
      gone = true;
      motion.stop();
      scene?.destroy();
    },
    get view() {
      return view;
    },
    get plain() {
      return !whole && !ground?.hidden;
    },
    get part() {
      return part;
    },
    get ground() {
      return ground;
    },
    get matrix() {
      return scene?.matrix ?? null;
    },
  };
}
