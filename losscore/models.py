"""Models: from weights and an example's features to a logit.

Shapes: weights ``w (..., k)``, features ``x (n, d)``, logits ``(..., n)``. Leading axes of ``w`` are a batch and give exactly
the bits of single calls: sums run over the weights one by one, and never through BLAS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from losscore.checks import Floats


class Model(Protocol):
    """What an objective asks of a model. The chain rule to the loss is written once, in `losscore.objective`."""

    @property
    def weight_names(self) -> tuple[str, ...]:
        """One name per weight, ``k`` in all."""
        ...

    @property
    def formula(self) -> str:
        """The logit as people write it."""
        ...

    def logits(self, w: Floats, x: Floats) -> Floats:
        """Logits ``z (..., n)``."""
        ...

    def jacobian(self, w: Floats, x: Floats) -> Floats:
        """``dz_i / dw_j``, shape ``(..., n, k)``."""
        ...

    def curvature(self, w: Floats, x: Floats) -> Floats:
        """``d2z_i / dw_j dw_l``, shape ``(..., n, k, k)``."""
        ...


@dataclass(frozen=True, slots=True)
class Activation:
    """What a neuron does to its weighted sum ``u``, with its first two derivatives."""

    name: str
    value: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    bend: Callable[[Floats], Floats]


IDENTITY = Activation("identity", lambda u: u, np.ones_like, np.zeros_like)
SINE = Activation("sin", np.sin, np.cos, lambda u: -np.sin(u))


@dataclass(frozen=True, slots=True)
class Neuron:
    """One neuron: ``z = amplitude * f(w . inputs)``, the inputs being the features and, with a bias, a last one that is always 1.

    With `IDENTITY` and amplitude 1 this is logistic regression (Cox 1958). With `SINE` it is a neuron whose landscape has
    traps (compare Parascandolo, Huttunen, Virtanen: Taming the Waves, 2017).
    """

    activation: Activation = IDENTITY
    amplitude: float = 1.0
    bias: bool = False

    @property
    def weight_names(self) -> tuple[str, str]:
        return ("w1", "w2")

    @property
    def formula(self) -> str:
        inside = "w1 x + w2" if self.bias else "w1 x1 + w2 x2"
        return inside if self.activation is IDENTITY else f"{self.amplitude:g} {self.activation.name}({inside})"

    def logits(self, w: Floats, x: Floats) -> Floats:
        return self.amplitude * self.activation.value(self._sum(w, x))

    def jacobian(self, w: Floats, x: Floats) -> Floats:
        slope = self.amplitude * self.activation.slope(self._sum(w, x))
        return slope[..., np.newaxis] * self._inputs(x)

    def curvature(self, w: Floats, x: Floats) -> Floats:
        bend = self.amplitude * self.activation.bend(self._sum(w, x))
        inputs = self._inputs(x)
        return bend[..., np.newaxis, np.newaxis] * (inputs[:, :, np.newaxis] * inputs[:, np.newaxis, :])

    def _inputs(self, x: Floats) -> Floats:
        return np.column_stack([x, np.ones(len(x))]) if self.bias else x

    def _sum(self, w: Floats, x: Floats) -> Floats:
        inputs = self._inputs(x)
        u = w[..., 0, np.newaxis] * inputs[:, 0]
        for j in range(1, inputs.shape[1]):
            u = u + w[..., j, np.newaxis] * inputs[:, j]
        return u


MODELS: dict[str, Model] = {
    "line": Neuron(bias=True),
    "plane": Neuron(),
    "sine": Neuron(SINE, amplitude=4.0, bias=True),
}
