"""What every schedule can do."""

from __future__ import annotations

from typing import Protocol


class Schedule(Protocol):
    """A learning rate that may change from step to step."""

    def __call__(self, step: int) -> float:
        """Learning rate of step 0, 1, ..."""
        ...

    def momentum(self, step: int) -> float | None:
        """Momentum of this step, or ``None`` to leave the optimizer's own."""
        ...
