/* One's own data, drawn: a press on the model's panel adds, moves or removes an example. */
import { exampleAt, onAxes, onPanel, pointer } from "./hover.js";
import { HIT, ll, NEAR, one, phrase, put, ready, state } from "./page.js";
import { showRail } from "./tell.js";
import { ask } from "./wishes.js";

function drawExample(event, row, tool) {
  if (ll.controls.unused["input-data"]) {
    // What stands in the box is not what is drawn: it must be mended or taken back first.
    showRail("controls");
    return one("#input-data").focus();
  }
  const target = ready("model");
  if (!target || state.run.problem !== "own") return;
  const point = onAxes.apply(null, [target].concat(onPanel(target, event)));
  const axes = [target._fullLayout.xaxis, target._fullLayout.yaxis];
  // As many digits as half a pixel is worth.
  const rounded = point.map(function (value, k) {
    const pixel = Math.abs(axes[k].p2d(1) - axes[k].p2d(0)) / 4;
    return Number(value.toFixed(Math.min(Math.max(0, Math.ceil(-Math.log10(pixel))), 12)));
  });
  const inside = point.every(function (value, k) {
    const range = axes[k].range;
    return value >= Math.min(range[0], range[1]) && value <= Math.max(range[0], range[1]);
  });
  if (!inside) return;
  const text = ll.table.edited(state.run.data, { tool: tool, row: row, point: rounded });
  if (text !== state.run.data) ask({ kind: "read", text: text, ways: null });
}

export function chooseTool(tool) {
  state.tool = state.tool === tool ? null : tool;
  document.querySelectorAll("[data-tool]").forEach(function (button) {
    button.setAttribute("aria-pressed", String(button.dataset.tool === state.tool));
  });
  const frame = one('[data-panel="model"]');
  if (frame) frame.classList.toggle("drawing", state.tool !== null);
}

export function showTools() {
  const tools = one("[data-tools]");
  if (!tools) return;
  tools.hidden = state.run.problem !== "own" || state.run.scene.indexOf("scaling=standardised") >= 0;
  if (tools.hidden && state.tool) chooseTool(state.tool);
  // The labels by the names of one's own classes.
  document.querySelectorAll("[data-class]").forEach(function (place) { put(place, state.run.classes[Number(place.dataset.class)]); });
  [["one", 1], ["zero", 0]].forEach(function (pair) {
    const spoken = phrase("lab.tool_add", { label: pair[1], name: state.run.classes[pair[1]] });
    const button = tools.querySelector('[data-tool="' + pair[0] + '"]');
    button.setAttribute("aria-label", spoken);
    button.title = spoken;
  });
}

document.addEventListener(
  "pointerdown",
  function (event) {
    const frame = event.target.closest && event.target.closest("[data-panel]");
    if (!frame || event.button !== 0 || !event.isPrimary) return;
    state.press = { panel: frame.dataset.panel, x: event.clientX, y: event.clientY, far: false };
    if (state.press.panel === "model" && state.tool === "move") state.press.row = exampleAt(event, HIT);
  },
  true
);

window.addEventListener(
  "pointermove",
  function (event) {
    const press = state.press;
    if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > NEAR) press.far = true;
    pointer.last = event;
    if (!press) pointer.event = event;
  },
  true
);

const release = function (event) {
  const press = state.press;
  if (!press) return;
  state.press = null;
  if (event.type !== "pointerup" || press.panel !== "model") return;
  if (state.tool === "move" && press.far && press.row >= 0) drawExample(event, press.row, "move");
  else if (state.tool && state.tool !== "move" && !press.far) drawExample(event, exampleAt(event, HIT), state.tool);
};

["pointerup", "pointercancel"].forEach(function (type) { window.addEventListener(type, release, true); });
