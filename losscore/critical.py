"""Critical points: where the gradient is zero, told apart by the eigenvalues of the Hessian."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from losscore import checks
from losscore.checks import Floats, Window
from losscore.surface import Surface

_GRIDS = (
    64,
    96,
    144,
)  # cells per axis of the grid that is searched for places to start from; finer if the count is wrong
_ITERATIONS = 40
_STILL = 1e-11  # of the window: a Newton step shorter than this has arrived
_SAME = 1e-6  # of the window: points nearer than this are one point
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
    """Every critical point inside a window of a two-weight landscape, lowest first; none where there is none.

    Newton's method starts from each cell of a grid in which both slopes change their sign, and from each grid point
    where the slope is less steep than all around. Points it arrives at more than once are merged, and the Hessian's
    eigenvalues name the kind. A point whose Hessian is flat in some direction is left out: its kind cannot be told.

    The count is checked by the Poincare-Hopf theorem: minima and maxima less saddles is how often the gradient turns
    around along the border. If it is not, the grid is made finer. So a single point cannot be missed; a minimum and a
    saddle that lie together within one cell of the grid (a 64th of the window) can.

    Raises:
        ValueError: a window with lo >= hi, an objective with other than two weights.
    """
    low, high = np.array(checks.window(window)).T
    if len(objective.weight_names) != 2:
        raise ValueError(f"objective must have two weights; got {len(objective.weight_names)}")
    turns, found = _turns(objective, low, high), np.empty((0, 2))
    for grid in _GRIDS:
        w = _newton(objective, _candidates(objective, low, high, grid), low, high)
        inside = ((w >= low) & (w <= high)).all(axis=-1)
        found = _merged(np.concatenate([found, w[inside]]), (high - low) * _SAME)
        points = [point for w in found if (point := _classified(objective, w, high - low))]
        if turns is None or turns == sum(-1 if point.kind is Kind.SADDLE else 1 for point in points):
            break
    return tuple(sorted(points, key=lambda point: (round(point.loss, 9), *point.weights)))


def minima(points: tuple[CriticalPoint, ...]) -> tuple[CriticalPoint, ...]:
    """The minima among critical points, lowest first."""
    return tuple(point for point in points if point.kind is Kind.MINIMUM)


def lowest(points: tuple[CriticalPoint, ...]) -> tuple[CriticalPoint, ...]:
    """Every minimum that ties for the lowest; empty where there is none."""
    valleys = minima(points)
    return tuple(point for point in valleys if point.loss - valleys[0].loss < TIE)


def _turns(objective: Surface, low: Floats, high: Floats) -> int | None:
    """How often the gradient turns around, counter-clockwise, along the border; ``None`` if that is unclear."""
    along = np.linspace(0.0, 1.0, 4 * _GRIDS[0], endpoint=False)
    there, back, zero, one = along, 1.0 - along, np.zeros_like(along), np.ones_like(along)
    border = np.concatenate(
        [np.stack(side, axis=-1) for side in ((there, zero), (one, there), (back, one), (zero, back))]
    )
    slope = objective.gradient(low + (high - low) * border)
    angle = np.arctan2(slope[:, 1], slope[:, 0])
    turn = np.diff(angle, append=angle[:1])
    turn -= 2.0 * np.pi * np.round(turn / (2.0 * np.pi))
    return round(float(turn.sum()) / (2.0 * np.pi)) if np.abs(turn).max() < 2.5 else None


def _candidates(objective: Surface, low: Floats, high: Floats, cells: int) -> Floats:
    """Where a zero of the gradient may be near, ``(m, 2)``. The grid reaches one cell beyond the window."""
    cell = (high - low) / cells
    axes = [a + d * np.arange(-1, cells + 2) for a, d in zip(low, cell, strict=True)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    slope = objective.gradient(grid)
    corners = np.stack([slope[:-1, :-1], slope[1:, :-1], slope[:-1, 1:], slope[1:, 1:]])
    both_change = ((corners.min(axis=0) <= 0) & (corners.max(axis=0) >= 0)).all(axis=-1)
    size = ((slope * cell) ** 2).sum(axis=-1)
    n = cells + 1  # grid points inside the window, per axis
    around = [size[i : n + i, j : n + j] for i in range(3) for j in range(3)]
    gentlest = size[1:-1, 1:-1] <= np.min(around, axis=0)
    w: Floats = np.concatenate([grid[:-1, :-1][both_change] + cell / 2, grid[1:-1, 1:-1][gentlest]])
    return w


def _newton(objective: Surface, w: Floats, low: Floats, high: Floats) -> Floats:
    """The points ``(m', 2)`` at which Newton's method arrives from ``w (m, 2)``; long steps are cut."""
    width = high - low
    arrived = [np.empty((0, 2))]
    for _ in range(_ITERATIONS):
        step = _newton_step(objective, w, width / 12)
        w = w + step
        there = (np.abs(step) < _STILL * width).all(axis=-1)
        arrived.append(w[there])
        # A walker that has left the window by its own width will not come back.
        w = w[~there & (np.abs(w - (low + high) / 2) < 1.5 * width).all(axis=-1)]
        if not len(w):
            break
    return np.concatenate(arrived)


def _newton_step(objective: Surface, w: Floats, longest: Floats) -> Floats:
    """``-H^-1 g`` for each of ``w (m, 2)``, shortened to at most ``longest`` along each axis; by Cramer's rule."""
    # In units of the longest step along each axis, so that the units of the data can do no harm.
    gradient, hessian = objective.gradient(w) * longest, objective.hessian(w) * longest * longest[:, np.newaxis]
    (a, b), (_, d) = np.moveaxis(hessian, 0, -1)
    g1, g2 = gradient.T
    determinant = a * d - b * b
    with np.errstate(all="ignore"):
        step = -np.stack([d * g1 - b * g2, a * g2 - b * g1], axis=-1) / determinant[:, np.newaxis]
        # Flat ground, where Newton has nothing to say: a step that counts as not arrived.
        step = np.where(np.isfinite(step).all(axis=-1, keepdims=True), step, 1.0)
        shortened: Floats = longest * step / np.maximum(np.abs(step).max(axis=-1, keepdims=True), 1.0)
        return shortened


def _merged(points: Floats, tolerance: Floats) -> Floats:
    """One point ``(m', 2)`` of each crowd that lies within ``tolerance`` on both axes."""
    kept: list[Floats] = []
    for point in points:
        if not any((np.abs(point - other) <= tolerance).all() for other in kept):
            kept.append(point)
    return np.array(kept).reshape(-1, 2)


def _classified(objective: Surface, w: Floats, width: Floats) -> CriticalPoint | None:
    """The point with its kind, or ``None`` where the Hessian is too flat to tell."""
    hessian = objective.hessian(w)
    # The signs are the same in any units (Sylvester's law of inertia); those of the window are the safest to tell them.
    signs = np.linalg.eigvalsh(hessian * width * width[:, np.newaxis])
    if np.abs(signs).min() <= _FLAT * np.abs(signs).max():
        return None
    kind = Kind.MINIMUM if signs[0] > 0 else Kind.MAXIMUM if signs[-1] < 0 else Kind.SADDLE
    return CriticalPoint(w, float(objective(w)), kind, np.linalg.eigvalsh(hessian).astype(np.float64))
