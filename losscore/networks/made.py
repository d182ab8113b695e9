"""Data that a network is tried on: made points on the plane by a seed, and the two real sets with two features each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from losscore import checks
from losscore.checks import Floats
from losscore.datasets import Dataset
from losscore.datasets.collection import breast_cancer, iris
from losscore.networks.draws import Purpose, gaussian


def moons(examples: int = 200, noise: float = 0.2, seed: int = 0) -> Dataset:
    """Two half circles that reach into one another. Made with a seed; CC0. Arguments as in `spirals`.

    >>> moons().x.shape, int(moons().y.sum())
    ((200, 2), 100)
    """
    outer, inner = _halves(examples)
    t, s = np.linspace(0.0, np.pi, outer), np.linspace(0.0, np.pi, inner)
    zeros, ones = np.column_stack([np.cos(t), np.sin(t)]), np.column_stack([1.0 - np.cos(s), 0.5 - np.sin(s)])
    return _made("Moons", zeros, ones, noise, seed)


def circles(examples: int = 200, noise: float = 0.12, seed: int = 0) -> Dataset:
    """A circle (1) inside another (0). Made with a seed; CC0. Arguments as in `spirals`."""
    outer, inner = _halves(examples)
    t, s = 2 * np.pi * np.arange(outer) / outer, 2 * np.pi * np.arange(inner) / inner
    zeros, ones = np.column_stack([np.cos(t), np.sin(t)]), 0.5 * np.column_stack([np.cos(s), np.sin(s)])
    return _made("Circles", zeros, ones, noise, seed)


def spirals(examples: int = 200, noise: float = 0.05, seed: int = 0) -> Dataset:
    """Two arms wound around each other (after Lang and Witbrock, 1988). Made with a seed; CC0.

    Args:
        examples: how many points, half of them (the smaller half) with label 1; at least 4.
        noise: standard deviation of what is added to each coordinate, at least 0.
        seed: which noise.

    Raises:
        ValueError: fewer examples, a noise below 0, a seed outside [0, 2^64).
    """
    outer, inner = _halves(examples)

    def arm(count: int, turn: float) -> Floats:
        along = np.sqrt(np.linspace(0.02, 1.0, count))
        angle = 3.0 * np.pi * along + turn
        points: Floats = 1.5 * along[:, np.newaxis] * np.column_stack([np.cos(angle), np.sin(angle)])
        return points

    return _made("Spirals", arm(outer, 0.0), arm(inner, np.pi), noise, seed)


def iris_petals() -> Dataset:
    """150 irises by the length and width of their petals, standardised; label 1 = versicolor, which lies between."""
    length, width = iris("petal_length", "versicolor"), iris("petal_width", "versicolor")
    both = np.concatenate([length.x, width.x], axis=1)
    return replace(length, x=both, feature_names=length.feature_names + width.feature_names).standardised()


def tumours() -> Dataset:
    """569 tumours by mean radius and mean texture, standardised; label 1 = malignant."""
    return breast_cancer("mean_radius", "mean_texture").standardised()


# By name; those of the first three take a seed.
MADE: MappingProxyType[str, Callable[..., Dataset]] = MappingProxyType(
    {"moons": moons, "circles": circles, "spirals": spirals}
)
REAL: MappingProxyType[str, Callable[[], Dataset]] = MappingProxyType({"iris": iris_petals, "cancer": tumours})


def _halves(examples: int) -> tuple[int, int]:
    checks.count("examples", examples, least=4)
    return examples - examples // 2, examples // 2


def _made(name: str, zeros: Floats, ones: Floats, noise: float, seed: int) -> Dataset:
    checks.number("noise", noise, least=0)
    x = np.concatenate([zeros, ones])
    x = x + noise * gaussian(seed, Purpose.DATA, x.size).reshape(x.shape)
    y = np.concatenate([np.zeros(len(zeros)), np.ones(len(ones))])
    return Dataset(name, x, y, ("x1", "x2"), source="made points, CC0")
