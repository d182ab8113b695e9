"""Where each start of a grid ends: the basins of attraction of the valleys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from losscore import checks
from losscore.changes import Change
from losscore.checks import Floats
from losscore.critical import CriticalPoint, lowest, minima
from losscore.descent import descend, resume
from losscore.optimizers.base import Optimizer
from losscore.path import Path, Stopped
from losscore.problem import Problem
from losscore.settling import LATE, glide_of, in_valley, jumps, stays

_TOGETHER = 1024  # starts that walk together: their paths take about 2 MB
_PIECE = 50  # steps between two looks at who has come to rest


@dataclass(frozen=True, slots=True, eq=False)
class Basins:
    """Which valley each start leads to. ``[j, i]`` belongs to the start ``(w1[i], w2[j])``.

    Attributes:
        starts: ``(M, M, 2)``, a grid over the window, borders included.
        ends: ``(M, M, 2)``, where the walk was over.
        minimum: ``(M, M)``, the index into ``minima`` of the valley in which it came to rest, by the rule of `verdict`
            (see `losscore.settling`); -1: in none of the window.
        jumping: ``(M, M)``, True where it came to rest in none, and its loss still jumps at the end (see
            `losscore.settling.jumps`).
        minima: the minima inside the window, lowest first.
        share_lowest: share of the starts that end in a lowest valley.
    """

    starts: Floats
    ends: Floats
    minimum: NDArray[np.int64]
    jumping: NDArray[np.bool_]
    minima: tuple[CriticalPoint, ...]
    share_lowest: float


class Settled(NamedTuple):
    """Where walkers came to: see `Basins` for each, here ``(m, ...)`` in the order of the starts."""

    ends: Floats
    minimum: NDArray[np.int64]
    jumping: NDArray[np.bool_]


def basins(
    problem: Problem,
    optimizer: Optimizer,
    size: int = 33,
    steps: int = 400,
    *,
    batch_size: int | None = None,
    seed: int = 0,
    changes: Iterable[Change] = (),
) -> Basins:
    """Let an optimizer walk from ``size * size`` starts of a problem's window. The other arguments as in `descend`.

    Raises:
        ValueError: a size below 2, negative steps, and what `descend` refuses.

    >>> from losscore import PROBLEMS, GradientDescent
    >>> basins(PROBLEMS["bowl"], GradientDescent(3.0), size=5, steps=200).share_lowest
    1.0
    """
    starts = basin_starts(problem, size)
    settled = settle(
        problem, optimizer, starts.reshape(-1, 2), steps, batch_size=batch_size, seed=seed, changes=changes
    )
    return Basins(
        starts=starts,
        ends=settled.ends.reshape(starts.shape),
        minimum=settled.minimum.reshape(size, size),
        jumping=settled.jumping.reshape(size, size),
        minima=minima(problem.critical_points),
        share_lowest=float(reached_lowest(problem, settled.minimum).mean()),
    )


def basin_starts(problem: Problem, size: int) -> Floats:
    """The starts of a map, ``(size, size, 2)``: a grid over the window, borders included.

    Raises:
        ValueError: a size below 2.
    """
    checks.count("size", size, least=2)
    (a, b), (c, d) = problem.window
    return np.stack(np.meshgrid(np.linspace(a, b, size), np.linspace(c, d, size)), axis=-1)


def reached_lowest(problem: Problem, minimum: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which walks ended in a lowest valley, from the index of the valley that each ended in (see `Basins`)."""
    return (minimum >= 0) & (minimum < len(lowest(problem.critical_points)))


def settle(
    problem: Problem,
    optimizer: Optimizer,
    starts: Floats,
    steps: int,
    *,
    batch_size: int | None = None,
    seed: int = 0,
    changes: Iterable[Change] = (),
) -> Settled:
    """Where walks from ``starts (m, 2)`` end: a part of a map, to be put together. Arguments as in `basins`."""
    checks.count("steps", steps)
    walk = descend(problem.objective, optimizer, starts, 0, batch_size=batch_size, seed=seed, changes=changes)
    parts = [_walk(_only(walk, slice(i, i + _TOGETHER)), steps) for i in range(0, max(len(starts), 1), _TOGETHER)]
    ends, last, jumping = (np.concatenate(part) for part in zip(*parts, strict=True))
    minimum = in_valley(problem, ends, last, glide_of(walk.descent, steps))
    return Settled(ends, minimum, jumping & (minimum < 0))


def _walk(path: Path, steps: int) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Ends ``(m, 2)`` of walks from the start of a path, their last steps ``(m, 2)``, whose loss jumps ``(m,)``."""
    number = path.weights.shape[1]
    ends, last, jumping = path.weights[0].copy(), np.zeros((number, 2)), np.zeros(number, dtype=bool)
    walking = np.arange(number)
    losses = path.losses
    while (left := steps - path.first) > 0 and len(walking):
        path = resume(path, min(_PIECE, left))
        left -= len(path)
        losses = np.concatenate([losses, path.losses[1:]])[-2 * LATE :]
        ends[walking] = path.weights[-1]
        gone = np.asarray(path.stopped) == Stopped.DIVERGED
        last[walking[gone]] = np.inf  # not at rest, wherever its last finite point lies
        if gone.all():
            break
        on = ~gone
        last[walking[on]] = (path.weights[-1] - path.weights[-2])[on]
        if not left:
            jumping[walking] = jumps(losses) & on
        elif left >= 2 * LATE:  # then all the losses that are looked at in the end are those of somebody at rest
            on &= ~stays(path)
        losses, walking, path = losses[:, on], walking[on], _only(path.tail(), on)
    return ends, last, jumping


def _only(path: Path, on: NDArray[np.bool_] | slice) -> Path:
    """The path of some of the walkers ``(m,)`` of a batch."""
    rows = {name: getattr(path, name)[:, on] for name in ("weights", "losses", "gradients")}
    state = type(path.state)(*(part[on] if isinstance(part, np.ndarray) else part for part in path.state))
    return replace(path, **rows, state=state, stopped=np.asarray(path.stopped)[on])
