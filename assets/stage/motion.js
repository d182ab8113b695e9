/* One motion at a time, slower towards its end.
 *
 * createMotion(still)   still(): whether no motion is wanted
 *   .run(ms, act)         act(0 to 1) in every frame; resolves at the end, or when another motion takes its place
 *   .stop()
 */

/** @param {() => boolean} still */
export function createMotion(still) {
  let frame = 0;
  /** @type {() => void} */
  let finish = () => {};

  function stop() {
    cancelAnimationFrame(frame);
    finish();
  }

  /** @param {number} time @param {(done: number) => void} act @returns {Promise<void>} */
  function run(time, act) {
    stop();
    if (time <= 0 || still()) {
      act(1);
      return Promise.resolve();
    }
    return new Promise((done) => {
      finish = done;
      /** @type {number | null} */
      let began = null;
      const go = (/** @type {number} */ now) => {
        began ??= now;
        const t = Math.min(1, (now - began) / time);
        act(1 - (1 - t) ** 3);
        if (t < 1) frame = requestAnimationFrame(go);
        else done();
      };
      frame = requestAnimationFrame(go);
    });
  }

  return { run, stop };
}
