"""What a descent leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from losscore.changes import Change
from losscore.checks import Floats
from losscore.optimizers.base import Optimizer, State
from losscore.stability import Stability, stability, steepest_curvature
from losscore.surface import Surface

_LATE = 50  # steps that say where a walker has come to


class Stopped(StrEnum):
    """Why a path ended before the steps that were asked for."""

    DIVERGED = "diverged"  # the next weights, their loss or their gradient are not finite numbers
    TOLERANCE = "tolerance"  # the gradient is smaller than the tolerance


@dataclass(frozen=True, slots=True, eq=False)
class Descent:
    """How a path is made: everything but the start and the number of steps; the arguments of `losscore.descend`."""

    objective: Surface
    optimizer: Optimizer
    tolerance: float | None = None
    batch_size: int | None = None
    seed: int = 0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """What an optimizer did, row by row; row 0 is where it stood before step ``first``, so usually the start.

    Attributes:
        weights: ``(t + 1, ..., k)``.
        losses: ``(t + 1, ...)``, over the whole data set.
        gradients: ``(t + 1, ..., k)``, the slope that the step from each row uses: over the whole data set, or over
            that step's minibatch.
        learning_rates: ``(t,)``, one for each step taken.
        state: the optimizer's state after the last step.
        stopped: ``None`` when all steps were taken; for a batch of starts an array ``(...)`` of such.
        descent: what `resume` goes on with.
        first: the number of the step that starts from row 0.
    """

    weights: Floats
    losses: Floats
    gradients: Floats
    learning_rates: Floats
    state: State
    stopped: Stopped | np.ndarray | None
    descent: Descent
    first: int = 0

    def __len__(self) -> int:
        """Steps taken."""
        return len(self.learning_rates)

    @property
    def stability(self) -> Stability | None:
        """Whether the walker could come to rest: its last learning rate against the steepest curvature of the place.

        The place is the middle of its last 50 steps: the floor of the valley for one that bounces from wall to wall.
        For a diverged path the steepest curvature that it met counts. ``None`` where that explains nothing: for rules
        that scale their steps by the slopes they saw, on ground that bends nowhere up, and for a batch of starts.

        >>> import losscore as ls
        >>> trap = ls.PROBLEMS["trap"]
        >>> caught = ls.descend(trap.objective, ls.GradientDescent(0.3), trap.start, 300)
        >>> round(caught.stability.product, 2), caught.stability.limit, caught.stability.holds
        (1.13, 2.0, True)
        """
        if self.weights.ndim != 2:
            return None
        if self.stopped is Stopped.DIVERGED:
            curvature = steepest_curvature(self)
        else:
            floor = self.weights[-_LATE:].mean(axis=0)
            curvature = float(np.linalg.eigvalsh(self.descent.objective.hessian(floor))[-1])
        return stability(self.descent, self.first + len(self), curvature) if curvature > 0 else None

    def tail(self) -> Path:
        """The path cut down to its last row: enough to `resume` from, however long the path was."""
        last = (self.weights[-1:], self.losses[-1:], self.gradients[-1:], self.learning_rates[:0])
        return Path(*last, self.state, self.stopped, self.descent, self.first + len(self))
