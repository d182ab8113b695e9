/* The same painter above a large contour that Plotly draws, with its axes, ticks and level labels.
 *
 * createContour(graph)   graph: the element that Plotly has drawn a contour into
 *   .paint(picture, palette)   runs of the picture must be this contour's own: their pixels are others than on land and map
 *   .placeAt(px, py)     weights under a pixel of the graph, or null beyond the axes
 *   .destroy()
 */
import { flatArea } from "../plot/flat.js";
import { inside } from "../lib/grid.js";
import { paint } from "./painter.js";
import { sheet } from "./sheet.js";
import { flatSight } from "./sight.js";

/** @param {HTMLElement} graph */
export function createContour(graph) {
  const over = document.createElement("canvas");
  over.setAttribute("aria-hidden", "true");
  Object.assign(over.style, { position: "absolute", inset: "0", width: "100%", height: "100%", pointerEvents: "none" });
  graph.append(over);
  /** @type {import("./sight.js").Sight | null} */
  let sight = null;
  let known = "";

  /** Asked anew each time, for Plotly may have zoomed or resized; another sight only where something has changed. */
  function look() {
    const area = flatArea(graph);
    const now = JSON.stringify(area);
    if (now === known) return sight;
    known = now;
    sight = area && flatSight(area.window, area, Math.min(1.2, Math.min(area.width, area.height) / 480));
    return sight;
  }

  return {
    /** @param {import("./painter.js").Picture} picture @param {import("./palette.js").Palette} palette */
    paint(picture, palette) {
      const seen = look();
      const c = sheet(over, { width: graph.clientWidth, height: graph.clientHeight });
      if (!seen) return;
      const area = /** @type {import("../plot/flat.js").Area} */ (flatArea(graph));
      c.save();
      c.beginPath();
      c.rect(area.left, area.top, area.width, area.height);
      c.clip(); // marks near the edge do not lie on the ticks
      paint(c, seen, picture, palette);
      c.restore();
    },
    /** @param {number} px @param {number} py @returns {[number, number] | null} */
    placeAt(px, py) {
      const seen = look();
      if (!seen) return null;
      const [x, y] = seen.ray(px, py)[0];
      return inside(seen.window, x, y) ? [x, y] : null;
    },
    destroy() {
      over.remove();
    },
  };
}
