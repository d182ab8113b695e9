"""Momentum, the heavy ball."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from losscore import checks
from losscore.checks import Floats
from losscore.optimizers.base import check_learning_rate
from losscore.schedules import Schedule


class MomentumState(NamedTuple):
    """``velocity (..., k)``: the decaying sum of the gradients so far, 0 at the start."""

    velocity: Floats


@dataclass(frozen=True, slots=True)
class Momentum:
    """A ball that keeps some of its speed::

        v <- momentum v + g
        w <- w - lr v

    The learning rate stands outside the velocity, as in PyTorch's SGD.
    Source: Polyak, Some Methods of Speeding up the Convergence of Iteration Methods, 1964.
    Near a minimum it converges where ``0 < lr * curvature < 2 + 2 momentum`` (Goh 2017).

    Raises:
        ValueError: a learning rate that is not above 0, a momentum outside [0, 1).
    """

    learning_rate: float | Schedule
    momentum: float = 0.9

    def __post_init__(self) -> None:
        check_learning_rate(self.learning_rate)
        checks.number("momentum", self.momentum, least=0, below=1)

    def init(self, w: Floats) -> MomentumState:
        return MomentumState(np.zeros_like(w))

    def update(self, gradient: Floats, state: MomentumState, learning_rate: float) -> tuple[Floats, MomentumState]:
        velocity = self.momentum * state.velocity + gradient
        return -learning_rate * velocity, MomentumState(velocity)
