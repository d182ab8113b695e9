import numpy as np
import pytest

import losscore as ls
from tests.losscore.tools import differences

PROBLEMS = sorted(ls.PROBLEMS)


def somewhere(problem, count, seed=0):
    """``count`` points of the window and its surroundings."""
    low, high = np.array(problem.window).T
    return low + (high - low) * (np.random.default_rng(seed).random((count, 2)) * 1.5 - 0.25)


@pytest.mark.parametrize("name", PROBLEMS)
def test_gradient_and_hessian_are_the_differences(name):
    objective = ls.PROBLEMS[name].objective
    for w in somewhere(ls.PROBLEMS[name], 12):
        scale = max(1.0, float(np.abs(objective.hessian(w)).max()))
        np.testing.assert_allclose(objective.gradient(w), differences(objective, w), rtol=0, atol=1e-9 * scale)
        np.testing.assert_allclose(objective.hessian(w), differences(objective.gradient, w), rtol=0, atol=2e-9 * scale)


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_batch_gives_the_bits_of_single_calls(name):
    objective, w = ls.PROBLEMS[name].objective, somewhere(ls.PROBLEMS[name], 12).reshape(3, 4, 2)
    for call in (objective, objective.gradient, objective.hessian):
        batch = call(w)
        for j in range(3):
            for i in range(4):
                assert np.array_equal(batch[j, i], call(w[j, i]))


@pytest.mark.parametrize("name", [name for name in PROBLEMS if ls.PROBLEMS[name].objective.dataset])
def test_the_loss_is_the_bce_of_the_probabilities(name):
    objective = ls.PROBLEMS[name].objective
    for w in somewhere(ls.PROBLEMS[name], 5) / 3:
        assert float(objective(w)) == pytest.approx(
            float(ls.bce(objective.dataset.y, objective.probabilities(w))), rel=1e-12
        )


def test_a_minibatch_is_the_loss_of_its_rows():
    objective = ls.PROBLEMS["trap"].objective
    rows = [3, 77, 120]
    part = objective.minibatch(rows)
    terms = ls.bce_terms(objective.dataset.y[rows], objective.probabilities([1.0, 0.5])[rows])
    assert float(part([1.0, 0.5])) == pytest.approx(terms.mean(), rel=1e-14)


@pytest.mark.parametrize("indices", [[150], [-1], [0.5], [[0, 1]], 3])
def test_a_minibatch_of_rows_that_are_not_there(indices):
    with pytest.raises(ValueError, match="indices must be whole numbers from 0 to 149; got indices = "):
        ls.PROBLEMS["trap"].objective.minibatch(indices)


def test_a_minibatch_of_nothing():
    with pytest.raises(ValueError, match="at least one example"):
        ls.PROBLEMS["trap"].objective.minibatch(np.array([], dtype=int))


def test_weights_of_the_wrong_shape_are_named():
    with pytest.raises(ValueError, match=r"w must have the shape \(..., 2\).*got the shape \(3,\)"):
        ls.PROBLEMS["trap"].objective([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match=r"w must have the shape \(..., 2\).*got the shape \(\)"):
        ls.PROBLEMS["textbook"].objective(1.0)


def test_overflow_is_a_value_and_not_a_warning():
    objective = ls.PROBLEMS["bowl"].objective
    assert not np.isfinite(objective([1e308, 1e308]))
    assert not np.isfinite(objective([np.nan, 0.0]))
