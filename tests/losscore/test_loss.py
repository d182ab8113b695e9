import math

import numpy as np
import pytest

import losscore as ls
from losscore.loss import sigmoid


@pytest.mark.parametrize(
    ("label", "probability", "loss"),
    [
        (1, 0.9, 0.1053605157),
        (1, 0.1, 2.3025850930),
        (1, 0.5, 0.6931471806),
        (0, 0.9, 2.3025850930),
        (0, 0.5, 0.6931471806),
    ],
)
def test_bce_of_one_example_is_the_printed_number(label, probability, loss):
    assert float(ls.bce([label], [probability])) == pytest.approx(loss, abs=5e-11)
    logit = math.log(probability / (1 - probability))
    assert float(ls.bce_with_logits([label], [logit])) == pytest.approx(loss, abs=5e-11)


def test_the_two_textbook_predictions_differ_21_854_times():
    wrong, right = float(ls.bce([1], [0.1])), float(ls.bce([1], [0.9]))
    assert round(wrong / right, 3) == 21.854


def test_certainty_costs_nothing_when_right_and_everything_when_wrong():
    assert float(ls.bce([1, 0], [1.0, 0.0])) == 0.0
    assert float(ls.bce([1], [0.0])) == math.inf
    assert float(ls.bce([0], [1.0])) == math.inf
    assert np.signbit(ls.bce_terms([1, 0], [1.0, 0.0])).tolist() == [False, False]


@pytest.mark.parametrize(
    ("label", "logit", "loss"),
    [
        (0, 1000.0, 1000.0),
        (1, -1000.0, 1000.0),
        (0, -1000.0, 0.0),
        (1, 1000.0, 0.0),
        (1, 0.0, math.log(2)),
        (1, 40.0, math.exp(-40)),
        (0, -40.0, math.exp(-40)),
        (0, 1e308, 1e308),
        (1, 5e-324, math.log(2)),
    ],
)
def test_bce_from_extreme_logits(label, logit, loss):
    assert float(ls.bce_with_logits([label], [logit])) == pytest.approx(loss, rel=1e-15, abs=0)


def test_a_small_probability_keeps_its_digits():
    assert float(ls.bce([0], [1e-20])) == 1e-20


def test_the_mean_runs_over_the_last_axis():
    p = np.array([[0.9, 0.1], [0.5, 0.5]])
    assert ls.bce([1, 1], p).shape == (2,)
    assert ls.bce([1, 1], p)[0] == pytest.approx((0.1053605157 + 2.3025850930) / 2)
    assert ls.bce_with_logits([1, 0], np.zeros((3, 2))).tolist() == [math.log(2)] * 3


def test_sigmoid_has_no_overflow_and_is_symmetric():
    z = np.array([-1e4, -745.0, -3.0, 0.0, 3.0, 745.0, 1e4])
    p = sigmoid(z)
    assert p[0] == 0
    assert p[-1] == 1
    assert p[3] == 0.5
    np.testing.assert_allclose(p + p[::-1], 1, rtol=0, atol=3e-16)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ls.bce([2], [0.5]), "labels must be 0 or 1; found 2"),
        (lambda: ls.bce([], []), "labels must hold at least one example"),
        (lambda: ls.bce([1], [1.5]), "probabilities must lie in .0, 1.; found 1.5"),
        (lambda: ls.bce([1], [math.nan]), "probabilities must"),
        (lambda: ls.bce([1, 0, 1], [0.5, 0.5]), r"shapes that fit; got \(3,\) and \(2,\)"),
        (lambda: ls.bce_with_logits([1, 0, 1], [0.5, 0.5]), r"shapes that fit; got \(3,\) and \(2,\)"),
        (lambda: ls.bce_with_logits([1], [math.nan]), "logits must"),
        (lambda: ls.bce(["a"], [0.5]), "labels must be an array of numbers"),
    ],
)
def test_wrong_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
