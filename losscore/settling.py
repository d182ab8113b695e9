"""Whether a walker has come to rest, and whether it ever can: the rules that `verdict` and `basins` share."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from losscore import changes as change
from losscore.checks import Floats
from losscore.critical import CriticalPoint, minima
from losscore.models import Linear
from losscore.objective import Objective
from losscore.optimizers import AdaGrad, GradientDescent, Momentum, Nesterov
from losscore.optimizers.base import schedule_of, with_momentum
from losscore.path import Descent, Path
from losscore.problem import Problem
from losscore.stability import Stability, stability

AT_REST = 1e-4  # gradient length
NEAR = 0.01  # of the window's width, on each axis
LATE = 50  # the last steps, over which a loss that jumps is looked at
_SWING, _PROGRESS = 1e-3, 1e-4  # of the loss
_TURNS = 4  # how often a loss that jumps turns up or down within `LATE` steps
_PERIODS = range(1, 13)  # steps after which a walker that goes round and round is back
_BACK = 0.02  # of the swing: how nearly an adaptive rule repeats itself
_CLOSELY = 2000  # steps ahead that are looked at one by one
_FAR_AHEAD = (*range(8), *(2**k for k in range(3, 21)))  # steps ahead at which a schedule is looked up


def in_valley(problem: Problem, ends: Floats, steps: Floats, glide: float) -> NDArray[np.int64]:
    """The index ``(m,)`` of the minimum at which each of ``ends (m, 2)`` rests, lowest first; -1: at none.

    At rest means: within 1 % of the window of the minimum, on ground less steep than 1e-4, and too slow to glide out of
    that circle. ``steps (m, 2)`` are the last steps, and ``glide`` is how many times as far momentum would carry them.
    """
    return near_point(problem, minima(problem.critical_points), ends, steps, glide)


def near_point(
    problem: Problem, points: Sequence[CriticalPoint], ends: Floats, steps: Floats, glide: float
) -> NDArray[np.int64]:
    """The same for any points whose slope is 0: the index ``(m,)`` of the one at which each of ``ends`` rests."""
    found = np.full(len(ends), -1, dtype=np.int64)
    if not points:
        return found
    low, high = np.array(problem.window).T
    width = high - low
    with np.errstate(all="ignore"):  # ends may lie as far out as a number can
        distance = (np.abs(ends[:, np.newaxis] - [point.weights for point in points]) / width).max(axis=-1)
        flat = np.sqrt((problem.objective.gradient(ends) ** 2).sum(axis=-1)) < AT_REST
        slow = (np.abs(steps) * glide <= NEAR * width).all(axis=-1)
    resting = flat & slow & (distance.min(axis=1) <= NEAR)
    found[resting] = distance[resting].argmin(axis=1)
    return found


def glide_of(how: Descent, step: int) -> float:
    """How many times its last step a walker would still glide on flat ground: ``1 / (1 - momentum)``, else 1."""
    rule = change.at(how.optimizer, how.changes, max(step - 1, 0))
    momentum = schedule_of(rule).momentum(max(step - 1, 0))
    rule = rule if momentum is None else with_momentum(rule, momentum)
    kept = getattr(rule, "momentum", getattr(rule, "beta1", 0.0))
    return 1.0 / (1.0 - kept)


def rates_ahead(how: Descent, step: int) -> list[float] | None:
    """Learning rates at some of the steps from ``step`` on, far ahead too; ``None`` if settings will still change."""
    if any(begin > step for begin, _ in how.changes):
        return None
    schedule = schedule_of(change.at(how.optimizer, how.changes, step))
    return [schedule(step + further) for further in _FAR_AHEAD]


def boldest_ahead(how: Descent, step: int) -> int | None:
    """The step from ``step`` on at which the learning rate is highest; ``None`` if settings will still change.

    Each of the next 2,000 steps is looked at, and further on every twentieth part of the way: restarts lie so far apart
    by then that one of these is near the top.
    """
    if any(begin > step for begin, _ in how.changes):
        return None
    rule = change.at(how.optimizer, how.changes, step)
    schedule = rule.learning_rate
    if not callable(schedule):
        return step
    times = [*range(step, step + _CLOSELY), *(step + int(_CLOSELY * 1.05**k) for k in range(128))]
    best: int = times[int(np.argmax([schedule(t) for t in times]))]
    return best


def jumps(losses: Floats) -> NDArray[np.bool_]:
    """Whether each of ``losses (t, ...)`` jumps up and down without getting lower; never for less than 100 of them."""
    if len(losses) < 2 * LATE:
        return np.zeros(losses.shape[1:], dtype=bool)
    late, before = losses[-LATE:], losses[-2 * LATE : -LATE]
    with np.errstate(all="ignore"):
        way = np.sign(np.diff(late, axis=0))
        turns = (way[1:] * way[:-1] < 0).sum(axis=0)
        no_lower = late.min(axis=0) > before.min(axis=0) - _PROGRESS
        return np.asarray((np.ptp(late, axis=0) > _SWING) & (turns >= _TURNS) & no_lower)


def never_settles(losses: Floats, ends: Floats, how: Descent, step: int, problem: Problem) -> NDArray[np.bool_]:
    """Whether walkers whose loss jumps can be known to do so for ever.

    The settings must have stood still for 100 steps and must stay as they are. Then it is known of a walker that looks
    at a few examples a time, since each step shakes it; of one whose steps are too long for every valley of the window;
    and of one that goes round and round: after a few steps its loss repeats itself. The first two hold where the ground
    is as the window shows it: inside it for the one, no more than its width beyond it for the other, and everywhere for
    a linear model. Elsewhere there may be flat ground on which such a walker comes to a stand.

    Args:
        losses: ``(t, ...)``, up to the end; the last 100 are looked at.
        ends: ``(..., 2)``, where the walkers have come to.
        how: how the walk was made.
        step: how many steps were taken in all.
        problem: the landscape.
    """
    jumping = jumps(losses)
    if not jumping.any() or not _steady(how, step):
        return np.zeros_like(jumping)
    low, high = np.array(problem.window).T
    away = (np.abs(ends - (low + high) / 2) / (high - low)).max(axis=-1)
    linear = isinstance(problem.objective, Objective) and isinstance(problem.objective.model, Linear)
    if how.batch_size is not None:
        # Without a lowest point there may be weights at which all examples agree, and then nothing shakes it any more.
        return np.asarray(jumping & bool(minima(problem.critical_points)) & (linear | (away <= 0.5)))
    known = np.zeros_like(jumping) if can_rest(how, step, problem) else np.asarray(linear | (away <= 1.5))
    late, before = losses[-LATE:], losses[-2 * LATE : -LATE]
    rule = change.at(how.optimizer, how.changes, step)
    # A rule with a limit may swing less and less, by little at a time: only an exact repetition will do.
    exact = rule.stability_limit is not None
    with np.errstate(all="ignore"):
        swing = np.ptp(late, axis=0)
        lasting = swing >= (1 - 1e-9 if exact else 1 - _BACK) * np.ptp(before, axis=0)
        back = [np.abs(late[p:] - late[:-p]).max(axis=0) <= (1e-9 if exact else _BACK) * swing for p in _PERIODS]
    return np.asarray(jumping & (known | (lasting & np.any(back, axis=0))))


def stays(path: Path) -> NDArray[np.bool_]:
    """Who of a batch ``(m,)`` is sure to stand for ever where it stands: nobody, unless its rule and settings allow it.

    A walker that stood still for one step is at a place where the slope is what it was. With settings that stay and all
    examples, gradient descent takes the same step again and AdaGrad a shorter one. With momentum the velocity goes on
    to change, but stays between what it is and ``g / (1 - momentum)``: neither may be able to move the weights. RMSProp
    and Adam divide by slopes that they forget, so they may move again.
    """
    how, step = path.descent, path.first + len(path)
    still: NDArray[np.bool_] = (path.weights[-1] == path.weights[-2]).all(axis=-1)
    rule = how.optimizer
    if how.batch_size is not None or how.changes or callable(rule.learning_rate) or not still.any() or step == 0:
        return np.zeros_like(still)
    if isinstance(rule, (GradientDescent, AdaGrad)):
        return still
    if isinstance(rule, (Momentum, Nesterov)):
        w = path.weights[-1]
        g = np.abs(path.gradients[-1] + rule.weight_decay * w) / (1.0 - rule.momentum)
        longest = 2.0 * rule.learning_rate * np.maximum(np.abs(path.state.velocity), g)
        fixed: NDArray[np.bool_] = ((w + longest == w) & (w - longest == w)).all(axis=-1)
        return still & fixed
    return np.zeros_like(still)


def can_rest(how: Descent, step: int, problem: Problem) -> bool:
    """Whether some valley of the window can hold the walker, or nothing is known against it."""
    held = gentlest(how, step, problem)
    return held is None or held.product < held.limit


def gentlest(how: Descent, step: int, problem: Problem) -> Stability | None:
    """The stability in the valley in which it is easiest to come to rest, if the rule has a limit and there is one."""
    curvature = min((float(point.eigenvalues[-1]) for point in minima(problem.critical_points)), default=math.inf)
    return None if math.isinf(curvature) else stability(how, step, curvature)


def _steady(how: Descent, step: int) -> bool:
    """Whether the settings have stood still for 100 steps and will."""
    if not how.changes and not callable(how.optimizer.learning_rate):
        return True
    if any(begin > step - 2 * LATE for begin, _ in how.changes):
        return False
    schedule = schedule_of(change.at(how.optimizer, how.changes, step))
    times = [*range(step - 2 * LATE, step), *(step + further for further in _FAR_AHEAD)]
    rates = [schedule(t) for t in times]
    momenta = {schedule.momentum(t) for t in times}
    return max(rates) - min(rates) <= 1e-12 * max(rates) and len(momenta) == 1
