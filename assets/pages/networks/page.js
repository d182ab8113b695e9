/* What all modules of the page on networks share: its state, its player, and how they find their places in it. */

import { createBeat } from "../../parts/beat.js";

export const beat = createBeat();
export const ll = window.LossLandscape;
export const { phrase } = ll;

export const state = {
  /** @type {any} */ run: null, // what the server said of the scene
  /** @type {any} */ known: null, // what is known of it, as work.js keeps it
  /** @type {any} */ pictures: null, // the newest answer to "pictures"
  /** @type {any[]} */ views: [], // by network: its path as it is seen from its slice
  /** @type {Record<string, {at: number[], share: number[]}>} */ accuracies: {}, // by training
  /** @type {any} */ asked: null, // the question under way, and when it was asked
  last: "", // the kind of the question before
  way: { run: 0, which: 0 },
  /** @type {any} */ found: null,
  /** @type {any[]} */ sharpness: [],
  held: false, // whether playback waits until there is a slice to see it on
  cancelled: false,
  silent: false,
  mode: "light",
  /** @type {any} */ camera: null, // as the person left it
  look: { key: "", at: 0, step: -1 },
  version: 0, // counts the pictures, so that looks are asked for again
};

/** What follows the player; the page's entry fills it in. */
export const follow = { show() {}, changed() {} };

export const player = ll.player.create({
  ask() {}, // the page asks by itself, for all of it
  show: () => follow.show(),
  changed: () => follow.changed(),
});

/** @param {string} id @param {object} properties */
export const set = (id, properties) => window.dash_clientside.set_props(id, properties);
/** @param {string} selector @returns {any} */
export const one = (selector) => document.querySelector(selector);
export const main = () => one("[data-net-page]");
/** @param {string} name @returns {any} where Plotly draws a picture */
export const plot = (name) => (name === "progress" ? one("#graph-net-progress .js-plotly-plot") : one(`[data-net-plot="${name}"]`));
/** Whether a panel is left out of this page, as somebody wished who put it into another. @param {string} name */
export const away = (name) => Boolean(one(`.away [data-net-panel="${name}"]`));

/** @param {HTMLElement | null} element @param {string} text */
export function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

/** @param {number | null | undefined} value */
export function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e5 || size < 1e-3) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

/** @param {number} share */
export const percent = (share) => `${Number((100 * share).toPrecision(3))} %`;

/** The theme as the page shows it: the one that was chosen, or the system's. */
export function mode() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

/** A slider in its place, made when it is first asked for. @param {string} where @param {(value: number) => void} moved */
export function slider(where, moved) {
  const place = one(where);
  if (!place) return null;
  if (!place.firstChild) {
    const made = document.createElement("input");
    made.type = "range";
    made.setAttribute("aria-label", place.dataset.netScrub || place.dataset.netCount);
    made.addEventListener("input", () => moved(Number(made.value)));
    place.append(made);
  }
  return place.firstChild;
}
