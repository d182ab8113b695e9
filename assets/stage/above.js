/* All that is painted above the land, and the words at their places.
 *
 * paintAbove(c, view)     view: {sight, ground, picture, extra, palette, part}
 * wordsAt(view)           {tags, clear}: where each tag points, and the pixels that words shall not cover
 */
import { paint } from "./painter.js";
import { paintPosts } from "./posts.js";
import { placeAt } from "./track.js";
import { engrave } from "./walls.js";

/** @typedef {[number, number]} Place */
/**
 * height: of the post's top that it points to.
 * @typedef {{at: Place, text: string, number?: string, run?: number, star?: boolean, height?: number}} PlacedTag
 */
/** @typedef {{felt: import("./posts.js").Felt | null, tags: PlacedTag[], names: string[]}} Extra */
/**
 * @typedef {object} Above
 * @property {import("./sight.js").Sight} sight @property {import("./ground.js").Ground} ground
 * @property {import("./painter.js").Picture} picture @property {Extra} extra
 * @property {import("./palette.js").Palette} palette @property {number} part of its height that the land has risen
 * @property {boolean} plain without walls to write on
 */

const ON_PALE = { name: "#14212b", tick: "#24323c" };
const ON_DARK = { name: "#ffffff", tick: "#e9eef2" };
const EARLY = 12; // steps of a run that words keep off: later ones are mostly close together

/** @param {CanvasRenderingContext2D} c @param {Above} view */
export function paintAbove(c, { sight, ground, picture, extra, palette, part, plain }) {
  if (!plain) engrave(c, sight, ground, extra.names, ground.hidden && !palette.dark ? ON_PALE : ON_DARK);
  if (extra.felt) paintPosts(c, sight, ground, extra.felt, palette, part);
  paint(c, sight, picture, palette);
}

/** @param {Above} view @returns {{tags: import("./tags.js").Tag[], clear: [number, number][]}} */
export function wordsAt({ sight, ground, picture, extra }) {
  const height = (/** @type {ArrayLike<number>} */ at) => (ground.hidden ? ground.floor : sight.ground(at[0], at[1]));
  const tags = extra.tags.map(({ at, height: top, run, text, number, star }) => {
    const style = run === undefined ? undefined : picture.runs[run]?.style;
    return { at: sight.to(at[0], at[1], top ?? height(at)), text, number, star, colour: style?.colour, marker: style?.marker };
  });
  const places = [...picture.marks.map(({ weights }) => weights), ...extra.tags.map(({ at }) => at)];
  for (const { track } of picture.runs) {
    const until = Math.min(picture.step, track.path.rows - 1, EARLY);
    for (let step = 0; step <= until; step += 0.5) places.push(placeAt(track.path, step) ?? places[0]);
  }
  return { tags, clear: places.filter(Boolean).map((at) => sight.to(at[0], at[1], height(at))) };
}
