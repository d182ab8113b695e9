/* Words at their places: small labels in HTML above a picture. They keep inside the frame, off each other and off what they shall avoid.
 *
 * place(tags, frame, avoid, clear)   pure: where each goes, [left, top]
 * createTags(element)        .show(list, frame, avoid, clear): list of {at: [px, py], text, number, colour, marker, star}
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
function meet(a, b) {
  const across = a.left < b.left + b.width && b.left < a.left + a.width;
  return across && a.top < b.top + b.height && b.top < a.top + a.height;
}

/** Where a tag may be, from its pixel, best first: beside it above and below, then a row further off. @param {Sized} tag @returns {Rect[]} */
function choices({ at: [x, y], width, height }) {
  const out = [];
  for (const row of [0, height + MARGIN, 2 * (height + MARGIN)]) {
    for (const top of [y - GAP[1] - height - row, y + GAP[1] + row]) {
      for (const left of [x + GAP[0], x - GAP[0] - width]) out.push({ left, top, width, height });
    }
  }
  return out;
}

/**
 * Each where it is free and covers the fewest of the places that shall stay clear; where none is free, as near as the frame allows.
 * @param {Sized[]} tags @param {{width: number, height: number}} frame @param {Rect[]} avoid @param {[number, number][]} [clear] pixels
 * @returns {[number, number][]} left and top
 */
export function place(tags, frame, avoid, clear = []) {
  const taken = [...avoid];
  return tags.map((tag) => {
    const { width, height } = tag;
    const inFrame = (/** @type {Rect} */ rect) =>
      Math.min(rect.left, rect.top) >= MARGIN &&
      rect.left + width <= frame.width - MARGIN &&
      rect.top + height <= frame.height - MARGIN;
    const covers = (/** @type {Rect} */ rect) =>
      clear.filter(([x, y]) => x > rect.left - 8 && x < rect.left + width + 8 && y > rect.top - 8 && y < rect.top + height + 8).length;
    const rects = choices(tag);
    const free = rects.filter((rect) => inFrame(rect) && !taken.some((other) => meet(rect, other)));
    const best = free.map((rect, k) => ({ rect, cost: covers(rect) + 0.4 * k })).sort((p, q) => p.cost - q.cost)[0];
    const chosen = best?.rect ?? rects.find(inFrame) ?? rects[0];
    const kept = {
      ...chosen,
      left: Math.max(MARGIN, Math.min(chosen.left, frame.width - MARGIN - width)),
      top: Math.max(MARGIN, Math.min(chosen.top, frame.height - MARGIN - height)),
    };
    taken.push(kept);
    return [Math.round(kept.left), Math.round(kept.top)];
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
    const parts = tag.number ? [`${tag.text} `, number] : [tag.text];
    label.replaceChildren(...(tag.star || tag.colour ? [swatch] : []), ...parts);
  }

  /** @param {Tag[]} list @param {{width: number, height: number}} frame @param {Rect[]} [avoid] @param {[number, number][]} [clear] */
  function show(list, frame, avoid = [], clear = []) {
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
    place(sized, frame, avoid, clear).forEach(([left, top], k) => {
      shown[k].element.style.transform = `translate(${left}px, ${top}px)`;
    });
  }

  return { show };
}
