"""The descent loop. It exists once: single runs, batches of starts and continued runs all pass through it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from losscore import checks
from losscore.checks import Floats
from losscore.objective import Surface
from losscore.optimizers.base import Optimizer, State, schedule_of


class Stopped(StrEnum):
    """Why a path ended before the steps that were asked for."""

    DIVERGED = "diverged"  # the next weights, their loss or their gradient are not finite numbers
    TOLERANCE = "tolerance"  # the gradient is smaller than the tolerance


@dataclass(frozen=True, slots=True, eq=False)
class Descent:
    """How a path is made: everything but the start and the number of steps."""

    objective: Surface
    optimizer: Optimizer
    tolerance: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """What an optimizer did, row by row; row 0 is where it stood before step ``first``, so usually the start.

    Attributes:
        weights: ``(t + 1, ..., k)``.
        losses: ``(t + 1, ...)``, over the whole data set.
        gradients: ``(t + 1, ..., k)``, the slope at each row, which the step from it uses.
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
    stopped: Stopped | None | np.ndarray
    descent: Descent
    first: int = 0

    def __len__(self) -> int:
        """Steps taken."""
        return len(self.learning_rates)

    def tail(self) -> Path:
        """The path cut down to its last row: enough to `resume` from, however long the path was."""
        last = (self.weights[-1:], self.losses[-1:], self.gradients[-1:], self.learning_rates[:0])
        return Path(*last, self.state, self.stopped, self.descent, self.first + len(self))


def descend(
    objective: Surface, optimizer: Optimizer, start: ArrayLike, steps: int, *, tolerance: float | None = None
) -> Path:
    """Walk ``steps`` steps of an update rule from a start, or from a batch of starts at once.

    A batch gives the same bits as its starts one by one. A walker whose next point is not finite stays where it is and is
    reported as diverged: what was finite is kept, and nothing warns.

    Args:
        objective: the surface to walk on.
        optimizer: the update rule with its settings.
        start: weights ``(..., k)``.
        steps: how many steps to take.
        tolerance: stop when the gradient's length is below this.

    Raises:
        ValueError: a start that is not finite or has the wrong shape, negative steps, a tolerance that is not above 0.

    >>> from losscore import PROBLEMS, GradientDescent
    >>> path = descend(PROBLEMS["bowl"].objective, GradientDescent(1.0), (-3.0, 4.0), steps=200)
    >>> path.weights[-1].round(6).tolist()
    [1.063049, 0.975846]
    """
    w = checks.weights("start", start, len(objective.weight_names))
    if tolerance is not None:
        checks.number("tolerance", tolerance, above=0)
    loss, gradient = objective(w), objective.gradient(w)
    rows = (w[np.newaxis], np.asarray(loss)[np.newaxis], gradient[np.newaxis], np.empty(0))
    standing = Path(*rows, optimizer.init(w), None, Descent(objective, optimizer, tolerance))
    return resume(standing, steps)


def resume(path: Path, steps: int) -> Path:
    """The path with up to ``steps`` further steps: ``resume(descend(..., a), b)`` is ``descend(..., a + b)``, to the bit.

    Raises:
        ValueError: negative steps.
    """
    checks.count("steps", steps)
    how = path.descent
    objective, optimizer, schedule = how.objective, how.optimizer, schedule_of(how.optimizer)
    begin = len(path)
    weights, losses, gradients, rates = (
        np.concatenate([rows, np.empty((steps, *rows.shape[1:]))])
        for rows in (path.weights, path.losses, path.gradients, path.learning_rates)
    )
    w, loss, gradient, state = weights[begin], losses[begin], gradients[begin], path.state
    diverged = np.asarray(path.stopped == Stopped.DIVERGED)
    flat = np.asarray(path.stopped == Stopped.TOLERANCE)
    end = begin
    with np.errstate(all="ignore"):
        for t in range(begin, begin + steps):
            if how.tolerance is not None:
                flat = flat | (~diverged & (np.sqrt((gradient**2).sum(axis=-1)) < how.tolerance))
            rate = schedule(path.first + t)
            step, state_ahead = optimizer.update(gradient, state, rate)
            ahead = w + step
            loss_ahead, gradient_ahead = objective(ahead), objective.gradient(ahead)
            finite = np.isfinite(loss_ahead) & np.isfinite(gradient_ahead).all(axis=-1)
            diverged = diverged | (~flat & ~finite)
            walking = ~(flat | diverged)
            if not walking.any():
                break
            w = np.where(walking[..., np.newaxis], ahead, w)
            loss = np.where(walking, loss_ahead, loss)
            gradient = np.where(walking[..., np.newaxis], gradient_ahead, gradient)
            state, end = state_ahead, t + 1
            weights[end], losses[end], gradients[end], rates[t] = w, loss, gradient, rate
    stopped = np.full(diverged.shape, None, dtype=object)
    stopped[flat], stopped[diverged] = Stopped.TOLERANCE, Stopped.DIVERGED
    return replace(
        path,
        weights=weights[: end + 1],
        losses=losses[: end + 1],
        gradients=gradients[: end + 1],
        learning_rates=rates[:end],
        state=state,
        stopped=stopped if stopped.ndim else stopped.item(),
    )
