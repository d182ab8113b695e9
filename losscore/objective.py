"""The loss as a function of the weights, with its gradient and Hessian: here the chain rule is written, once.

With logits ``z_i(w)``, signs ``s_i = 1 - 2 y_i``, leanings to the wrong side ``t_i = s_i z_i`` and the mean over the
examples:

    L        = mean_i  softplus(t_i)                                                which is bce(y_i, p_i)
    dL/dw    = mean_i  r_i dz_i/dw                                                  r_i = s_i sigmoid(t_i) = p_i - y_i
    d2L/dw2  = mean_i  p_i (1 - p_i) dz_i/dw (dz_i/dw)^T  +  r_i d2z_i/dw2
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from losscore import checks
from losscore.checks import Floats
from losscore.datasets import Dataset
from losscore.examples import Examples
from losscore.loss import sigmoid, softplus, softplus_and_sigmoid
from losscore.models import Model

# Numbers in a temporary array: 32 kB. Several fit into a processor's second cache, and memory of less than 128 kB is
# reused by the system's allocator instead of being handed back and cleared.
_BLOCK = 4096


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
    _sign: Floats = field(init=False, repr=False)
    _k: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.dataset.x.shape[1] != self.model.features:
            raise ValueError(
                f"{self.model.formula} needs data with {self.model.features} feature(s); "
                f"got dataset = {self.dataset.name!r} with {self.dataset.x.shape[1]}"
            )
        object.__setattr__(self, "_sign", 1.0 - 2.0 * self.dataset.y)
        object.__setattr__(self, "_k", len(self.model.weight_names))

    @property
    def weight_names(self) -> tuple[str, ...]:
        """One name per weight."""
        return self.model.weight_names

    def __call__(self, w: ArrayLike) -> Floats:
        """``L (...)``."""
        return self._in_blocks(self._loss, w)[0]

    def gradient(self, w: ArrayLike, rows: ArrayLike | None = None) -> Floats:
        """``dL/dw (..., k)``, over some rows of the data only if ``rows (b,)`` names them."""
        if rows is None:
            return self._in_blocks(self._slope, w)[0]
        chosen = np.asarray(rows)
        # `take` on the columns keeps each of them contiguous, so that sums run in the same order for any batch.
        x, sign = np.take(self.dataset.x.T, chosen, axis=1).T, self._sign[chosen]
        return self._in_blocks(lambda weights: self._slope(weights, x, sign), w)[0]

    def loss_and_gradient(self, w: ArrayLike) -> tuple[Floats, Floats]:
        """``L (...)`` and ``dL/dw (..., k)`` at once, the same bits as one by one."""
        loss, slope = self._in_blocks(self._loss_and_slope, w)
        return loss, slope

    def hessian(self, w: ArrayLike) -> Floats:
        """``d2L/dw2 (..., k, k)``."""
        return self._in_blocks(self._bend, w)[0]

    def probabilities(self, w: ArrayLike) -> Floats:
        """``p_i`` for each example, shape ``(..., n)``."""
        return self._in_blocks(lambda weights: (sigmoid(self.model.logits(weights, self.dataset.x)),), w)[0]

    def examples(self, w: ArrayLike) -> Examples:
        """What each example says at one point ``w (k,)``.

        Raises:
            ValueError: weights of another shape, or not finite.
        """
        weights = checks.finite("w", w)
        if weights.shape != (len(self.weight_names),):
            raise ValueError(f"w must be one point of the shape ({len(self.weight_names)},); got {weights.shape}")
        with np.errstate(all="ignore"):
            logits, jacobian = self.model.jacobian(weights, self.dataset.x)
            losses, wrong = softplus_and_sigmoid(self._sign * logits)
            pulls = -(self._sign * wrong * jacobian) / len(self.dataset)
            total = losses.sum()
            return Examples(sigmoid(logits), losses, losses / total if total > 0 else losses, pulls.T)

    def minibatch(self, indices: ArrayLike) -> Objective:
        """The same loss over some of the examples: ``indices (b,)`` into the data set.

        Raises:
            ValueError: an index that is no whole number or that the data set does not have; no index at all.
        """
        rows, n = np.asarray(indices), len(self.dataset)
        if rows.ndim != 1 or not np.issubdtype(rows.dtype, np.integer) or not ((rows >= 0) & (rows < n)).all():
            raise ValueError(f"indices must be whole numbers from 0 to {n - 1}; got indices = {indices!r}")
        return replace(self, dataset=replace(self.dataset, x=self.dataset.x[rows], y=self.dataset.y[rows]))

    def _loss(self, w: Floats) -> tuple[Floats]:
        return (_mean(softplus(self._sign * self.model.logits(w, self.dataset.x))),)

    def _slope(self, w: Floats, x: Floats | None = None, sign: Floats | None = None) -> tuple[Floats]:
        x, sign = self.dataset.x if x is None else x, self._sign if sign is None else sign
        logits, jacobian = self.model.jacobian(w, x)
        residual = sign * sigmoid(sign * logits)
        return (_mean(residual[..., np.newaxis, :] * jacobian),)

    def _loss_and_slope(self, w: Floats) -> tuple[Floats, Floats]:
        logits, jacobian = self.model.jacobian(w, self.dataset.x)
        terms, wrong = softplus_and_sigmoid(self._sign * logits)
        residual = self._sign * wrong
        return _mean(terms), _mean(residual[..., np.newaxis, :] * jacobian)

    def _bend(self, w: Floats) -> tuple[Floats]:
        logits, jacobian = self.model.jacobian(w, self.dataset.x)
        p = sigmoid(logits)
        residual = self._sign * sigmoid(self._sign * logits)
        spread = (p * (1.0 - p))[..., np.newaxis, np.newaxis, :]
        outer = jacobian[..., :, np.newaxis, :] * jacobian[..., np.newaxis, :, :]
        bent = residual[..., np.newaxis, np.newaxis, :] * self.model.curvature(w, self.dataset.x)
        return (_mean(spread * outer + bent),)

    def _in_blocks(self, function: Callable[[Floats], tuple[Floats, ...]], w: ArrayLike) -> tuple[Floats, ...]:
        """The function's results over a batch of any size, a few points at a time so that they stay in the cache."""
        weights = np.asarray(w, dtype=np.float64)
        k = self._k
        if weights.ndim == 0 or weights.shape[-1] != k:
            raise ValueError(f"w must have the shape (..., {k}), one entry per weight; got the shape {weights.shape}")
        with np.errstate(all="ignore"):
            if weights.ndim == 1:
                return function(weights)
            flat = weights.reshape(-1, k)
            points = max(1, _BLOCK // len(self.dataset))
            blocks = [function(flat[i : i + points]) for i in range(0, len(flat), points)] or [function(flat)]
        batch = weights.shape[:-1]
        columns = zip(*blocks, strict=True)
        return tuple(np.concatenate(column).reshape(*batch, *column[0].shape[1:]) for column in columns)


def _mean(values: Floats) -> Floats:
    """The mean over the examples, which are the last and contiguous axis.

    So numpy adds them in the same order for one point as for many, and pairwise, which rounds little (Higham 1993).
    """
    return np.asarray(np.add.reduce(values, axis=-1) / values.shape[-1])
