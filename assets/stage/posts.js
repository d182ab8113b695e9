/* What was felt of hidden land: a post at each place, as high as the loss there, and the rose around the place where one stands.
 *
 * paintPosts(c, sight, ground, felt, palette, rise)
 * paintRose(c, sight, ground, felt, palette)   around the last place, as it lies on the ground
 */
import { DARK, LIGHT } from "./palette.js";
import { ball, edged, FONT, marker, stroked } from "./shapes.js";

/** @typedef {CanvasRenderingContext2D} Canvas */
/** @typedef {import("./sight.js").Sight} Sight */
/** @typedef {import("./ground.js").Ground} Ground */
/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {[number, number]} Place */
/**
 * @typedef {object} Felt
 * @property {{at: Place, height: number | null}[]} posts in their order; height null: nobody knows it yet, the post fades into fog
 * @property {string} colour of who felt it, "#rrggbb"
 * @property {boolean} walked whether the posts are joined to a way, with somebody at its end
 * @property {Rose | null} rose
 */
/**
 * @typedef {object} Rose what is known around the place where one stands
 * @property {number | null} down which way the slope goes down, radians in the window; null where it is flat
 * @property {number} steep length of its arrow, in radii of the rose @property {Place | null} next where the next step leads, in the rose's own scale
 * @property {string} edge how far away its edge is
 */

export const ROSE = 0.15; // of the window
const FOG = 0.75; // of the stand's height

/**
 * @param {Canvas} c @param {Sight} sight @param {Ground} ground @param {Felt} felt @param {Palette} palette
 * @param {number} rise how much of its height the land has while it rises; posts are as high as ever
 */
export function paintPosts(c, sight, ground, felt, palette, rise) {
  const see = (/** @type {Place} */ at, /** @type {number} */ h) => sight.to(at[0], at[1], ground.base + (h - ground.base) / rise);
  const foot = (/** @type {Place} */ at) => see(at, ground.floor);
  const { ring } = around(ground, foot);
  c.lineCap = c.lineJoin = "round";
  const { size } = sight;
  const last = felt.posts[felt.posts.length - 1];

  // Land that is seen needs no posts: they fade as it rises, and the way that joined their tops lies on the ground.
  c.globalAlpha = ground.hidden ? 1 : 1 - rise;
  for (const { at, height } of felt.posts) {
    c.fillStyle = "rgba(6, 24, 38, 0.2)";
    c.fill(ring(at, height === null ? 0.035 : 0.014));
    if (height === null && ground.hidden) fog(c, foot(at), see(at, ground.floor + FOG * (ground.high - ground.floor)), felt, palette, size);
    else if (height !== null) {
      const path = new Path2D();
      path.moveTo(...foot(at));
      path.lineTo(...see(at, height));
      const mine = felt.walked && at === last.at;
      if (mine) stroked(c, path, 3 * size, felt.colour);
      else {
        c.lineWidth = 2.5 * size;
        c.strokeStyle = palette.post;
        c.stroke(path);
      }
    }
  }
  c.globalAlpha = 1;
  if (!felt.walked || !last) return;
  if (ground.hidden) paintRose(c, sight, ground, felt, palette);
  const known = felt.posts.filter((post) => post.height !== null);
  const tops = known.map(({ at, height }) => see(at, /** @type {number} */ (height)));
  const way = new Path2D();
  tops.forEach((top) => way.lineTo(...top));
  stroked(c, way, 3 * size, felt.colour);
  const steps = new Path2D();
  tops.slice(0, -1).forEach(([x, y]) => marker(steps, "circle", x, y, 4 * size));
  edged(c, steps, felt.colour);
  const top = tops[tops.length - 1];
  if (top) ball(c, "circle", top[0], top[1] - 5 * size, 9 * size, felt.colour);
}

