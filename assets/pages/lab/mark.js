/* The card of a star, a circle or a cross, and which starts end there. */
import { share } from "./basinpicture.js";
import { basins } from "./basins.js";
import { chosenRun, ll, make, number, one, phrase, player, state } from "./page.js";

export function openMark(mark) {
  state.mark = mark;
  if (mark.minimum !== null && player.paths.length) basins.want([chosenRun()]);
  showMark();
  const button = one('[data-action="start-here"]');
  if (button) button.focus({ preventScroll: true });
}

export function closeMark() {
  state.mark = null;
  showMark();
}

export function showMark() {
  const card = one("[data-mark-card]");
  if (!card) return;
  card.hidden = !state.mark;
  if (!state.mark) return;
  const mark = state.mark;
  const numbers = state.figures.names.map(function (name, k) { return phrase("lab.weight", { name: name, value: number(mark.weights[k]) }); }).join(", ");
  const [a, b] = mark.eigenvalues.map(number);
  const text = phrase("lab.mark_says", { what: mark.what, weights: numbers, loss: number(mark.loss), eigenvalues: phrase("lab.and", { a: a, b: b }), ends: endsThere(mark) });
  if (card.dataset.shown === text) return;
  card.dataset.shown = text;
  const words = card.querySelector("p");
  if (words && card.dataset.mark === numbers) {
    words.textContent = text;
    return;
  }
  card.dataset.mark = numbers;
  card.replaceChildren(
    make("p", { text: text, role: "status" }),
    make("div", { class: "row-of-buttons" },
      ll.frame.locks("start") ? "" : make("button", { type: "button", "data-action": "start-here", text: phrase("lab.mark_start") }),
      make("button", { type: "button", "data-action": "close-mark", text: phrase("page.close") }))
  );
}

/* Which starts end in a minimum, once the basin map of the chosen run is there. */
function endsThere(mark) {
  if (mark.minimum === null) return phrase("lab.mark_saddle");
  const map = basins.get(chosenRun());
  if (map && map.error) return map.error;
  if (!map || map.next !== null) return phrase("lab.mark_counting", { percent: Math.round(100 * basins.progress([chosenRun()])) });
  const found = ll.basin.count(map);
  const many = found.counts[mark.minimum];
  return phrase(many ? "lab.mark_ends" : "lab.mark_ends_none", { share: share(phrase, many, found.all), all: found.all.toLocaleString("en"), run: state.run.chosen });
}
