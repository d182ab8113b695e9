"""What happened on a path, in words with numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from losscore.checks import Floats
from losscore.critical import CriticalPoint, Kind, lowest
from losscore.path import Path, Stopped
from losscore.problems import Problem

FAR = 1000.0  # window widths: further out than this is gone for good
AT_REST = 1e-4  # gradient length
NEAR = 0.01  # of the window's width, on each axis
PLATEAU_GRADIENT, PLATEAU_STEPS = 1e-3, 100
RESTLESS_STEPS, RESTLESS_RANGE, PROGRESS = 50, 1e-3, 1e-4


class Outcome(StrEnum):
    """How a run ended, in the order in which `verdict` looks."""

    DIVERGED = "diverged"
    LOWEST = "lowest"
    LOCAL_MINIMUM = "local minimum"
    SADDLE = "saddle"
    PLATEAU = "plateau"
    LEFT_WINDOW = "left the window"
    NEVER_SETTLES = "never settles"
    STILL_MOVING = "still moving"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a run ended.

    Attributes:
        kind: one of `Outcome`.
        sentence: what happened, for a reader who has just met a derivative.
        numbers: the numbers in the sentence, by name.
    """

    kind: Outcome
    sentence: str
    numbers: dict[str, float]


def verdict(path: Path, problem: Problem) -> Verdict:
    """Say what a single run did on a problem.

    The rules, in this order: **diverged** (not finite, or further out than 1,000 window widths); **lowest**, **local
    minimum**,
    **saddle** (gradient below 1e-4 within 1 % of the window of such a point); **plateau** (gradient below 1e-3, no
    such point near, moved less than 1 % of the window in the last 100 steps); **left the window**; **never settles**
    (over the last 50 steps the loss ranges over more than 1e-3, and its best is not below the best of the 50 before by
    1e-4); **still moving**.

    Raises:
        ValueError: a path of a batch of starts; ask for one path at a time.
    """
    if path.weights.ndim != 2:
        raise ValueError(f"verdict takes the path of one start; got weights of the shape {path.weights.shape}")
    low, high = np.array(problem.window).T
    width = high - low
    w, loss, steps = path.weights[-1], float(path.losses[-1]), path.first + len(path)
    slope = float(np.sqrt((path.gradients[-1] ** 2).sum()))
    numbers = {"steps": float(steps), "loss": loss, "gradient": slope, "w1": float(w[0]), "w2": float(w[1])}
    best = lowest(problem.critical_points)
    if best:
        numbers["lowest"] = best[0].loss

    away = np.abs(path.weights - (low + high) / 2) / width
    if path.stopped is Stopped.DIVERGED or away[-1].max() > FAR:
        return Verdict(Outcome.DIVERGED, _diverged(numbers), numbers)

    near = _nearest(w, problem.critical_points, width)
    if near is not None and slope < AT_REST and near.kind is not Kind.MAXIMUM:
        arrived = int(np.argmin((np.abs(path.weights - near.weights) <= NEAR * width).all(axis=-1)[::-1]))
        arrived = len(path.weights) - arrived if arrived else 0
        numbers["arrived"] = float(path.first + arrived)
        kind = Outcome.SADDLE if near.kind is Kind.SADDLE else Outcome.LOCAL_MINIMUM
        kind = Outcome.LOWEST if near in best else kind
        return Verdict(kind, _at_rest(kind, numbers), numbers)

    moved = np.abs(path.weights[-PLATEAU_STEPS - 1 :] - w).max(axis=0)
    if near is None and slope < PLATEAU_GRADIENT and (moved < NEAR * width).all():
        sentence = f"Stuck on a plateau after {steps} steps at loss {loss:.4g}: the slope there is only {slope:.1g}."
        return Verdict(Outcome.PLATEAU, sentence, numbers)
    if (away[-1] > 0.5).any():
        sentence = (
            f"Walked out of the window: after {steps} steps at w1 = {w[0]:.4g}, w2 = {w[1]:.4g}, loss {loss:.4g}."
        )
        return Verdict(Outcome.LEFT_WINDOW, sentence, numbers)
    late, before = path.losses[-RESTLESS_STEPS:], path.losses[-2 * RESTLESS_STEPS : -RESTLESS_STEPS]
    if len(before) == RESTLESS_STEPS and np.ptp(late) > RESTLESS_RANGE and late.min() > before.min() - PROGRESS:
        numbers |= {"highest_late": float(late.max()), "lowest_late": float(late.min())}
        sentence = (
            f"Never settles: over the last {RESTLESS_STEPS} of {steps} steps the loss keeps jumping between "
            f"{late.min():.4g} and {late.max():.4g}."
        )
        return Verdict(Outcome.NEVER_SETTLES, sentence, numbers)
    sentence = f"Still moving after {steps} steps: loss {loss:.4g}, slope {slope:.2g}."
    return Verdict(Outcome.STILL_MOVING, sentence, numbers)


def _nearest(w: Floats, points: tuple[CriticalPoint, ...], width: Floats) -> CriticalPoint | None:
    """The critical point within 1 % of the window on both axes, the nearest if there are several."""
    distances = [(float((np.abs(w - point.weights) / width).max()), index) for index, point in enumerate(points)]
    distance, index = min(distances, default=(np.inf, -1))
    return points[index] if distance <= NEAR else None


def _diverged(numbers: dict[str, float]) -> str:
    return (
        f"Diverged: after {numbers['steps']:.0f} steps the weights are at w1 = {numbers['w1']:.3g}, "
        f"w2 = {numbers['w2']:.3g} and the loss is {numbers['loss']:.3g}. The steps are too large for this slope; try a smaller learning rate."
    )


def _at_rest(kind: Outcome, numbers: dict[str, float]) -> str:
    arrived, loss = f"{numbers['arrived']:.0f} steps", f"loss {numbers['loss']:.4g}"
    if kind is Outcome.LOWEST:
        return f"Reached the lowest valley in {arrived}: {loss} at w1 = {numbers['w1']:.3f}, w2 = {numbers['w2']:.3f}."
    if kind is Outcome.SADDLE:
        return f"Came to rest at a saddle after {arrived}: {loss}. It is no valley: one way on still leads down."
    lower = f" The lowest valley in view is at {numbers['lowest']:.4g}." if "lowest" in numbers else ""
    return f"Caught in a local minimum after {arrived}: {loss}.{lower}"
