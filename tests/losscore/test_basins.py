import numpy as np
import pytest

import losscore as ls
from losscore.settling import jumps

TRAP = ls.PROBLEMS["trap"]


def test_every_start_is_told_apart_as_its_own_run_is():
    found = ls.basins(TRAP, ls.GradientDescent(0.3), size=9, steps=400)
    assert found.starts.shape == found.ends.shape == (9, 9, 2)
    assert found.starts[0, -1].tolist() == [4.5, -np.pi]
    assert found.minima == ls.minima(TRAP.critical_points)
    for j, i in [(0, 0), (4, 4), (3, 1), (7, 6), (5, 8)]:
        path = ls.descend(TRAP.objective, ls.GradientDescent(0.3), found.starts[j, i], 400)
        np.testing.assert_allclose(found.ends[j, i], path.weights[-1], atol=1e-8)
        kind = ls.verdict(path, TRAP).kind
        assert (found.minimum[j, i] >= 0) == (kind in ("lowest", "local minimum"))
        assert (found.minimum[j, i] == 0) == (kind == "lowest")
    assert found.share_lowest == (found.minimum == 0).mean()
    assert 0.3 < found.share_lowest < 0.5
    assert not found.jumping.any()


def test_a_bold_rate_settles_nowhere():
    found = ls.basins(TRAP, ls.GradientDescent(1.6), size=9, steps=400)
    assert found.share_lowest == 0
    assert (found.minimum == -1).all()
    assert found.jumping.mean() > 0.7


@pytest.mark.parametrize("steps", [400, 401, 420, 448, 449])
def test_who_jumps_does_not_depend_on_where_the_pieces_of_a_walk_end(steps):
    found = ls.basins(TRAP, ls.GradientDescent(1.6), size=9, steps=steps)
    assert found.jumping.mean() == pytest.approx(69 / 81)


RULES = [
    ls.GradientDescent(0.3),
    ls.GradientDescent(1.6),
    ls.Momentum(0.3),
    ls.Nesterov(0.3, weight_decay=0.01),
    ls.AdaGrad(0.5),
    ls.RMSProp(0.05),
    ls.RMSProp(0.05, alpha=0.9),
    ls.Adam(0.5, beta2=0.9),
    ls.AdamW(0.3, beta2=0.95),
    ls.GradientDescent(ls.CosineDecay(1.6, 300)),
    ls.Momentum(ls.OneCycle(0.3, 300)),
    ls.RMSProp(ls.WarmRestarts(0.1, 60)),
]


MORE = [{"batch_size": 8, "seed": 2}, {"changes": ((250, {"learning_rate": 1.7}),)}]


@pytest.mark.parametrize(
    ("rule", "more"),
    [*((rule, {}) for rule in RULES), *((rule, more) for rule in RULES[2::5] for more in MORE)],
    ids=str,
)
def test_a_map_is_what_a_plain_walk_gives(rule, more):
    """Cell by cell: the ends are those of `descend`, to the bit, and its verdicts say which cells are at rest."""
    found = ls.basins(TRAP, rule, size=5, steps=437, **more)
    ends = ls.descend(TRAP.objective, rule, found.starts.reshape(-1, 2), 437, **more).weights[-1]
    assert np.array_equal(found.ends.reshape(-1, 2), ends)
    for j, i in [(0, 0), (1, 3), (2, 2), (4, 1), (3, 4)]:
        path = ls.descend(TRAP.objective, rule, found.starts[j, i], 437, **more)
        said = ls.verdict(path, TRAP)
        assert (found.minimum[j, i] == 0) == (said.kind == "lowest"), said
        assert (found.minimum[j, i] > 0) == (said.kind == "local minimum"), said
        assert bool(found.jumping[j, i]) == bool(jumps(path.losses) and found.minimum[j, i] < 0), said
        assert found.jumping[j, i] or said.kind not in ("never settles", "not settled"), said


def test_a_walker_that_stands_still_may_move_again():
    """RMSProp and Adam forget slopes. The share by walks of all steps, in which nobody is dropped."""
    bowl = ls.PROBLEMS["bowl"]
    found = ls.basins(bowl, ls.RMSProp(0.1), size=9, steps=400)
    walked = ls.descend(bowl.objective, ls.RMSProp(0.1), found.starts.reshape(-1, 2), 400).weights[-1]
    star = bowl.critical_points[0].weights
    flat = np.sqrt((bowl.objective.gradient(walked) ** 2).sum(axis=1)) < 1e-4
    assert found.share_lowest == (flat & (np.abs(walked - star) <= 0.1).all(axis=1)).mean()


def test_a_schedule_that_ends_gently_settles():
    found = ls.basins(TRAP, ls.GradientDescent(ls.CosineDecay(1.6, 400)), size=9, steps=400)
    assert found.share_lowest > 0.5


def test_twins_share_the_lowest():
    found = ls.basins(ls.PROBLEMS["textbook"], ls.GradientDescent(0.5), size=8, steps=200)
    diagonal = np.eye(8, dtype=bool)  # starts with w1 = w2 walk straight to the saddle between the twins
    assert (found.minimum[diagonal] == -1).all()
    assert sorted(set(found.minimum[~diagonal])) == [0, 1]
    assert found.share_lowest == 56 / 64


def test_without_a_minimum_nobody_arrives():
    found = ls.basins(ls.PROBLEMS["separable"], ls.GradientDescent(1.0), size=4, steps=60)
    assert found.minima == ()
    assert found.share_lowest == 0
    assert (found.minimum == -1).all()


def test_when_all_diverge_the_walk_is_over():
    steep = ls.Problem("q", "Q", ls.PROBLEMS["textbook"].objective, ((1, 2), (1, 2)), {"a": (1.5, 1.5)}, "Steep.")
    found = ls.basins(steep, ls.GradientDescent(1e200), size=3, steps=100)
    assert np.isfinite(found.ends).all()
    assert (found.minimum == -1).all()


@pytest.mark.parametrize(("settings", "words"), [({"size": 1}, "size must"), ({"steps": -1}, "steps must")])
def test_wrong_input_is_named(settings, words):
    with pytest.raises(ValueError, match=words):
        ls.basins(TRAP, ls.GradientDescent(0.3), **settings)


def test_a_map_in_parts_is_the_map() -> None:
    problem, rule = ls.PROBLEMS["band"], ls.Momentum(1.0)
    whole = ls.basins(problem, rule, size=9, steps=150, batch_size=8, seed=3, changes=((50, {"momentum": 0.5}),))
    starts = ls.basin_starts(problem, 9)
    assert np.array_equal(whole.starts, starts)
    rows = [
        ls.settle(problem, rule, row, 150, batch_size=8, seed=3, changes=((50, {"momentum": 0.5}),)) for row in starts
    ]
    assert np.array_equal(np.stack([row.ends for row in rows]), whole.ends)
    assert np.array_equal(np.stack([row.minimum for row in rows]), whole.minimum)
    # Each walk of the map is the walk that `descend` takes from there.
    alone = ls.descend(
        problem.objective, rule, starts[2, 5], 150, batch_size=8, seed=3, changes=((50, {"momentum": 0.5}),)
    )
    assert np.array_equal(alone.weights[-1], whole.ends[2, 5])
