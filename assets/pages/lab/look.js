/* The model at the weights on the screen: asked for at rest, and now and then while it plays. */
import { away, ll, one, player, ready, rowOf, set, state } from "./page.js";

const LOOK = 1000; // ms between looks while it plays
export const look = { shown: "", at: 0 };

export function lookAtModel(now) {
  if (now - look.at < (player.playing ? LOOK : 120)) return;
  if (!state.figures || !player.paths.length || !(ready("model") || (away("model") && !one(".away .why")))) return;
  const paths = player.paths.map(player.seen);
  if (paths.some(function (path) { return path.rows === 0; })) return;
  const chosen = Math.min(state.run.chosen, paths.length) - 1;
  const weights = paths.map(function (path) {
    const row = rowOf(path);
    return [path.weights[2 * row], path.weights[2 * row + 1]];
  });
  const asked = { run: paths[chosen].run, weights: weights, chosen: chosen, step: Math.max(0, rowOf(paths[chosen])) };
  const key = JSON.stringify([state.version, asked]);
  if (key === look.shown) return;
  // While it plays, nobody asks for what is scrolled away; at rest all is as it should be, on paper too.
  if (player.playing && !ll.near.onScreen(one('[data-panel="model"]')) && !ll.near.onScreen(one(".why"))) return;
  look.shown = key;
  look.at = now;
  set("store-look", { data: Object.assign({ at: Date.now() }, asked) });
}

export function showSight(said) {
  const target = ready("model");
  if (!target || said.error || !said.prediction.p || !state.run.runs.some(function (run) { return run === said.run; })) return;
  const x = ll.path.decode(said.prediction.x);
  const p = ll.path.decode(said.prediction.p);
  const flat = Boolean(said.prediction.y);
  const first = state.figures.model.data.length;
  if (flat) {
    const y = ll.path.decode(said.prediction.y);
    const rows = Array.from(y, function (_, j) { return p.subarray(j * x.length, (j + 1) * x.length); });
    window.Plotly.restyle(target, { x: [x], y: [y], z: [rows] }, [0]);
  } else {
    const curves = state.figures.curve_styles.map(function (_, run) {
      return p.length >= (run + 1) * x.length ? { x: x, y: p.subarray(run * x.length, (run + 1) * x.length) } : { x: [], y: [] };
    });
    window.Plotly.restyle(target, ll.draw.update(curves), curves.map(function (_, run) { return first + run; }));
  }
  state.examples = {
    probability: ll.path.decode(said.examples.probability),
    loss: ll.path.decode(said.examples.loss),
    share: ll.path.decode(said.examples.share),
  };
  // An example's area is its share of the loss; none is so small that it cannot be seen.
  const many = state.examples.share.length;
  const sizes = Array.from(state.examples.share, function (share) { return Math.min(5 + 9 * Math.sqrt(share * many) / 2, 26); });
  const trace = state.figures.model.data.findIndex(function (each) { return each.name === "examples"; });
  window.Plotly.restyle(target, { "marker.size": [sizes] }, [trace]);
}
