/* The walks after the blindfold is off, in the dock: played, paused, step by step.
 *
 * createWalks(section, {player, number, phrase, you, paint, tags})   player: what makes one, assets/player.js; number: how a loss is written; you: the
 *                              learner's name on the land; phrase: assets/phrase.js
 *   .show(land, key)   the walks of a land, from their start, playing unless no motion is wanted; key: another one for each hike
 *   .hide()
 *   .player
 */

const STEPS = 300; // of gradient descent and momentum

/** @typedef {{name: string, weights: ArrayLike<number>, losses: ArrayLike<number>, rests: number | null}} Walker */

/**
 * @param {HTMLElement} section
 * @param {{player: (outside: any) => any, number: (value: number) => string, phrase: (key: string, values?: object) => string, you: string, paint: (step: number) => void, tags: (tags: any[]) => void}} page
 */
export function createWalks(section, page) {
  const { phrase } = page;
  const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (section.querySelector(name));
  /** @type {Walker[]} */
  let walkers = [];
  let frame = 0;
  const player = page.player({ ask() {}, show() {}, changed: tell });

  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = slider.value = "0";
  const scrub = find("[data-hike-scrub]");
  slider.setAttribute("aria-label", scrub.dataset.hikeScrub ?? "");
  slider.addEventListener("input", () => go(Number(slider.value)));
  scrub.replaceChildren(slider);

  /** @param {Walker} walker */
  const row = ({ losses }) => Math.min(player.step, losses.length - 1);
  /** @param {Walker} walker */
  const rested = ({ rests, losses }) => player.step >= Math.min(rests ?? Infinity, losses.length - 1);

  function tell() {
    if (!walkers.length) return;
    const last = player.last();
    Object.assign(slider, { max: String(last), value: String(player.step) });
    slider.style.setProperty("--at", `${(100 * player.step) / Math.max(last, 1)}%`);
    const words = phrase("page.step", { step: player.step, last });
    slider.setAttribute("aria-valuetext", words);
    find("[data-hike-count]").textContent = words;
    const button = find("[data-hike-play=play]");
    const label = phrase(player.playing ? "page.pause" : "page.play");
    if (button.getAttribute("aria-label") !== label) {
      button.setAttribute("aria-label", label);
      Object.assign(button, { textContent: label, title: label });
    }
    const parts = walkers.map((walker, k) => {
      const [place, spot, loss] = ["span", "span", "b"].map((tag) => document.createElement(tag));
      spot.className = `spot run-${k + 1}`;
      loss.textContent = page.number(walker.losses[row(walker)]);
      place.append(spot, `${walker.name} `, loss);
      return place;
    });
    find("[data-hike-now]").replaceChildren(...parts);
    // The learner's own end is named on the land; the others are told by their colours.
    const [you] = walkers;
    const end = row(you);
    page.tags(rested(you) ? [{ at: [you.weights[2 * end], you.weights[2 * end + 1]], text: page.you, number: you.losses[end].toFixed(3), run: 0 }] : []);
  }

  /** @param {number} now */
  function tick(now) {
    frame = 0;
    if (!walkers.length) return;
    player.frame(now);
    page.paint(player.place());
    if (player.playing) frame = requestAnimationFrame(tick);
  }
  function run() {
    if (!frame) frame = requestAnimationFrame(tick);
  }
  /** @param {number} step */
  function go(step) {
    player.go(step);
    run();
  }

  /** @type {Record<string, () => void>} */
  const actions = {
    play: () => (player.playing ? player.pause() : player.play()),
    back: () => player.go(player.step - 1),
    forward: () => player.go(player.step + 1),
  };
  section.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-hike-play]") : null;
    if (!(button instanceof HTMLElement) || !walkers.length) return;
    actions[button.dataset.hikePlay ?? ""]?.();
    run();
  });

  return {
    /** @param {{walkers: Walker[]}} land @param {string} key */
    show(land, key) {
      const keys = land.walkers.map((_, k) => `${key} ${k}`);
      player.load(keys, STEPS, { step: null, restart: true, playing: false });
      walkers = land.walkers;
      walkers.forEach(({ weights, losses, rests }, k) => {
        const outcome = { rests: rests !== null, from: rests ?? losses.length - 1 };
        Object.assign(player.paths[k], { weights, losses, rows: losses.length, next: null, outcome });
      });
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) player.go(player.last());
      else player.play();
      run();
    },
    hide() {
      walkers = [];
      player.pause();
    },
    player,
  };
}
