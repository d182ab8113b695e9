/* What a page looks after again and again: in every frame while something moves or somebody is at it, else five times a second, so that
 * an open page that rests leaves processor and battery alone.
 *
 * const beat = createBeat()
 * beat.keep(act, moving)   act(now in ms) from now on; moving(): whether every frame counts
 * beat.wake()              something has changed: act in the next frame
 */

const AWAKE = 400; // ms in which every frame counts after whatever woke the page
const REST = 180; // ms between two looks of a page that rests; less than STALL in player.js, which takes more for a busy page
const HANDS = ["pointermove", "pointerdown", "pointerup", "keydown", "input", "change", "wheel", "scroll", "focusin", "visibilitychange"];

export function createBeat() {
  let until = 0;
  let timer = 0;
  /** @type {(now: number) => void} */
  let act = () => {};
  let moving = () => false;

  function wake() {
    until = performance.now() + AWAKE;
    if (timer) next();
  }

  function next() {
    clearTimeout(timer);
    timer = 0;
    requestAnimationFrame(go);
  }

  /** @param {number} now */
  function go(now) {
    act(now);
    if (moving() || performance.now() < until) next();
    else timer = setTimeout(next, REST);
  }

  /** @param {(now: number) => void} what @param {() => boolean} moves */
  function keep(what, moves) {
    [act, moving] = [what, moves];
    for (const hand of HANDS) document.addEventListener(hand, wake, { capture: true, passive: true });
    addEventListener("resize", wake);
    next();
  }

  return { keep, wake };
}
