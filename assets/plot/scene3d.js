/* A 3-D picture by Plotly, and all that this app knows of Plotly's private parts in three dimensions.
 *
 * graphics()                        what draws 3-D pictures in this browser: "none", "software" (slow), or "hardware"
 * createScene(element, plotly, {onDraw, onLost, onBack})
 *   .show(traces, box, place, size) draws; resolves to whether every trace could be drawn as what it is
 *   .move(place)                    camera and aspect ratio at the next frame, without a call of Plotly
 *   .resize(size, place)
 *   .matrix                         from weights and height to WebGL's cube as on the screen now; null before the first frame
 *   .lost, .again()                 the browser took the picture away; ask for it again
 *   .drawOn(c, size)                onto another canvas
 *   .destroy()
 * onDraw(matrix) comes within the frame that is being drawn, so that what is painted above never lags behind.
 *
 * Nobody but the owner turns this scene: Plotly hears of no pointer here, so it neither snaps the camera back (plotly.js #6359), nor
 * tells Dash of a turn, nor draws a second time for picking what is under the pointer.
 */
import { multiply } from "../lib/project.js";

/** @typedef {import("../lib/fit.js").Place} Place */
/** @typedef {import("../lib/fit.js").Box} Box */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {Record<string, any>} Trace */
/** @typedef {{newPlot: Function, react: Function, relayout: Function, purge: Function}} Plotly */
/** @typedef {{onDraw: (matrix: Float64Array) => void, onLost: () => void, onBack: () => void}} Listener */

// What the drivers without a graphics card call themselves: Chromium's, Mesa's two, Apple's, and Windows' "Microsoft Basic Render Driver".
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Plotly's own object for the scene; null before it is made. @param {any} element @returns {any} */
function sceneOf(element) {
  const scene = element?._fullLayout?.scene?._scene;
  return scene?.glplot ? scene : null;
}

