"""Critical points: where the gradient is zero, told apart by the eigenvalues of the Hessian."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from losscore import checks
from losscore.checks import Floats, Window
from losscore.objective import Surface

_STARTS = 33  # Newton starts per axis
_ITERATIONS = 60
_SAME = 1e-6  # points nearer than this share of the window are one point
_FLAT = 1e-9  # an eigenvalue below this share of the largest one says nothing about its sign
TIE = 1e-9  # minima whose losses differ by less are equally low


class Kind(StrEnum):
    """What a critical point is: the signs of its Hessian's eigenvalues decide."""

    MINIMUM = "minimum"
    SADDLE = "saddle"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True, eq=False)
class CriticalPoint:
    """A point whose gradient is zero.

    Attributes:
        weights: ``(k,)``.
        loss: the height there.
        kind: minimum (all eigenvalues positive), maximum (all negative) or saddle.
        eigenvalues: of the Hessian, ``(k,)``, smallest first: the curvature along its own directions.
    """

    weights: Floats
    loss: float
    kind: Kind
    eigenvalues: Floats


def critical_points(objective: Surface, window: Window) -> tuple[CriticalPoint, ...]:
    """Every critical point inside a window of a two-weight landscape, lowest first.

    Newton's method (steps cut to a twelfth of the window) runs from a grid of starts; where it arrives at a zero
    gradient inside the window, duplicates are merged and the Hessian's eigenvalues name the kind. A point whose
    Hessian is flat in some direction is left out: its kind cannot be told.

    Raises:
        ValueError: a window with lo >= hi.
    """
    low, high = np.array(checks.window(window)).T
    width = high - low
    axes = [np.linspace(a, b, _STARTS) for a, b in zip(low, high, strict=True)]
    w = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
    for _ in range(_ITERATIONS):
        step = _newton_step(objective, w, width / 12)
        w = w + step
        # A walker that has left the window by its own width will not come back.
        w = w[(np.abs(w - (low + high) / 2) < 1.5 * width).all(axis=-1)]
        w = _merged(w, width * _SAME / 100) if len(w) else w
        if not len(w) or np.abs(_newton_step(objective, w, width / 12) / width).max() < 1e-13:
            break
    inside = ((w >= low) & (w <= high)).all(axis=-1)
    settled = np.sqrt((objective.gradient(w) ** 2).sum(axis=-1)) < 1e-9
    found = []
    for point in _merged(w[inside & settled], width * _SAME):
        eigenvalues: Floats = np.linalg.eigvalsh(objective.hessian(point)).astype(np.float64)
        size = np.abs(eigenvalues)
        if size.min() > _FLAT * max(size.max(), 1e-3):
            found.append(CriticalPoint(point, float(objective(point)), _kind(eigenvalues), eigenvalues))
    return tuple(sorted(found, key=lambda point: (round(point.loss, 9), *point.weights)))


def minima(points: tuple[CriticalPoint, ...]) -> tuple[CriticalPoint, ...]:
    """The minima among critical points, lowest first."""
    return tuple(point for point in points if point.kind is Kind.MINIMUM)


def lowest(points: tuple[CriticalPoint, ...]) -> tuple[CriticalPoint, ...]:
    """Every minimum that ties for the lowest; empty where there is none."""
    valleys = minima(points)
    return tuple(point for point in valleys if point.loss - valleys[0].loss < TIE)


def _newton_step(objective: Surface, w: Floats, longest: Floats) -> Floats:
    """``-H^-1 g`` for each of ``w (m, 2)``, shortened to at most ``longest`` along each axis; by Cramer's rule."""
    gradient, hessian = objective.gradient(w), objective.hessian(w)
    (a, b), (_, d) = np.moveaxis(hessian, 0, -1)
    g1, g2 = gradient.T
    determinant = a * d - b * b
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        step = -np.stack([d * g1 - b * g2, a * g2 - b * g1], axis=-1) / determinant[:, np.newaxis]
        step[~np.isfinite(step).all(axis=-1)] = 0.0  # flat ground: Newton has nothing to say
        shortened: Floats = step / np.maximum(np.abs(step / longest).max(axis=-1), 1.0)[:, np.newaxis]
        return shortened


def _merged(points: Floats, tolerance: Floats) -> Floats:
    """One point ``(m', 2)`` of each crowd that lies within ``tolerance`` on both axes."""
    kept: list[Floats] = []
    cells: dict[tuple[int, int], list[Floats]] = {}
    for point in points:
        i, j = np.floor(point / tolerance / 2).astype(int)
        near = (other for a in (-1, 0, 1) for b in (-1, 0, 1) for other in cells.get((i + a, j + b), ()))
        if not any((np.abs(point - other) <= tolerance).all() for other in near):
            kept.append(point)
            cells.setdefault((i, j), []).append(point)
    return np.array(kept).reshape(-1, 2)


def _kind(eigenvalues: Floats) -> Kind:
    if eigenvalues[0] > 0:
        return Kind.MINIMUM
    return Kind.MAXIMUM if eigenvalues[-1] < 0 else Kind.SADDLE
