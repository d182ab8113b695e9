"""Learning-rate schedules: the rate as a function of the step, in PyTorch's definitions.

``schedule(step)`` for step = 0, 1, ... gives the learning rate; after its end a schedule holds its last value.
``schedule.momentum(step)`` is ``None`` for all but those that cycle the momentum too.
"""

from __future__ import annotations

from typing import Protocol

from losscore.schedules.constant import Constant
from losscore.schedules.cosine import CosineDecay


class Schedule(Protocol):
    """A learning rate that may change from step to step."""

    def __call__(self, step: int) -> float:
        """Learning rate of step 0, 1, ..."""
        ...

    def momentum(self, step: int) -> float | None:
        """Momentum of this step, or ``None`` to leave the optimizer's own."""
        ...


SCHEDULES: dict[str, type[Schedule]] = {kind.__name__: kind for kind in (Constant, CosineDecay)}

__all__ = ["SCHEDULES", "Constant", "CosineDecay", "Schedule"]
