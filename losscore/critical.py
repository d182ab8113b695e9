"""Critical points: where the gradient is zero, told apart by the eigenvalues of the Hessian."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from losscore import checks
from losscore.checks import Floats, Window
from losscore.convex import Lowest, floor
from losscore.models import Linear
from losscore.objective import Objective
from losscore.surface import Surface

_GRIDS = (64, 128, 256)  # cells per axis of the grid that is searched; finer if the count is wrong
_FINER, _LEVELS = 2, 12  # an unclear cell is cut into so many parts per axis, so many times
_MOST_CELLS = 3000  # unclear cells that are looked at more closely; more are a plain or a line, not single points
_NOTHING = 1e-14  # of the steepest slope: what is less is rounding
_SAFETY = 2.0  # how much more the gradient may bend within a cell than its differences say
_TURN = 0.6  # radians: along the border the gradient is followed in steps that turn less than this
_MOST_BORDER = 200_000
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


@dataclass(frozen=True, slots=True, eq=False)
class LowestLine:
    """A straight line whose every point is lowest: the floor of a valley that is level for ever.

    Attributes:
        point: weights ``(2,)`` on it, near 0.
        direction: ``(2,)``, along it.
        loss: how high it is.
    """

    point: Floats
    direction: Floats
    loss: float

    def ends(self, window: Window) -> Floats | None:
        """Where it enters and leaves a window, ``(2, 2)``; ``None`` where it passes beside it."""
        low, high = np.array(checks.window(window)).T
        with np.errstate(all="ignore"):
            first, last = (low - self.point) / self.direction, (high - self.point) / self.direction
        level = self.direction == 0
        if (level & ((self.point < low) | (self.point > high))).any():
            return None
        begin = float(np.minimum(first, last)[~level].max())
        end = float(np.maximum(first, last)[~level].min())
        if not begin < end:
            return None
        # Rounded, an end may lie a last digit outside: on the border it is inside.
        return np.clip(self.point + np.array([[begin], [end]]) * self.direction, low, high)

    def distance(self, w: ArrayLike, window: Window) -> Floats:
        """How far weights ``(..., 2)`` are from the line ``(...)``, in units of the window's width and height."""
        width = np.ptp(np.array(checks.window(window)), axis=1)
        offset, along = (np.asarray(w, dtype=np.float64) - self.point) / width, self.direction / width
        return np.asarray(np.abs(offset[..., 0] * along[1] - offset[..., 1] * along[0]) / np.hypot(*along))


def lowest_line(objective: Surface) -> LowestLine | None:
    """The line of lowest points under a linear neuron whose columns say the same, or whose column is constant."""
    if not (isinstance(objective, Objective) and isinstance(objective.model, Linear)):
        return None
    found = floor(objective)
    return LowestLine(found.point, found.direction, found.loss) if found.kind.is_line else None


def critical_points(objective: Surface, window: Window) -> tuple[CriticalPoint, ...]:
    """Every critical point inside a window of a two-weight landscape, lowest first; none where there is none.

    Under a linear neuron there is at most one, and it is certain (`losscore.convex`).

    Elsewhere the gradient is taken at the points of a grid. From how it changes between neighbours follows how far it
    can stray from its four corners within a cell, with a margin of two. A cell where it cannot become 0 is left alone.
    Where it can, and changes so evenly that it takes each value only once, there is at most one critical point, and
    Newton's method looks for it. Any other cell is cut into four, and so on, up to twelve times, to a 260,000th of
    the window. The Hessian's eigenvalues name the kind; a point whose Hessian is flat in some direction is left out,
    since its kind cannot be told.

    At last the count is checked by the Poincare-Hopf theorem: minima and maxima less saddles is how often the gradient
    turns around along the border. If it is not, the search begins again on a finer grid.

    What is not promised: a landscape that bends on a scale that the first grid does not show at all (a 64th of the
    window) can hide a minimum and a saddle together, since their counts cancel. Points nearer to each other than a
    millionth of the window are one point. Where more than 3,000 cells stay unclear, on a plain or along a line, they
    are not cut further.

    Raises:
        ValueError: a window with lo >= hi, an objective with other than two weights.
    """
    low, high = np.array(checks.window(window)).T
    if len(objective.weight_names) != 2:
        raise ValueError(f"objective must have two weights; got {len(objective.weight_names)}")
    if isinstance(objective, Objective) and isinstance(objective.model, Linear):
        only = floor(objective)
        if only.kind is not Lowest.POINT or not ((low <= only.point) & (only.point <= high)).all():
            return ()
        return (CriticalPoint(only.point, float(objective(only.point)), Kind.MINIMUM, only.eigenvalues),)
    turns, found = _turns(objective, low, high), np.empty((0, 2))
    some = np.stack(np.meshgrid(*np.linspace(low, high, 17).T), axis=-1)
    slopes = np.abs(objective.gradient(some) * (high - low))
    nothing = _NOTHING * float(slopes[np.isfinite(slopes)].max(initial=0.0))
    for grid in _GRIDS:
        w = _newton(objective, _candidates(objective, low, high, grid), low, high)
        inside = ((w >= low) & (w <= high)).all(axis=-1)
        found = _merged(np.concatenate([found, w[inside]]), (high - low) * _SAME)
        points = [point for w in found if (point := _classified(objective, w, high - low, nothing))]
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
    along = np.linspace(0.0, 4.0, 4 * _GRIDS[0] + 1)
    while True:
        side, t = np.minimum(along.astype(int), 3), along - np.minimum(along.astype(int), 3)
        zero, one = np.zeros_like(t), np.ones_like(t)
        x, y = np.choose(side, [t, one, 1.0 - t, zero]), np.choose(side, [zero, t, one, 1.0 - t])
        slope = objective.gradient(low + (high - low) * np.stack([x, y], axis=-1)) * (high - low)
        angle = np.arctan2(slope[:, 1], slope[:, 0])
        turn = np.diff(angle)
        turn -= 2.0 * np.pi * np.round(turn / (2.0 * np.pi))
        wide = np.abs(turn) > _TURN
        if not wide.any() or not np.isfinite(turn).all():
            break
        between = 0.5 * (along[:-1] + along[1:])[wide]
        if len(along) + len(between) > _MOST_BORDER or np.diff(along)[wide].min() < 1e-9:
            return None  # a critical point on the border, or next to it
        along = np.sort(np.concatenate([along, between]))
    total = float(turn.sum()) / (2.0 * np.pi)
    return round(total) if np.isfinite(total) else None


