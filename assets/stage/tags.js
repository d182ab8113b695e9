/* Words at their places: small labels in HTML above a picture. They keep inside the frame, off each other and off what they shall avoid.
 *
 * place(tags, size, avoid)   pure: where each goes, [left, top]
 * createTags(element)        .show(list, frame, avoid): list of {at: [px, py], text, number, colour, marker, star}
 */

/** @typedef {{left: number, top: number, width: number, height: number}} Rect */
/** @typedef {{at: [number, number], width: number, height: number}} Sized */
/**
 * @typedef {object} Tag
 * @property {[number, number]} at pixel of what is named @property {string} text @property {string} [number]
 * @property {string} [colour] of the run @property {string} [marker] its shape @property {boolean} [star]
 */

const GAP = [16, 12]; // px from the pixel, across and up
const MARGIN = 4; // px from the frame

/** @param {Rect} a @param {Rect} b */
const meet = (a, b) => a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

/**
 * The first of four corners around its pixel at which a tag is free; where none is, the one that the frame allows.
 * @param {Sized[]} tags @param {{width: number, height: number}} frame @param {Rect[]} avoid @returns {[number, number][]}
 */
export function place(tags, frame, avoid) {
  const taken = [...avoid];
  return tags.map(({ at: [x, y], width, height }) => {
    const right = x + GAP[0];
    const left = x - GAP[0] - width;
    const above = y - GAP[1] - height;
    const below = y + GAP[1];
    const corners = [[right, above], [left, above], [right, below], [left, below]];
    const rects = corners.map(([l, t]) => ({ left: l, top: t, width, height }));
    const inFrame = (/** @type {Rect} */ rect) =>
      rect.left >= MARGIN && rect.top >= MARGIN && rect.left + width <= frame.width - MARGIN && rect.top + height <= frame.height - MARGIN;
    const free = rects.find((rect) => inFrame(rect) && !taken.some((other) => meet(rect, other)));
    const chosen = free ?? rects.find(inFrame) ?? rects[0];
    const kept = {
      ...chosen,
      left: Math.max(MARGIN, Math.min(chosen.left, frame.width - MARGIN - width)),
      top: Math.max(MARGIN, Math.min(chosen.top, frame.height - MARGIN - height)),
    };
    taken.push(kept);
    return /** @type {[number, number]} */ ([Math.round(kept.left), Math.round(kept.top)]);
  });
}

/** @param {Tag} tag @returns {string} */
const worded = (tag) => JSON.stringify([tag.text, tag.number, tag.colour, tag.marker, tag.star]);

/** @param {HTMLElement} element as large as the picture; its words are told elsewhere too */
export function createTags(element) {
  element.setAttribute("aria-hidden", "true");
  /** @type {{element: HTMLElement, words: string, width: number, height: number}[]} */
  const shown = [];

  /** @param {HTMLElement} label @param {Tag} tag */
  function fill(label, tag) {
    const swatch = document.createElement("i");
    swatch.className = tag.star ? "tag-star" : `tag-run ${tag.marker ?? "circle"}`;
    if (tag.colour) swatch.style.background = tag.colour;
    const number = document.createElement("span");
    number.textContent = tag.number ?? "";
    label.replaceChildren(...(tag.star || tag.colour ? [swatch] : []), tag.number ? `${tag.text} ` : tag.text, ...(tag.number ? [number] : []));
  }

  /** @param {Tag[]} list @param {{width: number, height: number}} frame @param {Rect[]} [avoid] */
  function show(list, frame, avoid = []) {
    while (shown.length > list.length) shown.pop()?.element.remove();
    list.forEach((tag, k) => {
      if (!shown[k]) {
        shown[k] = { element: document.createElement("span"), words: "", width: 0, height: 0 };
        shown[k].element.className = "tag";
        element.append(shown[k].element);
      }
      const words = worded(tag);
      if (shown[k].words === words) return;
      fill(shown[k].element, tag);
      // Measured only when its words change: a tag follows its place in every frame.
      Object.assign(shown[k], { words, width: shown[k].element.offsetWidth, height: shown[k].element.offsetHeight });
    });
    const sized = list.map(({ at }, k) => ({ at, width: shown[k].width, height: shown[k].height }));
    place(sized, frame, avoid).forEach(([left, top], k) => {
      shown[k].element.style.transform = `translate(${left}px, ${top}px)`;
    });
  }

  return { show };
}
