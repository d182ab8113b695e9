"""What the page on networks may claim, measured: each number here stands in the design or on the page."""

import numpy as np
import pytest
from hypothesis import settings

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


# Each slice of a deep network takes three seconds. All 15: make test ARGS="-k depth_20 --hypothesis-profile=explore"
ALL = settings.get_current_profile_name() == "explore"


def minima(layers, *, skips, nets=5, pairs=3):
    """Minima of 101 x 101 slices along pairs of directions through each of some trained networks."""
    objective = ls.NetworkObjective(MOONS, ls.Network(2, layers, 8, skips=skips))
    counts = []
    for seed in range(nets):
        end = ls.descend(objective, ls.Adam(0.01), objective.network.start(seed), 600).weights[-1]
        for pair in range(pairs):
            plane = ls.random_plane(objective.network, end, pair)
            grid = ls.network_slice(objective, plane, ((-1, 1), (-1, 1)))
            counts.append(len(ls.slice_minima(objective, plane, grid)))
    return counts


def test_at_depth_20_skips_leave_at_most_a_third_of_the_minima():
    nets, pairs = (5, 3) if ALL else (2, 1)  # the preset "skips" on /networks has a third network, and a test
    without, with_skips = (minima(20, skips=skips, nets=nets, pairs=pairs) for skips in (False, True))
    assert len(without) == len(with_skips) == nets * pairs
    assert np.median(with_skips) <= np.median(without) / 3
    assert np.median(without) >= 20


def test_a_shallow_network_is_smooth_either_way():
    assert np.median(minima(2, skips=False, pairs=3 if ALL else 1)) <= 3
