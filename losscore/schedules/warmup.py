"""A gentle start."""

from __future__ import annotations

from dataclasses import dataclass

from losscore import checks


@dataclass(frozen=True, slots=True)
class LinearWarmup:
    """From ``start_factor rate`` in a straight line to ``rate`` within ``steps`` steps, then ``rate``.

    Source: Goyal and others: Accurate, Large Minibatch SGD, 2017; PyTorch's ``LinearLR``.

    Raises:
        ValueError: a rate that is not above 0, steps below 1, a start factor outside (0, 1].

    >>> [round(LinearWarmup(0.1, steps=5)(t), 3) for t in (0, 1, 5, 99)]
    [0.01, 0.028, 0.1, 0.1]
    """

    rate: float
    steps: int
    start_factor: float = 0.1

    def __post_init__(self) -> None:
        checks.number("rate", self.rate, above=0)
        checks.count("steps", self.steps, least=1)
        checks.number("start_factor", self.start_factor, above=0, most=1)

    def __call__(self, step: int) -> float:
        """The rate of step 0, 1, ..."""
        done = min(step, self.steps) / self.steps
        return self.rate * (self.start_factor + (1 - self.start_factor) * done)

    def momentum(self, step: int) -> None:
        """It leaves the momentum alone."""
        return
