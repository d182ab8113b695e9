/* One question after another to the server, work and looks at the decision regions in turns, until all of a scene is known. */
import { follow, ll, main, phrase, player, plot, set, state } from "./page.js";

const PATIENCE = 20000; // ms until an unanswered question is asked again
const LOOK = 350; // ms between looks at the decision regions
const DRAWN = ["pictures", "way", "several", "look"]; // answers that need Plotly

/** @param {number} now */
export function ask(now) {
  if (!state.run) return;
  if (state.asked) {
    if (now - state.asked.at < PATIENCE) return;
    state.silent = true;
    state.asked = null;
    showWork();
  }
  const work = state.cancelled ? null : ll.work.next(state.run, state.known, { way: state.way });
  const look = wantedLook(now);
  const next = look && (state.last !== "look" || !work) ? look : work;
  if (!next || (DRAWN.includes(next.kind) && !window.Plotly)) return;
  if (next.kind === "look") state.look.at = now;
  state.asked = { kind: next.kind, at: now };
  state.last = next.kind;
  set("store-net-request", { data: { scene: state.run.scene, mode: state.mode, at: Date.now(), ...next } });
  showWork();
}

/** A question about the decision regions, where those on the screen belong to another step. @param {number} now */
function wantedLook(now) {
  if (lookKey(player.step) === state.look.key) return null; // first, as what follows makes the page lay out
  const began = state.run.runs.every((/** @type {string} */ link) => state.known.first[link] !== 0);
  if (!began || state.known.failed || !state.pictures || now - state.look.at < LOOK) return null;
  if (!plot("regions-1")?.data) return null; // behind another tab, and never drawn so far
  if (player.playing && !ll.near.onScreen(plot("regions-1")) && !ll.near.onScreen(plot("regions-2"))) return null; // scrolled away
  return { kind: "look", step: player.step };
}

/** @param {number} step */
export const lookKey = (step) => JSON.stringify([state.run.runs, step, state.version, state.mode]);

/** @param {string} text @param {Record<string, (reply: any) => void>} takers by kind of question */
export function receive(text, takers) {
  const reply = JSON.parse(text);
  state.asked = null;
  state.silent = false;
  if (!state.run || reply.scene !== state.run.scene) return;
  if (reply.kind === "look") {
    if (!reply.error) takers.look(reply);
    else state.look.key = lookKey(reply.step);
    return;
  }
  if (ll.work.take(state.run, state.known, reply) && !reply.error) takers[reply.kind]?.(reply);
  follow.changed();
  ask(performance.now());
}

/** The server refused a question: its reason stands where its progress did, and nobody asks again until the person wishes so. */
document.addEventListener("loss-landscape-refused", (event) => {
  const { changed, words } = /** @type {CustomEvent} */ (event).detail;
  if (changed.includes("input-net-table.asked")) set("input-net-table", { reading: { wrong: words, at: Date.now() } });
  const { asked } = state;
  if (!state.run || !asked || !changed.includes("store-net-request.data")) return;
  state.asked = null;
  state.silent = false;
  if (asked.kind === "look") state.look.key = lookKey(player.step);
  else state.known.failed = words;
  follow.changed();
});

/** What is under way, and how far. */
export function showWork() {
  const show = (/** @type {string} */ name) => main()?.querySelector(`[data-net-show="${name}"]`);
  const place = show("busy");
  if (!place || !state.run) return;
  // Until a new slice is there, the one before is still on the screen: it steps back, so that nobody takes it for the new one.
  main().dataset.netStale = state.known.drawn ? "no" : "yes";
  const open = ll.work.next(state.run, state.known, { way: state.way });
  const now = ll.work.told(state.run, state.known, open);
  const { failed } = state.known;
  place.hidden = !open && !failed;
  show("bar").hidden = Boolean(failed);
  show("bar").value = now.share;
  const key = state.silent ? "networks.silent" : state.cancelled ? "networks.cancelled" : "";
  const words = failed || (key ? phrase(key, now) : now.words);
  const act = phrase(failed ? "networks.try_again" : state.cancelled ? "networks.go_on" : "page.cancel");
  const button = main().querySelector('[data-net-action="cancel"]');
  if (show("work").textContent !== words) show("work").textContent = words;
  if (button.textContent !== act) button.textContent = act;
}
