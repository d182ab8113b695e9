"""Lines cut at a window, against exact fractions; and the trail of a run that leaves it."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import losscore as ls
from app.figures.clip import clipped, within
from app.runs.results import _trail

LOW, HIGH = np.array([-3.0, -1.0]), np.array([3.0, 2.0])
NUMBERS = st.one_of(st.floats(-5, 5), st.floats(-1e9, 1e9), st.sampled_from([-3.0, 3.0, 0.0, 2.0, -1.0]))
ANY = st.floats(allow_nan=True, allow_infinity=True)


def exact(a: list[float], b: list[float]) -> list[list[float]] | None:
    """The inner part of a segment, worked out in fractions."""
    p, q = [Fraction(x) for x in a], [Fraction(x) for x in b]
    enter, leave = Fraction(0), Fraction(1)
    for here, there, low, high in zip(p, q, LOW.tolist(), HIGH.tolist(), strict=True):
        if here == there:
            if not low <= here <= high:
                return None
            continue
        cuts = sorted((Fraction(bound) - here) / (there - here) for bound in (low, high))
        enter, leave = max(enter, cuts[0]), min(leave, cuts[1])
    if enter > leave:
        return None
    return [[float(x + at * (y - x)) for x, y in zip(p, q, strict=True)] for at in (enter, leave)]


@given(*[NUMBERS] * 4)
def test_the_inner_part_of_a_segment_is_that_of_exact_fractions(a: float, b: float, c: float, d: float) -> None:
    found, right = clipped(np.array([[a, b], [c, d]]), LOW, HIGH), exact([a, b], [c, d])
    if right is None or np.ptp(right, axis=0).max() < 1e-6:  # at a corner, rounding decides
        return
    assert found == pytest.approx(np.array(right), abs=1e-6)


@given(st.lists(st.tuples(ANY, ANY, ANY), min_size=0, max_size=8))
@example([(-9007199254740996.0, 0.0, 0.0), (-4.0, 0.0, 0.0)])
def test_no_number_upsets_it(points: list[tuple[float, float, float]]) -> None:
    given_ = np.array([(0.5, 0.5, 0.0), *points])
    for found in (clipped(given_, LOW, HIGH), within(given_, LOW, HIGH)):
        seen = found[~np.isnan(found[:, 0])]
        assert ((seen[:, :2] >= LOW) & (seen[:, :2] <= HIGH)).all()


def test_a_run_that_leaves_is_laid_on_the_ground_up_to_the_edge() -> None:
    problem = ls.PROBLEMS["textbook"]  # on [-3, 3]^2
    walk = np.array([[-2.5, 2.5], [-2.0, 1.0], [8.0, 1.0], [-1e44, 1e44], [2.0, 1.0], [1e300, 1.0]])
    points, _ = _trail(problem, walk, with_start=True)
    seen = np.isfinite(points).all(axis=-1)
    assert (np.abs(points[seen, :2]) <= 3).all()
    w1, w2 = points[seen, :2].T
    assert points[seen, 2] == pytest.approx((w1**2 + w2**2) / 10 + 0.5 * np.sin(w1) * np.sin(w2) + 2)
    out = np.flatnonzero(~seen)
    assert points[out[0] - 1, :2].tolist() == [3.0, 1.0], "straight on to the edge, at the height of the ground there"
    assert points[-2, :2].tolist() == [3.0, 1.0]
    assert not seen[-1]
    steps = np.abs(np.diff(points[:, :2], axis=0))
    assert np.nanmax(steps[seen[1:] & seen[:-1]]) <= 6 / 39, "as finely as everywhere"
