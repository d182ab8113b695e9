"""RMSProp: each weight's slope divided by its recent size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from losscore import checks
from losscore.checks import Floats
from losscore.optimizers.base import check_common, decayed
from losscore.schedules import Schedule


class RMSPropState(NamedTuple):
    """``square (..., k)``: the decaying average of the squared gradient, 0 at the start."""

    square: Floats


@dataclass(frozen=True, slots=True)
class RMSProp:
    """Root mean square propagation::

        v <- alpha v + (1 - alpha) g^2
        w <- w - lr g / (sqrt(v) + eps)

    Without bias correction, so the first steps are long: ``lr / sqrt(1 - alpha)``.
    Source: Tieleman, Hinton: Lecture 6.5, 2012; PyTorch's ``RMSprop``.

    Raises:
        ValueError: a learning rate or eps that is not above 0, an alpha outside [0, 1), a negative weight decay.
    """

    learning_rate: float | Schedule
    alpha: float = 0.99
    eps: float = 1e-8
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        check_common(self.learning_rate, self.weight_decay)
        checks.number("alpha", self.alpha, least=0, below=1)
        checks.number("eps", self.eps, above=0)

    @property
    def stability_limit(self) -> None:
        """Its steps keep their length near a minimum: no fixed limit."""
        return

    def init(self, w: Floats) -> RMSPropState:
        """No slope seen."""
        return RMSPropState(np.zeros_like(w))

    def update(
        self, gradient: Floats, state: RMSPropState, learning_rate: float, weights: Floats | None = None
    ) -> tuple[Floats, RMSPropState]:
        """``-lr g / (sqrt(v) + eps)``."""
        g = decayed(gradient, self.weight_decay, weights)
        v = self.alpha * state.square + (1.0 - self.alpha) * (g * g)
        return -learning_rate * (g / (np.sqrt(v) + self.eps)), RMSPropState(v)
