/* What can be taken along: the link, and the pictures as files. */
import { ll, one, phrase, plot, put, state } from "./page.js";

const place = () => one("[data-net-takeout]");
const say = (/** @type {string} */ text) => put(one("[data-net-taken]"), text);

/** Only pictures that the scene has. */
export function shownRows() {
  const { run } = state;
  const line = run.slice === "line";
  for (const row of document.querySelectorAll("[data-net-save]")) {
    const { netSave: name } = /** @type {any} */ (row).dataset;
    const slice = /^(surface|contour)-/.test(name);
    /** @type {any} */ (row).hidden = (name.endsWith("-2") && run.runs.length < 2) || (line ? slice : name === "line");
  }
}

/** @param {string} link */
export function copyLink(link) {
  const text = location.origin + location.pathname + link;
  return ll.takeout.copy(place(), say, { label: phrase("page.link"), text, done: phrase("page.link_copied") });
}

/** @param {HTMLElement} button @param {{taken: (name: string, kind: any, paper: string) => Promise<string>}} lands */
export async function save(button, lands) {
  const { of: name = "", kind = "png" } = button.dataset;
  say(phrase("page.drawing"));
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
  try {
    const content = /^(surface|contour)-/.test(name) ? await lands.taken(name, kind, paper) : await plotted(name, kind, paper);
    ll.takeout.save(place(), say, { label: button.getAttribute("aria-label"), name: `loss-landscape-network-${name}.${kind}`, content });
  } catch {
    say(phrase("page.no_picture"));
  }
}

/** @param {string} name @param {string} format @param {string} paper */
function plotted(name, format, paper) {
  const target = plot(name);
  const layout = { ...target.layout, paper_bgcolor: paper };
  const size = { width: target.offsetWidth || 640, height: target.offsetHeight || 300 };
  return window.Plotly.toImage({ data: target.data, layout, config: {} }, { format, scale: 2, ...size });
}
