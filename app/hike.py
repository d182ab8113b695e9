"""Hike: blindfolded on a landscape. A seed names the landscape and the start; the steps are the learner's own.

Where one stands is a pure function of the hike, which is what the address holds: ``seed=3&walk=225:0.5~190:0.2``. A
bearing is an angle as on a compass: 0 degrees is north, which is up along the second weight, 90 is east, up along the
first. A length is in units of the weights.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

import numpy as np

import losscore as ls
from app.results import Results
from app.scene import Rule, Scene, read_number, write_number
from losscore.checks import Window

# The landscapes, from easy to hard, and a learning rate at which gradient descent can come to rest on each.
GROUNDS = {"bowl": 2.0, "saddle": 4.0, "trap": 0.3, "band": 1.0, "correlated": 20.0, "plateau": 1.0, "rugged": 1.0}
LOWEST_SEED, HIGHEST_SEED = 1, 999_999
SHORTEST, LONGEST = 0.001, 10.0
MOST_STEPS = 150
STEPS = 300  # that gradient descent and momentum take from the same start
GUESSES = ("yes", "no", "unsure")  # what the learner says of the valley before the blindfold comes off
_TOO_LONG = 4000  # characters of an address
_INNER = 0.05  # of the window: starts keep this far from its border
_AWAY = 0.1  # of the window: starts are at least this far from the floor of their valley, along one axis or the other
_HIGH = 0.25  # of the way from the lowest valley up to the landscape's mean height: starts are so far above their valley
_FELT = 0.02  # starts have at least this slope
_SHORT = 3  # starts that gradient descent leaves behind in fewer steps than this are no task
_TRIES = 500
_DOWN = 0.99  # of the way from the start down to the floor of the valley: then a walker counts as down

Move = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Hike:
    """A walk in the dark.

    Attributes:
        seed: which landscape and which start.
        start: weights of the start, which follow from the seed.
        moves: bearing in degrees and length of each step.
        guess: one of `GUESSES` once the blindfold is off, else nothing.
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


def ground(seed: int) -> str:
    """The name of a seed's landscape: the first seeds lead from easy to hard, the others anywhere."""
    names = list(GROUNDS)
    return names[seed - 1 if seed <= len(names) else int(np.random.default_rng(seed).integers(len(names)))]


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
    raise ValueError(f"No start of hike {seed} is worth a walk on {problem.name}; give it other rules.")


def nearest(at: np.ndarray, valleys: tuple[ls.CriticalPoint, ...], window: Window) -> ls.CriticalPoint:
    """The valley whose floor is nearest to a place, in units of the window."""
    width = np.ptp(np.array(window), axis=1)
    return min(valleys, key=lambda valley: float((np.abs(at - valley.weights) / width).max()))


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
    if not _inside(longer):
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


def read(results: Results, query: str) -> tuple[Hike, tuple[str, ...]]:
    """The hike of an address, and a sentence for each thing in it that cannot be used."""
    if len(query) > _TOO_LONG:
        return begin(results, LOWEST_SEED), (f"The address is longer than {_TOO_LONG} characters, so none of it is used.",)
    try:
        given = dict(reversed(parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=200)))
    except ValueError:
        return begin(results, LOWEST_SEED), ("The address has too many parts, so none of it is used.",)
    seed, complaints = LOWEST_SEED, []
    try:
        seed = read_seed(given.get("seed", str(LOWEST_SEED)))
    except ValueError as wrong:
        complaints.append(f"{wrong} Hike {seed} is shown instead.")
    hike = begin(results, seed)
    try:
        walk = _read_walk(given.get("walk", ""))
    except ValueError:
        walk = ()
        complaints.append("The steps in the address are damaged. The hike begins at its start instead.")
    if walk and not _inside(replace(hike, moves=walk)):
        walk = ()
        complaints.append("The steps in the address lead out of the landscape. The hike begins at its start instead.")
    guess = given.get("guess", "")
    if guess not in ("", *GUESSES):
        guess = ""
        complaints.append("The address says “guess” with a word that is not known here. The blindfold stays on.")
    return replace(hike, moves=walk, guess=guess), tuple(complaints)


def read_seed(text: str) -> int:
    """The number of a hike.

    Raises:
        ValueError: with a sentence for the reader.
    """
    try:
        value = read_number(text, LOWEST_SEED, HIGHEST_SEED)
    except ValueError:
        value = 0.5
    if value != int(value):
        shown = text if len(text) <= 40 else text[:40] + "…"
        got = f"got “{shown}”" if shown.strip() else "the box is empty"
        raise ValueError(
            f"The number of the hike must be a whole number from {LOWEST_SEED} to {HIGHEST_SEED}; {got}."
        ) from None
    return int(value)


def write(hike: Hike) -> str:
    """The query of a hike, without ``?``."""
    parts = [f"seed={hike.seed}"]
    if hike.moves:
        parts.append("walk=" + "~".join(f"{write_number(b)}:{write_number(n)}" for b, n in hike.moves))
    if hike.guess:
        parts.append(f"guess={hike.guess}")
    return "&".join(parts)


def scene(hike: Hike) -> Scene:
    """Gradient descent and momentum from the same start, as the lab shows them."""
    rate = GROUNDS[ground(hike.seed)]
    rules = (Rule(learning_rate=rate), Rule("Momentum", learning_rate=rate))
    return Scene(ground(hike.seed), hike.start, rules, STEPS)


def settling(results: Results, hike: Hike) -> Scene:
    """Gentle descent from where the learner stopped: it rolls to the floor of the valley that the learner is in."""
    valleys = ls.minima(results.critical_points(hike.problem))
    rate = round(0.5 / max(float(valley.eigenvalues[-1]) for valley in valleys), 4)
    east, north = track(hike).weights[-1]
    return Scene(hike.problem.name, (float(east), float(north)), (Rule(learning_rate=rate),), 3000)


def steps_down(altitudes: np.ndarray, floor: float) -> int | None:
    """The step since which a walker has been down, having come 99 % of the way to the floor; none if it has not."""
    above = np.flatnonzero(altitudes > altitudes[0] - _DOWN * (altitudes[0] - floor))
    since = int(above[-1]) + 1 if len(above) else 0
    return since if since < len(altitudes) else None


_POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def compass(bearing: float) -> str:
    """A bearing as one of eight words."""
    return _POINTS[round(bearing / 45) % 8]


def felt(steepness: float) -> str:
    """A slope in a word."""
    words = ((0.005, "flat"), (0.05, "almost flat"), (0.2, "gentle"), (0.6, "clear"), (1.5, "steep"))
    return next((word for limit, word in words if steepness < limit), "very steep")


def inside_window(weights: np.ndarray, window: Window) -> bool:
    """Whether all of ``weights (t, 2)`` lie in the window."""
    low, high = np.array(window).T
    return bool(((weights >= low) & (weights <= high)).all())


def _inside(hike: Hike) -> bool:
    return inside_window(track(hike).weights, hike.problem.window)


def _read_walk(text: str) -> tuple[Move, ...]:
    """Moves as `write` writes them.

    Raises:
        ValueError: anything else.
    """
    parts = text.split("~") if text else []
    if len(parts) > MOST_STEPS or not all(re.fullmatch(r"[^:]+:[^:]+", part) for part in parts):
        raise ValueError("not a walk")
    pairs = [part.split(":") for part in parts]
    return tuple((read_number(b, 0, 360) % 360, read_number(n, SHORTEST, LONGEST)) for b, n in pairs)
