/* What one can take hold of: the start, or a guess. A round place above it that a mouse or a finger drags over the ground, without turning or scrolling it.
 *
 * createHandle(frame, {place, move, tap, point})   frame: the picture; place(px, py): the ground there, or null
 *                  move([w1, w2], done): it is dragged, or let go; tap and point as elsewhere on the picture
 *   .show([px, py] | null)    where it is
 *   .destroy()
 */

/** @typedef {[number, number]} Place */

const NEAR = 5; // px until a press is a drag

/**
 * @param {HTMLElement} frame
 * @param {{place: (px: number, py: number) => Place | null, move: (at: Place, done: boolean) => void, tap: (px: number, py: number) => void}} on
 */
export function createHandle(frame, on) {
  // It is for hands only: the keyboard has the arrow keys, and what is read aloud the control.
  const handle = document.createElement("div");
  handle.className = "handle";
  handle.setAttribute("aria-hidden", "true");
  handle.hidden = true;
  frame.append(handle);
  /** @type {{x: number, y: number, moved: boolean, last: Place | null} | null} */
  let grip = null;
  /** @type {string} */
  let shown = "";
  const pixel = (/** @type {PointerEvent} */ event) => {
    const box = frame.getBoundingClientRect();
    return /** @type {[number, number]} */ ([event.clientX - box.left, event.clientY - box.top]);
  };

  handle.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    event.stopPropagation();
    handle.setPointerCapture(event.pointerId);
    grip = { x: event.clientX, y: event.clientY, moved: false, last: null };
  });
  handle.addEventListener("pointermove", (event) => {
    if (!grip) return;
    event.stopPropagation();
    if (Math.hypot(event.clientX - grip.x, event.clientY - grip.y) > NEAR) grip.moved = true;
    const at = grip.moved ? on.place(...pixel(event)) : null;
    if (!at) return;
    grip.last = at;
    on.move(at, false);
  });
  const release = (/** @type {PointerEvent} */ event) => {
    const held = grip;
    grip = null;
    if (!held) return;
    event.stopPropagation();
    if (held.last) on.move(held.last, true);
    else if (!held.moved && event.type === "pointerup") on.tap(...pixel(event));
  };
  handle.addEventListener("pointerup", release);
  handle.addEventListener("pointercancel", release);

  return {
    /** @param {[number, number] | null} at */
    show(at) {
      const now = at ? `translate(${at[0].toFixed(1)}px, ${at[1].toFixed(1)}px)` : "";
      if (now === shown) return;
      shown = now;
      handle.hidden = !at;
      handle.style.transform = now;
    },
    destroy: () => handle.remove(),
  };
}
