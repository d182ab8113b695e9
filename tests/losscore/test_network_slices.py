"""Slices, directions, planes, curvature: each against an independent way of computing it."""

import numpy as np
import pytest

import losscore as ls
from losscore.networks.draws import Purpose, gaussian

ALL = [
    ls.Network(2, layers, 6, activation, skips=skips, bias=bias)
    for layers in (1, 2, 5)
    for activation in ("tanh", "relu")
    for skips in (False, True)
    for bias in (True, False)
]


def trained(network, steps=60, seed=1, data=None):
    objective = ls.NetworkObjective(data or ls.moons(examples=61), network)
    path = ls.descend(objective, ls.Adam(0.03), network.start(seed), steps)
    return objective, path


@pytest.mark.parametrize("network", ALL, ids=lambda network: f"{network.formula} {network.bias}")
def test_a_slice_is_the_loss_point_by_point(network):
    objective, path = trained(network)
    window = ((-1.5, 1.0), (-1.0, 2.0))
    for plane in (ls.random_plane(network, path.weights[-1], 3), ls.path_plane(path.weights).plane):
        slow = ls.landscape(objective, window, 13, plane)
        fast = ls.network_slice(objective, plane, window, 13)
        np.testing.assert_allclose(fast.loss, slow.loss, rtol=1e-12, atol=1e-14)
        assert np.array_equal(fast.w1, slow.w1)
        assert np.array_equal(fast.w2, slow.w2)
        rough = ls.network_slice(objective, plane, window, 13, precision="float32")
        np.testing.assert_allclose(rough.loss, slow.loss, rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("network", ALL, ids=lambda network: f"{network.formula} {network.bias}")
def test_the_centre_of_every_slice_is_the_trained_loss(network):
    objective, path = trained(network)
    others = [trained(network, seed=seed)[1].weights[-1] for seed in (2, 3)]
    end = path.weights[-1]
    for plane in (
        ls.random_plane(network, end, 0),
        ls.path_plane(path.weights).plane,
        ls.plane_through(end, *others),
    ):
        assert np.array_equal(plane.origin, end)
        middle = ls.network_slice(objective, plane, ((-1, 1), (-1, 1)), 3).loss[1, 1]
        assert middle == pytest.approx(float(path.losses[-1]), rel=1e-12)
    line = objective(ls.line_between(path.weights[0], end, np.array([0.0, 1.0])))
    np.testing.assert_allclose(line, path.losses[[0, -1]], rtol=1e-12)


def test_logits_of_any_size_do_no_harm():
    objective, path = trained(ls.Network(2, 3, 8, "relu"))
    plane = ls.random_plane(objective.network, path.weights[-1])
    window = ((-300.0, 300.0), (-300.0, 300.0))
    fast, slow = ls.network_slice(objective, plane, window, 9).loss, ls.landscape(objective, window, 9, plane).loss
    assert fast.max() > 1e4
    np.testing.assert_allclose(fast, slow, rtol=1e-12)


def test_many_examples_and_few():
    for examples in (4, 17, 700):
        objective, path = trained(ls.Network(2, 2, 3), steps=5, data=ls.spirals(examples=examples))
        plane = ls.random_plane(objective.network, path.weights[-1])
        window = ((-2.0, 2.0), (-2.0, 2.0))
        np.testing.assert_allclose(
            ls.network_slice(objective, plane, window, 35).loss,
            ls.landscape(objective, window, 35, plane).loss,
            rtol=1e-12,
        )


def test_rows_of_a_slice_are_the_slice():
    objective, path = trained(ls.Network(2, 2, 8))
    plane = ls.random_plane(objective.network, path.weights[-1])
    whole = ls.network_slice(objective, plane, ((-1, 1), (-1, 1)), 21)
    some = ls.slice_rows(objective, plane, whole.w1, whole.w2[5:9])
    assert np.array_equal(some, whole.loss[5:9])


def test_a_slice_that_cannot_be_is_refused():
    objective, path = trained(ls.Network(2, 1, 2), steps=5)
    plane = ls.random_plane(objective.network, path.weights[-1])
    with pytest.raises(ValueError, match="lo < hi"):
        ls.network_slice(objective, plane, ((1, -1), (-1, 1)))
    with pytest.raises(ValueError, match="space of 9 weights; got 2"):
        ls.network_slice(objective, ls.Plane.identity(), ((-1, 1), (-1, 1)))
    with pytest.raises(ValueError, match="precision must be one of float64, float32"):
        ls.slice_rows(objective, plane, [0.0], [0.0], precision="float16")


# Directions.


@pytest.mark.parametrize("network", ALL, ids=lambda network: f"{network.formula} {network.bias}")
def test_every_filter_is_as_long_as_its_layers(network):
    _, path = trained(network)
    plane = ls.random_plane(network, path.weights[-1], seed=8)
    for direction in (plane.u, plane.v):
        for rows, made in zip(network.matrices(path.weights[-1]), network.matrices(direction), strict=True):
            weights = slice(None, -1) if network.bias else slice(None)
            np.testing.assert_allclose(
                np.linalg.norm(made[:, weights], axis=1), np.linalg.norm(rows[:, weights], axis=1)
            )
            if network.bias:
                assert (made[:, -1] == 0).all()


def test_directions_are_drawn_again_by_their_seed():
    network = ls.Network(2)
    w = network.start(0)
    one, same, other = (ls.random_plane(network, w, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.u, same.u)
    assert not np.allclose(one.u, other.u)


ONE_FEATURE = [ls.Network(1, 1, 2), ls.Network(1, 2, 3, "relu"), ls.Network(1, 1, 2, bias=False)]


@pytest.mark.parametrize("network", [*ALL, ls.Network(2, 1, 2), *ONE_FEATURE], ids=lambda n: f"{n.formula} {n.bias}")
def test_random_directions_are_at_right_angles_and_equally_long(network):
    """As drawn, those of ``Network(2, 1, 2)`` with seed 20 are 167 degrees apart."""
    for seed in (0, 3, 20):
        w = network.start(0) + 0.1
        plane = ls.random_plane(network, w, seed)
        u, v = np.linalg.norm(plane.u), np.linalg.norm(plane.v)
        assert abs(plane.u @ plane.v) < 1e-12 * u * v
        assert u == pytest.approx(v, rel=1e-9)
        if network.features == 2:
            for rows, made in zip(network.matrices(w), network.matrices(plane.v), strict=True):
                weights = slice(None, -1) if network.bias else slice(None)
                np.testing.assert_allclose(
                    np.linalg.norm(made[:, weights], axis=1), np.linalg.norm(rows[:, weights], axis=1)
                )


def test_each_row_is_turned_as_little_as_possible():
    """Of all rows at right angles to the first direction's and as long, none is nearer to what was drawn."""
    network = ls.Network(2, 2, 6)
    w = network.start(4)
    plane = ls.random_plane(network, w, 3)
    drawn = gaussian(3, Purpose.DIRECTIONS, 2 * network.size).reshape(2, -1)[1]
    random = np.random.default_rng(0)
    assert np.array_equal(plane.u, ls.filter_normalised(network, w, gaussian(3, Purpose.DIRECTIONS, network.size)))
    for layer in zip(*(network.matrices(each) for each in (plane.u, plane.v, drawn)), strict=True):
        for u, v, row in zip(*(each[:, :-1] for each in layer), strict=True):
            assert abs(u @ v) < 1e-13 * (u @ u)
            others = random.normal(size=(500, len(u)))
            others -= np.outer(others @ u, u) / (u @ u)
            others *= (np.linalg.norm(v) / np.linalg.norm(others, axis=1))[:, np.newaxis]
            assert v @ row >= (others @ row).max() - 1e-12


@pytest.mark.parametrize("factor", [3.0, 0.25, 100.0])
@pytest.mark.parametrize("layer", [0, 1, 2])
def test_a_relu_slice_knows_nothing_of_scale(factor, layer):
    network = ls.Network(2, 3, 8, "relu", bias=False)
    objective, path = trained(network)
    w = path.weights[-1]
    scaled = [matrix.copy() for matrix in network.matrices(w)]
    scaled[layer] *= factor
    scaled[layer + 1] /= factor
    other = network.join(scaled)
    assert float(objective(other)) == pytest.approx(float(objective(w)), rel=1e-12)
    window = ((-1.0, 1.0), (-1.0, 1.0))
    before, after = (ls.network_slice(objective, ls.random_plane(network, each, 4), window, 21) for each in (w, other))
    np.testing.assert_allclose(after.loss, before.loss, rtol=1e-9)


def test_without_normalisation_scale_would_matter():
    """So the test above can fail."""
    network = ls.Network(2, 3, 8, "relu", bias=False)
    objective, path = trained(network)
    scaled = [matrix.copy() for matrix in network.matrices(path.weights[-1])]
    scaled[1] *= 3
    scaled[2] /= 3
    numbers = np.random.default_rng(0).normal(size=(2, network.size))
    slices = [
        ls.network_slice(objective, ls.Plane(each, *numbers), ((-1, 1), (-1, 1)), 5).loss
        for each in (path.weights[-1], network.join(scaled))
    ]
    assert not np.allclose(*slices, rtol=1e-2)


# The plane of a path.


@pytest.mark.parametrize("steps", [40, 400])
def test_the_path_plane_is_numpys_svd(steps):
    _, path = trained(ls.Network(2, 2, 8), steps=steps)
    found = ls.path_plane(path.weights)
    _, values, vectors = np.linalg.svd(path.weights - path.weights.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(found.explained, (values**2 / (values**2).sum())[:2], rtol=1e-9)
    for direction, vector in zip((found.plane.u, found.plane.v), vectors[:2], strict=True):
        assert abs(direction @ vector) == pytest.approx(1, abs=1e-9)
    # Coordinates by least squares, distance what is left.
    across = np.stack([found.plane.u, found.plane.v], axis=1)
    offset = path.weights - path.weights[-1]
    wanted, *_ = np.linalg.lstsq(across, offset.T, rcond=None)
    np.testing.assert_allclose(np.stack(found.plane.project(path.weights)), wanted, atol=1e-9)
    left = np.linalg.norm(offset - (across @ wanted).T, axis=1)
    np.testing.assert_allclose(found.plane.distance(path.weights), left, atol=1e-9)
    assert found.plane.project(path.weights[0])[0] > 0


def test_a_flat_path_lies_in_its_plane():
    rng = np.random.default_rng(2)
    u, v = rng.normal(size=(2, 30))
    places = rng.normal(size=(50, 2))
    found = ls.path_plane(places @ np.stack([u, v]))
    assert found.explained.sum() == pytest.approx(1)
    assert found.plane.distance(places @ np.stack([u, v])).max() < 1e-10


@pytest.mark.parametrize(
    "path", [np.zeros((5, 4)), np.outer(np.arange(9.0), np.ones(4)), np.zeros((2, 4)), np.zeros(4)]
)
def test_a_path_without_a_plane_is_refused(path):
    with pytest.raises(ValueError, match="weights must"):
        ls.path_plane(path)


def test_a_plane_goes_through_its_three_points():
    a, b, c = np.random.default_rng(0).normal(size=(3, 17))
    plane = ls.plane_through(a, b, c)
    for point in (a, b, c):
        assert plane.distance(point) < 1e-12
    np.testing.assert_allclose(plane.project(b), (1, 0), atol=1e-12)
    assert plane.u @ plane.v == pytest.approx(0, abs=1e-12)
    assert np.linalg.norm(plane.u) == pytest.approx(np.linalg.norm(plane.v))
    with pytest.raises(ValueError, match="one line"):
        ls.plane_through(a, b, 2 * b - a)
    with pytest.raises(ValueError, match="one shape"):
        ls.plane_through(a, b, c[:3])


def test_the_line_meets_both_ends_to_the_bit():
    a, b = np.random.default_rng(0).normal(size=(2, 9))
    ends = ls.line_between(a, b, [0.0, 1.0, 0.5])
    assert np.array_equal(ends[0], a)
    assert np.array_equal(ends[1], b)
    np.testing.assert_allclose(ends[2], (a + b) / 2)


def test_a_barrier_is_what_stands_between():
    objective, path = trained(ls.Network(2, 2, 4))
    other = trained(ls.Network(2, 2, 4), seed=7)[1].weights[-1]
    line = ls.line_between(path.weights[-1], other, np.linspace(0, 1, 41))
    losses = objective(line)
    assert ls.barrier(objective, line) == pytest.approx(losses.max() - max(losses[0], losses[-1]))
    assert ls.barrier(objective, line) > 0.05


# Curvature.


@pytest.mark.parametrize("network", ALL, ids=lambda network: f"{network.formula} {network.bias}")
def test_extreme_curvatures_are_numpys_eigenvalues(network):
    objective, path = trained(network)
    for w in (path.weights[-1], network.start(3)):
        values = np.linalg.eigvalsh(objective.hessian(w))
        found = ls.curvatures(objective, w, most=400)
        scale = np.abs(values).max()
        assert found.highest.value == pytest.approx(values[-1], abs=1e-4 * scale)
        assert found.lowest.value == pytest.approx(values[0], abs=1e-4 * scale)
        for end in (found.lowest, found.highest):
            assert np.linalg.norm(end.direction) == pytest.approx(1)
            # What it says of itself is true: an eigenvalue lies within `error`.
            assert np.abs(values - end.value).min() <= end.error + 1e-12 * scale
            turned = objective.hessian_vector(w, end.direction)
            assert np.linalg.norm(turned - end.value * end.direction) == pytest.approx(end.error, abs=1e-12)


def test_few_products_are_enough_for_a_deep_network():
    network = ls.Network(2, 20, 8, skips=True)
    objective, path = trained(network, steps=30)
    found = ls.curvatures(objective, path.weights[-1])
    assert found.products <= 102
    assert found.highest.error < 0.01 * found.highest.value


def test_a_flat_place_has_no_curvature():
    """All weights 0 in a bias-free network: nothing that one weight does is seen."""
    objective = ls.NetworkObjective(ls.moons(examples=10), ls.Network(2, 3, 3, bias=False))
    found = ls.curvatures(objective, np.zeros(objective.network.size))
    assert (found.lowest.value, found.highest.value) == (0.0, 0.0)


def test_the_way_down_is_what_it_says():
    network = ls.Network(2, 20, 8)
    objective, path = trained(network, steps=100, data=ls.moons())
    plane = ls.random_plane(network, path.weights[-1], 0)
    grid = ls.network_slice(objective, plane, ((-1, 1), (-1, 1)), 51)
    minima = ls.slice_minima(objective, plane, grid)
    assert len(minima) > 5
    a, b = minima.points[len(minima) // 2]
    found = ls.way_down(objective, plane, a, b)
    assert found.loss == pytest.approx(minima.losses[len(minima) // 2], rel=1e-10)
    values = found.curvature
    assert values.value < 0
    bend = values.direction @ objective.hessian_vector(found.weights, values.direction)
    assert bend == pytest.approx(values.value, rel=1e-6)
    middle = len(found.places) // 2
    assert found.places[middle] == 0.0
    np.testing.assert_allclose(
        found.losses, [float(objective(found.weights + t * values.direction)) for t in found.places]
    )
    assert found.leads_down
    assert found.lowest < found.loss
    slope = objective.gradient(found.weights)
    assert found.slope == pytest.approx(np.linalg.norm(slope))
    basis, _ = np.linalg.qr(np.stack([plane.u, plane.v], axis=1))
    assert found.slope_in_plane == pytest.approx(np.linalg.norm(basis.T @ slope))
    assert found.slope_in_plane < 1e-6 * found.slope, "a minimum of the slice: what slope there is leads out of it"
