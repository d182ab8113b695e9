"""Every number of the table of problems: minima, losses, eigenvalues, conditions, counts of the other kinds."""

import math
from collections import Counter

import numpy as np
import pytest

import losscore as ls

# Per problem: digits of the weights and the minima ((w1, w2), loss) as found by a dense grid and Newton elsewhere.
MINIMA = {
    "bowl": [((1.063049, 0.975846), 0.51525485)],
    "correlated": [((3.021365, 1.311190), 0.28336539)],
    "ravine": [((12.947477, -21.125590), 0.16710401)],
    "scaled": [((5.472113, 0.574381), 0.16710401)],
    "saddle": [((0.640925, 1.637280), 0.62376085), ((-0.640925, -1.637280), 0.62376085)],
    "trap": [
        ((2.442676, 1.591823), 0.14087504),
        ((0.108066, -0.181143), 0.61672809),
        ((-0.108066, -2.960450), 0.61672809),
    ],
    "band": [
        ((0.399000, 2.895404), 0.44875689),
        ((-2.695174, 2.895077), 0.63041256),
        ((-2.732695, -1.493507), 0.73823263),
        ((-0.341948, -0.780548), 0.90621665),
    ],
    "smooth": [((3.964286, 0.893021), 0.27575707)],
    "textbook": [((1.062673, -1.062673), 1.84421465), ((-1.062673, 1.062673), 1.84421465)],
    "tiny": [((1.090426, -0.622690), 0.48439337)],
    "separable": [],
}
COUNTS = {
    "bowl": (1, 0, 0),
    "correlated": (1, 0, 0),
    "ravine": (1, 0, 0),
    "scaled": (1, 0, 0),
    "saddle": (2, 1, 0),
    "trap": (3, 7, 3),
    "band": (4, 6, 1),
    "smooth": (1, 0, 0),
    "rugged": (31, 66, 37),
    "plateau": (1, 0, 0),
    "textbook": (2, 1, 0),
    "tiny": (1, 0, 0),
    "separable": (0, 0, 0),
}
CONDITION = {"bowl": 1.268, "correlated": 43.66, "ravine": 504.95, "scaled": 7.344}
WINDOWS = {
    "bowl": ((-4, 6), (-4, 6)),
    "correlated": ((-8, 14), (-10, 12)),
    "ravine": ((0, 26), (-42, 0)),
    "scaled": ((-2, 13), (-7, 8)),
    "saddle": ((-4, 4), (-4, 4)),
    "trap": ((-1, 4.5), (-math.pi, math.pi)),
    "band": ((-6, 4), (-6, 4)),
    "smooth": ((-8, 8), (-8, 8)),
    "rugged": ((-8, 8), (-8, 8)),
    "plateau": ((-8, 8), (-8, 8)),
    "textbook": ((-3, 3), (-3, 3)),
    "tiny": ((-2, 4), (-4, 3)),
    "separable": ((-2, 12), (-8, 4)),
}


def points(name, kind="minimum"):
    return [point for point in ls.PROBLEMS[name].critical_points if point.kind == kind]


def test_the_table_is_whole():
    assert set(ls.PROBLEMS) == set(COUNTS) == set(WINDOWS)
    assert len(ls.PROBLEMS) == 13


@pytest.mark.parametrize("name", MINIMA)
def test_minima(name):
    found = sorted((round(point.loss, 8), *point.weights.round(6)) for point in points(name))
    assert found == sorted((loss, *weights) for weights, loss in MINIMA[name])


@pytest.mark.parametrize("name", COUNTS)
def test_counts_of_all_kinds(name):
    found = Counter(point.kind for point in ls.PROBLEMS[name].critical_points)
    assert (found["minimum"], found["saddle"], found["maximum"]) == COUNTS[name]


@pytest.mark.parametrize("name", CONDITION)
def test_condition(name):
    (point,) = points(name)
    assert point.eigenvalues[1] / point.eigenvalues[0] == pytest.approx(CONDITION[name], rel=1.5e-4)


def test_eigenvalues_of_bowl_and_trap():
    assert points("bowl")[0].eigenvalues == pytest.approx((0.10530, 0.13352), abs=5e-6)
    lowest, *local = points("trap")
    assert lowest.eigenvalues[1] == pytest.approx(1.289, abs=5e-4)
    assert [point.eigenvalues[1] for point in local] == pytest.approx([3.773] * 2, abs=5e-4)


def test_the_saddles():
    (origin,) = points("saddle", "saddle")
    assert origin.weights == pytest.approx((0, 0), abs=1e-12)
    assert origin.loss == pytest.approx(math.log(2), abs=1e-15)
    assert origin.eigenvalues == pytest.approx((-0.1734, 0.1734), abs=5e-5)
    (origin,) = points("textbook", "saddle")
    assert origin.weights == pytest.approx((0, 0), abs=1e-12)
    assert origin.loss == 2.0


