import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import losscore as ls
from losscore.convex import Lowest, floor
from losscore.datasets import breast_cancer, iris, separable, tiny
from losscore.models import MODELS

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


X = np.array([-1.5, -1.0, -0.5, 0.0, 0.2, 0.5, 0.7, 1.0, 1.5, 2.0])
Y = np.array([0, 0, 1, 0, 0, 1, 0, 1, 1, 1.0])


def made(*columns, y=Y):
    return ls.Dataset("made", np.stack(columns, axis=1), np.array(y, dtype=float), ("a", "b")[: len(columns)])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (separable(), "told apart without a mistake"),
        (made([1.0, 2, 3, 4], y=[0, 0, 1, 1]), "told apart without a mistake"),
        (made([1.0, 2, 2, 3], y=[0, 0, 1, 1]), "only touch"),
        (made([4.0, 3, 3, 2], y=[0, 0, 1, 1]), "only touch"),
        (made([1.0, 2, 3], y=[1, 1, 1]), "of one class"),
        # Through 0, the line w = (1, -1) leaves one example on it, the others on their sides.
        (made([2.0, 1, 1], [1.0, 2, 1], y=[1, 0, 1]), "told apart without a mistake"),
        (made([2.0, 1, 1, 1], [1.0, 2, 1, 1], y=[1, 0, 1, 0]), "only touch"),
        (made([1.0, 2, 3], [2.0, 4, 6], y=[1, 1, 1]), "of one class"),
        (made([1.0, 2, 0], [0.0, 0, 0], y=[1, 1, 0]), "only touch"),
    ],
)
def test_without_a_lowest_point_it_says_why(data, told):
    """Each decided by hand."""
    problem = ls.own_problem(data)
    assert "no lowest point" in problem.note
    assert told in problem.note
    assert problem.critical_points == ()
    assert problem.lowest_line is None
    assert np.isfinite(ls.landscape(problem.objective, problem.window, 9).loss).all()


@pytest.mark.parametrize(
    ("x", "y", "weights", "loss"),
    [
        # By mpmath with 60 digits, Newton's method on centred data; from the cases of this product's readers.
        (45658.0 + np.arange(7), [0, 1, 0, 0, 1, 1, 0], (0.14769595016, -6744.238671803), 0.67242536871),
        (1.7e9 + 3600.0 * np.arange(10), None, (0.000118650869259, -201707.85393761), 0.53768475913),
        (101325.0 + 2.0 * np.arange(10), None, (0.21357156467, -21641.514986879), 0.53768475913),
    ],
    ids=["dates", "unix times", "pascals"],
)
def test_numbers_far_from_0_have_the_minimum_that_they_have(x, y, weights, loss):
    y = [0, 1, 0, 0, 1, 1, 0, 1, 1, 1] if y is None else y
    problem = ls.own_problem(made(x, y=y))
    (point,) = problem.critical_points
    assert point.weights == pytest.approx(weights, rel=1e-10)
    assert point.loss == pytest.approx(loss, abs=2e-11)
    assert point.eigenvalues[0] > 0
    (low, high), (floor, top) = problem.window
    assert low < point.weights[0] < high
    assert floor < point.weights[1] < top
    assert low < 0 < high
    assert floor < 0 < top
    assert "thinner than the picture" in problem.note
    near = ls.own_problem(made((x - x.mean()) / x.std(), y=y))
    assert near.critical_points[0].loss == pytest.approx(point.loss, abs=1e-11)
    assert near.note == ""


HEIGHTS = np.random.default_rng(0).normal(170, 10, 200).round()  # in cm, and in inches:
INCHES = (HEIGHTS / 2.54).round(1)
TALL = (np.random.default_rng(1).random(200) < 1 / (1 + np.exp(17 - HEIGHTS / 10))).astype(float)


@pytest.mark.parametrize(
    ("data", "alike"),
    [
        (made(HEIGHTS, INCHES, y=TALL).standardised(), True),
        (made(HEIGHTS - 170, (HEIGHTS - 170) * (1 + 1e-3 * np.random.default_rng(2).normal(size=200)), y=TALL), True),
        (made(HEIGHTS + 1e4, INCHES + 1e4, y=TALL), True),
        (made(HEIGHTS + 1e4, y=TALL), False),
    ],
)
def test_why_a_valley_is_thin_and_whether_standardising_helps(data, alike):
    """The half width of the valley on each axis, beside the window, before and after, by the Hessian."""

    def width(problem):
        point, sizes = problem.critical_points[0].weights, np.ptp(np.array(problem.window), axis=1)
        hessian = problem.objective.hessian(point)
        return (1 / np.sqrt(np.diag(hessian)) / sizes).max()

    problem = ls.own_problem(data)
    assert width(problem) < 0.005
    assert "thinner than the picture can show" in problem.note
    assert ("say nearly the same" in problem.note) == alike
    assert ("far from 0" in problem.note) != alike
    helps = width(ls.own_problem(data.standardised())) > 0.05
    assert helps != alike
    assert ("Standardise the data, and it becomes wide." in problem.note) == helps


