"""What every optimizer can do."""

from __future__ import annotations

from dataclasses import replace
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

    @property
    def weight_decay(self) -> float:
        """How hard the weights are pulled to 0; with 0 the rule never looks at them."""
        ...

    @property
    def stability_limit(self) -> float | None:
        """A quadratic valley holds the rule iff ``0 < learning rate * curvature < limit``; ``None``: no such number."""
        ...

    def init(self, w: Floats) -> State:
        """The state before the first step from weights ``w (..., k)``."""
        ...

    def update(
        self, gradient: Floats, state: State, learning_rate: float, weights: Floats | None = None
    ) -> tuple[Floats, State]:
        """The step ``(..., k)`` to add to the weights, and the state after it; weight decay needs the weights."""
        ...


def check_common(learning_rate: float | Schedule, weight_decay: float) -> None:
    """Raise ``ValueError`` unless the rate is above 0 or a schedule (which has checked itself), and the decay >= 0."""
    if not callable(learning_rate):
        checks.number("learning_rate", learning_rate, above=0)
    checks.number("weight_decay", weight_decay, least=0)


def decayed(gradient: Floats, weight_decay: float, weights: Floats | None) -> Floats:
    """``g + weight_decay w``, the gradient of the loss plus ``weight_decay |w|^2 / 2`` (Krogh, Hertz 1992)."""
    return gradient + weight_decay * needed(weights) if weight_decay else gradient


def needed(weights: Floats | None) -> Floats:
    """The weights, which weight decay cannot do without."""
    if weights is None:
        raise ValueError("weights must be given to update when weight_decay is above 0; got weights = None")
    return weights


def schedule_of(optimizer: Optimizer) -> Schedule:
    """The optimizer's schedule; a plain number is one that never changes."""
    rate = optimizer.learning_rate
    return rate if callable(rate) else Constant(rate)


def with_momentum(optimizer: Optimizer, momentum: float) -> Optimizer:
    """The optimizer with another momentum (Adam's is ``beta1``); rules that have none stay as they are."""
    for name in ("momentum", "beta1"):
        if hasattr(optimizer, name):
            changed: Optimizer = replace(optimizer, **{name: momentum})  # type: ignore[type-var]  # all are dataclasses
            return changed
    return optimizer
