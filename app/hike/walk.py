"""Walking in the dark: where one stands is a pure function of the seed and of the steps.

A bearing is an angle as on a compass: 0 degrees is north, which is up along the second weight, 90 is east, up along the
first. A length is in units of the weights.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

import losscore as ls
from app.hike.words import compass
from app.link.fields import write_number
from losscore.checks import Window

# The landscapes, from easy to hard, and a learning rate at which gradient descent can come to rest on each.
GROUNDS = {"bowl": 2.0, "saddle": 4.0, "trap": 0.3, "band": 1.0, "correlated": 20.0, "plateau": 1.0, "rugged": 1.0}
SHORTEST, LONGEST = 0.001, 10.0  # of a step, in units of the weights
MOST_STEPS = 150

Move = tuple[float, float]


def ground(seed: int) -> str:
    """The name of a seed's landscape: the first seeds lead from easy to hard, the others anywhere."""
    names = list(GROUNDS)
    return names[seed - 1 if seed <= len(names) else int(np.random.default_rng(seed).integers(len(names)))]


@dataclass(frozen=True, slots=True)
class Hike:
    """A walk in the dark.

    Attributes:
        seed: which landscape and which start.
        start: weights of the start, which follow from the seed.
        moves: bearing in degrees and length of each step.
        guess: yes, no or unsure, what the learner said of the valley, once the blindfold is off, else nothing.
    """

    seed: int
    start: tuple[float, float]
    moves: tuple[Move, ...] = ()
    guess: str = ""

    @property
    def revealed(self) -> bool:
        """Whether the blindfold is off."""
        return bool(self.guess)

    @property
    def problem(self) -> ls.Problem:
        """The landscape, which nobody may see before the blindfold is off."""
        return ls.PROBLEMS[ground(self.seed)]


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """What the learner felt: row 0 is the start.

    Attributes:
        weights: ``(t + 1, 2)``.
        altitudes: ``(t + 1,)``, the loss.
        slopes: ``(t + 1, 2)``, the gradient.
    """

    weights: np.ndarray
    altitudes: np.ndarray
    slopes: np.ndarray

    @property
    def steepness(self) -> float:
        """The length of the gradient underfoot: how much the loss changes per unit of length, straight uphill."""
        return float(np.hypot(*self.slopes[-1]))

    @property
    def downhill(self) -> float | None:
        """The bearing straight downhill, to a tenth of a degree; none on flat ground."""
        east, north = -self.slopes[-1]
        if self.steepness == 0:
            return None
        return round(math.degrees(math.atan2(east, north)) % 360, 1) % 360


def track(hike: Hike) -> Track:
    """Where the moves lead, and what is felt there."""
    bearings, lengths = np.radians([move[0] for move in hike.moves]), np.array([move[1] for move in hike.moves])
    steps = np.stack([lengths * np.sin(bearings), lengths * np.cos(bearings)], axis=-1).reshape(-1, 2)
    weights = np.cumsum([hike.start, *steps], axis=0)
    return Track(weights, *hike.problem.objective.loss_and_gradient(weights))


def moved(hike: Hike, bearing: float, length: float) -> tuple[Hike, str]:
    """The hike with one more step, or the same hike and a sentence that says why not."""
    if len(hike.moves) >= MOST_STEPS:
        return hike, f"{MOST_STEPS} steps are the most that a hike has. Take off the blindfold, or begin again."
    longer = replace(hike, moves=(*hike.moves, (round(bearing, 1) % 360, float(f"{length:.4g}"))))
    if not inside(longer):
        return hike, (
            f"There is a fence: a step of length {write_number(length)} to the {compass(bearing)} would leave the "
            "landscape. It did not count. Choose a shorter step or another direction."
        )
    return longer, ""


def downhill(hike: Hike, length: float, times: int) -> tuple[Hike, str]:
    """Up to so many steps straight downhill, each along the slope that is felt where it begins."""
    wrong = ""
    for _ in range(times):
        bearing = track(hike).downhill
        if bearing is None:
            return hike, "The ground is flat here: no direction leads down."
        hike, wrong = moved(hike, bearing, length)
        if wrong:
            break
    return hike, wrong


def inside_window(weights: np.ndarray, window: Window) -> bool:
    """Whether all of ``weights (t, 2)`` lie in the window."""
    low, high = np.array(window).T
    return bool(((weights >= low) & (weights <= high)).all())


def inside(hike: Hike) -> bool:
    """Whether the whole walk stays in the landscape."""
    return inside_window(track(hike).weights, hike.problem.window)
