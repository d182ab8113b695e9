"""The minima of slices: against finer grids, plain descent within the plane, scipy, and known kinks."""

import numpy as np
import pytest

import losscore as ls
from losscore.networks import minima as engine

MOONS = ls.moons()


def trained(network, seed=1, steps=200, rate=0.02):
    objective = ls.NetworkObjective(MOONS, network)
    return objective, ls.descend(objective, ls.Adam(rate), network.start(seed), steps)


def within(objective, plane, point):
    """Slope and Hessian of the slice at a point, from the whole network's gradient and Hessian."""
    w = plane.embed(*point)
    basis = np.stack([plane.u, plane.v])
    bend = np.stack([objective.hessian_vector(w, each) for each in basis])
    return basis @ objective.gradient(w), bend @ basis.T


def walked_down(objective, plane, point, cell, steps=1000):
    """Where plain descent within the plane rests, by the network's own gradient; ``None`` if it is still on its way.

    No step is longer than a quarter of a cell. It rests where the ground bends up on all sides and Newton's step is
    shorter than a tenth of a cell.
    """
    x, rate = np.array(point), 1.0
    height = float(objective(plane.embed(*x)))
    for _ in range(steps):
        slope = cell * within_slope(objective, plane, x)
        step = -rate * slope
        step *= min(1.0, 0.25 / max(np.abs(step).max(), 1e-300))
        there = float(objective(plane.embed(*(x + cell * step))))
        if there < height:
            x, height, rate = x + cell * step, there, rate * 1.5
        else:
            rate *= 0.5
        if np.abs(step).max() < 1e-9:
            break
    slope, bend = within(objective, plane, x)
    rests = np.linalg.eigvalsh(bend)[0] > 0 and np.abs(np.linalg.solve(bend, slope)).max() < 0.1 * cell
    return x if rests else None


def within_slope(objective, plane, point):
    return np.stack([plane.u, plane.v]) @ objective.gradient(plane.embed(*point))


