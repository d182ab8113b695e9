"""Checks of what callers pass in.

Each raises ``ValueError`` with a sentence that names the argument, its value and what is allowed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Window = tuple[tuple[float, float], tuple[float, float]]


_WRONG = "{name} must be {allowed}; got {name} = {value!r}"


def number(
    name: str,
    value: object,
    *,
    above: float = -math.inf,
    least: float = -math.inf,
    below: float = math.inf,
    most: float = math.inf,
) -> float:
    """A finite number, optionally ``> above``, ``>= least``, ``< below`` and ``<= most``."""
    limits = (("above", above), ("at least", least), ("below", below), ("at most", most))
    allowed = "a finite number" + "".join(f", {word} {limit:g}" for word, limit in limits if math.isfinite(limit))
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise ValueError(_WRONG.format(name=name, allowed=allowed, value=value))
    if not (math.isfinite(value) and above < value < below and least <= value <= most):
        raise ValueError(_WRONG.format(name=name, allowed=allowed, value=value))
    return float(value)


def count(name: str, value: object, *, least: int = 0, most: int | None = None) -> int:
    """A whole number from ``least`` to ``most``."""
    allowed = f"a whole number of at least {least}" + (f" and at most {most}" if most is not None else "")
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
        raise ValueError(_WRONG.format(name=name, allowed=allowed, value=value))
    if most is not None and value > most:
        raise ValueError(_WRONG.format(name=name, allowed=allowed, value=value))
    return int(value)


def one_of(name: str, value: str, allowed: Iterable[str]) -> str:
    """A name out of a list."""
    names = list(allowed)
    if value not in names:
        raise ValueError(f"{name} must be one of {', '.join(names)}; got {name} = {value!r}")
    return value


def _array(name: str, values: ArrayLike) -> Floats:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(_WRONG.format(name=name, allowed="an array of numbers", value=values)) from None


def not_nan(name: str, values: ArrayLike) -> Floats:
    """An array of numbers as float64, infinities allowed."""
    array = _array(name, values)
    if np.isnan(array).any():
        raise ValueError(f"{name} must hold numbers only; found nan in it")
    return array


def finite(name: str, values: ArrayLike) -> Floats:
    """An array of finite numbers as float64."""
    array = _array(name, values)
    if not np.isfinite(array).all():
        bad = array[~np.isfinite(array)].flat[0]
        raise ValueError(f"{name} must hold finite numbers only; found {bad} in it")
    return array


def labels(values: ArrayLike) -> Floats:
    """Labels as float64, every one of them 0 or 1, at least one in number."""
    array = finite("labels", values)
    if array.size == 0:
        raise ValueError("labels must hold at least one example; got an empty array")
    wrong = array[(array != 0) & (array != 1)]
    if wrong.size:
        raise ValueError(f"labels must be 0 or 1; found {wrong.flat[0]:g} among them")
    return array


def fitting(first: str, one: Floats, second: str, two: Floats) -> tuple[Floats, Floats]:
    """Two arrays in one common shape."""
    try:
        one, two = np.broadcast_arrays(one, two)
    except ValueError:
        raise ValueError(f"{first} and {second} must have shapes that fit; got {one.shape} and {two.shape}") from None
    return one, two


def window(value: Window) -> Window:
    """Two intervals ``((w1 lo, w1 hi), (w2 lo, w2 hi))`` with ``lo < hi``."""
    array = finite("window", value)
    if array.shape != (2, 2):
        raise ValueError(f"window must be ((w1 lo, w1 hi), (w2 lo, w2 hi)); got window = {value!r}")
    for axis, (low, high) in enumerate(array, start=1):
        if not low < high:
            raise ValueError(f"window must have lo < hi on each axis; got lo = {low:g}, hi = {high:g} for w{axis}")
    (a, b), (c, d) = array.tolist()
    return (a, b), (c, d)


def weights(name: str, values: ArrayLike, k: int) -> Floats:
    """Finite weights ``(..., k)``."""
    array = finite(name, values)
    if array.ndim == 0 or array.shape[-1] != k:
        raise ValueError(f"{name} must have the shape (..., {k}), one entry per weight; got the shape {array.shape}")
    return array
