"""The update rules against the numbers of PyTorch on ``f = (x^2 + 10 y^2) / 2`` from (-4, 2)."""

import math

import numpy as np
import pytest

import losscore as ls
from tests.losscore.tools import Quadratic

TABLE = {
    ls.GradientDescent(0.05): ((-3.8, 1.0), (-3.4295, 0.25), (-2.394947757, 0.001953125)),
    ls.Momentum(0.05): ((-3.8, 1.0), (-2.9255, -1.46), (1.2436916427, 0.175449536)),
    ls.Adam(0.05): ((-3.9500000001, 1.95), (-3.8500639938, 1.8501369221), (-3.5022311239, 1.5049558365)),
}


@pytest.mark.parametrize("optimizer", TABLE, ids=repr)
def test_steps_1_3_and_10(optimizer):
    path = ls.descend(Quadratic(), optimizer, (-4.0, 2.0), 10)
    np.testing.assert_allclose(path.weights[[1, 3, 10]], TABLE[optimizer], rtol=0, atol=5.1e-11)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: ls.GradientDescent(0.0), "learning_rate must be a finite number, above 0; got learning_rate = 0.0"),
        (lambda: ls.GradientDescent(math.nan), "learning_rate must .* got learning_rate = nan"),
        (lambda: ls.GradientDescent("fast"), "learning_rate must .* got learning_rate = 'fast'"),
        (lambda: ls.GradientDescent(True), "learning_rate must .* got learning_rate = True"),
        (lambda: ls.Momentum(0.1, momentum=1.0), "momentum must .* below 1; got momentum = 1.0"),
        (lambda: ls.Momentum(0.1, momentum=-0.1), "momentum must .* at least 0.*got momentum = -0.1"),
        (lambda: ls.Adam(0.1, beta1=1.0), "beta1 must"),
        (lambda: ls.Adam(0.1, beta2=1.5), "beta2 must"),
        (lambda: ls.Adam(0.1, eps=0.0), "eps must"),
    ],
)
def test_wrong_settings_are_named(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_settings_are_values():
    assert ls.Adam(0.1) == ls.Adam(0.1)
    assert hash(ls.Momentum(0.1)) == hash(ls.Momentum(0.1))
    assert repr(ls.Momentum(0.1)) == "Momentum(learning_rate=0.1, momentum=0.9, weight_decay=0.0)"
    assert all(kind.__name__ == name for name, kind in ls.OPTIMIZERS.items())
