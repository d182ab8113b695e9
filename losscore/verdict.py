"""What happened on a path, in words with numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from losscore.checks import Floats
from losscore.critical import CriticalPoint, Kind, lowest, minima
from losscore.path import Path, Stopped
from losscore.problems import Problem
from losscore.stability import Stability, stability, steepest_curvature

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
        numbers: the numbers in the sentence, by name. Always ``steps``, ``loss``, ``gradient`` (its length over the
            whole data set), ``w1``, ``w2``; where it applies ``lowest`` (the lowest loss inside the window),
            ``arrived`` (the step since which the walker has been near), ``lowest_late`` and ``highest_late`` (loss
            over the last 50 steps), and ``rate``, ``curvature``, ``product``, ``limit`` of the stability that explains
            the outcome.
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
    return Verdict(kind, _SENTENCES[kind](numbers), numbers)


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


_NO_LOWEST = "There is no lowest point in the picture to stop at."


def _steps(number: float) -> str:
    return "1 step" if number == 1 else f"{number:,.0f} steps"


def _place(n: dict[str, float]) -> str:
    return f"w1 = {n['w1']:.4g}, w2 = {n['w2']:.4g}"


def _diverged(n: dict[str, float]) -> str:
    why = "The steps are too long for this ground"
    if "product" in n:
        why = (
            f"Learning rate {n['rate']:.4g} × steepest curvature {n['curvature']:.3g} = {n['product']:.3g}, above "
            f"{n['limit']:.3g}: each step overshoots by more than it corrects"
        )
    return (
        f"Diverged: after {_steps(n['steps'])} it is at {_place(n)}, loss {n['loss']:.3g}. {why}. Try a smaller rate."
    )


def _lowest(n: dict[str, float]) -> str:
    where = f"w1 = {n['w1']:.3f}, w2 = {n['w2']:.3f}"
    return f"Reached the lowest valley in {_steps(n['arrived'])}: loss {n['loss']:.4f} at {where}."


def _local(n: dict[str, float]) -> str:
    sentence = (
        f"Caught in a local minimum after {_steps(n['arrived'])}: loss {n['loss']:.4f}. "
        f"The lowest valley is at {n['lowest']:.4f}."
    )
    if "limit" in n:
        sentence += f" A learning rate above {n['limit'] / n['curvature']:.2g} could not come to rest here."
    return sentence


def _saddle(n: dict[str, float]) -> str:
    return (
        f"Came to rest at a saddle after {_steps(n['arrived'])}: loss {n['loss']:.4f}. "
        "The ground is flat there, yet one way on still leads down."
    )


def _plateau(n: dict[str, float]) -> str:
    ground = f"loss {n['loss']:.4g}, and a slope of only {n['gradient']:.1g}"
    if "lowest" in n:
        return f"Stuck on a plateau after {_steps(n['steps'])}: {ground}."
    return f"Hardly moving after {_steps(n['steps'])}: {ground}. {_NO_LOWEST}"


def _left(n: dict[str, float]) -> str:
    sentence = f"Walked out of the picture: after {_steps(n['steps'])} it is at {_place(n)}, loss {n['loss']:.4g}."
    return sentence if "lowest" in n else f"{sentence} {_NO_LOWEST}"


def _never(n: dict[str, float]) -> str:
    sentence = (
        f"Never settles: over the last {RESTLESS_STEPS} of {_steps(n['steps'])} the loss keeps jumping between "
        f"{n['lowest_late']:.4f} and {n['highest_late']:.4f}."
    )
    if "product" in n:
        product = f"learning rate {n['rate']:.3g} × curvature {n['curvature']:.4g} = {n['product']:.3g}"
        sentence += f" No valley here can hold it: even in the gentlest, {product}, above {n['limit']:.3g}."
    return sentence


def _moving(n: dict[str, float]) -> str:
    sentence = f"Still moving after {_steps(n['steps'])}: loss {n['loss']:.4g}, slope {n['gradient']:.2g}."
    return sentence if "lowest" in n else f"{sentence} {_NO_LOWEST}"


_SENTENCES = {
    Outcome.DIVERGED: _diverged,
    Outcome.LOWEST: _lowest,
    Outcome.LOCAL_MINIMUM: _local,
    Outcome.SADDLE: _saddle,
    Outcome.PLATEAU: _plateau,
    Outcome.LEFT_WINDOW: _left,
    Outcome.NEVER_SETTLES: _never,
    Outcome.STILL_MOVING: _moving,
}
