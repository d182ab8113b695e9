import numpy as np
import pytest

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


def test_three_features_are_refused():
    data = ls.Dataset("d", np.zeros((2, 3)), [0, 1], ("a", "b", "c"))
    with pytest.raises(ValueError, match="one or two features; 'd' has 3"):
        ls.own_problem(data)
