/* The hike's page: joins the ground underfoot, the fields, the keys, the tone and the address. */
import { createPictures } from "../../hike/pictures.js";
import { keyed } from "../../hike/rose.js";
import * as tone from "../../hike/tone.js";
import { createWalks } from "../../hike/walks.js";
import { colorscale } from "../../lib/ramp.js";

const root = /** @type {any} */ (globalThis);
const ll = root.LossLandscape;
const one = (/** @type {string} */ selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector));
const set = (/** @type {string} */ id, /** @type {any} */ properties) => root.dash_clientside.set_props(id, properties);

const state = {
  /** @type {any} */
  reading: null, // what is felt, see `reading` in app/hike/page.py
  /** @type {any} */
  land: null, // what was hidden, once it is seen
  step: { bearing: 0, length: 0.5 },
  dragging: false,
  /** @type {any} */
  sounding: null,
  /** @type {ReturnType<typeof createPictures> | null} */
  pictures: null,
  /** @type {ReturnType<typeof createWalks> | null} */
  walks: null,
};

/* ---- the ground ---- */

/** Plotly draws the ground in space; nobody else on this page asks for it. */
const flat = () => Boolean(one(".away[data-hike-panel]"));
/** @type {Promise<any> | null} */
let loading = null;
function plotly() {
  loading ??= new Promise((resolve, reject) => {
    const config = JSON.parse(document.getElementById("_dash-config")?.textContent ?? "{}");
    const script = document.createElement("script");
    Object.assign(script, { src: config.plotlyjs_url, onload: () => resolve(root.Plotly), onerror: reject });
    document.head.append(script);
  });
  return loading;
}
if (!/[?&](hide|panels)=/.test(location.search)) plotly().catch(() => {}); // as early as can be; who waits for it hears of a failure

/** The pictures, once the page is there; made anew when the page is. */
function pictures() {
  const section = one("[data-hike-stage]");
  if (!section) return null;
  if (state.pictures && section.contains(state.pictures.element)) return state.pictures;
  section.classList.toggle("flat", flat());
  const words = wordsOf(section);
  const onState = (/** @type {string} */ now) => became(section, now);
  const made = createPictures(section, { plotly: flat() ? null : plotly(), words, onState, marks: ll.projector.marks });
  state.walks = createWalks(section, { player: ll.player.create, number: ll.near.number, phrase: ll.phrase, you: words.you, paint: made.paint, tags: made.tags });
  state.pictures = made;
  return made;
}

/** What is written into the pictures: the server's words. @param {HTMLElement | null} section @returns {Record<string, string>} */
const wordsOf = (section) => JSON.parse(section?.dataset.hikeStage || "{}");

/** What became of the ground in space: where it isn't drawn the map takes its place. @param {HTMLElement} section @param {string} now */
function became(section, now) {
  if (now === "drawn") return;
  section.classList.toggle("flat", now !== "back");
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-hike-lost]"))) each.hidden = each.dataset.hikeLost !== now;
  state.pictures?.cover();
}

function draw() {
  const shown = pictures();
  if (shown && !state.land) void shown.feel(state.reading, state.step, state.dragging).catch(() => undrawn());
}
const undrawn = () => became(/** @type {HTMLElement} */ (one("[data-hike-stage]")), "none");

/** @param {any} sent */
function landOf(sent) {
  const { rows } = ll.light;
  const heights = rows(sent.heights);
  const [tall, across] = sent.heights.shape;
  const z = new Float32Array(tall * across);
  heights.forEach((/** @type {Float32Array} */ row, /** @type {number} */ j) => z.set(row, j * across));
  const walkers = sent.walkers.map((/** @type {any} */ walker) => {
    const losses = ll.path.decode(walker.losses);
    return { ...walker, losses, weights: ll.path.decode(walker.weights), rows: losses.length };
  });
  const names = sent.names.map((/** @type {string} */ name) => name.replace(/^w(\d)$/, (_, k) => ll.phrase("page.weight", { number: k })));
  const ground = { z, columns: across, rows: tall, window: sent.window, spacing: sent.spacing, colours: sent.colours };
  return { ...sent, ground, walkers, names };
}

async function reveal() {
  const shown = pictures();
  if (!shown || !state.land) return;
  const { hike } = state.reading;
  const land = landOf(state.land);
  const bar = one("[data-hike-ramp]");
  if (bar) {
    const stops = colorscale(state.land.colours).map(([at, colour]) => `${colour} ${100 * Number(at)}%`);
    bar.style.background = `linear-gradient(90deg, ${stops})`;
    const ends = state.land.ends.map((/** @type {number} */ end) => Object.assign(document.createElement("b"), { textContent: end.toFixed(2) }));
    one(".hike-scale .ends")?.replaceChildren(...ends);
  }
  await shown.see(land, state.reading).catch(undrawn);
  if (state.reading.hike === hike) state.walks?.show(land, hike);
}

/** @param {{bearing: number, length: number}} step */
function choose(step) {
  state.step = step;
  set("input-hike_bearing", { value: String(step.bearing) });
  set("input-hike_length", { value: String(step.length) });
  draw();
}

