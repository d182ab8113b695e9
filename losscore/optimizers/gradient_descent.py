"""Gradient descent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from losscore.checks import Floats
from losscore.optimizers.base import check_common, decayed
from losscore.schedules import Schedule


class GradientDescentState(NamedTuple):
    """Nothing is remembered from step to step."""


@dataclass(frozen=True, slots=True)
class GradientDescent:
    """One step straight downhill: ``w <- w - lr g``.

    Source: Cauchy 1847; PyTorch's ``SGD``.

    Raises:
        ValueError: a learning rate that is not above 0, a negative weight decay.
    """

    learning_rate: float | Schedule
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        check_common(self.learning_rate, self.weight_decay)

    @property
    def stability_limit(self) -> float:
        """``w <- (1 - lr curvature) w`` shrinks iff ``0 < lr curvature < 2``."""
        return 2.0

    def init(self, w: Floats) -> GradientDescentState:
        """Nothing."""
        return GradientDescentState()

    def update(
        self,
        gradient: Floats,
        state: GradientDescentState,
        learning_rate: float,
        weights: Floats | None = None,
    ) -> tuple[Floats, GradientDescentState]:
        """``-lr g``."""
        g = decayed(gradient, self.weight_decay, weights)
        return -learning_rate * g, state
