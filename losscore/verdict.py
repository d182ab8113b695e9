"""What happened on a path, in words with numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from losscore.checks import Floats
from losscore.critical import CriticalPoint, Kind, lowest, minima
from losscore.path import Path, Stopped
from losscore.problem import Problem
from losscore.sentences import RESTLESS_STEPS, SENTENCES, Outcome
from losscore.stability import Stability, stability, steepest_curvature

FAR = 1000.0  # window widths: further out than this is gone for good
AT_REST = 1e-4  # gradient length
NEAR = 0.01  # of the window's width, on each axis
PLATEAU_GRADIENT, PLATEAU_STEPS = 1e-3, 100
RESTLESS_RANGE, PROGRESS = 1e-3, 1e-4


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a run ended.

    Attributes:
        kind: one of `Outcome`.
        sentence: what happened, for a reader who has just met a derivative.
        numbers: the numbers in the sentence, by name. Always ``steps``, ``loss``, ``gradient`` (its length over the
            whole data set), ``w1``, ``w2``; where it applies ``lowest`` (the lowest loss inside the window),
            ``arrived`` (the step since which the walker has been near), ``lowest_late`` and ``highest_late`` (loss
            over the last 50 steps), ``outside`` (window widths from its middle), and ``rate``, ``curvature``,
            ``product``, ``limit`` of the stability that explains the outcome.
    """

    kind: Outcome
    sentence: str
    numbers: dict[str, float]


def verdict(path: Path, problem: Problem) -> Verdict:
    """Say what a single run did on a problem.

    The rules, in this order: **diverged** (not finite, or further out than 1,000 window widths); **lowest**, **local
    minimum**, **saddle** (gradient below 1e-4 within 1 % of the window of such a point); **plateau** (gradient below
    1e-3, no critical point near, moved less than 1 % of the window in the last 100 steps); **left the window**;
    **never settles** (over the last 50 steps the loss ranges over more than 1e-3, and its best is not below the best
    of the 50 before by 1e-4); **still moving**.

    Raises:
        ValueError: a path of a batch of starts; ask for one path at a time.
    """
    if path.weights.ndim != 2:
        raise ValueError(f"verdict takes the path of one start; got weights of the shape {path.weights.shape}")
    numbers = _numbers(path, problem)
    kind, explained = _kind(path, problem, numbers)
    if explained is not None:
        numbers |= {"rate": explained.rate, "curvature": explained.curvature}
        numbers |= {"product": explained.product, "limit": explained.limit}
    return Verdict(kind, SENTENCES[kind](numbers), numbers)


def nearest(w: Floats, points: tuple[CriticalPoint, ...], width: Floats) -> CriticalPoint | None:
    """The critical point within 1 % of the window on both axes, the nearest if there are several."""
    distances = [(float((np.abs(w - point.weights) / width).max()), index) for index, point in enumerate(points)]
    distance, index = min(distances, default=(np.inf, -1))
    return points[index] if distance <= NEAR else None


def restless(losses: Floats) -> np.ndarray:
    """Whether each of ``losses (t, ...)`` jumps without getting anywhere; never for less than 100 of them."""
    if len(losses) < 2 * RESTLESS_STEPS:
        return np.zeros(losses.shape[1:], dtype=bool)
    late, before = losses[-RESTLESS_STEPS:], losses[-2 * RESTLESS_STEPS : -RESTLESS_STEPS]
    return np.asarray((np.ptp(late, axis=0) > RESTLESS_RANGE) & (late.min(axis=0) > before.min(axis=0) - PROGRESS))


def _numbers(path: Path, problem: Problem) -> dict[str, float]:
    w = path.weights[-1]
    slope = problem.objective.gradient(w)  # the path may know that of a minibatch only
    numbers = {
        "steps": float(path.first + len(path)),
        "loss": float(path.losses[-1]),
        "gradient": float(np.sqrt((slope**2).sum())),
        "w1": float(w[0]),
        "w2": float(w[1]),
    }
    best = lowest(problem.critical_points)
    return numbers | ({"lowest": best[0].loss} if best else {})


def _kind(path: Path, problem: Problem, numbers: dict[str, float]) -> tuple[Outcome, Stability | None]:
    """The first rule that fits, and the stability that explains it. Adds the rule's own numbers."""
    points = problem.critical_points
    low, high = np.array(problem.window).T
    width, w = high - low, path.weights[-1]
    away = np.abs(w - (low + high) / 2) / width
    if path.stopped is Stopped.DIVERGED or away.max() > FAR:
        boldest = float(path.learning_rates.max(initial=0.0))
        overshot = stability(path, steepest_curvature(path), rate=boldest)
        return Outcome.DIVERGED, None if overshot is None or overshot.holds else overshot

    near = nearest(w, points, width)
    if near is not None and numbers["gradient"] < AT_REST and near.kind is not Kind.MAXIMUM:
        outside = np.flatnonzero((np.abs(path.weights - near.weights) > NEAR * width).any(axis=-1))
        numbers["arrived"] = float(path.first + (outside[-1] + 1 if len(outside) else 0))
        if near.kind is Kind.SADDLE:
            return Outcome.SADDLE, None
        held = stability(path, float(near.eigenvalues[-1]))
        if near in lowest(points):
            return Outcome.LOWEST, held
        return Outcome.LOCAL_MINIMUM, held

    moved = np.abs(path.weights[-PLATEAU_STEPS - 1 :] - w).max(axis=0)
    if near is None and numbers["gradient"] < PLATEAU_GRADIENT and (moved < NEAR * width).all():
        if away.max() > 0.5:
            numbers["outside"] = float(away.max())
        return Outcome.PLATEAU, None
    if away.max() > 0.5:
        return Outcome.LEFT_WINDOW, None
    if restless(path.losses):
        late = path.losses[-RESTLESS_STEPS:]
        numbers |= {"lowest_late": float(late.min()), "highest_late": float(late.max())}
        # The valley in which it is easiest to come to rest: if even that one cannot hold it, none can.
        gentlest = min((float(point.eigenvalues[-1]) for point in minima(points)), default=np.inf)
        held = stability(path, gentlest)
        return Outcome.NEVER_SETTLES, None if held is None or held.holds or np.isinf(gentlest) else held
    return Outcome.STILL_MOVING, None