/* ---- pointer: drag the handle, or press where the step should go ---- */

/** @param {PointerEvent} event */
function pointed(event) {
  const step = state.pictures?.aimed(event.clientX, event.clientY);
  if (step) choose(step);
}
const roseOf = (/** @type {Event} */ event) =>
  event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("[data-hike-rose]")) : null;

document.addEventListener("pointerdown", (event) => {
  const place = roseOf(event);
  if (!place || event.button !== 0 || !event.isPrimary || !state.reading) return;
  state.dragging = true;
  place.setPointerCapture(event.pointerId);
  pointed(event);
});
document.addEventListener("pointermove", (event) => {
  if (state.dragging) pointed(event);
});
for (const type of ["pointerup", "pointercancel"]) {
  document.addEventListener(type, () => {
    if (!state.dragging) return;
    state.dragging = false;
    draw(); // the rose may now have another scale
  });
}

/* ---- keys ---- */

/** @type {Record<string, string>} */
const TURNS = { ArrowLeft: "turn-left", ArrowRight: "turn-right", ArrowUp: "tilt-up", ArrowDown: "tilt-down", Home: "home" };
// A field hands its text over on the same key; the press comes after that.
const press = (/** @type {string} */ id) => setTimeout(() => document.getElementById(id)?.click(), 0);

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || !state.reading || !(target instanceof HTMLElement)) return;
  const rose = roseOf(event);
  const field = ["input-hike_bearing", "input-hike_length"].includes(target.id);
  if (key === "Enter" && (rose || field)) press("button-hike_walk");
  else if (key === "Enter" && target.id === "input-hike_seed") press("button-hike_go");
  else if (target.matches("[data-hike-panel]") && TURNS[key]) state.pictures?.turn(TURNS[key]);
  else {
    const step = rose && keyed(key, event.shiftKey, state.step, state.reading.downhill);
    if (!step) return;
    choose(step);
  }
  event.preventDefault();
});

/* ---- buttons ---- */

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("button")) : null;
  if (!button) return;
  if (button.dataset.hikeTurn) state.pictures?.turn(button.dataset.hikeTurn);
  if ("hikeAgain" in button.dataset) state.pictures?.again();
  if (!("hikeTone" in button.dataset)) return;
  button.setAttribute("aria-pressed", String(!wanted()));
  if (state.reading) sound(null, state.reading);
});

addEventListener("beforeprint", () => state.pictures?.print());

/* ---- sound, if asked for ---- */

const wanted = () => one("[data-hike-tone]")?.getAttribute("aria-pressed") === "true";
const voice = { play: tone.play };

/** @param {any} before @param {any} reading */
function sound(before, reading) {
  if (!wanted() || reading.revealed) return;
  // Made at the first wish, which is a press: browsers allow no sound before one.
  state.sounding ??= new AudioContext();
  state.sounding.resume();
  voice.play(state.sounding, before ? before.altitude : reading.altitude, reading.altitude);
}

/* ---- what Dash calls ---- */

function writeAddress() {
  if (!state.reading || !one("main.hike")) return;
  const theme = ll.theme.chosen === "auto" ? "" : `&theme=${ll.theme.chosen}`;
  ll.address.write(`?${state.reading.hike}${theme}`);
}
document.addEventListener("loss-landscape-theme", () => {
  writeAddress();
  state.pictures?.restyle();
  if (state.reading) draw(); // the way has another colour
});

/** The verdict gets the focus, so that a screen reader goes on there. @param {number} tries */
function unveil(tries) {
  const title = one("[data-hike-title]");
  if (title) title.focus({ preventScroll: innerWidth > 1020 });
  else if (tries) requestAnimationFrame(() => unveil(tries - 1));
}

/** @param {unknown} text @param {number} otherwise */
function number(text, otherwise) {
  const value = Number(String(text).replace(",", "."));
  return String(text).trim() !== "" && Number.isFinite(value) ? value : otherwise;
}

root.dash_clientside = Object.assign({}, root.dash_clientside, {
  loss_landscape_hike: {
    /** @param {any} reading @param {any} land @param {unknown} bearing @param {unknown} length */
    show(reading, land, bearing, length) {
      const before = state.reading;
      const news = !before || before.hike !== reading.hike;
      Object.assign(state, { reading, land });
      state.step = {
        bearing: Math.min(Math.max(number(bearing, state.step.bearing), 0), 360),
        length: Math.min(Math.max(number(length, state.step.length), 0.001), 10),
      };
      if (news || !land) {
        if (!land) state.walks?.hide();
        // On a fresh page the place for it comes with the same reply.
        requestAnimationFrame(land ? reveal : draw);
      }
      if (news && before) {
        sound(before, reading);
        if (reading.revealed && !before.revealed) unveil(120);
      }
      if (news) writeAddress();
      const { aim = "" } = wordsOf(one("[data-hike-stage]"));
      return aim.replace("{bearing}", String(state.step.bearing)).replace("{length}", String(state.step.length));
    },
  },
});

ll.hike = { state, voice, pixel: (/** @type {number} */ bearing, /** @type {number} */ length) => state.pictures?.pixel(bearing, length) };
