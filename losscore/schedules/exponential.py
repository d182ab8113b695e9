"""A rate that falls by the same share at every step."""

from __future__ import annotations

from dataclasses import dataclass

from losscore import checks


@dataclass(frozen=True, slots=True)
class ExponentialDecay:
    """``rate gamma^t``.

    Source: PyTorch's ``ExponentialLR``.

    Raises:
        ValueError: a rate that is not above 0, a gamma outside (0, 1].

    >>> [round(ExponentialDecay(0.1, gamma=0.9)(t), 4) for t in range(4)]
    [0.1, 0.09, 0.081, 0.0729]
    """

    rate: float
    gamma: float

    def __post_init__(self) -> None:
        checks.number("rate", self.rate, above=0)
        checks.number("gamma", self.gamma, above=0, most=1)

    def __call__(self, step: int) -> float:
        """The rate of step 0, 1, ..."""
        return self.rate * self.gamma**step

    def momentum(self, step: int) -> None:
        """It leaves the momentum alone."""
        return
