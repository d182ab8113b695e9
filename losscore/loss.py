r"""Binary cross-entropy (BCE), the height of every landscape.

.. math:: L = -\frac1N \sum_i \bigl[ y_i \log p_i + (1 - y_i) \log (1 - p_i) \bigr]

Natural logarithm; labels ``y`` are 0 or 1, ``p`` is the probability that the model gives to ``y = 1``.
Source: Good, Rational Decisions, 1952 (the logarithmic score); Cox, The Regression Analysis of Binary Sequences, 1958.

From a logit ``z``, with ``p = sigmoid(z)``, one example costs ``softplus(t) = log(1 + e^t)`` where ``t = (1 - 2 y) z``
says how far the model leans to the wrong side; its derivative by ``t`` is ``sigmoid(t)``, the probability given to the
wrong answer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from losscore import checks
from losscore.checks import Floats


def softplus(t: Floats) -> Floats:
    """``log(1 + e^t)`` of any shape, exact at both ends: 0 at -inf, inf at inf."""
    return np.maximum(t, 0.0) + np.log1p(np.exp(-np.abs(t)))


def sigmoid(t: Floats) -> Floats:
    """``1 / (1 + e^-t)`` of any shape, without overflow and without losing digits on either side."""
    # The numerator is 1 where t >= 0 and e^t, which is the decay, where t < 0.
    return np.exp(np.minimum(t, 0.0)) / (1.0 + np.exp(-np.abs(t)))


def softplus_and_sigmoid(t: Floats) -> tuple[Floats, Floats]:
    """Both of the above, to the bit, for less than the price of both."""
    low, high = np.minimum(t, 0.0), np.maximum(t, 0.0)
    decay = np.exp(low - high)  # e^-|t|
    return high + np.log1p(decay), np.exp(low) / (1.0 + decay)


def bce_terms(labels: ArrayLike, probabilities: ArrayLike) -> Floats:
    """Loss of each example, ``-log p`` where y = 1 and ``-log(1 - p)`` where y = 0.

    Exact at the ends: a certain and right prediction costs 0, a certain and wrong one costs ``inf``.

    Args:
        labels: 0 or 1, shape ``(..., n)``.
        probabilities: in [0, 1], a shape that broadcasts with ``labels``.

    Raises:
        ValueError: labels outside {0, 1}, probabilities outside [0, 1] or NaN, shapes that do not fit.

    >>> bce_terms([1, 1], [0.9, 0.1]).round(4).tolist()
    [0.1054, 2.3026]
    """
    y = checks.labels(labels)
    p = checks.finite("probabilities", probabilities)
    if ((p < 0) | (p > 1)).any():
        raise ValueError(f"probabilities must lie in [0, 1]; found {p[(p < 0) | (p > 1)].flat[0]:g} among them")
    y, p = checks.fitting("labels", y, "probabilities", p)
    with np.errstate(divide="ignore"):
        # log1p keeps every digit of log(1 - p) for a small p. Adding 0 turns -0 into 0.
        return np.where(y == 1, -np.log(p), -np.log1p(-p)) + 0.0


def bce(labels: ArrayLike, probabilities: ArrayLike) -> Floats:
    """Mean binary cross-entropy over the last axis. Arguments and errors as in `bce_terms`.

    >>> float(bce([1, 0], [1.0, 0.0])), float(bce([1], [0.0]))
    (0.0, inf)
    """
    return np.asarray(np.atleast_1d(bce_terms(labels, probabilities)).mean(axis=-1))


def bce_with_logits(labels: ArrayLike, logits: ArrayLike) -> Floats:
    """Mean binary cross-entropy over the last axis from logits ``z``, where ``p = sigmoid(z)``.

    An infinite logit is a certain prediction: it costs 0 when right and ``inf`` when wrong.

    Raises:
        ValueError: labels outside {0, 1}, a logit that is NaN, shapes that do not fit.

    >>> float(bce_with_logits([0], [1000.0]))
    1000.0
    >>> float(bce_with_logits([1], [float("inf")])), float(bce_with_logits([0], [float("inf")]))
    (0.0, inf)
    """
    y, z = checks.fitting("labels", checks.labels(labels), "logits", checks.not_nan("logits", logits))
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(np.atleast_1d(softplus((1.0 - 2.0 * y) * z)).mean(axis=-1))
