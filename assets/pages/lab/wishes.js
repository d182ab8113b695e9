/* Wishes: everything that leads to another scene goes to the server as one, and is asked again until it is answered. And undo. */
import { basins } from "./basins.js";
import { last, ll, one, player, set, state } from "./page.js";
import { showCode } from "./takeaway.js";
import { tell } from "./tell.js";

const PATIENCE = 5000; // ms until an unanswered wish is made again
const TOGETHER = 1200; // ms in which changes of one control count as one, for undo
export const wishes = { open: null, sent: 0, past: [], kind: "", at: 0, undoing: false, home: null, refusals: ll.patience.refusals() };

function wish(what) {
  const now = Date.now();
  const full = Object.assign({ at: now, step: player.step, onward: onward(), scene: state.run.scene, chosen: state.run.chosen, clean: !one(".field.wrong") }, what);
  wishes.open = full;
  wishes.sent = window.performance.now();
  wishes.undoing = what.kind === "scene" && what.undo === true;
  wishes.label = what.kind + (what.asked || []).join();
  return full;
}

/* Whether a change is meant from the step on the screen on. A choice that is out of sight, behind the lesson, is not meant any more. */
function onward() {
  const button = one("[data-action=onward][aria-pressed=true]");
  return Boolean(button && button.offsetParent);
}

export function chooseOnward(on) {
  const button = one("[data-action=onward]");
  if (button) button.setAttribute("aria-pressed", String(on));
  if (button) one("[data-onward]").hidden = !on;
}

export function ask(what) {
  if (state.run) set("store-wish", { data: wish(what) });
}

/* A change of any control is a wish. */
const CONTROLS = /^input-(?!net-|hike_|lesson_|practice_)/;
const NO_WISH = ["input-theme", "input-speed", "input-runs"];

export function wishFor(id, change) {
  if (!state.run) return;
  if (change.change) return ask({ kind: change.change.kind, run: change.change.run });
  if (change.asked && id === "input-data") return ask({ kind: "read", text: change.asked.text, ways: change.asked.ways });
  if (id === "input-runs") return ask({ kind: "pick", run: change.value });
  if (!CONTROLS.test(id) || NO_WISH.indexOf(id) >= 0) return;
  ask({ kind: "values", asked: [id.slice("input-".length)], values: wishes.refusals.without(standing()) });
}

/* What all controls that lead to a scene show now, by field. */
export function standing() {
  const values = {};
  Object.keys(ll.controls.values).forEach(function (each) {
    if (CONTROLS.test(each) && NO_WISH.indexOf(each) < 0) values[each.slice("input-".length)] = ll.controls.values[each];
  });
  return values;
}

document.addEventListener("loss-landscape-control", function (event) { wishFor(event.detail.id, event.detail); });

/* The server refused a wish: it is given up, and what was asked for stays in its field, with the reason, but is not sent again. */
function refusedWish(words) {
  const open = wishes.open;
  wishes.open = null;
  wishes.silent = false;
  if (open && open.kind === "values") wishes.refusals.add(open.asked, open.values, words);
  if (open && open.kind === "read") set("input-data", { reading: { wrong: words, at: open.at } });
  showRefusals();
  last.said = null;
  tell();
}

function showRefusals() {
  wishes.refusals.standing(function (field) { return ll.controls.values["input-" + field]; }).forEach(function (each) {
    set("input-" + each.field, { message: each.words });
  });
}

document.addEventListener("loss-landscape-refused", function (event) {
  const about = function (store) { return event.detail.changed.indexOf("store-" + store + ".data") >= 0; };
  const words = event.detail.words;
  if (!state.run) return;
  if (about("wish")) refusedWish(words);
  if (about("request")) player.refuse();
  if (about("basin-request")) basins.refuse(words);
  if (about("code-request")) showCode({ error: words });
});

export function answered(at) {
  showRefusals();
  if (!wishes.open || wishes.open.at !== at) return;
  if (wishes.open.values) wishes.refusals.accept(wishes.open.values);
  wishes.open = null;
  if (!wishes.silent) return;
  wishes.silent = false;
  last.said = null;
  tell();
}

let frameAt = null;

export function askAgain(now) {
  // As in the player: the time in which the page itself stood still is not the server's.
  if (frameAt !== null) wishes.sent += Math.max(0, now - frameAt - ll.player.STALL);
  frameAt = now;
  if (!wishes.open || now - wishes.sent < PATIENCE) return;
  wishes.sent = now;
  wishes.silent = true;
  set("store-wish", { data: Object.assign({}, wishes.open, { again: now }) });
  tell();
}

/* What the scene was before goes on the pile of undo; a slider's way counts as one change. */
export function remember(before, run) {
  if (before === null) {
    wishes.home = run.scene + "&chosen=" + run.chosen;
    return;
  }
  const now = Date.now();
  const same = wishes.label === wishes.kind && wishes.label.indexOf("values") === 0 && now - wishes.at < TOGETHER;
  wishes.kind = wishes.label;
  wishes.at = now;
  if (before.scene === run.scene || wishes.undoing || same) return;
  wishes.past.push(before.scene + "&chosen=" + before.chosen);
  if (wishes.past.length > 100) wishes.past.shift();
}

export function undo() {
  const link = wishes.past.pop();
  if (link) ask({ kind: "scene", link: link, undo: true });
  showSteady();
}

export function showSteady() {
  document.querySelectorAll('[data-action="undo"], [data-action="reset"]').forEach(function (button) { button.disabled = !wishes.past.length; });
}
