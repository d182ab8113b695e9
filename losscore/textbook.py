"""The surface that textbooks print. It is a formula: no model and no data stand behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from losscore.checks import Floats


@dataclass(frozen=True, slots=True)
class Textbook:
    """``f(w1, w2) = (w1^2 + w2^2) / 10 + sin(w1) sin(w2) / 2 + 2``.

    Two lowest points at ``+-(1.06267, -1.06267)`` of the same height 1.84421465, and a saddle at 0 of height 2.
    """

    @property
    def weight_names(self) -> tuple[str, str]:
        """Two coordinates."""
        return ("w1", "w2")

    @property
    def dataset(self) -> None:
        """No data: this is the one surface here that is drawn and not computed from examples."""
        return

    @property
    def formula(self) -> str:
        """The height as people write it."""
        return "(w1^2 + w2^2) / 10 + sin(w1) sin(w2) / 2 + 2"

    def __call__(self, w: ArrayLike) -> Floats:
        """Height ``(...)``."""
        w1, w2 = self._split(w)
        with np.errstate(all="ignore"):
            return np.asarray((w1 * w1 + w2 * w2) / 10.0 + np.sin(w1) * np.sin(w2) / 2.0 + 2.0)

    def gradient(self, w: ArrayLike) -> Floats:
        """``(w_j / 5 + cos(w_j) sin(w_other) / 2)``, shape ``(..., 2)``."""
        w1, w2 = self._split(w)
        with np.errstate(all="ignore"):
            along1 = w1 / 5.0 + np.cos(w1) * np.sin(w2) / 2.0
            along2 = w2 / 5.0 + np.sin(w1) * np.cos(w2) / 2.0
            return np.stack([along1, along2], axis=-1)

    def loss_and_gradient(self, w: ArrayLike) -> tuple[Floats, Floats]:
        """Height and slope."""
        return self(w), self.gradient(w)

    def hessian(self, w: ArrayLike) -> Floats:
        """Second derivatives ``(..., 2, 2)``."""
        w1, w2 = self._split(w)
        with np.errstate(all="ignore"):
            straight = 0.2 - np.sin(w1) * np.sin(w2) / 2.0
            mixed = np.cos(w1) * np.cos(w2) / 2.0
            return np.stack([np.stack([straight, mixed], axis=-1), np.stack([mixed, straight], axis=-1)], axis=-2)

    def _split(self, w: ArrayLike) -> tuple[Floats, Floats]:
        weights = np.asarray(w, dtype=np.float64)
        if weights.ndim == 0 or weights.shape[-1] != 2:
            raise ValueError(f"w must have the shape (..., 2), one entry per weight; got the shape {weights.shape}")
        return weights[..., 0], weights[..., 1]
