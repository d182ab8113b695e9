/* What can be taken along: the link, the pictures, the paths as a table, the code. */
import { graph, ll, make, one, phrase, player, put, state } from "./page.js";
import { runTraces } from "./plots.js";
import { link } from "./tell.js";

function taken(text) {
  put(one("[data-taken]"), text);
}

const takeout = ll.takeout;
const takenPlace = function () { return one("[data-takeout]"); };

/* The address of a picture's data; of land and map with all that is painted above them. */
function drawn(panel, kind, paper) {
  if (panel === "surface" || panel === "contour") return state.pictures.taken(panel === "contour" ? "map" : "land", kind, paper);
  const target = graph(panel);
  const frame = one('[data-panel="' + panel + '"]').getBoundingClientRect();
  const layout = Object.assign({}, target.layout, { paper_bgcolor: paper });
  // A panel behind another tab has no size, and its runs are not drawn.
  const size = { width: Math.round(frame.width) || 640, height: Math.round(frame.height) || 300 };
  const data = ll.draw.PANELS.includes(panel) ? target.data.concat(runTraces(panel)) : target.data;
  return window.Plotly.toImage({ data: data, layout: layout, config: {} }, Object.assign({ format: kind, scale: 2 }, size));
}

export function savePicture(button) {
  const panel = button.dataset.of;
  taken(phrase("page.drawing"));
  const paper = window.getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
  drawn(panel, button.dataset.kind, paper)
    .then(function (url) {
      const name = "loss-landscape-" + state.run.problem + "-" + panel + "." + button.dataset.kind;
      takeout.save(takenPlace(), taken, { label: button.getAttribute("aria-label"), name: name, content: url });
    })
    .catch(function () { taken(phrase("page.no_picture")); });
}

export function saveTable() {
  const text = ll.ranking.csv(player.paths, state.run.names, state.figures.names);
  takeout.save(takenPlace(), taken, { label: phrase("lab.paths"), name: "loss-landscape-" + state.run.problem + ".csv", content: text, kind: "text/csv" });
}

export function copyLink() {
  const address = window.location.origin + window.location.pathname + link(!player.playing);
  takeout.copy(takenPlace(), taken, { label: phrase("page.link"), text: address, done: phrase("page.link_copied") });
}

export function showCode(codes) {
  const place = one("[data-code]");
  if (!place) return;
  place.hidden = false;
  if (codes.error) return place.replaceChildren(make("p", { text: codes.error }));
  place.replaceChildren.apply(place, [["losscore", phrase("lab.code_losscore")], ["torch", phrase("lab.code_torch")]].map(function (pair) {
    const name = "loss_landscape_" + (pair[0] === "torch" ? "torch" : "losscore") + ".py";
    const copyIt = make("button", { type: "button", text: phrase("page.copy") });
    copyIt.addEventListener("click", function () { takeout.copy(takenPlace(), taken, { label: pair[1], text: codes[pair[0]], done: phrase("page.copied") }); });
    const saveIt = make("button", { type: "button", text: phrase("page.save") });
    saveIt.addEventListener("click", function () { takeout.save(null, taken, { name: name, content: codes[pair[0]], kind: "text/x-python" }); });
    const head = make("div", { class: "row-of-buttons" }, make("h3", { text: pair[1] }), copyIt, saveIt);
    return make("div", {}, head, make("pre", { tabindex: "0", "data-source": pair[0], "aria-label": pair[1], text: codes[pair[0]] }));
  }));
}
