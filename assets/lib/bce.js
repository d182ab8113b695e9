/* Binary cross-entropy as the engine computes it (losscore/loss.py), for figures that answer while the hand is on them. Natural logarithm.
 *
 * A linear model gives the probability sigmoid(z) to the label 1, where z = w1 x + w2 for one feature and w1 x1 + w2 x2 for two.
 */

/** @typedef {[number, number]} Weights */
/** @typedef {{features: number[][], labels: number[]}} Examples */

/** log(1 + e^t), exact at both ends. @param {number} t */
export const softplus = (t) => Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));

/** 1 / (1 + e^-t) without overflow. @param {number} t */
export const sigmoid = (t) => Math.exp(Math.min(t, 0)) / (1 + Math.exp(-Math.abs(t)));

/** What an example costs whose true answer got the probability p. @param {number} p */
export const costOf = (p) => -Math.log(p) + 0;

/** @param {number[]} values */
export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What each weight is multiplied with. @param {number[]} features @returns {[number, number]} */
const inputs = ([first, second = 1]) => [first, second];

/** @param {number[]} features @param {Weights} weights */
export function logit(features, [w1, w2]) {
  const [a, b] = inputs(features);
  return w1 * a + w2 * b;
}

/** What each example costs at some weights; their mean is the loss. @param {Examples} examples @param {Weights} weights */
export const costs = ({ features, labels }, weights) => features.map((row, i) => softplus((1 - 2 * labels[i]) * logit(row, weights)));

/**
 * The loss at `origin + t direction`, and its slope along that direction.
 * @param {Examples} examples @param {Weights} origin @param {Weights} direction @param {number} t
 */
export function along(examples, origin, direction, t) {
  const weights = /** @type {Weights} */ ([origin[0] + t * direction[0], origin[1] + t * direction[1]]);
  const slopes = examples.features.map((row, i) => (sigmoid(logit(row, weights)) - examples.labels[i]) * logit(row, direction));
  return { loss: mean(costs(examples, weights)), slope: mean(slopes) };
}
