"""Two neurons in a row: the smallest network with a hidden layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from losscore.checks import Floats
from losscore.models.base import columns


@dataclass(frozen=True, slots=True)
class Chain:
    """``z = w2 tanh(w1 x)``. Changing the sign of both weights changes nothing, so every valley has a twin.

    Source: the symmetry is in Chen, Lu, Hecht-Nielsen: On the Geometry of Feedforward Neural Network Error Surfaces,
        1993.
    """

    @property
    def weight_names(self) -> tuple[str, str]:
        """Into the hidden neuron, out of it."""
        return ("w1", "w2")

    @property
    def features(self) -> int:
        """One."""
        return 1

    @property
    def formula(self) -> str:
        """The logit as people write it."""
        return "w2 tanh(w1 x)"

    def logits(self, w: Floats, x: Floats) -> Floats:
        """``z = w2 h`` with the hidden value ``h = tanh(w1 x)``."""
        w1, w2 = columns(w)
        return w2 * np.tanh(w1 * x[:, 0])

    def jacobian(self, w: Floats, x: Floats) -> tuple[Floats, Floats]:
        """``z``, and ``dz/dw1 = w2 (1 - h^2) x``, ``dz/dw2 = h``."""
        w1, w2 = columns(w)
        h = np.tanh(w1 * x[:, 0])
        by_weight = np.empty((*h.shape[:-1], 2, h.shape[-1]))
        np.multiply(w2 * (1.0 - h * h), x[:, 0], out=by_weight[..., 0, :])
        by_weight[..., 1, :] = h
        return w2 * h, by_weight

    def curvature(self, w: Floats, x: Floats) -> Floats:
        """``d2z/dw1^2 = -2 w2 h (1 - h^2) x^2``, ``d2z/dw1 dw2 = (1 - h^2) x``, ``d2z/dw2^2 = 0``."""
        w1, w2 = columns(w)
        h = np.tanh(w1 * x[:, 0])
        slope = (1.0 - h * h) * x[:, 0]
        second = np.zeros((*h.shape[:-1], 2, 2, h.shape[-1]))
        second[..., 0, 0, :] = -2.0 * w2 * h * slope * x[:, 0]
        second[..., 0, 1, :] = second[..., 1, 0, :] = slope
        return second
