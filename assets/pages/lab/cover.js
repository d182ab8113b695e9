/* The cover's words on the two runs follow what is on the screen: one sentence of those that the page holds is shown. */

/** @param {string[]} kinds how each run ended, "" while it has not @param {boolean} same whether the rules are those of which the words speak */
export function told(kinds, same) {
  if (!same || kinds.length !== 2) return "";
  if (kinds.some((kind) => !kind)) return kinds.every((kind) => !kind) ? "walking" : kinds[0] === "local minimum" ? "caught" : "walking";
  const ends = kinds.map((kind) => ({ lowest: "lowest", "local minimum": "caught" })[kind] ?? "other");
  return ends.includes("other") ? "other" : ends.join("-");
}

/** @param {string[]} kinds @param {boolean} same */
export function showCover(kinds, same) {
  const now = told(kinds, same);
  for (const each of document.querySelectorAll("[data-cover]")) {
    const element = /** @type {HTMLElement} */ (each);
    const hidden = element.dataset.cover !== now;
    if (element.hidden !== hidden) element.hidden = hidden;
  }
}
