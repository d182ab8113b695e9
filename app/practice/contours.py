"""Exercises on reading: a loss, and a slope, off the level lines of a real landscape."""

from __future__ import annotations

import math as numbers

import numpy as np

import losscore as ls
from app.practice.exercise import Exercise, Mistake, telling
from app.practice.levels import SIZE, Picture, draw
from app.practice.words import APPROX, SLOPE, W1, W2, given, quotient, rounded

_LANDSCAPES = ("bowl", "trap", "saddle", "scaled", "band", "smooth", "tiny")
_TICKS = (0.1, 0.2, 0.5, 1.0)
_SPACINGS = (0.02, 0.05, 0.1, 0.2, 0.5)
_SQUARES = 8  # of the grid's lines, along each side
_GRID = 41
_MOST = 5000  # windows tried; about fifty are needed, so that none being left is not to be seen


def find(rng: np.random.Generator) -> tuple[ls.Problem, Picture]:
    """A window of a landscape that can be read, and a point in it between two of its lines."""
    for _ in range(_MOST):
        landscape = ls.PROBLEMS[str(rng.choice(_LANDSCAPES))]
        picture = _try(landscape, rng)
        if picture:
            return landscape, picture
    raise ValueError(f"no readable window was found in {_MOST} tries")


def _try(landscape: ls.Problem, rng: np.random.Generator) -> Picture | None:
    """A picture of one window chosen by chance, if it can be read. What is cheap to find out is found out first."""
    low, high = np.array(landscape.window).T
    tick = float(rng.choice(_TICKS))
    half = _SQUARES / 2 * tick
    centre = (rng.uniform(low + half, np.maximum(high - half, low + half)) / tick).round() * tick
    point = np.round(centre + rng.integers(-3, 4, 2) * tick / 2, 6)
    if (high - low).min() < 2 * half:
        return None
    window = tuple((round(c - half, 6), round(c + half, 6)) for c in centre.tolist())
    slope = abs(float(landscape.objective.gradient(point)[0]))
    spacing = next((step for step in _SPACINGS if 0.2 <= step / (slope * 2 * half) <= 0.45), None) if slope else None
    across = spacing and _beside(landscape, window[0], point, spacing)
    if not across or not spacing:
        return None
    w1, w2 = (np.linspace(a, b, _GRID) for a, b in window)
    loss = landscape.objective(np.stack(np.meshgrid(w1, w2), axis=-1))
    first, last = numbers.ceil(loss.min() / spacing), numbers.floor(loss.max() / spacing)
    here = _pixel(window, (float(point[0]), float(point[1])))
    sides = [_pixel(window, (side, float(point[1]))) for side, _ in across]
    if not 4 <= last - first + 1 <= 10:
        return None
    levels = [round(k * spacing, 6) for k in range(first, last + 1)]
    lines = draw(loss, levels, [here, *sides])
    if lines is None:
        return None
    where = (
        f"{W1} from {given(window[0][0])} to {given(window[0][1])} and {W2} from {given(window[1][0])} to "
        f"{given(window[1][1])}"
    )
    words = (
        f"Level lines of the loss, {given(spacing)} apart, over {where}. The point P stands at ({given(point[0])}, "
        f"{given(point[1])}). On the horizontal through P, the line {given(across[0][1])} lies at {W1} = "
        f"{given(round(across[0][0], 2))} and the line {given(across[1][1])} at {W1} = {given(round(across[1][0], 2))}."
    )
    return Picture((window[0], window[1]), tick, lines, (float(point[0]), float(point[1])), across, words)


