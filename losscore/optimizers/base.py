"""What every optimizer can do."""

from __future__ import annotations

from typing import Any, Protocol

from losscore import checks
from losscore.checks import Floats
from losscore.schedules import Constant, Schedule

# A NamedTuple of arrays ``(..., k)`` and whole numbers, its fields those of the rule at hand.
State = Any


class Optimizer(Protocol):
    """Settings of an update rule; see the package for the contract."""

    @property
    def learning_rate(self) -> float | Schedule:
        """A number, or a schedule."""
        ...

    def init(self, w: Floats) -> State:
        """The state before the first step from weights ``w (..., k)``."""
        ...

    def update(self, gradient: Floats, state: State, learning_rate: float) -> tuple[Floats, State]:
        """The step ``(..., k)`` to add to the weights, and the state after it."""
        ...


def check_learning_rate(learning_rate: float | Schedule) -> None:
    """Raise ``ValueError`` unless the learning rate is a number above 0 or a schedule (which has checked itself)."""
    if not callable(learning_rate):
        checks.number("learning_rate", learning_rate, above=0)


def schedule_of(optimizer: Optimizer) -> Schedule:
    """The optimizer's schedule; a plain number is one that never changes."""
    rate = optimizer.learning_rate
    return Constant(rate) if isinstance(rate, (int, float)) else rate
