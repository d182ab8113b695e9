"""The loss as a function of the weights, with its gradient and Hessian: here the chain rule is written, once.

With logits ``z_i(w)``, ``p_i = sigmoid(z_i)`` and the mean over the examples:

    L        = mean_i  bce(y_i, p_i)
    dL/dw    = mean_i  (p_i - y_i) dz_i/dw
    d2L/dw2  = mean_i  p_i (1 - p_i) dz_i/dw (dz_i/dw)^T + (p_i - y_i) d2z_i/dw2
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from losscore.checks import Floats
from losscore.datasets import Dataset
from losscore.loss import bce_logit_terms, sigmoid
from losscore.models import Model


class Surface(Protocol):
    """Anything with a height, a slope and a curvature over its weights ``(..., k)``."""

    @property
    def weight_names(self) -> tuple[str, ...]:
        """One name per weight, ``k`` in all."""
        ...

    def __call__(self, w: ArrayLike) -> Floats:
        """Height ``(...)``."""
        ...

    def gradient(self, w: ArrayLike) -> Floats:
        """Slope ``(..., k)``."""
        ...

    def hessian(self, w: ArrayLike) -> Floats:
        """Second derivatives ``(..., k, k)``."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Objective:
    """Mean binary cross-entropy of a model on a data set. Every call takes weights ``(..., k)``.

    Weights that are not finite, or so large that a logit overflows, give a height that is not finite; nothing warns.

    >>> from losscore import PROBLEMS
    >>> objective = PROBLEMS["bowl"].objective
    >>> round(float(objective([0.0, 0.0])), 6)  # with all weights 0 every p is 1/2: ln 2
    0.693147
    """

    dataset: Dataset
    model: Model

    @property
    def weight_names(self) -> tuple[str, ...]:
        return self.model.weight_names

    def __call__(self, w: ArrayLike) -> Floats:
        with np.errstate(all="ignore"):
            terms = bce_logit_terms(self.dataset.y, self.model.logits(self._weights(w), self.dataset.x))
            return np.asarray(terms.mean(axis=-1))

    def probabilities(self, w: ArrayLike) -> Floats:
        """``p_i`` for each example, shape ``(..., n)``."""
        with np.errstate(all="ignore"):
            return sigmoid(self.model.logits(self._weights(w), self.dataset.x))

    def gradient(self, w: ArrayLike) -> Floats:
        """``dL/dw (..., k)``."""
        weights = self._weights(w)
        with np.errstate(all="ignore"):
            residual = sigmoid(self.model.logits(weights, self.dataset.x)) - self.dataset.y
            return _mean(residual[..., np.newaxis] * self.model.jacobian(weights, self.dataset.x))

    def hessian(self, w: ArrayLike) -> Floats:
        """``d2L/dw2 (..., k, k)``."""
        weights, x = self._weights(w), self.dataset.x
        with np.errstate(all="ignore"):
            p = sigmoid(self.model.logits(weights, x))[..., np.newaxis, np.newaxis]
            jacobian = self.model.jacobian(weights, x)
            outer = jacobian[..., :, np.newaxis] * jacobian[..., np.newaxis, :]
            residual = p - self.dataset.y[:, np.newaxis, np.newaxis]
            return _mean(p * (1 - p) * outer + residual * self.model.curvature(weights, x), matrix=True)

    def minibatch(self, indices: ArrayLike) -> Objective:
        """The same loss over some of the examples: ``indices (b,)`` into the data set."""
        rows = np.asarray(indices)
        return replace(self, dataset=replace(self.dataset, x=self.dataset.x[rows], y=self.dataset.y[rows]))

    def _weights(self, w: ArrayLike) -> Floats:
        weights = np.asarray(w, dtype=np.float64)
        k = len(self.weight_names)
        if weights.ndim == 0 or weights.shape[-1] != k:
            raise ValueError(f"w must have the shape (..., {k}), one entry per weight; got the shape {weights.shape}")
        return weights


def _mean(values: Floats, *, matrix: bool = False) -> Floats:
    """The mean over the examples of ``(..., n, k)``, or of ``(..., n, k, k)``.

    The examples go last and contiguous first, so that numpy adds them pairwise and in the same order for one as for many.
    """
    axis = -3 if matrix else -2
    return np.asarray(np.ascontiguousarray(np.moveaxis(values, axis, -1)).mean(axis=-1))