/** @returns {"none" | "software" | "hardware"} */
function askGraphics() {
  const canvas = document.createElement("canvas");
  const context = /** @type {WebGLRenderingContext | null} */ (canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
  if (!context) return "none";
  const names = context.getExtension("WEBGL_debug_renderer_info");
  const name = String(context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
  context.getExtension("WEBGL_lose_context")?.loseContext(); // a browser has only so many
  return SOFTWARE.test(name) ? "software" : "hardware";
}

/** @type {ReturnType<typeof askGraphics> | undefined} */
let known;
export const graphics = () => (known ??= askGraphics());

/** @param {Box} box @param {Place} place @param {Size} size */
function layoutOf(box, place, size) {
  // Axes that are not visible still have names and ticks, which Plotly turns into triangles whenever it draws: half a second.
  const none = { title: { text: "" }, tickmode: "array", tickvals: [], showticklabels: false, ticks: "", showspikes: false };
  const bare = { ...none, showgrid: false, zeroline: false, showline: false, showbackground: false };
  const axis = (/** @type {0 | 1 | 2} */ k) => ({ ...bare, autorange: false, range: [...box[k]] });
  return {
    autosize: false,
    ...size,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    showlegend: false,
    hovermode: false,
    scene: {
      bgcolor: "rgba(0,0,0,0)",
      dragmode: false,
      hovermode: false,
      aspectmode: "manual",
      ...place,
      xaxis: axis(0),
      yaxis: axis(1),
      zaxis: axis(2),
    },
  };
}

/**
 * @param {HTMLElement} element empty, of the picture's size @param {Plotly} plotly @param {Listener} listener
 */
export function createScene(element, plotly, listener) {
  /** @type {Float64Array | null} */
  let matrix = null;
  /** @type {Place | null} */
  let placed = null;
  let moving = 0; // the frame in which the scene will be moved
  let watching = 0; // the frame in which a lost scene is looked for again
  let shown = false;
  let lost = false;
  let gone = false;
  const hooked = new WeakSet();
  element.style.pointerEvents = "none";

  /** Called by Plotly once it knows its camera and before it draws. */
  function drawing() {
    const scene = sceneOf(element);
    const seen = scene?.glplot.cameraParams;
    if (!seen?.view) return;
    const now = multiply(multiply(seen.projection, seen.view), seen.model);
    for (let k = 0; k < 3; k++) for (let row = 0; row < 4; row++) now[4 * k + row] *= scene.dataScale[k];
    if (matrix && matrix.every((value, k) => value === now[k])) return;
    matrix = now;
    listener.onDraw(now);
  }

  function hook() {
    const glplot = sceneOf(element)?.glplot;
    // Plotly draws all of it once more to learn what is under the mouse, which the stage itself knows: a fifth of every frame.
    for (const object of glplot?.objects ?? []) object.drawPick = null;
    if (!glplot || hooked.has(glplot)) return;
    hooked.add(glplot);
    const own = glplot.onrender;
    glplot.onrender = () => {
      own?.call(glplot);
      drawing();
    };
    drawing();
  }

  /** Whether Plotly has drawn each trace as what it is: one that its bundle lacks becomes a flat line. @param {Trace[]} traces */
  function complete(traces) {
    const full = /** @type {any} */ (element)._fullData ?? [];
    return traces.every((trace, k) => full[k]?.type === trace.type);
  }

  /** @param {Trace[]} traces @param {Box} box @param {Place} place @param {Size} size @returns {Promise<boolean>} */
  async function show(traces, box, place, size) {
    placed = place;
    const layout = layoutOf(box, place, size);
    const config = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false };
    if (shown) await plotly.react(element, traces, layout, config);
    else await plotly.newPlot(element, traces, layout, config);
    if (gone) return false;
    shown = true;
    hook();
    return complete(traces);
  }

  function moveNow() {
    moving = 0;
    const scene = sceneOf(element);
    if (!scene || lost || !placed) return;
    scene.setViewport(placed);
    scene.glplot.redraw(); // a new aspect ratio alone would wait for the camera's next turn
  }

  /** @param {Place} place */
  function move(place) {
    placed = place;
    if (!moving) moving = requestAnimationFrame(moveNow);
  }

  /** @param {Size} size @param {Place} place @returns {Promise<void>} */
  async function resize(size, place) {
    placed = place;
    if (!shown || lost) return;
    await plotly.relayout(element, { ...size, "scene.camera": place.camera, "scene.aspectratio": place.aspectratio });
    if (!gone) hook();
  }

  /** Plotly waits in every frame for a lost context to come back, which one that gave way to others never does. Told that it has, it
   *  makes a new one. */
  function again() {
    const scene = sceneOf(element);
    if (scene?.glplot.gl.isContextLost()) scene.glplot.gl = { isContextLost: () => false };
  }

  function watch() {
    watching = 0;
    const gl = sceneOf(element)?.glplot.gl;
    if (!gl?.getParameter || gl.isContextLost()) {
      watching = requestAnimationFrame(watch);
      return;
    }
    lost = false;
    matrix = null;
    // The canvas that lost its context lies still below the new one, as a white sheet with the browser's sad face.
    const scene = sceneOf(element);
    for (const canvas of scene.container.querySelectorAll("canvas")) if (canvas !== scene.glplot.canvas) canvas.remove();
    hook();
    moveNow();
    listener.onBack();
  }

  /** @param {Event} event */
  function onLoss(event) {
    event.preventDefault(); // else the browser never gives it back
    if (lost || gone) return;
    lost = true;
    listener.onLost();
    watching = requestAnimationFrame(watch);
  }
  element.addEventListener("webglcontextlost", onLoss, true);

  /** What is on the screen, for a picture to take away. @param {CanvasRenderingContext2D} c @param {Size} size */
  function drawOn(c, { width, height }) {
    const glplot = sceneOf(element)?.glplot;
    if (!glplot || lost) return;
    glplot.redraw(); // a browser keeps what WebGL has drawn only until the end of the frame
    c.drawImage(glplot.canvas, 0, 0, width, height);
  }

  function destroy() {
    gone = true;
    cancelAnimationFrame(moving);
    cancelAnimationFrame(watching);
    element.removeEventListener("webglcontextlost", onLoss, true);
    const waiting = sceneOf(element)?.glplot.gl.isContextLost();
    again();
    // A scene that waits for its lost context must have found one before it can be taken down.
    if (waiting) requestAnimationFrame(() => requestAnimationFrame(() => plotly.purge(element)));
    else if (shown) plotly.purge(element);
  }

  return {
    show,
    move,
    resize,
    again,
    drawOn,
    destroy,
    get matrix() {
      return matrix;
    },
    get lost() {
      return lost;
    },
  };
}
