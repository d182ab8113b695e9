/* Mouse, pen and fingers on the land: a drag turns it, a tap or click means a place, and the page scrolls as everywhere else.
 * Where a finger feels its way (`feels`), one that goes sideways means the places that it passes, as a mouse does without a button.
 *
 * A finger that goes up or down scrolls the page, one that goes sideways turns the land; once the land has the focus, every finger turns it
 * and two zoom. The wheel zooms only with Ctrl (which is also what a pinch on a touch pad sends) and only while the land has the focus.
 *
 * createHand(element, {view, turn, rest, tap, point, place, drag, locked, feels})   element: what the pointer is on; it should be focusable
 *   .hold([px, py] | null)   where there is something to take hold of, see handle.js
 *   .destroy()
 */
import { turned, zoomed } from "../lib/fit.js";
import { createHandle } from "./handle.js";

/** @typedef {import("../lib/fit.js").View} View */
/**
 * @typedef {object} Listener
 * @property {() => View} view @property {(view: View) => unknown} turn for each move @property {() => void} rest after the last one
 * @property {(at: [number, number]) => void} tap a place on the ground
 * @property {(at: [number, number] | null) => void} point where the mouse is
 * @property {(px: number, py: number) => [number, number] | null} place the ground there @property {(at: [number, number], done: boolean) => void} [drag]
 * @property {() => boolean} locked whether the camera stays as it is @property {() => boolean} [feels] whether a finger feels its way
 */

const NEAR = { mouse: 4, pen: 6, touch: 10 }; // px that a click or tap may stray

/**
 * @param {View} view from which it began @param {number} dx px since then @param {number} dy @param {number} height of the picture
 * @returns {View}
 */
export function dragged(view, dx, dy, height) {
  return turned(view, (-180 * dx) / height, (180 * dy) / height);
}

/** @param {HTMLElement} element @param {Listener} listener */
export function createHand(element, listener) {
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  /** @type {{view: View, x: number, y: number, spread: number, moved: boolean, sideways: boolean} | null} */
  let grip = null;
  let turning = false; // since the first finger came down
  let felt = false;
  const focused = () => element.contains(document.activeElement);
  const at = (/** @type {{clientX: number, clientY: number}} */ event) => {
    const frame = element.getBoundingClientRect();
    return /** @type {[number, number]} */ ([event.clientX - frame.left, event.clientY - frame.top]);
  };
  const tap = (/** @type {number} */ px, /** @type {number} */ py) => {
    const place = listener.place(px, py);
    if (place) listener.tap(place);
  };
  /** The middle of all fingers, and how far the first two are apart. */
  const fingers = () => {
    const all = [...down.values()];
    const mean = (/** @type {"x" | "y"} */ k) => all.reduce((sum, each) => sum + each[k], 0) / all.length;
    return { x: mean("x"), y: mean("y"), spread: all[1] ? Math.hypot(all[0].x - all[1].x, all[0].y - all[1].y) : 0 };
  };
  const allow = () => {
    element.style.touchAction = focused() ? "none" : "pan-y";
  };

  /** A new grip at each finger that comes or goes, so that the land does not jump. @param {boolean} moved @param {boolean} sideways */
  function take(moved, sideways) {
    grip = down.size ? { view: listener.view(), ...fingers(), moved, sideways } : null;
  }

  /** @param {PointerEvent} event */
  function onDown(event) {
    if (event.button > 0 || (event.target instanceof Element && event.target.closest("button, a, input, select"))) return;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    take(Boolean(grip?.moved), event.pointerType === "touch" && !focused());
  }

  /** @param {PointerEvent} event */
  function onMove(event) {
    const held = down.get(event.pointerId);
    if (!held) {
      if (event.pointerType !== "touch") listener.point(at(event));
      return;
    }
    Object.assign(held, { x: event.clientX, y: event.clientY });
    if (!grip) return;
    const now = fingers();
    const [dx, dy] = [now.x - grip.x, now.y - grip.y];
    const near = NEAR[/** @type {keyof typeof NEAR} */ (event.pointerType)] ?? NEAR.mouse;
    if (!grip.moved && Math.hypot(dx, dy) <= near && down.size < 2) return;
    if (!grip.moved) element.setPointerCapture(event.pointerId);
    grip.moved = true;
    const feels = event.pointerType === "touch" && down.size < 2 && listener.feels?.();
    if (!feels) listener.point(null);
    else if (!grip.sideways || Math.abs(dx) >= Math.abs(dy) || felt) {
      felt = true; // from now on it is no longer the page's, wherever it goes
      listener.point(at(event));
    }
    if (feels || listener.locked()) return;
    const view = dragged(grip.view, dx, grip.sideways ? 0 : dy, element.clientHeight);
    if (grip.sideways && Math.abs(dx) < Math.abs(dy)) return; // about to become the page's
    turning = true;
    listener.turn(grip.spread && !grip.sideways ? zoomed(view, now.spread / grip.spread) : view);
  }

  /** @param {PointerEvent} event */
  function onUp(event) {
    if (!down.delete(event.pointerId) || !grip) return;
    const { moved, sideways } = grip;
    if (down.size) return take(moved, sideways);
    grip = null;
    felt = false;
    if (turning) listener.rest();
    else if (!moved && event.type === "pointerup") tap(...at(event));
    turning = false;
  }

  /** @param {WheelEvent} event */
  function onWheel(event) {
    if (!event.ctrlKey || !focused() || listener.locked()) return;
    event.preventDefault();
    listener.turn(zoomed(listener.view(), 1.1 ** (-event.deltaY / 100)));
    listener.rest();
  }

  const away = () => listener.point(null);
  /** @type {[string, any, AddEventListenerOptions?][]} */
  const heard = [
    ["pointerdown", onDown],
    ["pointermove", onMove],
    ["pointerup", onUp],
    ["pointercancel", onUp],
    ["pointerleave", away],
    ["wheel", onWheel, { passive: false }],
    ["focusin", allow],
    ["focusout", () => requestAnimationFrame(allow)],
  ];
  for (const [type, act, how] of heard) element.addEventListener(type, act, how);
  allow();
  const handle = listener.drag ? createHandle(element, { place: listener.place, move: listener.drag, tap }) : null;
  return {
    hold: (/** @type {[number, number] | null} */ px) => handle?.show(px),
    destroy() {
      handle?.destroy();
      for (const [type, act, how] of heard) element.removeEventListener(type, act, how);
    },
  };
}