@pytest.mark.parametrize("offset", [0, 10, 100, 1e3, 1e4, 1e5, 1e6])
def test_a_shift_of_the_data_moves_the_minimum_and_nothing_else(offset):
    """``w1 (x + m) + w2 = w1 x + (w2 + m w1)``."""
    (here,), (there,) = (ls.own_problem(made(X + m)).critical_points for m in (0.0, offset))
    assert there.weights[0] == pytest.approx(here.weights[0], rel=1e-9)
    assert there.weights[1] + offset * there.weights[0] == pytest.approx(here.weights[1], abs=1e-9)
    assert there.loss == pytest.approx(here.loss, abs=1e-10)


@pytest.mark.parametrize("offset", [100.0, 1e3, 1e4, 1e5, 1e6])
def test_two_columns_far_from_0_are_not_the_same(offset):
    """The slope and the Hessian, each column cleared of the offset, are those of a minimum."""
    x = np.random.default_rng(1).normal(size=(60, 2)) + offset
    y = (np.random.default_rng(2).random(60) < 1 / (1 + np.exp(-(x[:, 0] - offset)))).astype(float)
    problem = ls.own_problem(made(*x.T, y=y))
    (point,) = problem.critical_points
    across = x[:, 0] - x[:, 1]
    w1, w2 = point.weights
    z = w1 * across + (w1 + w2) * x[:, 1]
    p = 1 / (1 + np.exp(-z))
    slope = np.array([(p - y) @ across, (p - y) @ x[:, 1] / offset]) / len(y)
    assert np.abs(slope).max() < 1e-8
    assert problem.lowest_line is None


