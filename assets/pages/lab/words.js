/* Each picture in words and numbers, opened below it. */
import { last, ll, make, number, one, phrase, player, state } from "./page.js";

export function tellWords() {
  const open = Object.keys(state.words).filter(function (panel) { return state.words[panel]; });
  if (!open.length || !state.figures) return;
  const chosen = Math.min(state.run.chosen, player.paths.length) - 1;
  const path = player.seen(player.paths[chosen]);
  const now = JSON.stringify([open, state.version, path.run, path.rows, state.run.chosen]);
  if (now === last.worded) return;
  last.worded = now;
  open.forEach(function (panel) {
    const place = one('[data-words="' + panel + '"]');
    if (place) place.replaceChildren.apply(place, wordsOf(panel, path, chosen));
  });
}

function wordsOf(panel, path, chosen) {
  const names = state.figures.names;
  const out = [make("p", { text: state.figures.words[panel] })];
  if (panel === "contour") out.push(marksTable());
  const head = [phrase("lab.table_step"), names[0], names[1], phrase("lab.table_loss")].concat(names.map(function (name) { return phrase("lab.table_slope", { name: name }); }));
  const caption = make("caption", { text: state.run.names[chosen] });
  const rows = ll.ranking.table(path).map(function (row) {
    return make.apply(null, ["tr", {}].concat(row.map(function (value, k) { return make("td", { text: k ? number(value) : String(value) }); })));
  });
  out.push(framed(caption, head, rows));
  return out;
}

function framed(caption, head, rows) {
  const cells = head.map(function (name) { return make("th", { scope: "col", text: name }); });
  const table = make("table", {}, caption, make("thead", {}, make.apply(null, ["tr", {}].concat(cells))), make.apply(null, ["tbody", {}].concat(rows)));
  return make("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": caption.textContent }, table);
}

function marksTable() {
  const rows = state.figures.marks.map(function (mark, index) {
    const here = make("button", { type: "button", "data-action": "tell-mark", "data-mark": index, text: phrase("lab.mark_tell"), "aria-label": phrase("lab.mark_tell_label", { mark: mark.mark, weights: mark.weights.map(number).join(", ") }) });
    return make("tr", {}, make("th", { scope: "row", text: mark.mark }), make("td", { text: mark.weights.map(number).join(", ") }), make("td", { text: number(mark.loss) }), make("td", {}, here));
  });
  return rows.length ? framed(make("caption", { text: phrase("lab.marks") }), ["marks_mark", "marks_weights", "table_loss", "marks_more"].map(function (name) { return phrase("lab." + name); }), rows) : "";
}

/* One picture's words at a time: those of the stage lie in the same place. */
export function toggleWords(button) {
  const open = !state.words[button.dataset.of];
  document.querySelectorAll('[data-action="words"]').forEach(function (each) {
    const panel = each.dataset.of;
    state.words[panel] = open && each === button;
    each.setAttribute("aria-expanded", String(state.words[panel]));
    one('[data-words="' + panel + '"]').hidden = !state.words[panel];
  });
  last.worded = "";
  tellWords();
}
