"""Momentum, the heavy ball."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from losscore import checks
from losscore.checks import Floats
from losscore.optimizers.base import check_common, decayed
from losscore.schedules import Schedule


class MomentumState(NamedTuple):
    """``velocity (..., k)``: the decaying sum of the gradients so far, 0 at the start."""

    velocity: Floats


@dataclass(frozen=True, slots=True)
class Momentum:
    """A ball that keeps some of its speed::

        v <- momentum v + g
        w <- w - lr v

    The learning rate stands outside the velocity, as in PyTorch's ``SGD``.
    Source: Polyak, Some Methods of Speeding up the Convergence of Iteration Methods, 1964.

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
        """``2 + 2 momentum`` (Goh: Why Momentum Really Works, 2017)."""
        return 2.0 + 2.0 * self.momentum

    def init(self, w: Floats) -> MomentumState:
        """At rest."""
        return MomentumState(np.zeros_like(w))

    def update(
        self, gradient: Floats, state: MomentumState, learning_rate: float, weights: Floats | None = None
    ) -> tuple[Floats, MomentumState]:
        """``-lr v``."""
        g = decayed(gradient, self.weight_decay, weights)
        v = self.momentum * state.velocity + g
        return -learning_rate * v, MomentumState(v)
