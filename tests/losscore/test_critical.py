import numpy as np
import pytest

import losscore as ls

TRAP, BOWL = ls.PROBLEMS["trap"], ls.PROBLEMS["bowl"]


def test_the_minimum_of_bowl():
    (point,) = BOWL.critical_points
    assert point.kind == "minimum"
    assert point.weights == pytest.approx((1.063049, 0.975846), abs=5e-7)
    assert point.loss == pytest.approx(0.51525485, abs=5e-9)
    assert point.eigenvalues == pytest.approx((0.10530, 0.13352), abs=5e-6)
    assert point.eigenvalues[1] / point.eigenvalues[0] == pytest.approx(1.268, abs=5e-4)


def test_the_minima_of_trap():
    valleys = ls.minima(TRAP.critical_points)
    found = sorted((round(point.loss, 8), *point.weights.round(6)) for point in valleys)
    assert found == [
        (0.14087504, 2.442676, 1.591823),
        (0.61672809, -0.108066, -2.960450),
        (0.61672809, 0.108066, -0.181143),
    ]
    assert ls.lowest(TRAP.critical_points) == valleys[:1]


@pytest.mark.parametrize("problem", [TRAP, BOWL], ids=lambda problem: problem.name)
def test_a_critical_point_is_flat_and_lies_inside(problem):
    low, high = np.array(problem.window).T
    for point in problem.critical_points:
        assert np.linalg.norm(problem.objective.gradient(point.weights)) < 1e-12
        assert (low <= point.weights).all()
        assert (point.weights <= high).all()
        signs = {"minimum": (1, 1), "saddle": (-1, 1), "maximum": (-1, -1)}[point.kind]
        assert tuple(np.sign(point.eigenvalues)) == signs


def test_a_window_without_a_valley_has_none():
    assert ls.critical_points(BOWL.objective, ((2.0, 6.0), (2.0, 6.0))) == ()
    assert ls.lowest(()) == ()


def test_a_wrong_window_is_named():
    with pytest.raises(ValueError, match=r"lo < hi on each axis; got lo = 3, hi = 3 for w2"):
        ls.critical_points(BOWL.objective, ((0.0, 1.0), (3.0, 3.0)))
