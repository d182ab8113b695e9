"""The end of a hike: three walks from one start, compared, and an honest answer on the valley."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

import losscore as ls
from app.hike.starts import nearest, scene, steps_down
from app.hike.walk import Hike, inside_window, track
from app.runs.names import OPTIMIZER_LABELS, rule_settings
from app.runs.results import Results
from app.runs.rule import Rule
from app.runs.scene import Scene
from losscore.checks import Floats

_SETTLING = 3000  # steps of gentle descent, which roll to the floor of whatever valley it is
_GONE = {
    ls.Outcome.DIVERGED: "flew off: its steps were too long",
    ls.Outcome.LEFT_WINDOW: "walked out of the landscape",
}
_ONLY = ", and it is the only one here"
_BEYOND = "on the slope of a valley outside the landscape"


@dataclass(frozen=True, slots=True, eq=False)
class Walker:
    """One of the three, at the end.

    Attributes:
        name: who.
        settings: what it walked by; nothing for the learner.
        weights: ``(t + 1, 2)``.
        losses: ``(t + 1,)``.
        valley: the valley that it is in, if it is in one.
        lowest: whether no valley is lower.
        down: the step since which it has been down in that valley (see `steps_down`), if it is.
        rests: the step from which on it stands still, if it does.
        where: where it is, in words.
    """

    name: str
    settings: str
    weights: Floats
    losses: Floats
    valley: ls.CriticalPoint | None
    lowest: bool
    down: int | None
    rests: int | None
    where: str


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """What the reveal shows.

    Attributes:
        walkers: the learner, gradient descent, momentum.
        answer: whether it was the lowest valley.
        said: what the learner had said to that, and whether it could be known.
        comparison: who needed how many steps.
        lab: the link of the scene in the lab.
    """

    walkers: tuple[Walker, Walker, Walker]
    answer: str
    said: str
    comparison: str
    lab: Scene

    @property
    def told(self) -> tuple[str, str]:
        """The answer as a title, and what it says beside that."""
        first, _, rest = self.answer.partition(". ")
        if first.startswith("You are"):  # in no valley here: and why
            title, _, why = first.partition(": ")
            return title, f"{why[:1].upper()}{why[1:]}. {rest}"
        title = first.removesuffix(_ONLY)
        return title, rest if title == first else f"It is the only valley here. {rest}"


def ending(results: Results, hike: Hike) -> Ending:
    """The end of a hike whose blindfold is off."""
    felt, open_eyed = track(hike), scene(hike)
    you = _walker(results, hike, "You", "", felt.weights, felt.altitudes, rests=len(hike.moves))
    others = []
    for run in open_eyed.runs():
        path, rule = results.path(run), run.rule
        verdict = results.verdict(run)
        gone = _GONE.get(verdict.kind, "")
        name = OPTIMIZER_LABELS[rule.optimizer]
        rests = int(verdict.numbers.get("arrived", len(path.losses) - 1)) if verdict.kind.rests else None
        others.append(_walker(results, hike, name, rule_settings(rule), path.weights, path.losses, gone, rests))
    points = results.critical_points(hike.problem)
    walkers = (you, others[0], others[1])
    return Ending(walkers, _answer(you, points), _said(hike.guess, you), _comparison(walkers), open_eyed)


def settling(results: Results, problem: ls.Problem, place: Floats) -> Scene:
    """Gentle descent from a place: it rolls to the floor of the valley that the place is in."""
    valleys = ls.minima(results.critical_points(problem))
    rate = round(0.5 / max(float(valley.eigenvalues[-1]) for valley in valleys), 4)
    at = (float(place[0]), float(place[1]))
    return Scene(problem.name, start=at, rules=(Rule(learning_rate=rate),), steps=_SETTLING)


def _walker(
    results: Results,
    hike: Hike,
    name: str,
    settings: str,
    weights: Floats,
    losses: Floats,
    gone: str = "",
    rests: int | None = None,
) -> Walker:
    problem, points = hike.problem, results.critical_points(hike.problem)
    if not gone and not inside_window(weights[-1:], problem.window):
        gone = _GONE[ls.Outcome.LEFT_WINDOW]
    if gone:
        return Walker(name, settings, weights, losses, None, False, None, rests, gone)
    settled = results.verdict(settling(results, problem, weights[-1]))
    if settled.kind is ls.Outcome.VALLEY_OUTSIDE:
        return Walker(name, settings, weights, losses, None, False, None, rests, _BEYOND)
    if settled.kind not in (ls.Outcome.LOWEST, ls.Outcome.LOCAL_MINIMUM):
        return Walker(name, settings, weights, losses, None, False, None, rests, "in no valley")
    end = np.array([settled.numbers["w1"], settled.numbers["w2"]])
    valley = nearest(end, ls.minima(points), problem.window)
    lowest = settled.kind is ls.Outcome.LOWEST
    down = steps_down(losses, valley.loss)
    where = (
        f"{'in' if down else 'on the slope of'} {'the lowest valley' if lowest else 'a valley that is not the lowest'}"
    )
    return Walker(name, settings, weights, losses, valley, lowest, down, rests, where)


def _answer(you: Walker, points: tuple[ls.CriticalPoint, ...]) -> str:
    """Whether it was the lowest valley: from the critical points, each found by Newton's method."""
    number, stars = len(ls.minima(points)), ls.lowest(points)
    if you.where == _BEYOND:
        return (
            f"You are {_BEYOND}: from here gentle descent leaves it. The lowest valley inside lies at "
            f"{stars[0].loss:.4f}."
        )
    if you.valley is None:
        return (
            f"You are in no valley: from here even {_SETTLING:,} steps of gentle descent come to no floor. "
            f"The lowest one lies at {stars[0].loss:.4f}."
        )
    above = max(float(you.losses[-1]) - you.valley.loss, 0.0)
    floor = (
        f"Its floor lies at {you.valley.loss:.4f}, {above:.4f} below you."
        if above >= 5e-5
        else (f"You stand on its floor, at {you.valley.loss:.4f}.")
    )
    if not you.lowest:
        return (
            f"No, your valley is not the lowest. {floor} The lowest lies at {stars[0].loss:.4f}; there are {number} "
            "valleys here."
        )
    standing = "on the slope of" if you.down is None else "in"
    if number == 1:
        return f"Yes, you are {standing} the lowest valley{_ONLY}. {floor}"
    if len(stars) > 1:
        return f"Yes: {len(stars)} valleys here are equally low, and you are {standing} one of them. {floor}"
    return f"Yes, you are {standing} the lowest of {number} valleys. {floor}"


def _said(guess: str, you: Walker) -> str:
    if guess == "unsure":
        return (
            "You said that you cannot tell. Right: a slope speaks of the place where you stand, not of other valleys."
        )
    if you.valley is None:
        return f"You said {guess}, but that was not yet decided."
    right = (guess == "yes") == you.lowest
    if right:
        return f"You said {guess}, and so it is. The slope alone could not have told you."
    return f"You said {guess}. The slope alone could not have told you better: it is 0 on the floor of every valley."


def _comparison(walkers: tuple[Walker, ...]) -> str:
    """One sentence on the steps."""
    you, *others = walkers
    taken = len(you.losses) - 1
    words = "You took no step." if not taken else f"You took {counted(taken)}"
    if taken:
        words += f" and were down after {you.down}." if you.down else " and were not yet down."
    told = [
        f"{other.name.lower()} after {other.down}"
        if other.down
        else f"{other.name.lower()} not within {len(other.losses) - 1}"
        for other in others
    ]
    return (
        f"{words} From the same start {' and '.join(told)}. Down means: 99 % of the way to the floor of one's valley."
    )


def counted(steps: int) -> str:
    """So many steps."""
    return "1 step" if steps == 1 else f"{steps} steps"
