"""The linear model: logistic regression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from losscore.checks import Floats
from losscore.models.base import columns


@dataclass(frozen=True, slots=True)
class Linear:
    """``z = w1 x + w2`` with a bias, ``z = w1 x1 + w2 x2`` without. Its loss is convex: there is no trap to fall into.

    Source: Cox, The Regression Analysis of Binary Sequences, 1958.
    """

    bias: bool = False

    @property
    def weight_names(self) -> tuple[str, str]:
        """A slope and a bias, or two slopes."""
        return ("w1", "w2")

    @property
    def features(self) -> int:
        """One column with a bias, two without."""
        return 1 if self.bias else 2

    @property
    def formula(self) -> str:
        """The logit as people write it."""
        return "w1 x + w2" if self.bias else "w1 x1 + w2 x2"

    def logits(self, w: Floats, x: Floats) -> Floats:
        """``z (..., n)``, one product and one sum per weight, so that a batch rounds as a single call does."""
        w1, w2 = columns(w)
        return w1 * x[:, 0] + (w2 if self.bias else w2 * x[:, 1])

    def inputs(self, x: Floats) -> Floats:
        """What each weight is multiplied with, ``(2, n)``."""
        if not self.bias:
            return x.T
        inputs = np.ones((2, len(x)))
        inputs[0] = x[:, 0]
        return inputs

    def jacobian(self, w: Floats, x: Floats) -> tuple[Floats, Floats]:
        """``z``, and ``dz / dw = inputs``, the same wherever one stands."""
        return self.logits(w, x), self.inputs(x)

    def curvature(self, w: Floats, x: Floats) -> Floats:
        """Zero: the model is linear in its weights."""
        return np.zeros((2, 2, 1))

    def separate(self, w1: Floats, w2: Floats, x: Floats) -> tuple[Floats, Floats]:
        """``z = a + b`` with ``a (n, G)`` of ``w1 (G,)`` only and ``b (n, H)`` of ``w2 (H,)`` only."""
        one, two = self.inputs(x)
        return one[:, np.newaxis] * w1, two[:, np.newaxis] * w2
