"""Exercises on the land and the rate: the lowest floor, floor or saddle, the largest rate, a schedule's rate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

import losscore as ls
from app.practice.exercise import Exercise, Mistake, telling, tolerance
from app.practice.plots import Axis, Map, Plot, function, named, ticks
from app.practice.words import equals, given, math, quotient, rounded, tex

_SEVERAL = ("trap", "band", "textbook")  # landscapes with more than one floor
_CURVED = ("bowl", "trap", "band", "saddle", "textbook", "scaled", "plateau", "tiny")
_KINDS = ("A minimum: the floor of a valley", "A saddle: a pass", "A maximum: a hilltop")
_FULL = (0.2, 0.4, 0.8, 1.0, 1.6, 2.0)
_LENGTHS = (100, 200, 300, 400)
_ETA = r"\eta"


def minima(name: str, rng: np.random.Generator) -> Exercise:
    """How many of a land's floors are global minima."""
    for _ in range(100):
        landscape = ls.PROBLEMS[str(rng.choice(_SEVERAL))]
        floors = rng.permutation([point.loss for point in ls.minima(landscape.critical_points)])[:4].round(4).tolist()
        if len(floors) > 1:
            break
    return replace(minima_of(name, landscape.title, floors), stage=_floors(landscape, floors))


def _floors(landscape: ls.Problem, floors: list[float]) -> Map:
    """Where floors with these losses are; with a right answer or the solution the lowest have a ring."""
    left, places = list(ls.minima(landscape.critical_points)), []
    for floor in floors:
        point = next(each for each in left if round(float(each.loss), 4) == floor)
        left.remove(point)
        places.append((float(point.weights[0]), float(point.weights[1])))
    return Map(
        named(landscape.title),
        f"The land {landscape.title} from above. Its {len(floors)} floors of the question are marked.",
        rings=tuple(place for place, floor in zip(places, floors, strict=True) if floor == min(floors)),
        called="lowest",
        known=tuple((place, "") for place in places),
    )


def minima_of(name: str, title: str, floors: list[float]) -> Exercise:
    """How many of the floors with these losses, four decimals each, tie for the lowest."""
    lowest = sum(floor == min(floors) for floor in floors)
    right = float(lowest)
    values, slack = (right,), (1e-9,)
    mistakes = (
        Mistake("all", (float(len(floors)),), "Those are all minima. Global ones are as low as any floor here."),
        Mistake("others", (float(len(floors) - lowest),), "Those are the local ones that aren’t the lowest."),
        Mistake("one", (1.0,), "Look at the smallest loss once more: does another floor have the same?"),
        Mistake("none", (0.0,), "A tie doesn’t make a floor higher. There is always a lowest one among these."),
    )
    listed = ", ".join(given(floor) for floor in floors)
    return Exercise(
        name=name,
        kind="minima",
        title="Local and global minima",
        ask=f"Part of the land *{title}* has {len(floors)} floors, with losses of {listed}. "
        "How many of these are as low as any of them, so that they’d get a star?",
        labels=("Global minima",),
        values=values,
        tolerances=slack,
        mistakes=telling(values, slack, mistakes),
        hint="Find the smallest loss. Then count the floors that have it.",
        solution=(
            f"The losses are {listed}.",
            f"The smallest is {given(min(floors))}.",
            f"It appears {lowest} {'time' if lowest == 1 else 'times'}, so the answer is **{lowest}**.",
        ),
    )


def saddle(name: str, rng: np.random.Generator) -> Exercise:
    """What a place without a slope is, by its two curvatures."""
    for _ in range(200):
        landscape = ls.PROBLEMS[str(rng.choice(("trap", "band", "saddle", "textbook")))]
        points = landscape.critical_points
        wanted = str(rng.choice(["minimum", "saddle", "maximum"]))
        fitting = [point for point in points if point.kind == wanted and np.abs(point.eigenvalues).min() >= 0.02]
        if fitting:
            break
    point = fitting[int(rng.integers(len(fitting)))]
    return saddle_of(name, landscape.title, [float(part) for part in point.eigenvalues.round(3)])