LINES = {
    "same": (
        made([1.0, 2, 3, 4], [1.0, 2, 3, 4], y=[0, 1, 0, 1]),
        "columns say the same, so",
        (1.0, -1.0),
        0.67633206014,
    ),
    "three times": (made([1.0, 2, 3, 4], [3.0, 6, 9, 12], y=[0, 1, 0, 1]), "say the same", (1, -1 / 3), 0.67633206014),
    "zeros": (made([1.0, 2, 3, 4], [0.0, 0, 0, 0], y=[0, 1, 0, 1]), "is 0 in every row", (0.0, 1.0), 0.67633206014),
    # z is the same everywhere, so p is the share of ones, 3 / 4.
    "constant": (made([5.0, 5, 5, 5], y=[0, 1, 1, 1]), "same value in every row, so", (1, -5), 0.56233514462),
    "up to rounding": (
        made([0.3, 0.1 + 0.2, 0.3, 0.3], y=[0, 1, 1, 1]),
        "same value in every row up to rounding,",
        (1, -0.3),
        0.56233514462,
    ),
    "all zeros": (
        made([0.0, 0, 0, 0], y=[0, 1, 1, 1]),
        "0 in every row, so its weight changes nothing",
        (1, 0),
        0.56233514462,
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_lowest_points_is_found_and_told(name):
    """The losses: mpmath's findroot for ``w1 + w2 = 0.13573133713``; ``-(3 ln .75 + ln .25) / 4``."""
    data, told, direction, loss = LINES[name]
    problem = ls.own_problem(data)
    line = problem.lowest_line
    assert told in problem.note
    assert "no lowest point" not in problem.note
    assert problem.critical_points == ()
    assert line.loss == pytest.approx(loss, abs=1e-10)
    assert abs(line.direction[0] * direction[1] - line.direction[1] * direction[0]) < 1e-12 * np.hypot(*direction)
    ends = line.ends(problem.window)
    along = ends[0] + np.linspace(0, 1, 21)[:, np.newaxis] * (ends[1] - ends[0])
    np.testing.assert_allclose(problem.objective(along), loss, atol=1e-10)
    (a, b), (c, d) = problem.window
    assert ((along >= np.array([a, c]) - 1e-9) & (along <= np.array([b, d]) + 1e-9)).all()
    assert (ls.landscape(problem.objective, problem.window, 41).loss >= loss - 1e-9).all()
    assert line.distance(along, problem.window) == pytest.approx(np.zeros(21), abs=1e-12)
    assert line.distance([a, d + 1.0], problem.window) > 0


def test_a_line_beside_a_window_has_no_ends_in_it():
    line = ls.lowest_line(ls.own_problem(LINES["same"][0]).objective)
    assert line.ends(((5, 6), (5, 6))) is None
    assert ls.lowest_line(ls.PROBLEMS["trap"].objective) is None


def test_exact_wedges_agree_with_whole_numbers():
    """Small whole numbers, with many ties, against trying all lines through an example and all others by hand."""
    random = np.random.default_rng(5)
    for _ in range(400):
        n = int(random.integers(2, 6))
        x, y = random.integers(-2, 3, size=(n, 2)), random.integers(0, 2, size=n)
        if len(set(y)) < 2 or np.linalg.matrix_rank(x) < 2:
            continue
        v = x * np.where(y == 1, 1, -1)[:, np.newaxis]
        # A border line of the cone of good weights is at right angles to an example; between two of them it is inside.
        borders = np.concatenate([np.stack([v[:, 1], -v[:, 0]], axis=1), np.stack([-v[:, 1], v[:, 0]], axis=1)])
        good = [w for w in borders if w.any() and (v @ w >= 0).all() and (v @ w > 0).any()]
        strict = any((v @ (a + b) > 0).all() for a in good for b in good)
        kind = floor(ls.Objective(made(*x.T.astype(float), y=y), MODELS["plane"])).kind
        expected = Lowest.POINT if not good else Lowest.SEPARABLE if strict else Lowest.TOUCHING
        assert kind is expected, (x.tolist(), y.tolist())


def test_a_newton_step_that_overshoots_is_halved():
    x = [[-0.2, -0.3], [1.4, -1.3], [-0.3, 0], [-8.6, -0.1], [6.6, 4.6], [0, -0.2], [0, -0.1], [0.1, 0]]
    problem = ls.own_problem(ls.Dataset("outliers", x, [1, 1, 1, 1, 0, 1, 0, 0], ("a", "b")))
    assert problem.critical_points[0].weights == pytest.approx((-8.0125, -11.0552), abs=1e-4)


NUMBER = st.floats(-1e30, 1e30).map(lambda number: float(f"{number:.3g}"))


@settings(deadline=None, max_examples=settings.default.max_examples)
@given(st.lists(st.tuples(NUMBER, NUMBER, st.booleans()), min_size=2, max_size=12), st.booleans())
@example([(0.0, 0.0, False), (2.96e-160, 0.0, False)], False)  # its curvature underflows to 0 on the way to infinity
@example([(0.0, 1.0, True), (1.0, 0.0, False), (4.52e15, -1.0, True)], True)  # as computed, the loss is flat along w2
def test_any_data_make_a_problem_that_can_be_shown(rows, two):
    """100 tables, always the same; 1,000 new ones: make test ARGS="-k any_data --hypothesis-profile=explore"."""
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


@pytest.mark.parametrize("data", [tiny(), breast_cancer("mean_area", "mean_perimeter").standardised()])
def test_the_half_widths_of_the_valley_are_those_of_its_curve(data):
    """Along each axis, by second differences of heights: the parabola rises by half a unit that far away."""
    objective = ls.own_problem(data).objective
    found = floor(objective)
    for step, narrow in zip(1e-3 * np.eye(2), found.narrow, strict=True):
        heights = objective(found.point + step * np.array([[-1], [0], [1]]))
        assert narrow == pytest.approx(1e-3 / np.sqrt(heights[0] - 2 * heights[1] + heights[2]), rel=1e-4)


def test_three_features_are_refused():
    data = ls.Dataset("d", np.zeros((2, 3)), [0, 1], ("a", "b", "c"))
    with pytest.raises(ValueError, match="one or two features; 'd' has 3"):
        ls.own_problem(data)


def test_a_line_of_lowest_points_enters_and_leaves_on_the_border_whatever_is_rounded():
    draw, seen = np.random.default_rng(5), 0
    for _ in range(200):
        size = int(draw.integers(3, 9))
        labels = draw.permutation([0, 1, *draw.integers(0, 2, size - 2)])
        table = np.column_stack([np.full(size, draw.integers(1, 9) / 10 ** draw.integers(0, 3)), labels])
        problem = ls.own_problem(made(table[:, 0], y=table[:, 1]))
        line = problem.lowest_line
        ends = None if line is None else line.ends(problem.window)
        if ends is None:
            continue
        seen += 1
        low, high = np.array(problem.window).T
        assert ((ends >= low) & (ends <= high)).all(), table
        border = np.minimum(np.abs(ends - low), np.abs(ends - high)) / (high - low)
        assert (border.min(axis=1) < 1e-12).all(), table
    assert seen > 100
