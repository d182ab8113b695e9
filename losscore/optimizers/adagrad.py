"""AdaGrad: weights that have had steep slopes take shorter steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from losscore import checks
from losscore.checks import Floats
from losscore.optimizers.base import check_common, decayed
from losscore.schedules import Schedule


class AdaGradState(NamedTuple):
    """``total (..., k)``: the sum of all squared gradients so far."""

    total: Floats


@dataclass(frozen=True, slots=True)
class AdaGrad:
    """Adaptive gradient::

        s <- s + g^2
        w <- w - lr g / (sqrt(s) + eps)

    Source: Duchi, Hazan, Singer: Adaptive Subgradient Methods, 2011; PyTorch's ``Adagrad``.

    Raises:
        ValueError: a learning rate or eps that is not above 0, a negative weight decay.
    """

    learning_rate: float | Schedule
    eps: float = 1e-10
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        check_common(self.learning_rate, self.weight_decay)
        checks.number("eps", self.eps, above=0)

    @property
    def stability_limit(self) -> None:
        """Its steps shrink for ever: no fixed limit."""
        return

    def init(self, w: Floats) -> AdaGradState:
        """No slope seen."""
        return AdaGradState(np.zeros_like(w))

    def update(
        self, gradient: Floats, state: AdaGradState, learning_rate: float, weights: Floats | None = None
    ) -> tuple[Floats, AdaGradState]:
        """``-lr g / (sqrt(s) + eps)``."""
        g = decayed(gradient, self.weight_decay, weights)
        s = state.total + g * g
        return -learning_rate * (g / (np.sqrt(s) + self.eps)), AdaGradState(s)
