"""Models: from weights and an example's features to a logit, one a file.

Shapes: weights ``w (..., k)``, features ``x (n, d)``, logits ``(..., n)``. Leading axes of ``w`` are a batch and give
exactly the bits of single calls: sums run over the weights one by one, and never through BLAS.
"""

from __future__ import annotations

from losscore.models.activation import SINE, TANH, Activation
from losscore.models.band import Band
from losscore.models.base import Model
from losscore.models.chain import Chain
from losscore.models.linear import Linear
from losscore.models.neuron import Neuron

MODELS: dict[str, Model] = {
    "line": Linear(bias=True),
    "plane": Linear(),
    "sine": Neuron(SINE, Linear(bias=True), amplitude=4.0),
    "waves": Neuron(SINE, Linear(), amplitude=2.0),
    "step": Neuron(TANH, Linear(bias=True), amplitude=4.0),
    "chain": Chain(),
    "band": Band(),
}

__all__ = ["MODELS", "SINE", "TANH", "Activation", "Band", "Chain", "Linear", "Model", "Neuron"]