def saddle_of(name: str, title: str, curvatures: list[float]) -> Exercise:
    """What a place is whose slope is 0 and that has two curvatures, neither of them 0."""
    below = sum(part < 0 for part in curvatures)
    shown = math(f"{curvatures[0]:g}", given(curvatures[0])), math(f"{curvatures[1]:g}", given(curvatures[1]))
    why = (
        "At a minimum the land rises in both directions, so both curvatures are above 0.",
        "At a saddle it rises in one direction and falls in the other, so one of each sign.",
        "At a maximum it falls in both directions, so both curvatures are below 0.",
    )
    return Exercise(
        name=name,
        kind="saddle",
        title="Floor, pass or hilltop?",
        ask=f"At a place on the land *{title}* the slope is 0. Its curvature is {shown[0]} along one direction and "
        f"{shown[1]} along the other. What is this place?",
        labels=("It is",),
        values=(float(below),),
        tolerances=(0.0,),
        mistakes=tuple(Mistake("other kind", (float(i),), why[i]) for i in range(3) if i != below),
        hint="Where a curvature is above 0, the land rises on both sides. Where it is below 0, it falls.",
        solution=(
            "A slope of 0 alone doesn’t tell: the curvatures do.",
            f"Of {shown[0]} and {shown[1]}, {('none is', 'one is', 'both are')[below]} below 0.",
            f"**{_KINDS[below]}.** {why[below]}",
        ),
        options=_KINDS,
        stage=_sections(curvatures),
    )


def _sections(curvatures: list[float]) -> Plot:
    """The ground along two directions from a place, by its curvatures."""
    most = max(abs(part) for part in curvatures) / 2
    return Plot(
        Axis(-1.0, 1.0, ticks(-1.0, 1.0), "distance from the place"),
        Axis(-1.1 * most, 1.1 * most, ticks(-most, most), "loss, from the place’s"),
        tuple(
            function(
                lambda x, c=part: c / 2 * x**2,  # type: ignore[misc]
                -1.0,
                1.0,
                name=f"curvature {given(part)}",
                at=(0.45 if i else -0.45, part / 2 * 0.45**2 + (0.2 if part > 0 else -0.25) * most),
                anchor="middle",
                dashed=bool(i),
            )
            for i, part in enumerate(curvatures)
        ),
        "The ground along the two directions through the place.",
        late=True,
        known=(((0.0, 0.0), ""),),
    )


def rate(name: str, rng: np.random.Generator) -> Exercise:
    """The rate above which plain descent cannot rest on a floor."""
    landscape = ls.PROBLEMS[str(rng.choice(_CURVED))]
    floors = ls.minima(landscape.critical_points)
    floor = floors[int(rng.integers(len(floors)))]
    flat, steep = (float(part) for part in floor.eigenvalues.round(3))
    return rate_of(name, landscape.title, flat, steep)


def rate_of(name: str, title: str, flat: float, steep: float) -> Exercise:
    """The largest rate for a floor with these two curvatures."""
    right = 2.0 / steep
    values, slack = (right,), (tolerance(right),)
    mistakes = (
        Mistake("one over", (1 / steep,), "At that rate a step lands on the floor. It may go up to twice as far."),
        Mistake("flat", (2 / max(flat, 1e-6),), "That is the limit of the flat direction. The steep one decides."),
        Mistake("product", (2 * steep,), "You multiplied. The rate *times* the curvature must stay below 2."),
        Mistake("upside down", (steep / 2,), "That’s upside down: divide 2 by the curvature."),
        Mistake("sum", (2 / (flat + steep),), "Don’t add the curvatures. The steepest direction decides alone."),
    )
    return Exercise(
        name=name,
        kind="rate",
        title="How large may the rate be?",
        ask=f"A valley of the land *{title}* has a curvature of {given(flat)} in its flattest direction and of "
        f"{given(steep)} in its steepest. Above which learning rate can plain descent no longer come to rest there?",
        labels=("Learning rate",),
        values=values,
        tolerances=slack,
        mistakes=telling(values, slack, mistakes),
        hint="One step moves you by rate × curvature × distance. When does it end as far away as it began?",
        solution=(
            "Near the floor a step multiplies the distance by 1 − rate × curvature.",
            "It ends as far away as it began, on the other side, when rate × curvature is 2.",
            f"The steepest direction sets the limit: {quotient('2', given(steep), tex(right), chr(92) + 'approx')}.",
            f"The limit is **{rounded(right)}**.",
        ),
        stage=Plot(
            Axis(-1.3, 1.3, ((-1.0, "−1"), (0.0, "floor"), (1.0, "1")), "distance from the floor"),
            Axis(0.0, 0.7 * steep, ticks(0.0, 0.7 * steep), "loss above the floor’s"),
            (
                function(lambda x: steep / 2 * x**2, -1.18, 1.18, name="steepest", at=(-0.62, 0.26 * steep)),
                function(
                    lambda x: flat / 2 * x**2,
                    -1.3,
                    1.3,
                    name="flattest",
                    at=(0.66, 0.18 * flat - 0.03 * steep),
                    dashed=True,
                ),
            ),
            "A valley cut along its steepest and along its flattest direction. A ball stands in the steepest one at "
            "distance 1, and one step with your rate leads somewhere else.",
            rings=((-1.0, steep / 2),),
            lands=lambda said: (1 - said[0] * steep, steep / 2 * (1 - said[0] * steep) ** 2),
            known=(((1.0, steep / 2), "start"),),
        ),
    )


