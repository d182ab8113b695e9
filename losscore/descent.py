"""The descent loop. It exists once: single runs, batches of starts and continued runs all pass through it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from losscore import changes as change
from losscore import checks, minibatch
from losscore.changes import Change
from losscore.checks import Floats
from losscore.optimizers.base import Optimizer, schedule_of, with_momentum
from losscore.path import Descent, Path, Stopped
from losscore.surface import Sampled, Surface


def descend(
    objective: Surface,
    optimizer: Optimizer,
    start: ArrayLike,
    steps: int,
    *,
    batch_size: int | None = None,
    seed: int = 0,
    changes: Iterable[Change] = (),
    tolerance: float | None = None,
) -> Path:
    """Walk ``steps`` steps of an update rule from a start, or from a batch of starts at once.

    A batch gives the same bits as its starts one by one. A walker whose next point is not finite stays where it is and
    is reported as diverged: what was finite is kept, and nothing warns.

    Args:
        objective: the surface to walk on.
        optimizer: the update rule with its settings.
        start: weights ``(..., k)``.
        steps: how many steps to take.
        batch_size: how many examples each step looks at; by default all of them.
        seed: which minibatches; step t's depends on (seed, t) only. All starts of a batch see the same ones.
        changes: ``((step, {"learning_rate": 0.1}), ...)``: settings of the optimizer that change from that step on.
        tolerance: stop when the length of the gradient that the next step would use is below this.

    Raises:
        ValueError: a start that is not finite or has the wrong shape, negative steps, a tolerance that is not above 0,
            a batch size below 1, above the number of examples or on a surface without examples, a seed outside [0,
            2^64), a change that the optimizer cannot make.

    >>> from losscore import PROBLEMS, GradientDescent
    >>> path = descend(PROBLEMS["bowl"].objective, GradientDescent(1.0), (-3.0, 4.0), steps=200)
    >>> path.weights[-1].round(6).tolist()
    [1.063049, 0.975846]
    """
    w = checks.weights("start", start, len(objective.weight_names))
    if tolerance is not None:
        checks.number("tolerance", tolerance, above=0)
    checks.count("seed", seed, most=2**64 - 1)
    if batch_size is not None:
        _check_batch_size(objective, batch_size)
    how = Descent(objective, optimizer, tolerance, batch_size, seed, change.checked(optimizer, changes))
    loss, gradient = _look(how, w, 0)
    rows = (w[np.newaxis], loss[np.newaxis], gradient[np.newaxis], np.empty(0))
    return resume(Path(*rows, optimizer.init(w), None, how), steps)


def resume(path: Path, steps: int) -> Path:
    """The path with up to ``steps`` further steps.

    ``resume(descend(..., a), b)`` is ``descend(..., a + b)``, to the bit.

    Raises:
        ValueError: negative steps.
    """
    checks.count("steps", steps)
    how, begin = path.descent, len(path)
    optimizer = change.at(how.optimizer, how.changes, path.first + begin)
    schedule = schedule_of(optimizer)
    changing = {step for step, _ in how.changes}
    weights, losses, gradients, rates = (
        np.concatenate([rows, np.empty((steps, *rows.shape[1:]))])
        for rows in (path.weights, path.losses, path.gradients, path.learning_rates)
    )
    w, loss, gradient, state = weights[begin], losses[begin], gradients[begin], path.state
    diverged = np.broadcast_to(path.stopped == Stopped.DIVERGED, loss.shape)
    flat = np.broadcast_to(path.stopped == Stopped.TOLERANCE, loss.shape)
    halted = bool(diverged.any() or flat.any())
    end = begin
    with np.errstate(all="ignore"):
        for row in range(begin, begin + steps):
            t = path.first + row
            if t in changing:
                optimizer = change.at(how.optimizer, how.changes, t)
                schedule = schedule_of(optimizer)
            if how.tolerance is not None:
                flat = flat | (~diverged & (np.sqrt((gradient**2).sum(axis=-1)) < how.tolerance))
                halted = halted or bool(flat.any())
            rate, momentum = schedule(t), schedule.momentum(t)
            rule = optimizer if momentum is None else with_momentum(optimizer, momentum)
            step, state_ahead = rule.update(gradient, state, rate, w)
            ahead = w + step
            loss_ahead, gradient_ahead = _look(how, ahead, t + 1)
            if halted or not _surely_finite(ahead, loss_ahead, gradient_ahead):
                finite = np.isfinite(loss_ahead) & np.isfinite(gradient_ahead).all(axis=-1)
                finite &= np.isfinite(ahead).all(axis=-1)
                diverged = diverged | (~flat & ~finite)
                walking = ~(flat | diverged)
                if not walking.any():
                    break
                halted = not walking.all()
                ahead = np.where(walking[..., np.newaxis], ahead, w)
                loss_ahead = np.where(walking, loss_ahead, loss)
                gradient_ahead = np.where(walking[..., np.newaxis], gradient_ahead, gradient)
            w, loss, gradient, state = ahead, loss_ahead, gradient_ahead, state_ahead
            end = row + 1
            weights[end], losses[end], gradients[end], rates[row] = w, loss, gradient, rate
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


def _look(how: Descent, w: Floats, t: int) -> tuple[Floats, Floats]:
    """The loss over the whole data set, and the gradient that step ``t`` uses."""
    if how.batch_size is None:
        return how.objective.loss_and_gradient(w)
    sampled = cast("Sampled", how.objective)  # `descend` has refused minibatches on surfaces without examples
    rows = minibatch.rows(how.seed, t, how.batch_size, len(sampled.dataset))
    return sampled(w), sampled.gradient(w, rows)


def _surely_finite(w: Floats, loss: Floats, gradient: Floats) -> bool:
    """Whether the sum of all numbers is finite: then each of them is. If not, it may be the sum that overflows.

    The weights count too: a bounded loss and its slope stay finite where the weights no longer are.
    """
    if gradient.ndim == 1:  # a single walker: plain numbers cost a fifth
        return math.isfinite(float(loss) + sum(gradient.tolist()) + sum(w.tolist()))
    parts = (np.add.reduce(each, axis=None) for each in (w, loss, gradient))
    return bool(np.isfinite(sum(parts)))


def _check_batch_size(objective: Surface, batch_size: int) -> None:
    if objective.dataset is None:
        raise ValueError(f"batch_size must be None on a surface without examples; got batch_size = {batch_size!r}")
    checks.count("batch_size", batch_size, least=1, most=len(objective.dataset))