def _beside(
    landscape: ls.Problem, window: tuple[float, float], point: np.ndarray, spacing: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Where the lines below and above the point's loss cross the horizontal through it, if that can be read well.

    The loss must run evenly from one to the other: a reader who draws a straight line between them must find both the
    loss and the slope, within a few per cent of what the engine says.
    """
    w1 = np.linspace(*window, 201)
    loss = landscape.objective(np.column_stack([w1, np.full_like(w1, point[1])]))
    here, slope = float(landscape.objective(point)), float(landscape.objective.gradient(point)[0])
    low = numbers.floor(here / spacing) * spacing
    share = (here - low) / spacing
    if not 0.35 <= share <= 0.65:
        return None
    at = int(np.abs(w1 - point[0]).argmin())
    sides = []
    for way in (-1, 1):
        run = loss[at::way]
        out = np.nonzero((run < low) | (run > low + spacing))[0]
        if not len(out):
            return None
        level = low if run[out[0]] < low else low + spacing
        k = at + way * int(out[0])
        inner = k - way
        side = w1[inner] + (level - loss[inner]) / (loss[k] - loss[inner]) * (w1[k] - w1[inner])
        sides.append((float(side), round(level, 6)))
    (a, left), (b, right) = sides
    if left == right:
        return None
    straight = left + (right - left) * (point[0] - a) / (b - a)
    even = abs(straight - here) <= 0.06 * spacing and abs((right - left) / (b - a) - slope) <= 0.05 * abs(slope)
    return (sides[0], sides[1]) if even else None


def _pixel(window: tuple[tuple[float, float], ...], point: tuple[float, float]) -> tuple[float, float]:
    (a, b), (c, d) = window
    return SIZE * (point[0] - a) / (b - a), SIZE * (d - point[1]) / (d - c)


def read_loss(name: str, rng: np.random.Generator) -> Exercise:
    """Read the loss at a point between two level lines."""
    landscape, picture = find(rng)
    return loss_of(name, landscape, picture)


def loss_of(name: str, landscape: ls.Problem, picture: Picture) -> Exercise:
    """Read the loss off a picture."""
    right = float(landscape.objective(picture.point))
    (_, left_level), (_, right_level) = picture.across
    low, high = sorted((left_level, right_level))
    spacing = high - low
    # A quarter of the way from line to line: what an eye can tell.
    slack = 0.25 * spacing
    near = (0.02 * spacing,)
    beside = "That is the line {}. P stands between two lines: how far is it from one to the other?"
    mistakes = (
        Mistake("line", (low,), beside.format(given(low)), near),
        Mistake("line", (high,), beside.format(given(high)), near),
        Mistake(
            "other side",
            (low - (right - low),),
            (
                f"You counted on the wrong side of the line {given(low)}. Look at the numbers: which way does the "
                "loss grow?"
            ),
            (slack,),
        ),
        Mistake(
            "other side",
            (high + (high - right),),
            (
                f"You counted on the wrong side of the line {given(high)}. Look at the numbers: which way does the "
                "loss grow?"
            ),
            (slack,),
        ),
        Mistake(
            "coordinate",
            (picture.point[0],),
            f"That is where P stands, its weight {W1}. The loss is on the lines.",
            near,
        ),
        Mistake(
            "coordinate",
            (picture.point[1],),
            f"That is where P stands, its weight {W2}. The loss is on the lines.",
            near,
        ),
        Mistake(
            "percent",
            (100 * right,),
            "That is a hundred times too much: read the numbers on the lines as they are.",
            (100 * slack,),
        ),
        Mistake(
            "sign", (-right,), "A loss is never negative: it is the numbers on the lines, without a minus.", (slack,)
        ),
    )
    share = (right - low) / spacing
    values, slacks = (right,), (slack,)
    return Exercise(
        name=name,
        kind="read-loss",
        title="Read the loss off the level lines",
        ask=(
            f"These are level lines of the landscape *{landscape.title}*: along each of them the loss is the same, "
            "and the number says how large. Estimate the loss at P."
        ),
        labels=("Loss at P",),
        values=values,
        tolerances=slacks,
        mistakes=telling(values, slacks, mistakes),
        hint="Between which two lines does P stand, and how far along the way from the lower one to the higher one?",
        solution=(
            f"P stands between the lines {given(low)} and {given(high)}, which are {given(round(spacing, 6))} apart.",
            f"It is about {round(100 * share, -1):.0f} % of the way from {given(low)} to {given(high)}.",
            (
                f"So the loss is about {given(low)} + {round(share, 1):g} × {given(round(spacing, 6))}: "
                f"**{rounded(right)}**, says the engine."
            ),
        ),
        picture=picture,
    )


def read_slope(name: str, rng: np.random.Generator) -> Exercise:
    """Read how steep it is along the first weight."""
    landscape, picture = find(rng)
    return slope_of(name, landscape, picture)


def slope_of(name: str, landscape: ls.Problem, picture: Picture) -> Exercise:
    """Read the slope along w1 off a picture."""
    right = float(landscape.objective.gradient(picture.point)[0])
    (a, left_level), (b, right_level) = picture.across
    rise, run = round(right_level - left_level, 6), b - a
    slack = 0.2 * abs(right)

    def within(value: float) -> tuple[float]:
        return (0.1 * abs(value),)

    mistakes = (
        Mistake(
            "sign",
            (-right,),
            "The size is good, the sign is not. Going right, does the loss grow (plus) or fall (minus)?",
            (slack,),
        ),
        Mistake(
            "inverted",
            (1 / right,),
            f"You divided the run by the rise. The slope is rise over run: change of the loss by change of {W1}.",
            (0.2 / abs(right),),
        ),
        Mistake(
            "rise only",
            (rise,),
            "That is only how much the loss changes from one line to the next. Divide it by how far apart they are.",
            within(rise),
        ),
        Mistake(
            "rise only",
            (-rise,),
            "That is only how much the loss changes from one line to the next. Divide it by how far apart they are.",
            within(rise),
        ),
        Mistake(
            "run only",
            (run,),
            "That is only how far apart the lines are. Divide the change of the loss by it.",
            within(run),
        ),
        Mistake("percent", (100 * right,), "That is the slope in per cent. Give the plain number.", (100 * slack,)),
    )
    values, slacks = (right,), (slack,)
    grows = "grows" if rise > 0 else "falls"
    return Exercise(
        name=name,
        kind="read-slope",
        title="Read a slope off the level lines",
        ask=f"These are level lines of the landscape *{landscape.title}*. Walk through P to the right, "
        f"along the dashed line: {W1} grows and {W2} stays. How steep is it at P? Estimate the slope {SLOPE}: change "
        f"of the loss by change of {W1}.",
        labels=("Slope at P",),
        values=values,
        tolerances=slacks,
        mistakes=telling(values, slacks, mistakes),
        hint=(
            "Take the two open circles, where the dashed line meets the level lines on both sides of P. Slope is "
            "rise over run, with its sign."
        ),
        solution=(
            (
                f"The circles are at {W1} ≈ {given(round(a, 2))}, where the loss is {given(left_level)}, and at {W1} "
                f"≈ {given(round(b, 2))}, where it is {given(right_level)}."
            ),
            f"Going right the loss {grows} by {given(abs(rise))} over a run of about {given(round(run, 2))}.",
            f"Rise over run: {quotient(f'{rise:g}', f'{run:.2f}', f'{rise / run:.2g}', APPROX)}.",
            f"The slope is about **{given(float(f'{right:.2g}'))}**; the engine's derivative at P is {rounded(right)}.",
        ),
        picture=picture,
    )
