"""Nesterov's momentum: the ball looks ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from losscore import checks
from losscore.checks import Floats
from losscore.optimizers.base import check_common, decayed
from losscore.schedules import Schedule


class NesterovState(NamedTuple):
    """``velocity (..., k)``: the decaying sum of the gradients so far, 0 at the start."""

    velocity: Floats


@dataclass(frozen=True, slots=True)
class Nesterov:
    """Momentum that counts the newest gradient twice, which brakes earlier::

        v <- momentum v + g
        w <- w - lr (g + momentum v)

    Source: Nesterov 1983, in the form of Sutskever, Martens, Dahl, Hinton, 2013; PyTorch's ``SGD(nesterov=True)``.

    Raises:
        ValueError: a learning rate that is not above 0, a momentum outside [0, 1), a negative weight decay.
    """

    learning_rate: float | Schedule
    momentum: float = 0.9
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        check_common(self.learning_rate, self.weight_decay)
        checks.number("momentum", self.momentum, least=0, below=1)

    @property
    def stability_limit(self) -> float:
        """``(2 + 2 m) / (1 + 2 m)``: where ``r^2 - (1 + m)(1 - c) r + m (1 - c)``, c = lr curvature, has root -1."""
        return (2.0 + 2.0 * self.momentum) / (1.0 + 2.0 * self.momentum)

    def init(self, w: Floats) -> NesterovState:
        """At rest."""
        return NesterovState(np.zeros_like(w))

    def update(
        self, gradient: Floats, state: NesterovState, learning_rate: float, weights: Floats | None = None
    ) -> tuple[Floats, NesterovState]:
        """``-lr (g + momentum v)``."""
        g = decayed(gradient, self.weight_decay, weights)
        v = self.momentum * state.velocity + g
        return -learning_rate * (g + self.momentum * v), NesterovState(v)
