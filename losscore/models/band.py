"""A bump: two soft steps that face each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from losscore.checks import Floats


@dataclass(frozen=True, slots=True)
class Band:
    """``z = 2 [tanh(2 (x - w1)) - tanh(2 (x - w2))] - 2``: +2 between the edges ``w1`` and ``w2``, -2 outside.

    The edges can settle around the wrong group of examples, which makes real local minima without any sine.
    """

    @property
    def weight_names(self) -> tuple[str, str]:
        """The left edge, the right edge."""
        return ("w1", "w2")

    @property
    def features(self) -> int:
        """One."""
        return 1

    @property
    def formula(self) -> str:
        """The logit as people write it."""
        return "2 [tanh(2 (x - w1)) - tanh(2 (x - w2))] - 2"

    def _steps(self, w: Floats, x: Floats) -> Floats:
        """``tanh(2 (x - w_j))`` in the shape ``(..., 2, n)``."""
        return np.tanh(2.0 * (x[:, 0] - w[..., np.newaxis]))

    def logits(self, w: Floats, x: Floats) -> Floats:
        """``z = 2 (left - right) - 2``."""
        step = self._steps(w, x)
        return 2.0 * (step[..., 0, :] - step[..., 1, :]) - 2.0

    def jacobian(self, w: Floats, x: Floats) -> tuple[Floats, Floats]:
        """``z``, and ``dz/dw_j = -+4 (1 - step_j^2)``."""
        step = self._steps(w, x)
        by_weight = np.array([[-4.0], [4.0]]) * (1.0 - step * step)
        return 2.0 * (step[..., 0, :] - step[..., 1, :]) - 2.0, by_weight

    def curvature(self, w: Floats, x: Floats) -> Floats:
        """``d2z/dw_j^2 = -+16 step_j (1 - step_j^2)``; the edges don't mix."""
        step = self._steps(w, x)
        bend = np.array([[-16.0], [16.0]]) * step * (1.0 - step * step)
        second = np.zeros((*step.shape[:-2], 2, 2, step.shape[-1]))
        second[..., 0, 0, :], second[..., 1, 1, :] = bend[..., 0, :], bend[..., 1, :]
        return second

    def separate(self, w1: Floats, w2: Floats, x: Floats) -> tuple[Floats, Floats]:
        """``z = a + b`` with ``a (n, G)`` of ``w1 (G,)`` only and ``b (n, H)`` of ``w2 (H,)`` only."""
        left, right = (np.tanh(2.0 * (x - edge)) for edge in (w1, w2))
        return 2.0 * left - 2.0, -2.0 * right
