"""The loss of two-weight models over a whole grid, faster than point by point.

Each model's own form is used: see `losscore.grids.separable` and `losscore.grids.forms`.
"""

from __future__ import annotations

import numpy as np

from losscore.checks import Floats
from losscore.datasets import Dataset
from losscore.grids import forms
from losscore.grids.products import ROOM, Factors, mean_log_of_products
from losscore.grids.separable import mean_softplus
from losscore.models import SINE, TANH, Band, Chain, Linear, Model, Neuron
from losscore.objective import Objective


def grid_loss(objective: Objective, w1: Floats, w2: Floats) -> Floats | None:
    """``loss[j, i]`` at ``(w1[i], w2[j])``, axes uniform.

    ``None`` if the model has no form here, or the window is so wide that exponentials could overflow.
    """
    model = objective.model
    if isinstance(model, (Linear, Band)):
        sign = (1.0 - 2.0 * objective.dataset.y)[:, np.newaxis]
        a, b = model.separate(w1, w2, objective.dataset.x)
        return mean_softplus(np.multiply(sign, a, out=a), np.multiply(sign, b, out=b))
    factors = _factors(model, objective.dataset, w1, w2)
    if factors is None or factors.bounds.max() > ROOM:
        return None
    return mean_log_of_products((len(w2), len(w1)), factors)


def _factors(model: Model, dataset: Dataset, w1: Floats, w2: Floats) -> Factors | None:
    x, sign, counts = _distinct(dataset)
    if isinstance(model, Chain):
        return forms.chain(sign[:, np.newaxis] * np.tanh(x[:, :1] * w1), w2, counts)
    if isinstance(model, Neuron):
        p, q = model.sum.separate(w1, w2, x)
        height = model.amplitude * sign
        if model.activation is SINE:
            return forms.sine(p, q, height, counts)
        if model.activation is TANH and np.abs(p).max() + np.abs(q).max() < ROOM / 2:
            return forms.tanh(p, q, height, counts)
    return None


def _distinct(dataset: Dataset) -> tuple[Floats, Floats, Floats]:
    """Each different example once: features, signs ``1 - 2 y`` and how often it occurs, sorted by that."""
    rows, counts = np.unique(np.column_stack([dataset.x, dataset.y]), axis=0, return_counts=True)
    order = np.argsort(counts, kind="stable")
    return rows[order, :-1], 1.0 - 2.0 * rows[order, -1], counts[order].astype(np.float64)
