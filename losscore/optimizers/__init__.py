"""Update rules in PyTorch's definitions and defaults, one a file.

An optimizer is a frozen set of settings with two pure functions: ``init(w) -> state`` and
``update(gradient, state, learning_rate) -> (step, state)``; the new weights are ``w + step``. The state is a NamedTuple of arrays.
Weights, gradients and steps have the shape ``(..., k)``.
"""

from __future__ import annotations

from losscore.optimizers.adam import Adam
from losscore.optimizers.base import Optimizer, State
from losscore.optimizers.gradient_descent import GradientDescent
from losscore.optimizers.momentum import Momentum

OPTIMIZERS: dict[str, type[Optimizer]] = {kind.__name__: kind for kind in (GradientDescent, Momentum, Adam)}

__all__ = ["OPTIMIZERS", "Adam", "GradientDescent", "Momentum", "Optimizer", "State"]
