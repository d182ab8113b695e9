import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import losscore as ls
from losscore.datasets import breast_cancer, iris, separable, tiny

RANDOM = np.random.default_rng(4)
NOISE = RANDOM.normal(size=(60, 2))
LABELS = (RANDOM.random(60) < 1 / (1 + np.exp(-NOISE[:, 0]))).astype(float)


@pytest.mark.parametrize(
    "data",
    [
        tiny(),
        breast_cancer("mean_area", "mean_perimeter"),
        breast_cancer("mean_radius").standardised(),
        iris("petal_width", "virginica", "versicolor"),
        ls.Dataset("huge units", NOISE * (1e28, 1e-20), LABELS, ("a", "b")),
    ],
    ids=lambda data: data.name + data.feature_names[0],
)
def test_the_window_holds_the_minimum_and_the_start(data):
    problem = ls.own_problem(data)
    (point,) = problem.critical_points
    low, high = np.array(problem.window).T
    assert point.kind == "minimum"
    assert ((low < point.weights) & (point.weights < high)).all()
    assert ((low < problem.start) & (problem.start < high)).all()
    assert problem.note == ""
    assert ls.verdict(ls.descend(problem.objective, ls.GradientDescent(1e-9), problem.start, 3), problem).sentence


@pytest.mark.parametrize(
    "data",
    [
        separable(),
        ls.Dataset("twins", np.stack([NOISE[:, 0]] * 2, axis=1), LABELS, ("a", "a too")),
        ls.Dataset("a column of zeros", NOISE * (1, 0), LABELS, ("a", "nothing")),
    ],
    ids=lambda data: data.name,
)
def test_without_a_minimum_it_says_so(data):
    problem = ls.own_problem(data)
    assert "no lowest point" in problem.note
    assert problem.critical_points == ()
    assert np.isfinite(ls.landscape(problem.objective, problem.window, 9).loss).all()


def test_a_newton_step_that_overshoots_is_halved():
    x = [[-0.2, -0.3], [1.4, -1.3], [-0.3, 0], [-8.6, -0.1], [6.6, 4.6], [0, -0.2], [0, -0.1], [0.1, 0]]
    problem = ls.own_problem(ls.Dataset("outliers", x, [1, 1, 1, 1, 0, 1, 0, 0], ("a", "b")))
    assert problem.critical_points[0].weights == pytest.approx((-8.0125, -11.0552), abs=1e-4)


NUMBER = st.floats(-1e30, 1e30).map(lambda number: float(f"{number:.3g}"))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(NUMBER, NUMBER, st.booleans()), min_size=2, max_size=12), st.booleans())
@example([(0.0, 0.0, False), (2.96e-160, 0.0, False)], False)  # its curvature underflows to 0 on the way to infinity
def test_any_data_make_a_problem_that_can_be_shown(rows, two):
    table = np.array(rows, dtype=float)
    data = ls.Dataset("any", table[:, : 1 + two], table[:, 2], ("a", "b")[: 1 + two])
    problem = ls.own_problem(data)
    low, high = np.array(problem.window).T
    assert (low < high).all()
    assert ((low <= problem.start) & (problem.start <= high)).all()
    assert np.isfinite(ls.landscape(problem.objective, problem.window, 5).loss).all()
    assert len(problem.critical_points) <= 1
    path = ls.descend(problem.objective, ls.GradientDescent(1.0), problem.start, 3)
    assert ls.verdict(path, problem).sentence


def test_three_features_are_refused():
    data = ls.Dataset("d", np.zeros((2, 3)), [0, 1], ("a", "b", "c"))
    with pytest.raises(ValueError, match="one or two features; 'd' has 3"):
        ls.own_problem(data)
