"""One large cycle: up, down, and out in small steps, with the momentum going the other way."""

from __future__ import annotations

import math
from dataclasses import dataclass

from losscore import checks

_RISE = 0.3  # share of the steps before the peak
_FIRST, _LAST = 1 / 25, 1 / 25 / 1e4  # of the peak's rate
_HIGH, _LOW = 0.95, 0.85  # momentum at the ends and at the peak


@dataclass(frozen=True, slots=True)
class OneCycle:
    """Half a cosine from ``max_rate / 25`` up to ``max_rate``, another one down to ``max_rate / 250,000``.

    The momentum of the rules that have one goes .95, .85, .95 (Adam's is ``beta1``). Both hold their last value.
    Source: Smith, Topin: Super-Convergence, 2018; PyTorch's ``OneCycleLR`` with its defaults.

    Raises:
        ValueError: a rate that is not above 0, fewer than 2 steps.

    >>> [round(OneCycle(0.1, total_steps=10)(t), 8) for t in (0, 1, 2, 9, 99)]
    [0.004, 0.052, 0.1, 4e-07, 4e-07]
    >>> [round(OneCycle(0.1, total_steps=10).momentum(t), 3) for t in (0, 1, 2, 9)]
    [0.95, 0.9, 0.85, 0.95]
    """

    max_rate: float
    total_steps: int

    def __post_init__(self) -> None:
        checks.number("max_rate", self.max_rate, above=0)
        checks.count("total_steps", self.total_steps, least=2)

    def __call__(self, step: int) -> float:
        """The rate of step 0, 1, ..."""
        return self._cycle(step, self.max_rate * _FIRST, self.max_rate, self.max_rate * _LAST)

    def momentum(self, step: int) -> float:
        """The momentum of step 0, 1, ..."""
        return self._cycle(step, _HIGH, _LOW, _HIGH)

    def _cycle(self, step: int, first: float, peak: float, last: float) -> float:
        top, end = _RISE * self.total_steps - 1, self.total_steps - 1
        if step <= top:
            return _half_cosine(first, peak, step / top)
        return _half_cosine(peak, last, min((step - top) / (end - top), 1.0))


def _half_cosine(start: float, end: float, done: float) -> float:
    return end + (start - end) / 2 * (1 + math.cos(math.pi * done))
