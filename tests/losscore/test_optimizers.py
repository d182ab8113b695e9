"""The update rules against the numbers of PyTorch on ``f = (x^2 + 10 y^2) / 2`` from (-4, 2)."""

import math

import numpy as np
import pytest

import losscore as ls
from tests.losscore.tools import Quadratic

TABLE = {
    ls.GradientDescent(0.05): ((-3.8, 1.0), (-3.4295, 0.25), (-2.394947757, 0.001953125)),
    ls.Momentum(0.05): ((-3.8, 1.0), (-2.9255, -1.46), (1.2436916427, 0.175449536)),
    ls.Nesterov(0.05): ((-3.62, 0.1), (-2.5258505, -0.80975), (1.0479698135, -0.0325969186)),
    ls.RMSProp(0.05): ((-3.5000000125, 1.5000000025), (-2.9122198919, 0.9813609315), (-1.8314884144, 0.2825519894)),
    ls.AdaGrad(0.5): ((-3.5, 1.5), (-2.9145874918, 0.9836344662), (-1.8495192835, 0.2924740006)),
    ls.AdamW(0.05): ((-3.9480000001, 1.949), (-3.8441447011, 1.8472164722), (-3.4834924018, 1.4962085765)),
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
        (lambda: ls.Nesterov(0.1, momentum=1.0), "momentum must"),
        (lambda: ls.AdaGrad(0.1, eps=-1.0), "eps must"),
        (lambda: ls.RMSProp(0.1, alpha=1.0), "alpha must"),
        (lambda: ls.RMSProp(0.1, eps=0.0), "eps must"),
        (lambda: ls.AdamW(0.1, beta1=-0.1), "beta1 must"),
    ],
)
def test_wrong_settings_are_named(make, words):
    with pytest.raises(ValueError, match=words):
        make()


@pytest.mark.parametrize("kind", ls.OPTIMIZERS.values(), ids=list(ls.OPTIMIZERS))
def test_weight_decay_needs_the_weights_and_nothing_else_does(kind):
    gradient, w = np.array([0.3, -0.2]), np.array([1.0, 2.0])
    plain, decaying = kind(0.1, weight_decay=0.0), kind(0.1, weight_decay=0.5)
    without, _ = plain.update(gradient, plain.init(w), 0.1)
    with_them, _ = plain.update(gradient, plain.init(w), 0.1, w)
    assert np.array_equal(without, with_them)
    assert not np.array_equal(without, decaying.update(gradient, decaying.init(w), 0.1, w)[0])
    with pytest.raises(ValueError, match="weights must be given to update when weight_decay is above 0"):
        decaying.update(gradient, decaying.init(w), 0.1)
    with pytest.raises(ValueError, match="weight_decay must be a finite number, at least 0; got weight_decay = -1"):
        kind(0.1, weight_decay=-1)


@pytest.mark.parametrize("kind", [ls.GradientDescent, ls.Momentum, ls.Nesterov])
def test_the_stability_limit_is_where_a_quadratic_stops_converging(kind):
    limit = kind(1.0).stability_limit
    for product, converges in ((limit - 0.01, True), (limit + 0.01, False)):
        path = ls.descend(Quadratic(1.0, 1.0), kind(product), (1.0, -0.5), 3000)
        assert bool(path.losses[-1] < 1e-6) is converges, product


def test_adaptive_rules_have_no_stability_limit():
    assert {kind(0.1).stability_limit for kind in (ls.AdaGrad, ls.RMSProp, ls.Adam, ls.AdamW)} == {None}


def test_settings_are_values():
    assert ls.Adam(0.1) == ls.Adam(0.1)
    assert hash(ls.Momentum(0.1)) == hash(ls.Momentum(0.1))
    assert repr(ls.Momentum(0.1)) == "Momentum(learning_rate=0.1, momentum=0.9, weight_decay=0.0)"
    assert all(kind.__name__ == name for name, kind in ls.OPTIMIZERS.items())