def _candidates(objective: Surface, low: Floats, high: Floats, cells: int) -> Floats:
    """Where a zero of the gradient may be near, ``(m, 2)``. The grid reaches one cell beyond the window."""
    cell = (high - low) / cells
    axes = [a + d * np.arange(-2, cells + 3) for a, d in zip(low, cell, strict=True)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    slope = objective.gradient(grid) * cell
    # A gradient that is this small against the largest one is rounding.
    nothing = _NOTHING * float(np.abs(slope[np.isfinite(slope)]).max(initial=0.0))
    single, unclear = _sorted(slope[np.newaxis], nothing)
    corners = grid[np.newaxis, 1:-2, 1:-2]
    starts, open_ = [corners[single] + cell / 2], corners[unclear]
    for _ in range(_LEVELS):
        if not 0 < len(open_) <= _MOST_CELLS:
            break
        cell = cell / _FINER
        steps = np.arange(-1, _FINER + 2)
        offsets = np.stack(np.meshgrid(steps, steps, indexing="ij"), axis=-1) * cell
        patches = open_[:, np.newaxis, np.newaxis] + offsets
        # A patch's slopes are in units of its own cells, which shrink; so does what counts as nothing.
        nothing = nothing / _FINER
        single, unclear = _sorted(objective.gradient(patches) * cell, nothing)
        corners = patches[:, 1:-2, 1:-2]
        starts.append(corners[single] + cell / 2)
        open_ = corners[unclear]
    w: Floats = np.concatenate([*starts, open_ + cell / 2])
    return w


def _sorted(slope: Floats, nothing: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which cells may hold a zero of the gradient: one at most, and perhaps several.

    Of patches of gradients ``(b, m + 3, m + 3, 2)`` in units of a cell, one cell wider all around than the ``m * m``
    cells that are asked about; two answers ``(b, m, m)``.
    """
    corners = np.stack([slope[:, 1 + i : -2 + i or None, 1 + j : -2 + j or None] for i in (0, 1) for j in (0, 1)])
    # Second differences say how the slope bends; the largest of those next to a cell is taken.
    first, second = np.abs(np.diff(slope, n=2, axis=1)), np.abs(np.diff(slope, n=2, axis=2))
    mixed = np.abs(np.diff(np.diff(slope, axis=1), axis=2))
    m = slope.shape[1] - 3
    one = np.max([first[:, i : i + m, 1 + j : 1 + j + m] for i in (0, 1) for j in (0, 1)], axis=0)
    two = np.max([second[:, 1 + i : 1 + i + m, j : j + m] for i in (0, 1) for j in (0, 1)], axis=0)
    both = np.max([mixed[:, i : i + m, j : j + m] for i in (0, 1, 2) for j in (0, 1, 2)], axis=0)
    # Within the cell the slope strays from the four corners' mixtures by an eighth of its second differences.
    stray = _SAFETY * np.sqrt(((one + two) ** 2).sum(axis=-1)) / 8.0 + nothing
    possible = np.ones(stray.shape, dtype=bool)
    for angle in np.pi * np.arange(8) / 8:
        along = corners @ np.array([np.cos(angle), np.sin(angle)])
        possible &= (along.min(axis=0) <= stray) & (along.max(axis=0) >= -stray)
    # Its matrix of changes, in the middle of the cell, and how much it can change within it.
    a = 0.5 * (corners[2] + corners[3] - corners[0] - corners[1])
    b = 0.5 * (corners[1] + corners[3] - corners[0] - corners[2])
    squares, determinant = (a**2 + b**2).sum(axis=-1), a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    gentlest = np.abs(determinant) / np.sqrt(
        0.5 * (squares + np.sqrt(np.maximum(squares**2 - 4 * determinant**2, 0.0)))
    )
    change = _SAFETY * 0.5 * np.sqrt(((one + both) ** 2 + (two + both) ** 2).sum(axis=-1))
    alone = gentlest > change + nothing
    seen = possible & (np.abs(corners).max(axis=(0, -1)) > nothing)
    return seen & alone, seen & ~alone


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


def _classified(objective: Surface, w: Floats, width: Floats, nothing: float) -> CriticalPoint | None:
    """The point with its kind, or ``None`` where the Hessian is too flat to tell."""
    hessian = objective.hessian(w)
    # The signs are the same in any units (Sylvester's law of inertia); those of the window are the safest to tell them.
    signs = np.linalg.eigvalsh(hessian * width * width[:, np.newaxis])
    if np.abs(signs).min() <= max(_FLAT * np.abs(signs).max(), nothing):
        return None
    kind = Kind.MINIMUM if signs[0] > 0 else Kind.MAXIMUM if signs[-1] < 0 else Kind.SADDLE
    return CriticalPoint(w, float(objective(w)), kind, np.linalg.eigvalsh(hessian).astype(np.float64))
