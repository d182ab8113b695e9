"""A rate that falls in steps."""

from __future__ import annotations

from dataclasses import dataclass

from losscore import checks


@dataclass(frozen=True, slots=True)
class StepDecay:
    """``rate gamma^floor(t / step_size)``.

    Source: PyTorch's ``StepLR``.

    Raises:
        ValueError: a rate that is not above 0, a step size below 1, a gamma outside (0, 1].

    >>> [StepDecay(0.1, step_size=10, gamma=0.5)(t) for t in (0, 9, 10, 20)]
    [0.1, 0.1, 0.05, 0.025]
    """

    rate: float
    step_size: int
    gamma: float = 0.1

    def __post_init__(self) -> None:
        checks.number("rate", self.rate, above=0)
        checks.count("step_size", self.step_size, least=1)
        checks.number("gamma", self.gamma, above=0, most=1)

    def __call__(self, step: int) -> float:
        """The rate of step 0, 1, ..."""
        return self.rate * self.gamma ** (step // self.step_size)

    def momentum(self, step: int) -> None:
        """It leaves the momentum alone."""
        return
