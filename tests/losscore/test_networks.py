"""Networks: loss, gradient and curvature against PyTorch's numbers and differences; training by the one loop."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import losscore as ls
from losscore.networks.draws import Purpose, gaussian, uniform
from tests.losscore.reference import network_cases as cases
from tests.losscore.tools import differences, same_bits

STORED = json.loads(Path(__file__).with_name("reference").joinpath("networks.json").read_text(encoding="utf-8"))


def made(**settings):
    x, y = cases.data()
    return ls.NetworkObjective(ls.Dataset("formula", x, y, ("x1", "x2")), ls.Network(features=2, **settings))


@pytest.mark.parametrize("case", cases.CASES, ids=cases.name)
def test_loss_gradient_and_curvature_are_pytorchs(case):
    objective, stored = made(**case), STORED[cases.name(case)]
    w, v = (cases.weights(objective.network.size, phase) for phase in (0.3, 1.1))
    assert float(objective(w)) == pytest.approx(stored["loss"], rel=1e-13)
    np.testing.assert_allclose(objective.network.logits(w, objective.dataset.x), stored["logits"], atol=1e-12)
    np.testing.assert_allclose(objective.gradient(w), stored["gradient"], rtol=1e-9, atol=1e-13)
    np.testing.assert_allclose(objective.hessian_vector(w, v), stored["hessian_vector"], rtol=1e-8, atol=1e-11)


@pytest.mark.parametrize("case", [each for each in cases.CASES if each["layers"] < 20], ids=cases.name)
@pytest.mark.parametrize("rule", cases.RULES)
def test_training_ends_where_pytorchs_ends(case, rule):
    objective = made(**case)
    start = cases.weights(objective.network.size, 0.3)
    path = ls.descend(objective, ls.OPTIMIZERS[rule](**cases.RULES[rule]), start, cases.STEPS)
    assert path.losses[-1] == pytest.approx(STORED[cases.name(case)]["ends"][rule], rel=1e-7)


def test_every_stored_network_is_compared():
    assert set(STORED) == {"made with", *map(cases.name, cases.CASES)}


SMALL = [
    {"layers": layers, "width": 3, "activation": activation, "skips": skips, "bias": bias}
    for layers, activation, skips, bias in product((1, 2, 4), ("tanh", "relu"), (False, True), (True, False))
]


@pytest.mark.parametrize("settings", SMALL, ids=cases.name)
def test_gradient_and_curvature_agree_with_differences(settings):
    objective = made(**settings)
    w = cases.weights(objective.network.size, 0.7)
    h = 1e-3 if settings["activation"] == "tanh" else 1e-5  # within one piece of relu's
    np.testing.assert_allclose(objective.gradient(w), differences(objective, w, h), atol=2e-9)
    full = objective.hessian(w)
    np.testing.assert_allclose(full, differences(objective.gradient, w, h), atol=2e-8)
    for v in (cases.weights(len(w), 2.0), np.eye(len(w))[-1]):
        np.testing.assert_allclose(objective.hessian_vector(w, v), full @ v, atol=1e-13)


def test_a_batch_gives_the_bits_of_single_calls():
    objective = made(layers=3, width=5, skips=True)
    w = cases.weights(6 * objective.network.size, 0.1).reshape(2, 3, -1)
    single = [[objective.loss_and_gradient(point) for point in row] for row in w]
    losses, slopes = objective.loss_and_gradient(w)
    assert np.array_equal(losses, [[each[0] for each in row] for row in single])
    assert np.array_equal(slopes, [[each[1] for each in row] for row in single])
    assert np.array_equal(objective.gradient(w), slopes)
    np.testing.assert_allclose(objective(w), losses, rtol=1e-14)
    assert objective.probabilities(w).shape == (2, 3, cases.EXAMPLES)
    assert objective.hessian(w).shape == (2, 3, w.shape[-1], w.shape[-1])


def test_accuracy_is_the_share_that_is_right():
    objective = made(layers=2, width=4)
    w = cases.weights(objective.network.size, 0.3)
    right = (objective.probabilities(w) > 0.5) == (objective.dataset.y == 1)
    assert float(objective.accuracy(w)) == right.mean()


@pytest.mark.parametrize("rule", ls.OPTIMIZERS)
def test_every_rule_learns_and_goes_on_to_the_bit(rule):
    objective = ls.NetworkObjective(ls.moons(), ls.Network(features=2, layers=2, width=4))
    optimizer = ls.OPTIMIZERS[rule](
        ls.CosineDecay({"Adam": 0.02, "AdamW": 0.02, "RMSProp": 0.02, "AdaGrad": 0.1}.get(rule, 0.3), 60)
    )
    start = objective.network.start(3)
    for batch_size in (None, 16):
        whole = ls.descend(objective, optimizer, start, 60, batch_size=batch_size, seed=5)
        parted = ls.resume(ls.descend(objective, optimizer, start, 23, batch_size=batch_size, seed=5), 37)
        same_bits(whole, parted)
        assert whole.losses[-1] < 0.8 * whole.losses[0]


def test_a_minibatch_is_the_same_loss_over_some_examples():
    objective = made(layers=2, width=4)
    w = cases.weights(objective.network.size, 0.3)
    some = objective.minibatch([1, 4, 7])
    np.testing.assert_allclose(some.gradient(w), objective.gradient(w, [1, 4, 7]), atol=1e-15)
    path = ls.descend(objective, ls.GradientDescent(0.1), w, 1, batch_size=3, seed=2)
    assert not np.allclose(path.gradients[0], objective.gradient(w))
    with pytest.raises(ValueError, match="whole numbers from 0 to 11"):
        objective.minibatch([12])
    with pytest.raises(ValueError, match="batch_size"):
        ls.descend(objective, ls.GradientDescent(0.1), w, 1, batch_size=13)


def test_numbers_too_large_are_no_warning():
    objective = made(layers=2, width=4, activation="relu")
    path = ls.descend(objective, ls.GradientDescent(1e200), cases.weights(objective.network.size, 0.3), 20)
    assert path.stopped is ls.Stopped.DIVERGED
    assert not np.isfinite(objective(np.full(objective.network.size, 1e300)))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"layers": 0}, "layers must be a whole number of at least 1 and at most 20; got layers = 0"),
        ({"layers": 21}, "got layers = 21"),
        ({"width": 1}, "width must be a whole number of at least 2 and at most 32; got width = 1"),
        ({"width": 33}, "got width = 33"),
        ({"activation": "sine"}, "activation must be one of tanh, relu; got activation = 'sine'"),
        ({"features": 0}, "features must be a whole number of at least 1"),
    ],
)
def test_a_network_that_cannot_be_is_refused(settings, said):
    with pytest.raises(ValueError, match=said):
        ls.Network(**({"features": 2} | settings))


def test_data_and_weights_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"takes 3 feature\(s\); got dataset = 'Moons' with 2"):
        ls.NetworkObjective(ls.moons(), ls.Network(features=3))
    objective = made(layers=1, width=2)
    with pytest.raises(ValueError, match=r"shape \(..., 9\)"):
        objective(np.zeros(8))
    with pytest.raises(ValueError, match="finite"):
        objective.hessian_vector(np.full(9, np.nan), np.ones(9))
    with pytest.raises(ValueError, match=r"v must be one point of the shape \(9,\)"):
        objective.hessian_vector(np.ones(9), np.ones(3))


def test_weights_have_names_and_sizes():
    network = ls.Network(features=2, layers=2, width=8)
    assert network.size == len(network.weight_names) == 105
    assert network.weight_names[:3] == ("w1[1,1]", "w1[1,2]", "b1[1]")
    assert network.weight_names[-1] == "b3[1]"
    assert len(set(network.weight_names)) == 105
    assert network.formula == "2-8-8-1 tanh"
    assert ls.Network(2, 20, 32, skips=True).formula == "2-20×32-1 tanh with skips"
    assert ls.Network(2, 20, 32).size == 20193
    w = np.arange(105.0)
    assert np.array_equal(network.join(network.matrices(w)), w)


def test_the_start_depends_on_the_seed_and_shrinks_branches_beside_skips():
    plain, skips = ls.Network(2, 20, 16), ls.Network(2, 20, 16, skips=True)
    assert np.array_equal(plain.start(4), plain.start(4))
    assert not np.array_equal(plain.start(4), plain.start(5))
    for layer, (one, two) in enumerate(
        zip(plain.matrices(plain.start(4)), skips.matrices(skips.start(4)), strict=True)
    ):
        branch = 0 < layer < 20
        np.testing.assert_allclose(two, one / np.sqrt(20) if branch else one)
        assert (one[:, -1] == 0).all()
    inner = plain.matrices(plain.start(4))[5][:, :-1]
    assert inner.std() == pytest.approx(np.sqrt(2 / 32), rel=0.15)


def test_draws_are_what_they_say():
    numbers = gaussian(1, Purpose.DATA, 20000)
    assert abs(numbers.mean()) < 0.03
    assert numbers.std() == pytest.approx(1, abs=0.02)
    assert abs(np.corrcoef(numbers, gaussian(1, Purpose.WEIGHTS, 20000))[0, 1]) < 0.03
    assert 0 <= uniform(7, Purpose.DATA, 1000).min() < uniform(7, Purpose.DATA, 1000).max() < 1
    # numpy makes its own uniform numbers of the same stream, today; a link's seed must mean the same for ever.
    own = np.random.Generator(np.random.Philox(key=2**64)).random(2)
    assert np.array_equal(uniform(0, Purpose.WEIGHTS, 2), own)
    assert uniform(0, Purpose.WEIGHTS, 2).tolist() == [0.8133540609793564, 0.7513314251083365]
    with pytest.raises(ValueError, match="seed"):
        gaussian(-1, Purpose.DATA, 1)


@pytest.mark.parametrize("name", ls.MADE)
def test_made_data_are_seeded_and_balanced(name):
    make = ls.MADE[name]
    data = make(seed=1)
    assert data.x.shape == (200, 2)
    assert data.y.mean() == 0.5
    assert np.array_equal(data.x, make(seed=1).x)
    assert not np.array_equal(data.x, make(seed=2).x)
    assert len(make(examples=7)) == 7
    with pytest.raises(ValueError, match="noise"):
        make(noise=-1)
    with pytest.raises(ValueError, match="examples"):
        make(examples=3)


def test_made_shapes_are_what_their_names_say():
    quiet = {name: make(noise=0.0) for name, make in ls.MADE.items()}
    radius = np.hypot(*quiet["circles"].x.T)
    np.testing.assert_allclose(radius, np.where(quiet["circles"].y == 1, 0.5, 1.0))
    moons = quiet["moons"]
    np.testing.assert_allclose(np.hypot(*(moons.x - np.outer(moons.y, [1, 0.5])).T), 1.0)
    arms = quiet["spirals"]
    np.testing.assert_allclose(arms.x[arms.y == 0], -arms.x[arms.y == 1], atol=1e-12)


def test_real_data_are_the_files():
    iris, cancer = ls.REAL["iris"](), ls.REAL["cancer"]()
    assert (len(iris), int(iris.y.sum()), iris.x.shape[1]) == (150, 50, 2)
    assert (len(cancer), int(cancer.y.sum()), cancer.x.shape[1]) == (569, 212, 2)
    for data in (iris, cancer):
        np.testing.assert_allclose(data.x.mean(axis=0), 0, atol=1e-12)
        np.testing.assert_allclose(data.x.std(axis=0), 1)
