import numpy as np
import pytest

import losscore as ls

TRAP = ls.PROBLEMS["trap"]


def test_row_j_and_column_i_belong_to_w2_and_w1():
    grid = ls.landscape(TRAP.objective, TRAP.window, size=9)
    assert grid.loss.shape == (9, 9)
    for j in range(9):
        for i in range(9):
            assert grid.loss[j, i] == pytest.approx(float(TRAP.objective([grid.w1[i], grid.w2[j]])), rel=1e-12)
    assert (grid.w1[0], grid.w1[-1], grid.w2[0], grid.w2[-1]) == (-1.0, 4.5, -np.pi, np.pi)


def test_a_plane_is_what_it_says():
    plane = ls.Plane(np.array([1.0, 0.0, 2.0]), np.array([1.0, 1.0, 0.0]), np.array([0.0, 1.0, 1.0]))
    w = plane.embed([0.0, 0.5], [2.0, -1.0])
    assert w.tolist() == [[1.0, 2.0, 4.0], [1.5, -0.5, 1.0]]
    a, b = plane.project(w)
    np.testing.assert_allclose((a, b), ([0.0, 0.5], [2.0, -1.0]), atol=1e-15)
    np.testing.assert_allclose(plane.distance(w), 0, atol=1e-15)
    away = np.array([1.0, -1.0, 1.0])  # at right angles to both directions
    assert plane.distance(w + away) == pytest.approx([np.sqrt(3)] * 2)


def test_a_plane_cuts_the_landscape():
    plane = ls.Plane(np.array([1.0, 0.5]), np.array([0.0, 1.0]), np.array([1.0, 0.0]))
    grid = ls.landscape(TRAP.objective, ((-1.0, 1.0), (-2.0, 2.0)), size=5, plane=plane)
    assert grid.loss[3, 1] == pytest.approx(float(TRAP.objective([1.0 + grid.w2[3], 0.5 + grid.w1[1]])), rel=1e-12)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ls.landscape(TRAP.objective, TRAP.window, size=1), "size must be a whole number of at least 2"),
        (lambda: ls.landscape(TRAP.objective, ((1, 0), (0, 1))), "lo < hi on each axis; got lo = 1, hi = 0 for w1"),
        (lambda: ls.landscape(TRAP.objective, (1, 2)), "window must be .* got window = "),
        (lambda: ls.Plane(np.zeros(2), np.ones(2), np.ones(2)), "different directions"),
        (lambda: ls.Plane(np.zeros(2), np.ones(3), np.ones(2)), r"shape \(k,\)"),
    ],
)
def test_wrong_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