def schedule(name: str, rng: np.random.Generator) -> Exercise:
    """The rate of cosine decay at a quarter, a half or three quarters of the way."""
    length = int(rng.choice(_LENGTHS))
    return schedule_of(name, float(rng.choice(_FULL)), length, length * int(rng.integers(1, 4)) // 4)


def schedule_of(name: str, full: float, length: int, step: int) -> Exercise:
    """The rate of cosine decay from a full rate to 0 over so many steps, at one of them."""
    right = float(ls.CosineDecay(full, steps=length)(step))
    share = step / length
    values, slack = (right,), (tolerance(right),)
    mistakes = (
        Mistake("linear", (full * (1 - share),), "That’s a straight line down. Cosine decay follows half a wave."),
        Mistake("full", (full,), "That’s the rate at the start. It has been sinking since then."),
        Mistake(
            "not halved", (full * (1 + float(np.cos(np.pi * share))),), "1 + cos runs from 2 to 0, so take half of it."
        ),
        Mistake("from the end", (full - right,), "That’s how far the rate has sunk. How much is left?"),
        Mistake("no 1", (full * float(np.cos(np.pi * share)) / 2,), "Add 1 to the cosine before you halve it."),
    )
    formula = math(
        r"\eta_t = \eta_0 \, \frac{1 + \cos(\pi t / T)}{2}",
        "eta t equals eta 0 times one plus the cosine of pi t over T, over 2",
    )
    return Exercise(
        name=name,
        kind="schedule",
        title="The rate of a schedule",
        ask=f"Cosine decay lowers the learning rate from {equals(_ETA + '_0', 'eta 0', full)} to 0 over "
        f"{equals('T', 'T', length)} steps, by {formula}. How large is it at step {equals('t', 't', step)}?",
        labels=("Learning rate",),
        values=values,
        tolerances=slack,
        mistakes=telling(values, slack, mistakes),
        hint=f"Step {step} of {length} is {given(share)} of the way. The cosine takes π times that, in radians.",
        solution=(
            f"Step {step} is {given(share)} of the way.",
            f"The cosine of π × {given(share)} is {rounded(float(np.cos(np.pi * share)))}.",
            f"Add 1, halve it, and multiply by {given(full)}: **{rounded(right)}**.",
        ),
        stage=Plot(
            Axis(0.0, float(length), ticks(0.0, float(length)), "step"),
            Axis(0.0, full, ticks(0.0, full), "learning rate"),
            (function(_each(ls.CosineDecay(full, steps=length)), 0.0, float(length)),),
            f"The learning rate against the step: half a wave from {given(full)} to 0. Step {step} is marked.",
            rings=((float(step), right),),
            lands=lambda said: (float(step), said[0]),
            given=(("x", float(step), f"step {step}"),),
        ),
    )


def _each(schedule: ls.CosineDecay) -> Callable[[np.ndarray], np.ndarray]:
    """A schedule's rate at each of several steps."""
    return lambda steps: np.array([float(schedule(step)) for step in steps.tolist()])
