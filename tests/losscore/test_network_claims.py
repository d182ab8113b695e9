"""What the page on networks may claim, measured: each number here stands in the design or on the page."""

import numpy as np
import pytest

import losscore as ls

MOONS = ls.moons()


def test_a_small_network_learns_the_moons_and_its_path_is_almost_flat():
    objective = ls.NetworkObjective(MOONS, ls.Network(features=2, layers=2, width=8))
    path = ls.descend(objective, ls.Adam(0.03), objective.network.start(36), 500)
    assert round(float(path.losses[0]), 3) == 0.657
    assert round(float(path.losses[-1]), 3) == 0.041
    assert ls.path_plane(path.weights).explained.sum() > 0.9


@pytest.mark.parametrize("seed", range(5))
def test_other_starts_learn_too_and_stay_in_their_plane(seed):
    objective = ls.NetworkObjective(MOONS, ls.Network(features=2, layers=2, width=8))
    path = ls.descend(objective, ls.Adam(0.03), objective.network.start(seed), 500)
    assert path.losses[-1] < 0.08
    assert ls.path_plane(path.weights).explained.sum() > 0.9


def minima(layers, *, skips):
    """Minima of 101 x 101 slices along 3 pairs of directions through each of 5 trained networks."""
    objective = ls.NetworkObjective(MOONS, ls.Network(2, layers, 8, skips=skips))
    counts = []
    for seed in range(5):
        end = ls.descend(objective, ls.Adam(0.01), objective.network.start(seed), 600).weights[-1]
        for pair in range(3):
            plane = ls.random_plane(objective.network, end, pair)
            grid = ls.network_slice(objective, plane, ((-1, 1), (-1, 1)))
            counts.append(len(ls.slice_minima(objective, plane, grid)))
    return counts


def test_at_depth_20_skips_leave_at_most_a_third_of_the_minima():
    without, with_skips = (minima(20, skips=skips) for skips in (False, True))
    assert len(without) == len(with_skips) == 15
    assert np.median(with_skips) <= np.median(without) / 3
    assert np.median(without) >= 20


def test_a_shallow_network_is_smooth_either_way():
    assert np.median(minima(2, skips=False)) <= 3
