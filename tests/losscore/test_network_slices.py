"""Slices, directions, planes, curvature: each against an independent way of computing it."""

import numpy as np
import pytest

import losscore as ls

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
    cosine = one.u @ one.v / np.linalg.norm(one.u) / np.linalg.norm(one.v)
    assert abs(cosine) < 0.5


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
    places = ls.slice_minima(grid.loss)
    assert len(places) > 5
    j, i = places[len(places) // 2]
    found = ls.way_down(objective, plane, grid.w1[i], grid.w2[j])
    assert found.loss == pytest.approx(grid.loss[j, i], rel=1e-10)
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
    assert found.slope_in_plane < found.slope


# Counting minima.


def test_minima_of_a_grid_are_counted():
    x, y = np.meshgrid(np.linspace(-1, 1, 61), np.linspace(-1, 1, 41))
    bowls = np.minimum((x - 0.5) ** 2 + y**2, (x + 0.5) ** 2 + (y - 0.3) ** 2 + 0.1)
    places = ls.slice_minima(bowls)
    assert len(places) == 2
    np.testing.assert_allclose(x[tuple(places.T)], [0.5, -0.5], atol=0.04)
    assert len(ls.slice_minima(x + y)) == 0, "the border is none"
    assert len(ls.slice_minima(np.zeros((5, 5)))) == 0, "a plain is none"
    full = np.full((5, 5), np.inf)
    full[2, 2] = 0.0
    assert ls.slice_minima(full).tolist() == [[2, 2]]
    with pytest.raises(ValueError, match="grid"):
        ls.slice_minima([1.0, 2.0])
