"""The same learning rate at every step."""

from __future__ import annotations

from dataclasses import dataclass

from losscore import checks


@dataclass(frozen=True, slots=True)
class Constant:
    """``rate``, always.

    Raises:
        ValueError: a rate that is not above 0.

    >>> Constant(0.3)(17)
    0.3
    """

    rate: float

    def __post_init__(self) -> None:
        checks.number("rate", self.rate, above=0)

    def __call__(self, step: int) -> float:
        """The rate of step 0, 1, ..."""
        return self.rate

    def momentum(self, step: int) -> None:
        """It leaves the momentum alone."""
        return
