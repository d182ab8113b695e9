"""Cosine decay again and again: each restart is a fresh bold start."""

from __future__ import annotations

import math
from dataclasses import dataclass

from losscore import checks


@dataclass(frozen=True, slots=True)
class WarmRestarts:
    """``floor + (rate - floor) (1 + cos(pi t / T)) / 2``, ``t`` counted from the last restart.

    The first period is ``T = period`` steps long, each further one ``multiplier`` times the one before. It has no end.
    Source: Loshchilov, Hutter: SGDR, 2017; PyTorch's ``CosineAnnealingWarmRestarts``.

    Raises:
        ValueError: a rate that is not above 0, a period or multiplier below 1, a floor outside [0, rate].

    >>> [round(WarmRestarts(0.1, period=5, multiplier=2)(t), 8) for t in (0, 4, 5, 15)]
    [0.1, 0.00954915, 0.1, 0.1]
    """

    rate: float
    period: int
    multiplier: int = 1
    floor: float = 0.0

    def __post_init__(self) -> None:
        checks.number("rate", self.rate, above=0)
        checks.count("period", self.period, least=1)
        checks.count("multiplier", self.multiplier, least=1)
        checks.number("floor", self.floor, least=0, most=self.rate)

    def __call__(self, step: int) -> float:
        """The rate of step 0, 1, ..."""
        length = self.period
        if self.multiplier == 1:
            step %= length
        while step >= length:
            step -= length
            length *= self.multiplier
        return self.floor + (self.rate - self.floor) * (1 + math.cos(math.pi * step / length)) / 2

    def momentum(self, step: int) -> None:
        """It leaves the momentum alone."""
        return
