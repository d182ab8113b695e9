"""What each example says at one point."""

import numpy as np
import pytest

import losscore as ls


@pytest.mark.parametrize("name", [name for name in ls.PROBLEMS if ls.PROBLEMS[name].dataset])
def test_losses_shares_and_pulls_add_up(name):
    objective, w = ls.PROBLEMS[name].objective, np.array([0.7, -0.4])
    examples = objective.examples(w)
    n = len(objective.dataset)
    assert examples.probabilities.shape == examples.losses.shape == examples.shares.shape == (n,)
    assert examples.pulls.shape == (n, 2)
    np.testing.assert_array_equal(examples.probabilities, objective.probabilities(w))
    np.testing.assert_allclose(examples.losses, ls.bce_terms(objective.dataset.y, examples.probabilities), rtol=1e-9)
    assert examples.losses.mean() == pytest.approx(float(objective(w)), rel=1e-13)
    assert examples.shares.sum() == pytest.approx(1)
    np.testing.assert_allclose(examples.pulls.sum(axis=0), -objective.gradient(w), atol=1e-15)


def test_without_any_loss_nobody_has_a_share():
    objective = ls.PROBLEMS["separable"].objective
    assert objective.examples((1e6, -5e5)).shares.tolist() == [0] * 5


@pytest.mark.parametrize(
    ("w", "words"),
    [
        ((1.0,), r"one point of the shape \(2,\); got \(1,\)"),
        (((0.0, 0.0),), r"got \(1, 2\)"),
        ((np.nan, 0), "w must hold"),
    ],
)
def test_wrong_input_is_named(w, words):
    with pytest.raises(ValueError, match=words):
        ls.PROBLEMS["tiny"].objective.examples(w)


def test_a_model_and_data_that_do_not_fit():
    with pytest.raises(
        ValueError, match=r"w1 x1 \+ w2 x2 needs data with 2 feature\(s\); got dataset = 'Five points' with 1"
    ):
        ls.Objective(ls.DATASETS["tiny"], ls.MODELS["plane"])
