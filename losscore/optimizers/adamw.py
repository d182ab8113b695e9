"""AdamW: Adam whose weight decay does not pass through the moments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from losscore.checks import Floats
from losscore.optimizers.adam import Adam, AdamState, adam_step
from losscore.optimizers.base import needed
from losscore.schedules import Schedule


@dataclass(frozen=True, slots=True)
class AdamW:
    """The weights shrink first, then Adam's step is taken::

        w <- w - lr weight_decay w
        w <- w - lr m_hat / (sqrt(v_hat) + eps)      as in `Adam`

    Because of the decay it rests a little nearer to 0 than the minimum.
    Source: Loshchilov, Hutter: Decoupled Weight Decay Regularization, 2019; PyTorch's ``AdamW``.

    Raises:
        ValueError: a learning rate or eps that is not above 0, a beta outside [0, 1), a negative weight decay.
    """

    learning_rate: float | Schedule
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        Adam(self.learning_rate, self.beta1, self.beta2, self.eps, self.weight_decay)  # has the same limits

    @property
    def stability_limit(self) -> None:
        """As for Adam: no fixed limit."""
        return

    def init(self, w: Floats) -> AdamState:
        """As for Adam."""
        return AdamState(np.zeros_like(w), np.zeros_like(w), 0)

    def update(
        self, gradient: Floats, state: AdamState, learning_rate: float, weights: Floats | None = None
    ) -> tuple[Floats, AdamState]:
        """Adam's step, and ``-lr weight_decay w``."""
        step, state = adam_step(self, gradient, state, learning_rate)
        if self.weight_decay:
            step = step - learning_rate * self.weight_decay * needed(weights)
        return step, state
