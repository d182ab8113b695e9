/* The camera that fills a frame with a block: orthographic, so that one length is as long at the back as in front.
 * In Plotly's orthographic scenes one unit is half the height of the frame, however far the eye.
 *
 * HOME              the view that a land is first seen from: {azimuth, elevation, zoom}
 * fit(box, points, view, size, pads)   the scene's aspect ratio and camera for that view
 * turned(view, azimuth, elevation)     a view turned by so many degrees, kept above the ground
 * carried(place, from, to, shift)      the place of another box in which everything is seen where it was
 * mixed(from, to, part)                on the way from one place to another
 */

/** @typedef {{azimuth: number, elevation: number, zoom: number}} View  degrees; zoom 1 fills the frame */
/** @typedef {[[number, number], [number, number], [number, number]]} Box  the scene's ranges: two weights, height */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Pads  px kept free inside the frame */
/** @typedef {{x: number, y: number, z: number}} Vector */
/** @typedef {{aspectratio: Vector, camera: {eye: Vector, center: Vector, up: Vector, projection: {type: string}}}} Place */

/** @type {View} */
export const HOME = { azimuth: -118, elevation: 40, zoom: 1 };
export const TALL = 0.5; // of the window's width: the land from its lowest to its highest point
export const ELEVATIONS = [8, 89];
export const ZOOMS = [0.5, 4];
const DISTANCE = 2.5; // of the eye, in scene units beyond the block; it changes nothing that is seen
const DEGREE = Math.PI / 180;

/** @param {number} value @param {number[]} ends */
const within = (value, [low, high]) => Math.min(high, Math.max(low, value));

/** @param {View} view @param {number} azimuth @param {number} elevation @returns {View} */
export function turned(view, azimuth, elevation) {
  const round = (((view.azimuth + azimuth + 180) % 360) + 360) % 360;
  return { azimuth: round - 180, elevation: within(view.elevation + elevation, ELEVATIONS), zoom: view.zoom };
}

/** @param {View} view @param {number} times @returns {View} */
export function zoomed(view, times) {
  return { ...view, zoom: within(view.zoom * times, ZOOMS) };
}

/** Right, up and towards the eye, as unit vectors of the scene. @param {View} view */
export function axesOf({ azimuth, elevation }) {
  const [a, e] = [azimuth * DEGREE, elevation * DEGREE];
  return {
    right: [-Math.sin(a), Math.cos(a), 0],
    up: [-Math.sin(e) * Math.cos(a), -Math.sin(e) * Math.sin(a), Math.cos(e)],
    back: [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)],
  };
}

/**
 * @param {Box} box @param {number} unit the scene's length of one unit of height where the window is 1 wide
 * @param {Iterable<ArrayLike<number>>} points [weight, weight, height] that must be seen
 * @param {View} view @param {{width: number, height: number}} size of the frame in px @param {Pads} pads
 * @returns {Place}
 */
export function fit(box, unit, points, view, size, pads) {
  const { right, up, back } = axesOf(view);
  const scale = [1 / (box[0][1] - box[0][0]), 1 / (box[1][1] - box[1][0]), unit];
  const middle = box.map(([from, to]) => (from + to) / 2);
  let [least, most, lowest, highest] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const point of points) {
    const [x, y, z] = [0, 1, 2].map((k) => (point[k] - middle[k]) * scale[k]);
    const across = x * right[0] + y * right[1];
    const upward = x * up[0] + y * up[1] + z * up[2];
    least = Math.min(least, across);
    most = Math.max(most, across);
    lowest = Math.min(lowest, upward);
    highest = Math.max(highest, upward);
  }
  const half = size.height / 2; // px of one unit
  const room = [Math.max(size.width - pads.left - pads.right, 10), Math.max(size.height - pads.top - pads.bottom, 10)];
  const k = view.zoom * Math.min(room[0] / (most - least), room[1] / (highest - lowest)) / half;
  // What the camera looks at, so that the block's middle is the middle of what the pads leave free.
  const across = ((least + most) / 2) * k - (pads.left - pads.right) / 2 / half;
  const upward = ((lowest + highest) / 2) * k + (pads.top - pads.bottom) / 2 / half;
  const distance = DISTANCE + 2 * k;
  const center = [0, 1, 2].map((q) => right[q] * across + up[q] * upward);
  const vector = (/** @type {number[]} */ v) => ({ x: v[0], y: v[1], z: v[2] });
  return {
    aspectratio: { x: k, y: k, z: k * unit * (box[2][1] - box[2][0]) },
    camera: {
      center: vector(center),
      eye: vector(center.map((value, q) => value + distance * back[q])),
      up: { x: 0, y: 0, z: 1 },
      projection: { type: "orthographic" },
    },
  };
}

/**
 * The same place while the land rises: as tall as `part` of its height, its foot where it will be.
 * @param {Place} place @param {number} part 0 to 1 @returns {Place}
 */
export function risen({ aspectratio, camera }, part) {
  const lower = (aspectratio.z * (1 - part)) / 2; // the block's middle comes down by as much; the camera goes up with its foot
  const raised = (/** @type {Vector} */ v) => ({ ...v, z: v.z + lower });
  return {
    aspectratio: { ...aspectratio, z: aspectratio.z * part },
    camera: { ...camera, eye: raised(camera.eye), center: raised(camera.center) },
  };
}

/**
 * The place of another box in which everything is seen where it was: what was at x in the old one is at x + shift in the new one.
 * @param {Place} place @param {Box} from @param {Box} to @param {[number, number]} shift of the two weights @returns {Place}
 */
export function carried({ aspectratio, camera }, from, to, shift) {
  const wide = (/** @type {[number, number]} */ [low, high]) => high - low;
  const axes = /** @type {("x" | "y" | "z")[]} */ (["x", "y", "z"]);
  const [ratio, center, eye] = [{ ...aspectratio }, { ...camera.center }, { ...camera.eye }];
  const larger = Math.max(1, ...axes.map((_, k) => wide(to[k]) / wide(from[k])));
  axes.forEach((axis, k) => {
    const unit = aspectratio[axis] / wide(from[k]);
    ratio[axis] = unit * wide(to[k]);
    center[axis] += unit * ((from[k][0] + from[k][1]) / 2 + (shift[k] ?? 0) - (to[k][0] + to[k][1]) / 2);
    // Outside of the new box too: the eye's distance changes nothing that is seen.
    eye[axis] = center[axis] + larger * (camera.eye[axis] - camera.center[axis]);
  });
  return { aspectratio: ratio, camera: { ...camera, center, eye } };
}

/** @param {Place} from @param {Place} to @param {number} part 0 to 1 @returns {Place} */
export function mixed(from, to, part) {
  const vector = (/** @type {Vector} */ a, /** @type {Vector} */ b) => {
    const one = (/** @type {"x" | "y" | "z"} */ k) => a[k] + part * (b[k] - a[k]);
    return { x: one("x"), y: one("y"), z: one("z") };
  };
  const { camera } = to;
  const [center, eye] = [vector(from.camera.center, camera.center), vector(from.camera.eye, camera.eye)];
  return { aspectratio: vector(from.aspectratio, to.aspectratio), camera: { ...camera, center, eye } };
}
