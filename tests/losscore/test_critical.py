import os
from dataclasses import dataclass

import numpy as np
import pytest

import losscore as ls
from losscore.models import MODELS
from tests.losscore.tools import Quadratic

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


class Three(Quadratic):
    """A surface over three weights, as far as its names go."""

    weight_names = ("a", "b", "c")


@dataclass(frozen=True)
class Quartic(Quadratic):
    """``(x^4 + y^4) / 4``: flat at its lowest point, where a Hessian cannot tell what it is."""

    def __call__(self, w):
        return (np.asarray(w) ** 4).sum(axis=-1) / 4

    def gradient(self, w):
        return np.asarray(w) ** 3

    def hessian(self, w):
        w = np.asarray(w)
        return 3 * w[..., np.newaxis] ** 2 * np.eye(2)


def test_a_point_too_flat_to_tell_is_left_out():
    assert ls.critical_points(Quartic(), ((-1.0, 1.3), (-1.0, 1.2))) == ()


def test_a_saddle_with_one_flat_direction_is_left_out():
    @dataclass(frozen=True)
    class Valley(Quadratic):
        """``x^2 / 2``: every point of the line x = 0 is lowest."""

        def hessian(self, w):
            return np.broadcast_to(np.diag([1.0, 1e-14]), (*np.shape(w)[:-1], 2, 2)).copy()

    assert ls.critical_points(Valley(1.0, 1e-14), ((-1.0, 1.3), (-1.0, 1.2))) == ()


def test_a_quadratic_has_its_one_minimum_wherever_it_lies_in_the_window():
    for window in (((-1, 1), (-1, 1)), ((-1e-3, 7), (-9, 1e-4)), ((-10, 100), (-0.01, 0.1))):
        (point,) = ls.critical_points(Quadratic(3.0, 0.2), window)
        assert point.weights == pytest.approx((0, 0), abs=1e-18)
        assert point.eigenvalues.tolist() == pytest.approx([0.2, 3.0])


def test_all_of_rugged_is_found_and_counted_right():
    """As many as from 22,500 Newton starts; and minima + maxima - saddles is how often the gradient turns around."""
    points = ls.PROBLEMS["rugged"].critical_points
    assert [sum(point.kind == kind for point in points) for kind in ls.Kind] == [31, 66, 37]


class Counted:
    """A surface that counts the points at which it is asked for anything."""

    def __init__(self, surface):
        self.surface, self.points = surface, 0
        self.weight_names = surface.weight_names

    def _count(self, w):
        self.points += int(np.prod(np.shape(w)[:-1]))
        return w

    def __call__(self, w):
        return self.surface(self._count(w))

    def gradient(self, w):
        return self.surface.gradient(self._count(w))

    def hessian(self, w):
        return self.surface.hessian(self._count(w))


def test_critical_points_cost_no_more_than_a_few_pictures():
    """Five landscapes of 101 x 101 points, where there is nothing difficult."""
    bowl = Counted(BOWL.objective)
    assert len(ls.critical_points(bowl, BOWL.window)) == 1
    assert 0 < bowl.points < 5 * 101 * 101


# Two problems whose windows hold a minimum and a saddle nearer to each other than a 64th of the window, or next to the
# border. The places and eigenvalues are scipy's: `scipy.optimize.root(gradient, near, tol=1e-14)`.
PAIRS = [(1, (-3.152730, 3.123810)), (53, (3.576370, 2.212760))]


def drawn(random):
    """A random problem: data, a model that is not linear, a window."""
    kind = str(random.choice(["sine", "waves", "step", "chain", "band"]))
    features, n = MODELS[kind].features, int(random.integers(5, 60))
    x, y = random.normal(size=(n, features)), (random.random(n) < 0.5).astype(float)
    if len(set(y)) < 2:
        return None
    middle, half = random.normal(size=2) * 2, random.uniform(1, 8, 2)
    window = ((middle[0] - half[0], middle[0] + half[0]), (middle[1] - half[1], middle[1] + half[1]))
    return ls.Objective(ls.Dataset("random", x, y, ("a", "b")[:features]), MODELS[kind]), window


