"""A problem made from a reader's own data: its window and start find themselves."""

from __future__ import annotations

from math import floor, log10

import numpy as np

from losscore.checks import Floats, Window
from losscore.datasets import Dataset
from losscore.models import MODELS
from losscore.objective import Objective
from losscore.problem import Problem

_ITERATIONS = 100
_FLAT = 1e-11  # of the curvature at all weights 0: a minimum where it is flatter than this is none


def own_problem(dataset: Dataset) -> Problem:
    r"""Logistic regression on one feature (with a bias) or two (without), and the window in which its valley lies.

    The minimum is found by Newton's method. The window reaches from it as far as the loss rises by about half a unit,
    and at least to all weights 0, where the walk starts. Without a minimum (a threshold separates the classes, or the
    columns say the same) the window shows the ground around 0 and the note says why there is no star.

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
    lowest = _minimum(objective)
    note = (
        ""
        if lowest is not None
        else (
            "There is no lowest point: either the classes can be told apart without a mistake, so that larger weights "
            "are always better, or the columns say exactly the same."
        )
    )
    return Problem(
        name="own",
        title=dataset.name,
        objective=objective,
        window=_around_zero(objective) if lowest is None else _around(objective, lowest),
        starts={"all weights 0": (0.0, 0.0)},
        teaches="Your own data under a linear neuron.",
        note=note,
    )


def _minimum(objective: Objective) -> Floats | None:
    """The minimum ``(2,)`` of a convex loss by Newton's method with halved steps, or ``None``."""
    w: Floats = np.zeros(2)
    first = np.diag(objective.hessian(w))
    if not (first > 1e-200).all():
        return None  # a column of zeros, or of numbers whose squares vanish
    iterations, arrived = 0, False
    while not arrived and iterations < _ITERATIONS:
        iterations += 1
        gradient, hessian = objective.gradient(w), objective.hessian(w)
        curvature = np.diag(hessian)
        if (curvature <= _FLAT * first).any():
            return None  # on the way to infinity, or 0 where features are so small that it underflows
        scale = 1.0 / np.sqrt(curvature)  # in units in which each curvature is 1
        scaled = hessian * scale * scale[:, np.newaxis]
        if np.linalg.cond(scaled) > 1.0 / _FLAT:
            return None  # two columns that say the same
        step: Floats = -scale * np.linalg.solve(scaled, scale * gradient)
        while objective(w + step) > objective(w) and (np.abs(step) > 1e-12 * scale).any():
            step = step / 2
        w = w + step
        arrived = bool((np.abs(step) <= 1e-9 * (scale + np.abs(w))).all())
    return w if arrived else None


def _around(objective: Objective, lowest: Floats) -> Window:
    """A window around a minimum with all weights 0 in it."""
    curvature = np.diag(objective.hessian(lowest))
    reach = np.maximum(1.3 * np.abs(lowest), 1.0 / np.sqrt(curvature))
    return _rounded(lowest - reach, lowest + reach)


def _around_zero(objective: Objective) -> Window:
    """A window in which logits become as large as 10."""
    inputs = np.abs(objective.model.jacobian(np.zeros(2), objective.dataset.x)[1]).max(axis=-1)
    reach = 10.0 / np.where(inputs > 1e-100, inputs, 10.0)
    return _rounded(-reach, reach)


def _rounded(low: Floats, high: Floats) -> Window:
    """Borders with two digits of the window's width, outwards."""
    borders = []
    for a, b in zip(low.tolist(), high.tolist(), strict=True):
        digits = 1 - floor(log10(b - a))
        unit = 10.0**-digits
        borders.append((round(floor(a / unit) * unit, digits), round(-floor(-b / unit) * unit, digits)))
    return borders[0], borders[1]