/** @param {Canvas} c @param {number[]} foot @param {number[]} top @param {Felt} felt @param {Palette} palette @param {number} size */
function fog(c, foot, top, { colour }, palette, size) {
  const fade = c.createLinearGradient(0, foot[1], 0, top[1]);
  fade.addColorStop(0, colour);
  fade.addColorStop(0.55, colour);
  fade.addColorStop(1, `${colour}00`);
  c.lineWidth = 9 * size;
  c.strokeStyle = LIGHT;
  c.beginPath();
  c.moveTo(foot[0], foot[1]);
  c.lineTo(foot[0], (foot[1] + top[1]) / 2);
  c.stroke();
  c.lineWidth = 5 * size;
  c.strokeStyle = fade;
  c.beginPath();
  c.moveTo(foot[0], foot[1]);
  c.lineTo(top[0], top[1]);
  c.stroke();
  c.lineWidth = 1.5;
  c.strokeStyle = palette.ink;
  for (let k = 1; k < 9; k++) {
    const y = foot[1] + ((top[1] - foot[1]) * k) / 9;
    c.globalAlpha = 1 - k / 9.5;
    c.beginPath();
    c.moveTo(foot[0] + 9 * size, y);
    c.lineTo(foot[0] + 15 * size, y);
    c.stroke();
  }
  c.globalAlpha = 1;
  const disc = new Path2D();
  marker(disc, "circle", foot[0], foot[1], 6 * size);
  c.fillStyle = LIGHT;
  c.fill(disc);
  c.lineWidth = 2.4 * size;
  c.strokeStyle = DARK;
  c.stroke(disc);
}

/**
 * Places and rings around a place, in parts of the window.
 * @param {Ground} ground @param {(at: Place) => [number, number]} foot pixel of a place on the floor
 */
function around({ window: [[a, b], [p, q]] }, foot) {
  const spot = (/** @type {Place} */ [x, y], /** @type {number} */ turn, /** @type {number} */ far) =>
    foot([x + far * (b - a) * Math.cos(turn), y + far * (q - p) * Math.sin(turn)]);
  const ring = (/** @type {Place} */ at, /** @type {number} */ far) => {
    const path = new Path2D();
    for (let k = 0; k < 48; k++) path.lineTo(...spot(at, (k * Math.PI) / 24, far));
    path.closePath();
    return path;
  };
  return { spot, ring };
}

/** @param {Canvas} c @param {Sight} sight @param {Ground} ground @param {Felt} felt @param {Palette} palette */
export function paintRose(c, sight, ground, { posts, rose, colour }, palette) {
  const last = posts[posts.length - 1];
  if (!rose || !last) return;
  const { at } = last;
  const { size } = sight;
  const { spot, ring } = around(ground, (place) => sight.to(place[0], place[1], ground.floor));
  c.lineCap = c.lineJoin = "round";
  for (const [far, alpha] of [[ROSE, 0.9], [0.66 * ROSE, 0.45], [0.33 * ROSE, 0.45]]) {
    c.globalAlpha = alpha;
    c.lineWidth = 1.5 * size;
    c.strokeStyle = palette.ink;
    c.stroke(ring(at, far));
  }
  c.globalAlpha = 1;
  c.font = `600 ${12 * Math.max(size, 0.95)}px ${FONT}`;
  c.fillStyle = palette.ink;
  c.textAlign = "center";
  c.textBaseline = "middle";
  ["E", "N", "W", "S"].forEach((letter, k) => c.fillText(letter, ...spot(at, (k * Math.PI) / 2, 1.22 * ROSE)));
  c.font = `500 ${12 * Math.max(size, 0.95)}px ${FONT}`;
  c.fillText(rose.edge, ...spot(at, -Math.PI / 4, 1.5 * ROSE));
  const middle = spot(at, 0, 0);
  if (rose.down !== null) {
    const tip = spot(at, rose.down, rose.steep * ROSE);
    const shaft = new Path2D();
    shaft.moveTo(...middle);
    shaft.lineTo(...tip);
    c.lineWidth = 5 * size;
    c.strokeStyle = palette.ink;
    c.stroke(shaft);
    const turn = Math.atan2(tip[1] - middle[1], tip[0] - middle[0]);
    const head = new Path2D();
    for (const [off, far] of [[0, 9], [2.2, 8], [-2.2, 8]]) {
      head.lineTo(tip[0] + far * size * Math.cos(turn + off), tip[1] + far * size * Math.sin(turn + off));
    }
    head.closePath();
    c.fill(head);
  }
  if (!rose.next) return;
  const next = spot(rose.next, 0, 0);
  const way = new Path2D();
  way.moveTo(...middle);
  way.lineTo(...next);
  c.setLineDash([5, 5]);
  c.lineWidth = 2.5 * size;
  c.strokeStyle = colour;
  c.stroke(way);
  c.setLineDash([]);
  const disc = new Path2D();
  marker(disc, "circle", next[0], next[1], 7 * size);
  c.fillStyle = palette.paper;
  c.fill(disc);
  c.lineWidth = 3 * size;
  c.stroke(disc);
}
