r"""Binary cross-entropy (BCE), the height of every landscape.

.. math:: L = -\frac1N \sum_i \bigl[ y_i \log p_i + (1 - y_i) \log (1 - p_i) \bigr]

Natural logarithm; labels ``y`` are 0 or 1, ``p`` is the probability that the model gives to ``y = 1``.
Source: Good, Rational Decisions, 1952 (the logarithmic score); Cox, The Regression Analysis of Binary Sequences, 1958.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from losscore import checks
from losscore.checks import Floats


def sigmoid(logits: Floats) -> Floats:
    """``p = 1 / (1 + exp(-z))`` of any shape, without overflow on either side."""
    decay = np.exp(-np.abs(logits))
    return np.where(logits >= 0, 1.0, decay) / (1.0 + decay)


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
    try:
        y, p = np.broadcast_arrays(y, p)
    except ValueError:
        message = f"labels and probabilities must have shapes that fit; got {y.shape} and {p.shape}"
        raise ValueError(message) from None
    with np.errstate(divide="ignore"):
        # log1p keeps every digit of log(1 - p) for a small p. Adding 0 turns -0 into 0.
        return np.where(y == 1, -np.log(p), -np.log1p(-p)) + 0.0


def bce(labels: ArrayLike, probabilities: ArrayLike) -> Floats:
    """Mean binary cross-entropy over the last axis. Arguments and errors as in `bce_terms`.

    >>> float(bce([1, 0], [1.0, 0.0])), float(bce([1], [0.0]))
    (0.0, inf)
    """
    terms = bce_terms(labels, probabilities)
    return np.asarray(np.atleast_1d(terms).mean(axis=-1))


def bce_logit_terms(labels: Floats, logits: Floats) -> Floats:
    """Loss of each example from its logit: ``max(z, 0) - y z + log1p(exp(-|z|))``, which cannot overflow."""
    return np.maximum(logits, 0.0) - labels * logits + np.log1p(np.exp(-np.abs(logits)))


def bce_with_logits(labels: ArrayLike, logits: ArrayLike) -> Floats:
    """Mean binary cross-entropy over the last axis from logits ``z``, where ``p = sigmoid(z)``.

    Raises:
        ValueError: labels outside {0, 1}, a logit that is not finite, shapes that do not fit.

    >>> float(bce_with_logits([0], [1000.0]))
    1000.0
    """
    y, z = checks.labels(labels), checks.finite("logits", logits)
    try:
        terms = bce_logit_terms(y, z)
    except ValueError:
        raise ValueError(f"labels and logits must have shapes that fit; got {y.shape} and {z.shape}") from None
    return np.asarray(np.atleast_1d(terms).mean(axis=-1))
