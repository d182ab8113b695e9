/* A picture of the land or the map to take away, with all that is painted on it.
 *
 * await taken(stage, "land" | "map", "png" | "svg", {width, height, paper, contour})   the address of its data
 *   width, height   of the picture on the screen, in px; it is drawn twice as fine
 *   paper           what lies below it; any colour of CSS
 *   contour         Plotly's contour, for the map; it fills the picture
 */

const FINE = 2;

/** @typedef {{drawOn: (c: CanvasRenderingContext2D, where: "land" | "map") => void}} Stage */
/** @typedef {{width: number, height: number, paper: string, contour: any}} Look */

/** @param {Look} look @returns {CanvasRenderingContext2D} drawing in px */
function blank({ width, height }) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: FINE * width, height: FINE * height });
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  c.scale(FINE, FINE);
  return c;
}

/** @param {string} address @returns {Promise<HTMLImageElement>} */
async function loaded(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

/** @param {Look} look @param {string} format @returns {Promise<string>} Plotly's part of the map */
function plotted({ width, height, paper, contour }, format) {
  const layout = { ...contour.layout, paper_bgcolor: paper };
  const how = { format, width, height, scale: format === "svg" ? 1 : FINE };
  return /** @type {any} */ (globalThis).Plotly.toImage({ data: contour.data, layout, config: {} }, how);
}

/** @param {string} address @param {Look} look */
const image = (address, { width, height }) => `<image href="${address}" width="${width}" height="${height}"/>`;

/**
 * @param {Stage} stage @param {"land" | "map"} where @param {"png" | "svg"} kind @param {Look} look
 * @returns {Promise<string>}
 */
export async function taken(stage, where, kind, look) {
  const { width, height, paper, contour } = look;
  const below = where === "map" && contour ? await plotted(look, kind) : null;
  const c = blank(look);
  if (!below) {
    c.fillStyle = paper;
    c.fillRect(0, 0, width, height);
  } else if (kind === "png") c.drawImage(await loaded(below), 0, 0, width, height);
  stage.drawOn(c, where);
  const painted = c.canvas.toDataURL("image/png");
  if (kind === "png") return painted;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const empty = `<svg xmlns="http://www.w3.org/2000/svg" ${size}></svg>`;
  const svg = below ? decodeURIComponent(below.slice(below.indexOf(",") + 1)) : empty;
  const end = svg.lastIndexOf("</svg>"); // what is painted lies above the rest
  return `data:image/svg+xml,${encodeURIComponent(svg.slice(0, end) + image(painted, look) + svg.slice(end))}`;
}