@pytest.mark.parametrize(("number", "place"), PAIRS)
def test_a_pair_within_a_cell_is_found(number, place):
    random = np.random.default_rng(0)
    for _ in range(number + 1):
        made = drawn(random)
    objective, window = made
    points = ls.critical_points(objective, window)
    width = np.ptp(np.array(window), axis=1)
    distances = [float((np.abs(point.weights - place) / width).max()) for point in points]
    assert min(distances) < 1e-5
    found = points[int(np.argmin(distances))]
    assert np.abs(objective.gradient(found.weights)).max() < 1e-12


@pytest.mark.parametrize("seed", range(int(os.environ.get("CRITICAL_PROBLEMS", "4"))))
def test_no_point_of_a_dense_search_is_missed(seed):
    """From each of 2,500 starts, by Newton's method as it stands here. More problems: CRITICAL_PROBLEMS=300."""
    random = np.random.default_rng(1000 + seed)
    made = drawn(random)
    if made is None:
        return
    objective, window = made
    low, high = np.array(window).T
    width = high - low
    axes = (np.linspace(a, b, 50) for a, b in window)
    w = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
    for _ in range(25):
        slope, bend = objective.gradient(w) * width, objective.hessian(w) * np.outer(width, width)
        sure = np.abs(np.linalg.det(bend)) > 1e-200
        w, slope, bend = w[sure], slope[sure], bend[sure]
        step = -np.linalg.solve(bend, slope[..., np.newaxis])[..., 0]
        size = np.abs(step).max(axis=1)
        w = w + width * step * np.minimum(1.0, 0.05 / np.maximum(size, 1e-300))[:, np.newaxis]
        near = ((w > low - width) & (w < high + width)).all(axis=1)
        w, size = w[near], size[near]
    w = w[(size < 1e-10) & ((w > low + 1e-6 * width) & (w < high - 1e-6 * width)).all(axis=1)]
    found = np.array([point.weights for point in ls.critical_points(objective, window)]).reshape(-1, 2)
    for point in w[np.unique(np.round((w - low) / width, 6), axis=0, return_index=True)[1]]:
        values = np.abs(np.linalg.eigvalsh(objective.hessian(point) * np.outer(width, width)))
        if values.min() > 1e-7 * values.max() and values.max() > 1e-9:
            assert (np.abs(found - point) / width).max(axis=1).min() < 2e-6, point


def test_a_pair_nearer_than_any_first_grid_is_found():
    """``y^2 / 2 + x^3 / 3 - e^2 x``: a minimum at (e, 0) and a saddle at (-e, 0), whose turns cancel."""

    class Pair(Quadratic):
        def __call__(self, w):
            x, y = np.moveaxis(np.asarray(w) - 0.3137, -1, 0)
            return y**2 / 2 + x**3 / 3 - E**2 * x

        def gradient(self, w):
            x, y = np.moveaxis(np.asarray(w) - 0.3137, -1, 0)
            return np.stack([x**2 - E**2, y], axis=-1)

        def hessian(self, w):
            x = np.asarray(w)[..., 0] - 0.3137
            one, zero = np.ones_like(x), np.zeros_like(x)
            return np.stack([np.stack([2 * x, zero], -1), np.stack([zero, one], -1)], -2)

    for E in (1e-1, 1e-2, 1e-3, 1e-4):
        points = ls.critical_points(Pair(1.0, 1.0), ((-1.0, 1.3), (-1.0, 1.2)))
        assert sorted(point.kind for point in points) == ["minimum", "saddle"], E
        assert {round(float(p.weights[0] - 0.3137) / E, 6) for p in points} == {1.0, -1.0}


def test_three_weights_are_refused():
    with pytest.raises(ValueError, match="objective must have two weights; got 3"):
        ls.critical_points(Three(), BOWL.window)
    with pytest.raises(ValueError, match="over 3 weights needs a plane to cut it with; got plane = None"):
        ls.landscape(Three(), BOWL.window)


def test_a_wrong_window_is_named():
    with pytest.raises(ValueError, match=r"lo < hi on each axis; got lo = 3, hi = 3 for w2"):
        ls.critical_points(BOWL.objective, ((0.0, 1.0), (3.0, 3.0)))
