"""The fast grids against 80-bit arithmetic, at windows of any width, and without large temporaries."""

import tracemalloc
from dataclasses import dataclass, replace

import numpy as np
import pytest

import losscore as ls
from losscore.grids import grid_loss
from losscore.grids.products import ROOM, chunks
from losscore.grids.separable import mean_softplus
from losscore.models import SINE, TANH, Activation, Linear, Neuron
from tests.losscore.tools import in_80_bits

WITH_DATA = [name for name in ls.PROBLEMS if ls.PROBLEMS[name].dataset]
# Where a long double is no longer than a double (ARM, Windows) the reference is only as good as what it judges.
ALLOWED = 1e-12 if np.finfo(np.longdouble).eps < 1e-18 else 1e-11


def wider(window, factor):
    return tuple(tuple(factor * border for border in axis) for axis in window)


@pytest.mark.parametrize("factor", [1, 1e-3, 7, 60, 1e4, 1e150])
@pytest.mark.parametrize("name", WITH_DATA)
def test_every_grid_is_right(name, factor):
    objective, window = ls.PROBLEMS[name].objective, wider(ls.PROBLEMS[name].window, factor)
    grid = ls.landscape(objective, window, 33)
    exact = in_80_bits(objective, grid.w1, grid.w2)
    # A sine knows its argument no better than the argument is rounded: that, and not the grid, limits far windows.
    lost = np.abs(np.array(window)).max() * 50 * np.finfo(float).eps if "sin" in objective.model.formula else 0
    np.testing.assert_allclose(grid.loss, exact.astype(float), rtol=1e-13, atol=ALLOWED + min(lost, 10))
    assert np.isfinite(grid.loss).all()


@pytest.mark.parametrize("name", WITH_DATA)
def test_in_its_window_every_problem_uses_its_form(name):
    problem = ls.PROBLEMS[name]
    axes = [np.linspace(low, high, 5) for low, high in problem.window]
    assert grid_loss(problem.objective, *axes) is not None


@pytest.mark.parametrize("n", [1, 2, 3, 130])
@pytest.mark.parametrize("model", ls.MODELS, ids=str)
def test_any_number_of_examples(model, n):
    random = np.random.default_rng(n)
    model = ls.MODELS[model]
    x = random.normal(size=(n, model.features)).round(1)  # rounded, so that some of them are equal
    objective = ls.Objective(ls.Dataset("d", x, random.integers(0, 2, n), ("a", "b")[: model.features]), model)
    grid = ls.landscape(objective, ((-3, 2), (-1, 4)), 131)
    some = slice(None, None, 13)
    exact = in_80_bits(objective, grid.w1[some], grid.w2[some])
    np.testing.assert_allclose(grid.loss[some, some], exact.astype(float), rtol=0, atol=ALLOWED)


def test_two_points_a_side_are_enough():
    for name in WITH_DATA:
        grid = ls.landscape(ls.PROBLEMS[name].objective, ls.PROBLEMS[name].window, 2)
        exact = in_80_bits(ls.PROBLEMS[name].objective, grid.w1, grid.w2)
        np.testing.assert_allclose(grid.loss, exact.astype(float), rtol=0, atol=ALLOWED)


def test_what_has_no_form_goes_point_by_point():
    data, axes = ls.DATASETS["tiny"], (np.linspace(-1, 1, 3),) * 2
    cube = Activation("cube", lambda u: u**3, lambda u: (u**3, 3 * u**2), lambda f, slope: slope)  # noqa: ARG005
    for model in (
        Neuron(cube, Linear(bias=True)),
        Neuron(SINE, Linear(bias=True), 800.0),
        Neuron(TANH, Linear(bias=True), 800.0),
    ):
        objective = ls.Objective(data, model)
        assert grid_loss(objective, *axes) is None
        grid = ls.landscape(objective, ((-1, 1), (-1, 1)), 3)
        assert grid.loss[2, 0] == objective((-1, 1))
    far = replace(ls.PROBLEMS["plateau"].objective, model=Neuron(TANH, Linear(bias=True), 4.0))
    assert grid_loss(far, np.array([0.0, 1e3]), np.array([0.0, 1e3])) is None


def test_a_model_of_ones_own_goes_point_by_point():
    @dataclass(frozen=True)
    class Other:
        """A model of a reader's own."""

        weight_names = ("w1", "w2")
        features = 1
        formula = "w1 x + w2 x^2"

        def logits(self, w, x):
            return w[..., :1] * x[:, 0] + w[..., 1:] * x[:, 0] ** 2

    objective = ls.Objective(ls.DATASETS["tiny"], Other())
    grid = ls.landscape(objective, ((-1, 1), (-1, 1)), 3)
    assert grid.loss[2, 0] == objective((-1, 1))


def test_a_pair_of_large_factors_is_refused():
    large = np.full((2, 3), 340.0)
    assert mean_softplus(large, large) is None
    assert mean_softplus(large, -large) is not None
    assert mean_softplus(large * 2, large) is None


def test_products_never_have_room_to_overflow():
    bounds = np.array([300.0, 300.0, 300.0, 650.0, 1.0, 1.0, 1.0])
    cut = list(chunks(bounds, 2, np.array([1, 1, 1, 1, 1, 2, 2.0])))
    assert [(part.start, part.stop) for part in cut] == [(0, 2), (2, 3), (3, 5), (5, 7)]
    assert all(bounds[part].sum() <= ROOM for part in cut)


@pytest.mark.parametrize("name", ["smooth", "rugged", "saddle", "band"])
def test_no_large_temporaries(name):
    objective, window = ls.PROBLEMS[name].objective, ls.PROBLEMS[name].window
    ls.landscape(objective, window, 11)
    tracemalloc.start()
    ls.landscape(objective, window, 401)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (
        peak < 12e6
    )  # the loss itself takes 1.3 MB, its axes' parts 1.8 MB each; one array over all would take 732 MB
