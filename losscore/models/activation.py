"""What a neuron does to its weighted sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from losscore.checks import Floats


@dataclass(frozen=True, slots=True)
class Activation:
    """A function ``f(u)`` with its first two derivatives, which get ``f`` beside ``u`` because it often saves work."""

    name: str
    value: Callable[[Floats], Floats]
    slope: Callable[[Floats, Floats], Floats]  # f'(u)
    bend: Callable[[Floats, Floats], Floats]  # f''(u)


SINE = Activation("sin", np.sin, lambda u, f: np.cos(u), lambda u, f: -f)  # noqa: ARG005 - one signature for all
TANH = Activation("tanh", np.tanh, lambda u, f: 1.0 - f * f, lambda u, f: -2.0 * f * (1.0 - f * f))  # noqa: ARG005
