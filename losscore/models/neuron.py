"""One neuron with an activation on its weighted sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from losscore.checks import Floats
from losscore.models.activation import Activation
from losscore.models.linear import Linear


@dataclass(frozen=True, slots=True)
class Neuron:
    """``z = amplitude f(u)`` of a weighted sum ``u``, itself a model: ``w1 x + w2`` or ``w1 x1 + w2 x2``.

    With `SINE` the landscape repeats itself and has traps (Parascandolo, Huttunen, Virtanen: Taming the Waves, 2017);
    with `TANH` it has plateaus where the neuron is saturated (Hochreiter 1991, Glorot and Bengio 2010).
    """

    activation: Activation
    sum: Linear
    amplitude: float = 1.0

    @property
    def weight_names(self) -> tuple[str, str]:
        """Those of the weighted sum."""
        return self.sum.weight_names

    @property
    def features(self) -> int:
        """Those of the weighted sum."""
        return self.sum.features

    @property
    def formula(self) -> str:
        """The logit as people write it."""
        return f"{self.amplitude:g} {self.activation.name}({self.sum.formula})"

    def logits(self, w: Floats, x: Floats) -> Floats:
        """``z = amplitude f(u)``."""
        return self.amplitude * self.activation.value(self.sum.logits(w, x))

    def jacobian(self, w: Floats, x: Floats) -> tuple[Floats, Floats]:
        """``z``, and ``dz / dw = amplitude f'(u) inputs``."""
        f, slope = self.activation.value_and_slope(self.sum.logits(w, x))
        slope = self.amplitude * slope
        by_weight = np.empty((*f.shape[:-1], 2, f.shape[-1]))
        np.multiply(slope, x[:, 0], out=by_weight[..., 0, :])
        np.multiply(slope, 1.0 if self.sum.bias else x[:, 1], out=by_weight[..., 1, :])
        return self.amplitude * f, by_weight

    def curvature(self, w: Floats, x: Floats) -> Floats:
        """``d2z / dw2 = amplitude f''(u) inputs inputs^T``."""
        bend = self.amplitude * self.activation.bend(*self.activation.value_and_slope(self.sum.logits(w, x)))
        inputs = self.sum.inputs(x)
        return bend[..., np.newaxis, np.newaxis, :] * (inputs[:, np.newaxis] * inputs)
