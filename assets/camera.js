/* The surface's camera, in the link's terms: azimuth and elevation in degrees, distance from the middle of the scene. */
(function (root) {
  "use strict";

  const DEGREE = Math.PI / 180;

  function toAngles(camera) {
    const eye = camera.eye;
    const distance = Math.hypot(eye.x, eye.y, eye.z);
    return [Math.atan2(eye.y, eye.x) / DEGREE, Math.asin(eye.z / distance) / DEGREE, distance].map(function (value, k) {
      return Number(value.toFixed(k === 2 ? 3 : 1));
    });
  }

  /* A camera like `like`, but looking from these angles. */
  function fromAngles(angles, like) {
    const azimuth = angles[0] * DEGREE;
    const elevation = angles[1] * DEGREE;
    const distance = angles[2];
    const eye = {
      x: distance * Math.cos(elevation) * Math.cos(azimuth),
      y: distance * Math.cos(elevation) * Math.sin(azimuth),
      z: distance * Math.sin(elevation),
    };
    return Object.assign({}, like, { eye: eye });
  }

  /* One press of a camera button. */
  function turned(angles, action) {
    const [azimuth, elevation, distance] = angles;
    const wrap = function (value) { return ((((value + 180) % 360) + 360) % 360) - 180; };
    const tilt = function (value) { return Math.min(Math.max(value, -80), 88); };
    return {
      "turn-left": [wrap(azimuth + 15), elevation, distance],
      "turn-right": [wrap(azimuth - 15), elevation, distance],
      "tilt-up": [azimuth, tilt(elevation + 10), distance],
      "tilt-down": [azimuth, tilt(elevation - 10), distance],
    }[action];
  }

  root.LossLandscape = root.LossLandscape || {};
  root.LossLandscape.camera = { toAngles: toAngles, fromAngles: fromAngles, turned: turned };
})(typeof window === "undefined" ? globalThis : window);
