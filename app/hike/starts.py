"""Where a hike begins, and who walks the same landscape with open eyes afterwards."""

from __future__ import annotations

import numpy as np

import losscore as ls
from app.hike.walk import GROUNDS, Hike, ground, inside_window
from app.runs.results import Results
from app.runs.rule import Rule
from app.runs.scene import Scene
from losscore.checks import Window

STEPS = 300  # that gradient descent and momentum take from the same start
_INNER = 0.05  # of the window: starts keep this far from its border
_AWAY = 0.1  # of the window: starts are at least this far from the floor of their valley, along one axis or the other
_HIGH = (
    0.25  # of the way from the lowest valley up to the landscape's mean height: starts are so far above their valley
)
_FELT = 0.02  # starts have at least this slope
_SHORT = 3  # starts that gradient descent leaves behind in fewer steps than this are no task
_TRIES = 500
_DOWN = 0.99  # of the way from the start down to the floor of the valley: then a walker counts as down


def begin(results: Results, seed: int) -> Hike:
    """The hike of a seed, at its start: the first of its random places from which there is something to find.

    That is: a slope that can be felt, and gradient descent gets down from here into a valley that lies well below and
    some way off, in more than a step or two.
    """
    problem = ls.PROBLEMS[ground(seed)]
    low, high = np.array(problem.window).T
    valleys = ls.minima(results.critical_points(problem))
    deep = _HIGH * (float(results.landscape(problem).loss.mean()) - valleys[0].loss)
    inside = low + (high - low) * np.random.default_rng([seed, 1]).uniform(_INNER, 1 - _INNER, (_TRIES, 2))
    for place in inside.round(2):
        altitude, slope = problem.objective.loss_and_gradient(place)
        if altitude < valleys[0].loss + deep or np.hypot(*slope) < _FELT:
            continue
        hike = Hike(seed, (float(place[0]), float(place[1])))
        path = results.path(scene(hike).runs()[0])
        valley = nearest(path.weights[-1], valleys, problem.window)
        away = float((np.abs(place - valley.weights) / (high - low)).max())
        if altitude < valley.loss + deep or away < _AWAY or not inside_window(path.weights, problem.window):
            continue
        if (steps_down(path.losses, valley.loss) or 0) >= _SHORT:
            return hike
    return Hike(seed, problem.start)  # never seen; a walk from the landscape's own start is a task as well


def nearest(at: np.ndarray, valleys: tuple[ls.CriticalPoint, ...], window: Window) -> ls.CriticalPoint:
    """The valley whose floor is nearest to a place, in units of the window."""
    width = np.ptp(np.array(window), axis=1)
    return min(valleys, key=lambda valley: float((np.abs(at - valley.weights) / width).max()))


def scene(hike: Hike) -> Scene:
    """Gradient descent and momentum from the same start, as the lab shows them."""
    rate = GROUNDS[ground(hike.seed)]
    rules = (Rule(learning_rate=rate), Rule("Momentum", learning_rate=rate))
    return Scene(ground(hike.seed), start=hike.start, rules=rules, steps=STEPS)


def steps_down(altitudes: np.ndarray, floor: float) -> int | None:
    """The step since which a walker has been down, having come 99 % of the way to the floor; none if it has not."""
    above = np.flatnonzero(altitudes > altitudes[0] - _DOWN * (altitudes[0] - floor))
    since = int(above[-1]) + 1 if len(above) else 0
    return since if since < len(altitudes) else None
