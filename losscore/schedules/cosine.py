"""From a bold rate to a gentle one along half a cosine."""

from __future__ import annotations

import math
from dataclasses import dataclass

from losscore import checks


@dataclass(frozen=True, slots=True)
class CosineDecay:
    r"""``floor + (rate - floor) (1 + cos(pi t / T)) / 2`` for ``t = 0 ... T = steps``, then ``floor``.

    Source: Loshchilov, Hutter: SGDR, 2017 (without the restarts); PyTorch's ``CosineAnnealingLR``.

    Raises:
        ValueError: a rate that is not above 0, a floor outside [0, rate], steps below 1.

    >>> [round(CosineDecay(0.1, steps=10)(t), 8) for t in (0, 1, 5, 10, 99)]
    [0.1, 0.09755283, 0.05, 0.0, 0.0]
    """

    rate: float
    steps: int
    floor: float = 0.0

    def __post_init__(self) -> None:
        checks.number("rate", self.rate, above=0)
        checks.count("steps", self.steps, least=1)
        checks.number("floor", self.floor, least=0, most=self.rate)

    def __call__(self, step: int) -> float:
        """The rate of step 0, 1, ..."""
        if step >= self.steps:
            return self.floor
        return self.floor + (self.rate - self.floor) * (1 + math.cos(math.pi * step / self.steps)) / 2

    def momentum(self, step: int) -> None:
        """It leaves the momentum alone."""
        return
