"""A problem made from a reader's own data: its window and start find themselves."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np

from losscore.checks import Floats, Window
from losscore.convex import Floor, Lowest, floor
from losscore.datasets import Dataset
from losscore.models import MODELS
from losscore.objective import Objective
from losscore.problem import Problem

# What lies lowest, or why nothing does, where it is no single point.
_DRAWN = "every point of a line is lowest. The line is drawn where a star would stand."
_NO = "There is no lowest point: "
_NOTES = {
    Lowest.SAME: (
        f"Both columns say the same{{rounding}}, so only a weighted sum of the two weights counts, and {_DRAWN}"
    ),
    Lowest.CONSTANT: (
        f"The column has the same value in every row{{rounding}}, so its weight does what the bias does, and {_DRAWN}"
    ),
    Lowest.ZERO: f"A column is 0 in every row, so its weight changes nothing, and {_DRAWN}",
    Lowest.PLAIN: "All numbers are 0, so no weight changes anything: every point is equally low.",
    Lowest.SEPARABLE: f"{_NO}the classes can be told apart without a mistake, so larger weights are always better.",
    Lowest.TOUCHING: (
        f"{_NO}the classes only touch at the border between them, so larger weights are always better, though the loss "
        "never comes near 0."
    ),
    Lowest.ONE_CLASS: f"{_NO}all examples are of one class, so larger weights are always better.",
    Lowest.TOO_FAR: (
        "There is a lowest point, yet it cannot be computed: some of the numbers are too large or too small beside the "
        "others."
    ),
}
_THIN = "the valley is thinner than the picture can show."
_FAR = 10.0  # standard deviations from 0: further out than this, numbers lie far from 0 for how little they differ
_ALIKE = 0.999  # the correlation of two columns that say nearly the same
_WIDER = 4.0  # how many times as wide, beside the picture, a valley must become for standardising to be worth it
_FINEST = 0.005  # of the window: a valley whose half width is less is thinner than the picture's grid


def own_problem(dataset: Dataset) -> Problem:
    r"""Logistic regression on one feature (with a bias) or two (without), and the window in which its valley lies.

    What is lowest is decided by `losscore.convex`, whatever the units of the numbers and however far from 0 they lie.
    The window reaches from there as far as the loss rises by about half a unit, and at least to all weights 0, where
    the walk starts. Where a line is lowest it shows a part of that (`Problem.lowest_line`); where nothing is, the
    ground around 0. The note says why there is no star, or that the valley is thinner than a picture shows.

    Raises:
        ValueError: other than one or two features.

    >>> data = Dataset.from_csv("1,0\n2,0\n3,1\n4,0\n5,1", standardise=True)
    >>> problem = own_problem(data)
    >>> len(problem.critical_points), problem.start
    (1, (0.0, 0.0))
    """
    features = dataset.x.shape[1]
    if features not in (1, 2):
        raise ValueError(f"dataset must have one or two features; {dataset.name!r} has {features}")
    objective = Objective(dataset, MODELS["line" if features == 1 else "plane"])
    found = floor(objective)
    known = found.kind is Lowest.POINT or found.kind.is_line
    window = _around(found) if known else _around_zero(objective)
    note = _NOTES.get(found.kind, "").format(rounding=_rounding(dataset))
    if found.kind is Lowest.POINT and _half_width(found, window) < _FINEST:
        note = _thin(objective, _half_width(found, window))
    return Problem(
        name="own",
        title=dataset.name,
        objective=objective,
        window=window,
        starts={"all weights 0": (0.0, 0.0)},
        teaches="Your own data under a linear neuron.",
        note=note,
    )


def _rounding(dataset: Dataset) -> str:
    """Whether a column is constant, or two of them say the same, only up to rounding."""
    x = dataset.x
    if x.shape[1] == 1:
        exact = bool(np.ptp(x) == 0)
    else:
        rows = [(Fraction(a), Fraction(b)) for a, b in x.tolist()]
        one, two = max(rows, key=lambda row: abs(row[0]) + abs(row[1]))
        exact = all(a * two == b * one for a, b in rows)
    return "" if exact else " up to rounding"


def _half_width(found: Floor, window: Window) -> float:
    """Of the valley around a lowest point, beside that of the window, on the axis on which it is widest."""
    return float((found.narrow / np.ptp(np.array(window), axis=1)).max())


def _thin(objective: Objective, half_width: float) -> str:
    """Why a valley is thinner than a picture shows, and whether standardised data would make it wider."""
    try:
        standard = replace(objective, dataset=objective.dataset.standardised())
    except ValueError:  # a column is constant
        return _THIN.capitalize()
    found, x = floor(standard), objective.dataset.x
    wide = _half_width(found, _around(found)) if found.kind is Lowest.POINT else 0.0
    if wide >= max(_FINEST, _WIDER * half_width):
        far = (np.abs(x.mean(axis=0)) > _FAR * x.std(axis=0)).any()
        why = f"The numbers lie far from 0 for how little they differ, so {_THIN}" if far else _THIN.capitalize()
        return f"{why} Standardise the data, and it becomes wide."
    if x.shape[1] == 2 and abs(float((standard.dataset.x[:, 0] * standard.dataset.x[:, 1]).mean())) > _ALIKE:
        return "The two columns say nearly the same, so the valley is a trough, thinner than the picture can show."
    return _THIN.capitalize()


def _around(found: Floor) -> Window:
    """A window around a lowest point, or part of a lowest line, with all weights 0 in it."""
    reach = np.maximum(1.3 * np.abs(found.point), found.reach)
    return _rounded(found.point - reach, found.point + reach)


def _around_zero(objective: Objective) -> Window:
    """A window in which logits become as large as 10."""
    inputs = np.abs(objective.model.jacobian(np.zeros(2), objective.dataset.x)[1]).max(axis=-1)
    reach = 10.0 / np.where(inputs > 1e-100, inputs, 10.0)
    return _rounded(-reach, reach)


def _rounded(low: Floats, high: Floats) -> Window:
    """Borders with two digits of the window's width, outwards."""
    borders = []
    for a, b in zip(low.tolist(), high.tolist(), strict=True):
        digits = 1 - math.floor(math.log10(b - a))
        unit = 10.0**-digits
        borders.append((round(math.floor(a / unit) * unit, digits), round(-math.floor(-b / unit) * unit, digits)))
    return borders[0], borders[1]
