"""Gradient descent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from losscore.checks import Floats
from losscore.optimizers.base import check_learning_rate
from losscore.schedules import Schedule


class GradientDescentState(NamedTuple):
    """Nothing is remembered from step to step."""


@dataclass(frozen=True, slots=True)
class GradientDescent:
    """One step straight downhill: ``w <- w - lr g``.

    Source: Cauchy 1847. Near a minimum it converges where ``0 < lr * curvature < 2``.

    Raises:
        ValueError: a learning rate that is not above 0.
    """

    learning_rate: float | Schedule

    def __post_init__(self) -> None:
        check_learning_rate(self.learning_rate)

    def init(self, w: Floats) -> GradientDescentState:
        return GradientDescentState()

    def update(
        self, gradient: Floats, state: GradientDescentState, learning_rate: float
    ) -> tuple[Floats, GradientDescentState]:
        return -learning_rate * gradient, state
