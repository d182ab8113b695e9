"""Update rules in PyTorch's definitions and defaults, one a file.

An optimizer is a frozen set of settings with two pure functions: ``init(w) -> state`` and
``update(gradient, state, learning_rate) -> (step, state)``; the new weights are ``w + step``. The state is a
NamedTuple of arrays. Weights, gradients and steps have the shape ``(..., k)``. With ``weight_decay`` above 0, `update`
needs the weights too, as its fourth argument: all rules add ``weight_decay w`` to the gradient, AdamW shrinks the
weights themselves.
"""

from __future__ import annotations

from losscore.optimizers.adagrad import AdaGrad
from losscore.optimizers.adam import Adam
from losscore.optimizers.adamw import AdamW
from losscore.optimizers.base import Optimizer, State
from losscore.optimizers.gradient_descent import GradientDescent
from losscore.optimizers.momentum import Momentum
from losscore.optimizers.nesterov import Nesterov
from losscore.optimizers.rmsprop import RMSProp

OPTIMIZERS: dict[str, type[Optimizer]] = {
    kind.__name__: kind for kind in (GradientDescent, Momentum, Nesterov, AdaGrad, RMSProp, Adam, AdamW)
}

__all__ = [
    "OPTIMIZERS",
    "AdaGrad",
    "Adam",
    "AdamW",
    "GradientDescent",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "RMSProp",
    "State",
]
