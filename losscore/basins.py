"""Where each start of a grid ends: the basins of attraction of the valleys."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from losscore import checks
from losscore.checks import Floats
from losscore.critical import CriticalPoint, lowest, minima
from losscore.descent import descend, resume
from losscore.optimizers.base import Optimizer
from losscore.path import Path
from losscore.problem import Problem
from losscore.verdict import AT_REST, NEAR, restless

_TOGETHER = 1024  # starts that walk together: their paths take about 2 MB
_PIECE = 50  # steps between two looks at who has come to rest
_STILL = 1e-9  # of the window: a walker that moved less in a piece has come to rest


@dataclass(frozen=True, slots=True, eq=False)
class Basins:
    """Which valley each start leads to. ``[j, i]`` belongs to the start ``(w1[i], w2[j])``.

    Attributes:
        starts: ``(M, M, 2)``, a grid over the window, borders included.
        ends: ``(M, M, 2)``, where the walk was over.
        minimum: ``(M, M)``, the index into ``minima`` of the valley in which it ended, by the rule of `verdict` (slope
            below 1e-4, within 1 % of the window); -1: in none.
        never_settles: ``(M, M)``, True where the walk ended in no valley and its loss kept jumping, by the rule of
            `verdict`.
        minima: the minima inside the window, lowest first.
        share_lowest: share of the starts that end in a lowest valley.
    """

    starts: Floats
    ends: Floats
    minimum: NDArray[np.int64]
    never_settles: NDArray[np.bool_]
    minima: tuple[CriticalPoint, ...]
    share_lowest: float


def basins(problem: Problem, optimizer: Optimizer, size: int = 33, steps: int = 400) -> Basins:
    """Let an optimizer walk from ``size * size`` starts of a problem's window.

    Raises:
        ValueError: a size below 2, negative steps.

    >>> from losscore import PROBLEMS, GradientDescent
    >>> basins(PROBLEMS["bowl"], GradientDescent(3.0), size=5, steps=200).share_lowest
    1.0
    """
    checks.count("size", size, least=2)
    checks.count("steps", steps)
    (a, b), (c, d) = problem.window
    starts = np.stack(np.meshgrid(np.linspace(a, b, size), np.linspace(c, d, size)), axis=-1)
    flat = starts.reshape(-1, 2)
    walks = [_walk(problem, optimizer, flat[i : i + _TOGETHER], steps) for i in range(0, len(flat), _TOGETHER)]
    ends, jumping = (np.concatenate(parts) for parts in zip(*walks, strict=True))
    valleys = minima(problem.critical_points)
    minimum = _valley(problem, ends, valleys)
    in_lowest = (minimum >= 0) & (minimum < len(lowest(problem.critical_points)))
    return Basins(
        starts=starts,
        ends=ends.reshape(starts.shape),
        minimum=minimum.reshape(size, size),
        never_settles=(jumping & (minimum < 0)).reshape(size, size),
        minima=valleys,
        share_lowest=float(in_lowest.mean()),
    )


def _walk(problem: Problem, optimizer: Optimizer, starts: Floats, steps: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Ends ``(m, 2)`` of walks from ``starts (m, 2)``, and whether each was still jumping ``(m,)``."""
    low, high = np.array(problem.window).T
    ends, jumping = starts.copy(), np.zeros(len(starts), dtype=bool)
    walking = np.arange(len(starts))
    path = descend(problem.objective, optimizer, starts, 0)
    before = path.losses[:0]
    while len(path.weights) and (left := steps - path.first) > 0 and len(walking):
        path = resume(path, min(_PIECE, left))
        ends[walking] = path.weights[-1]
        jumping[walking] = restless(np.concatenate([before, path.losses]))
        if len(path) < min(_PIECE, left):
            break  # all of them have diverged
        on = np.full(len(walking), True)
        if not callable(optimizer.learning_rate):
            # With a constant rate, whoever did not move for a whole piece will not move again.
            on = ~(np.ptp(path.weights, axis=0) < _STILL * (high - low)).all(axis=-1)
        before, walking, path = path.losses[1:, on], walking[on], _only(path.tail(), on)
    return ends, jumping


def _only(path: Path, on: NDArray[np.bool_]) -> Path:
    """The path of some of the walkers ``(m,)`` of a batch."""
    rows = {name: getattr(path, name)[:, on] for name in ("weights", "losses", "gradients")}
    state = type(path.state)(*(part[on] if isinstance(part, np.ndarray) else part for part in path.state))
    return replace(path, **rows, state=state, stopped=np.asarray(path.stopped)[on])


def _valley(problem: Problem, ends: Floats, valleys: tuple[CriticalPoint, ...]) -> NDArray[np.int64]:
    """The index ``(m,)`` of the valley in which each of ``ends (m, 2)`` rests, or -1."""
    found = np.full(len(ends), -1, dtype=np.int64)
    if not valleys:
        return found
    low, high = np.array(problem.window).T
    distance = (np.abs(ends[:, np.newaxis] - [point.weights for point in valleys]) / (high - low)).max(axis=-1)
    at_rest = np.sqrt((problem.objective.gradient(ends) ** 2).sum(axis=-1)) < AT_REST
    near = at_rest & (distance.min(axis=1) <= NEAR)
    found[near] = distance[near].argmin(axis=1)
    return found