def test_two_stars_where_two_valleys_tie():
    assert {name: len(ls.lowest(ls.PROBLEMS[name].critical_points)) for name in COUNTS} == dict.fromkeys(COUNTS, 1) | {
        "saddle": 2,
        "textbook": 2,
        "separable": 0,
    }


def test_rugged_has_one_lowest_valley_far_below_the_next():
    first, second = points("rugged")[:2]
    assert first.weights == pytest.approx((0.967588, 0.272442), abs=5e-7)
    assert (round(first.loss, 8), round(second.loss, 8)) == (0.37288285, 0.83399759)


def test_rugged_and_smooth_are_the_same_data():
    smooth, rugged = (ls.PROBLEMS[name].objective.dataset for name in ("smooth", "rugged"))
    assert np.array_equal(smooth.x, rugged.x)
    assert np.array_equal(smooth.y, rugged.y)


def test_tiny_to_ten_digits():
    (point,) = points("tiny")
    assert point.weights == pytest.approx((1.0904255603, -0.6226900654), abs=5.1e-11)
    assert point.loss == pytest.approx(0.4843933687, abs=5.1e-11)


@pytest.mark.parametrize("name", WINDOWS)
def test_windows(name):
    assert np.array_equal(ls.PROBLEMS[name].window, WINDOWS[name])


@pytest.mark.parametrize("name", WINDOWS)
def test_a_problem_tells_what_it_is(name):
    problem = ls.PROBLEMS[name]
    assert problem.name == name
    assert problem.title
    assert problem.teaches.endswith(".")
    assert problem.start == next(iter(problem.starts.values()))
    low, high = np.array(problem.window).T
    for start in problem.starts.values():
        assert (low <= start).all()
        assert (start <= high).all()
    if problem.dataset is not None:
        assert problem.dataset.source
        assert problem.objective.model.formula


def test_textbook_has_no_data_and_separable_no_minimum_and_both_say_so():
    textbook, separable = ls.PROBLEMS["textbook"], ls.PROBLEMS["separable"]
    assert textbook.dataset is None
    assert textbook.objective.dataset is None
    assert not hasattr(textbook.objective, "probabilities")
    assert "No model and no data" in textbook.note
    assert "(w1^2 + w2^2) / 10" in textbook.objective.formula
    assert "no minimum" in separable.note


def test_the_textbooks_printed_paths_walk_uphill():
    surface = ls.PROBLEMS["textbook"].objective
    printed = surface([(-2.5, 2.5), (-2, 2), (-1.5, 1.5), (-1, 1), (-0.5, 0.5), (-1.06267, 1.06267)])
    assert printed.round(4).tolist() == [3.0709, 2.3866, 1.9525, 1.8460, 1.9351, 1.8442]
    real = ls.descend(surface, ls.GradientDescent(0.5), (-2.5, 2.5), 60)
    assert real.weights[1].round(4).tolist() == [-2.1301, 2.1301]
    assert real.weights[-1].round(5).tolist() == [-1.06267, 1.06267]
    assert (np.diff(real.losses) <= 1e-15).all()


def test_tiny_by_hand():
    path = ls.descend(ls.PROBLEMS["tiny"].objective, ls.GradientDescent(1.0), (0.0, 0.0), 2)
    assert path.weights[1:].round(8).tolist() == [[0.4, -0.1], [0.60896472, -0.17684845]]
    assert path.losses[1:].round(10).tolist() == [0.5634337625, 0.5234387029]


def test_the_star_of_separable_runs_away():
    path = ls.descend(ls.PROBLEMS["separable"].objective, ls.GradientDescent(1.0), (0.0, 0.0), 100_000)
    away = np.linalg.norm(path.weights[[100, 1000, 10_000, 100_000]], axis=1)
    assert away == pytest.approx([4.98, 9.74, 14.9, 20.05], abs=0.006)
    (low, high), _ = ls.PROBLEMS["separable"].window
    assert low < path.weights[1000, 0] < high < path.weights[-1, 0], "at last it has left the window"


def test_problems_are_made_once_and_need_a_start():
    assert ls.PROBLEMS["bowl"] is ls.PROBLEMS["bowl"]
    with pytest.raises(KeyError):
        ls.PROBLEMS["nowhere"]
    with pytest.raises(ValueError, match="starts must name at least one start"):
        ls.Problem("x", "X", ls.PROBLEMS["bowl"].objective, ((0, 1), (0, 1)), {}, "Nothing.")
