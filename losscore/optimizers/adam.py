"""Adam: momentum, and a step length of its own for each weight."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from losscore import checks
from losscore.checks import Floats
from losscore.optimizers.base import check_common, decayed
from losscore.schedules import Schedule


class AdamState(NamedTuple):
    """First and second moment ``(..., k)``, and how many steps were taken."""

    first: Floats
    second: Floats
    steps: int


@dataclass(frozen=True, slots=True)
class Adam:
    """Adaptive moments::

        m <- beta1 m + (1 - beta1) g        first moment: where the gradient points on average
        v <- beta2 v + (1 - beta2) g^2      second moment: how large it is on average
        w <- w - lr m_hat / (sqrt(v_hat) + eps)      with  m_hat = m / (1 - beta1^t),  v_hat = v / (1 - beta2^t)

    Source: Kingma, Ba: Adam, 2015; PyTorch's ``Adam``.

    Raises:
        ValueError: a learning rate or eps that is not above 0, a beta outside [0, 1), a negative weight decay.
    """

    learning_rate: float | Schedule
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    weight_decay: float = 0.0

    def __post_init__(self) -> None:
        check_common(self.learning_rate, self.weight_decay)
        checks.number("beta1", self.beta1, least=0, below=1)
        checks.number("beta2", self.beta2, least=0, below=1)
        checks.number("eps", self.eps, above=0)

    @property
    def stability_limit(self) -> None:
        """Its steps keep their length near a minimum: no fixed limit."""
        return

    def init(self, w: Floats) -> AdamState:
        """Both moments 0, which the bias correction makes good."""
        return AdamState(np.zeros_like(w), np.zeros_like(w), 0)

    def update(
        self, gradient: Floats, state: AdamState, learning_rate: float, weights: Floats | None = None
    ) -> tuple[Floats, AdamState]:
        """``-lr m_hat / (sqrt(v_hat) + eps)``."""
        return adam_step(self, decayed(gradient, self.weight_decay, weights), state, learning_rate)


class _Settings(Protocol):
    @property
    def beta1(self) -> float: ...
    @property
    def beta2(self) -> float: ...
    @property
    def eps(self) -> float: ...


def adam_step(rule: _Settings, g: Floats, state: AdamState, learning_rate: float) -> tuple[Floats, AdamState]:
    """Adam's step without any weight decay, for `Adam` and `AdamW`."""
    t = state.steps + 1
    m = rule.beta1 * state.first + (1.0 - rule.beta1) * g
    v = rule.beta2 * state.second + (1.0 - rule.beta2) * (g * g)
    scale = np.sqrt(v) / math.sqrt(1.0 - rule.beta2**t) + rule.eps
    return -learning_rate / (1.0 - rule.beta1**t) * m / scale, AdamState(m, v, t)