NETWORKS = [
    ls.Network(2, 2, 8),
    ls.Network(2, 5, 6, skips=True),
    ls.Network(2, 3, 6, "relu", bias=False),
    ls.Network(2, 2, 3, "relu", skips=True),
]


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.formula)
def test_slope_and_curvature_in_the_plane_are_the_networks(network):
    objective, w = ls.NetworkObjective(MOONS, network), network.start(3)
    plane, low, cell = ls.random_plane(network, w, 1), np.array([-1.0, -2.0]), np.array([0.02, 0.03])
    ground = engine._Ground(objective, plane, low, cell)
    points = np.random.default_rng(0).uniform(0, 90, size=(7, 2))
    losses, slopes, bends = ground.jets(points)
    np.testing.assert_allclose(ground.loss(points), losses, rtol=1e-13)
    for point, loss, slope, bend in zip(low + cell * points, losses, slopes, bends, strict=True):
        true_slope, true_bend = within(objective, plane, point)
        assert loss == pytest.approx(float(objective(plane.embed(*point))), rel=1e-12)
        np.testing.assert_allclose(slope, cell * true_slope, rtol=1e-9, atol=1e-13)
        np.testing.assert_allclose(bend, np.outer(cell, cell) * true_bend, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("size", [51, 81, 101])
def test_the_readmes_slice_has_one_minimum_whatever_the_grid(size):
    """The grids have 2, 5 and 4 hollows. The numbers are scipy's: Nelder and Mead from seven starts, all alike."""
    objective = ls.NetworkObjective(MOONS, ls.Network(2, 2, 8))
    path = ls.descend(objective, ls.Adam(0.03), objective.network.start(36), 500)
    plane = ls.path_plane(path.weights).plane
    grid = ls.network_slice(objective, plane, ((-10, 30), (-15, 15)), size)
    found = ls.slice_minima(objective, plane, grid)
    assert len(found) == 1
    assert found.points[0] == pytest.approx((-1.563982, 0.624358), abs=2e-5)
    assert found.losses[0] == pytest.approx(0.03972995406, abs=1e-9)


def test_every_minimum_is_one_and_every_hollow_leads_to_one():
    network = ls.Network(2, 20, 8)
    objective, path = trained(network, seed=1, steps=40, rate=0.01)  # after more, other processors get elsewhere
    plane = ls.random_plane(network, path.weights[-1], 0)
    grid = ls.network_slice(objective, plane, ((-1, 1), (-1, 1)), 51)
    hollows, found = ls.hollows(grid.loss), ls.slice_minima(objective, plane, grid)
    assert 5 < len(found) < len(hollows), "the grid counts some of them twice"
    cell = 2 / 50
    for point, loss in zip(found.points, found.losses, strict=True):
        slope, bend = within(objective, plane, point)
        values = np.linalg.eigvalsh(bend)
        assert values[0] > 0
        assert np.abs(np.linalg.solve(bend, slope)).max() < 1e-5 * cell
        assert loss == pytest.approx(float(objective(plane.embed(*point))), rel=1e-12)
    apart = np.abs(found.points[:, np.newaxis] - found.points).max(axis=-1) + np.eye(len(found))
    assert apart.min() > 1e-3 * cell
    # Each hollow leads to a lower minimum, or out of the window. Plain descent within the plane rests at one of them
    # too, or in a valley that is narrower than a cell, so that no hollow of its own shows it: one further down, or one
    # within the same cell.
    rested = 0
    for j, i in hollows[::5]:
        own = ls.polish_hollows(objective, plane, grid, [[j, i]])
        assert not len(own) or own.losses[0] < grid.loss[j, i]
        end = walked_down(objective, plane, (grid.w1[i], grid.w2[j]), cell)
        if end is None or np.abs(end).max() > 1:
            continue
        near = np.abs(found.points - end).max(axis=1).min() < 0.1 * cell
        rested += near
        same_cell = np.abs(own.points - end).max(initial=0.0) < cell if len(own) else False
        assert near or same_cell or float(objective(plane.embed(*end))) < own.losses.min(initial=np.inf), (i, j, end)
    assert rested >= 4


@pytest.mark.parametrize("seed", [0, 2])
def test_what_a_finer_grid_finds_lower_is_found_too(seed):
    """Around each minimum a fine patch is nowhere lower, with tanh and with relu."""
    for network in (ls.Network(2, 5, 8), ls.Network(2, 5, 8, "relu")):
        objective, path = trained(network, seed)
        plane = ls.random_plane(network, path.weights[-1], seed)
        grid = ls.network_slice(objective, plane, ((-1, 1), (-1, 1)), 41)
        found = ls.slice_minima(objective, plane, grid)
        assert len(found)
        cell = 2 / 40
        for (a, b), loss in zip(found.points, found.losses, strict=True):
            reach = 0.5 * cell
            patch = ls.network_slice(objective, plane, ((a - reach, a + reach), (b - reach, b + reach)), 41)
            j, i = np.unravel_index(patch.loss.argmin(), patch.loss.shape)
            assert 0 < i < 40
            assert 0 < j < 40
            assert patch.loss.min() > loss - 1e-3 * np.ptp(patch.loss)


class Kinks:
    """Slices with kinks whose minima are known, as `_rings` takes them."""

    def __init__(self, height):
        self.height = height

    def loss(self, points):
        return self.height(*points.T)


def ringed(height, starts):
    ground, x = Kinks(height), np.array(starts, dtype=float)
    end, _, sure = engine._rings(ground, x, ground.loss(x), np.array([40.0, 40.0]))
    return end, sure


def test_a_minimum_in_a_kink_is_found_by_rings():
    def height(a, b):  # a narrow kinked valley that runs askew, its floor lowest at (20, 20)
        return 30.0 * np.abs((a - 20.0) + 3.0 * (b - 20.0)) + np.abs(3.0 * (a - 20.0) - (b - 20.0))

    end, sure = ringed(height, [(17.0, 21.0), (20.3, 19.9), (23.0, 19.0)])
    assert sure.all()
    assert end == pytest.approx(np.full((3, 2), 20.0), abs=0.1)


def test_a_kinked_valley_that_runs_out_of_the_window_has_no_minimum_and_a_plain_has_none():
    def height(a, b):
        return 30.0 * np.abs((a - 20.0) + 3.0 * (b - 20.0)) + 0.9 * a

    assert not ringed(height, [(17.0, 21.0), (23.0, 19.0), (2.0, 26.0)])[1].any()
    assert not ringed(lambda a, b: 0.0 * (a + b), [(17.0, 21.0)])[1].any()


def test_two_hollows_of_one_kink_count_once():
    network = ls.Network(2, 2, 8, "relu")
    objective, _ = trained(network, steps=2)
    grid = ls.Landscape(np.linspace(0, 40, 41), np.linspace(0, 40, 41), np.zeros((41, 41)))
    near = ls.SliceMinima(np.array([[20.0, 20.0], [20.4, 20.0]]), np.array([1.0, 1.1]))
    far = ls.SliceMinima(np.array([[23.0, 20.0]]), np.array([0.5]))
    both = ls.merge_minima(objective, grid, [near, far])
    assert both.points.tolist() == [[23.0, 20.0], [20.0, 20.0]]
    assert both.losses.tolist() == [0.5, 1.0]
    smooth = ls.NetworkObjective(MOONS, ls.Network(2))
    assert len(ls.merge_minima(smooth, grid, [near, far])) == 3


def test_a_relu_slice_has_as_many_minima_on_a_grid_four_times_as_fine():
    """Where the fine grid finds no narrower one: its hollows, counted without any polish, say the same."""
    network = ls.Network(2, 5, 8, "relu")
    objective, path = trained(network, seed=1, steps=600, rate=0.01)
    plane = ls.path_plane(path.weights).plane
    coarse, fine = (ls.network_slice(objective, plane, ((-3, 10), (-5, 5)), size) for size in (101, 201))
    assert (len(ls.hollows(coarse.loss)), len(ls.hollows(fine.loss))) == (7, 2)
    found = ls.slice_minima(objective, plane, coarse)
    assert len(found) == 2
    places = np.array([[fine.w1[i], fine.w2[j]] for j, i in ls.hollows(fine.loss)])
    for point in found.points:
        assert np.abs(places - point).max(axis=1).min() < 13 / 100


def test_hollows_of_a_grid():
    x, y = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(-1, 1, 41))
    bowls = np.minimum((x - 0.5) ** 2 + y**2, (x + 0.5) ** 2 + (y - 0.3) ** 2 + 0.1)
    places = ls.hollows(bowls)
    assert len(places) == 2
    assert len(ls.hollows(x + y)) == 0, "the border is none"
    assert len(ls.hollows(np.zeros((5, 5)))) == 0, "a plain is none"
    full = np.full((5, 5), np.inf)
    full[2, 2] = 1.0
    assert ls.hollows(full).tolist() == [[2, 2]]
    with pytest.raises(ValueError, match="grid"):
        ls.hollows([1.0, 2.0])
