from dataclasses import fields

import numpy as np
import pytest

import losscore as ls
from losscore import minibatch
from tests.losscore.tools import Quadratic, same_bits

TRAP = ls.PROBLEMS["trap"]
PINNED = [0, 43, 54, 66]
RULES = [
    ls.GradientDescent(0.3),
    ls.Momentum(ls.OneCycle(0.1, 50)),
    ls.Nesterov(0.1, weight_decay=0.1),
    ls.AdaGrad(0.2),
    ls.RMSProp(0.05),
    ls.Adam(ls.CosineDecay(0.1, 40)),
    ls.AdamW(ls.WarmRestarts(0.1, 10, 2)),
]
CHANGES = ((5, {"learning_rate": 0.2}), (9, {"learning_rate": ls.CosineDecay(0.2, 30), "momentum": 0.5}))


@pytest.mark.parametrize("optimizer", RULES, ids=repr)
def test_a_path_in_pieces_is_the_path_in_one(optimizer):
    whole = ls.descend(TRAP.objective, optimizer, TRAP.start, 60)
    pieces = ls.descend(TRAP.objective, optimizer, TRAP.start, 7)
    for steps in (1, 0, 12, 40):
        pieces = ls.resume(pieces, steps)
    same_bits(pieces, whole)


@pytest.mark.parametrize("optimizer", RULES, ids=repr)
def test_a_path_goes_on_from_its_last_row(optimizer):
    whole = ls.descend(TRAP.objective, optimizer, TRAP.start, 60)
    piece = ls.resume(ls.descend(TRAP.objective, optimizer, TRAP.start, 20).tail(), 40)
    assert piece.first == 20
    assert np.array_equal(piece.weights, whole.weights[20:])
    assert np.array_equal(piece.losses, whole.losses[20:])
    assert np.array_equal(piece.gradients, whole.gradients[20:])
    assert np.array_equal(piece.learning_rates, whole.learning_rates[20:])


@pytest.mark.parametrize("optimizer", RULES, ids=repr)
@pytest.mark.parametrize("name", ["trap", "bowl"])
def test_a_batch_of_starts_gives_the_bits_of_single_runs(name, optimizer):
    objective = ls.PROBLEMS[name].objective
    starts = np.random.default_rng(1).uniform(-3, 3, (2, 3, 2))
    batch = ls.descend(objective, optimizer, starts, 40)
    for j in range(2):
        for i in range(3):
            single = ls.descend(objective, optimizer, starts[j, i], 40)
            assert np.array_equal(batch.weights[:, j, i], single.weights)
            assert np.array_equal(batch.losses[:, j, i], single.losses)
            assert np.array_equal(batch.gradients[:, j, i], single.gradients)


def test_rows_belong_together():
    path = ls.descend(TRAP.objective, ls.Momentum(0.1), TRAP.start, 9)
    assert len(path) == 9
    assert path.weights.shape == (10, 2)
    assert path.learning_rates.shape == (9,)
    assert np.array_equal(path.losses, TRAP.objective(path.weights))
    assert np.array_equal(path.gradients, TRAP.objective.gradient(path.weights))
    assert path.stopped is None


def test_a_path_that_leaves_the_numbers_keeps_what_was_finite():
    path = ls.descend(Quadratic(), ls.GradientDescent(3.0), (-4.0, 2.0), 2000)
    assert path.stopped == "diverged"
    assert 0 < len(path) < 2000
    assert np.isfinite(path.weights).all()
    assert np.isfinite(path.losses).all()
    same_bits(ls.resume(path, 5), path)


def test_in_a_batch_each_start_ends_by_itself():
    starts = np.array([[0.0, 2.0], [1.0, 0.0], [0.0, 0.0]])
    path = ls.descend(Quadratic(), ls.GradientDescent(0.5), starts, 3000, tolerance=1e-6)
    assert path.stopped.tolist() == ["diverged", "tolerance", "tolerance"]
    assert np.isfinite(path.weights).all()
    assert np.abs(path.weights[-1, 1]).max() < 1e-6


def test_a_gentle_slope_ends_a_run():
    path = ls.descend(ls.PROBLEMS["bowl"].objective, ls.GradientDescent(1.0), (-3.0, 4.0), 5000, tolerance=1e-5)
    assert path.stopped == "tolerance"
    assert np.linalg.norm(path.gradients[-1]) < 1e-5 < np.linalg.norm(path.gradients[-2])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (((1.0, 2.0, 3.0), 5), r"start must have the shape \(..., 2\).*\(3,\)"),
        (((1.0, np.nan), 5), "start must hold finite numbers only; found nan"),
        (("here", 5), "start must be an array of numbers; got start = 'here'"),
        (((1.0, 2.0), -1), "steps must be a whole number of at least 0; got steps = -1"),
        (((1.0, 2.0), 2.5), "steps must be a whole number"),
    ],
)
def test_wrong_input_is_named(arguments, words):
    with pytest.raises(ValueError, match=words):
        ls.descend(TRAP.objective, ls.GradientDescent(0.1), *arguments)


def test_a_wrong_tolerance_is_named():
    with pytest.raises(ValueError, match=r"tolerance must .* above 0; got tolerance = 0"):
        ls.descend(TRAP.objective, ls.GradientDescent(0.1), TRAP.start, 5, tolerance=0)


# Minibatches


def test_minibatch_paths_in_pieces_and_in_batches():
    settings = {"batch_size": 8, "seed": 3, "changes": CHANGES}
    whole = ls.descend(TRAP.objective, ls.Momentum(0.1), TRAP.start, 150, **settings)
    pieces = ls.descend(TRAP.objective, ls.Momentum(0.1), TRAP.start, 7, **settings)
    same_bits(ls.resume(ls.resume(pieces, 60), 83), whole)
    tail = ls.resume(ls.resume(pieces.tail(), 60).tail(), 83)
    assert np.array_equal(tail.weights, whole.weights[67:])
    batch = ls.descend(TRAP.objective, ls.Momentum(0.1), [(1.0, 2.0), TRAP.start], 150, **settings)
    assert np.array_equal(batch.weights[:, 1], whole.weights)


def test_a_minibatch_is_a_function_of_seed_and_step_alone():
    rows = [minibatch.rows(7, step, 5, 150).tolist() for step in range(200)]
    minibatch._block.cache_clear()
    assert [minibatch.rows(7, step, 5, 150).tolist() for step in (130, 0, 64, 63)] == [
        rows[130],
        rows[0],
        rows[64],
        rows[63],
    ]
    assert all(len(set(row)) == 5 and row == sorted(row) and row[0] >= 0 and row[-1] < 150 for row in rows)
    assert len({tuple(row) for row in rows}) == 200
    assert minibatch.rows(8, 0, 5, 150).tolist() != rows[0]
    assert minibatch.rows(0, 3, 10, 10).tolist() == list(range(10))
    # The same numbers on every machine and with every version of numpy, or links to a run would end elsewhere.
    assert minibatch.rows(0, 0, 4, 150).tolist() == PINNED


def test_every_example_is_equally_likely():
    seen = np.zeros(20)
    for step in range(4000):
        seen[minibatch.rows(1, step, 5, 20)] += 1
    assert np.abs(seen / 4000 - 0.25).max() < 0.03


def test_a_minibatch_step_uses_its_own_slope():
    path = ls.descend(TRAP.objective, ls.GradientDescent(0.1), TRAP.start, 3, batch_size=10, seed=5)
    for t in range(4):
        part = TRAP.objective.minibatch(minibatch.rows(5, t, 10, 150))
        np.testing.assert_allclose(path.gradients[t], part.gradient(path.weights[t]), rtol=0, atol=1e-16)
    assert np.array_equal(path.losses, TRAP.objective(path.weights))
    whole = ls.descend(TRAP.objective, ls.GradientDescent(0.1), TRAP.start, 3, batch_size=150)
    np.testing.assert_allclose(
        whole.weights, ls.descend(TRAP.objective, ls.GradientDescent(0.1), TRAP.start, 3).weights
    )


# Changes in mid-run


def test_a_change_begins_at_its_step():
    path = ls.descend(TRAP.objective, ls.Momentum(0.1), TRAP.start, 12, changes=CHANGES)
    assert path.learning_rates[:9].tolist() == [0.1] * 5 + [0.2] * 4
    assert path.learning_rates[9] == ls.CosineDecay(0.2, 30)(9)
    first = ls.descend(TRAP.objective, ls.Momentum(0.1), TRAP.start, 5)
    assert np.array_equal(path.weights[:6], first.weights)
    step, _ = ls.Momentum(0.2).update(first.gradients[-1], first.state, 0.2)
    assert np.array_equal(path.weights[6], first.weights[-1] + step)


def test_the_order_in_which_changes_are_told_does_not_matter_and_the_later_wins():
    one = ls.descend(TRAP.objective, ls.Momentum(0.1), TRAP.start, 20, changes=CHANGES)
    same_bits(ls.descend(TRAP.objective, ls.Momentum(0.1), TRAP.start, 20, changes=reversed(CHANGES)), one)
    twice = ls.descend(
        TRAP.objective, ls.Adam(0.1), TRAP.start, 3, changes=[(1, {"learning_rate": 0.2}), (1, {"learning_rate": 0.3})]
    )
    assert twice.learning_rates.tolist() == [0.1, 0.3, 0.3]


@pytest.mark.parametrize("optimizer", RULES, ids=repr)
def test_any_setting_can_change(optimizer):
    for field in fields(optimizer):
        value = 0.25 if field.name == "learning_rate" else getattr(optimizer, field.name) * 0.5 + 1e-3
        path = ls.descend(TRAP.objective, optimizer, TRAP.start, 9, changes=[(4, {field.name: value})])
        pieces = ls.resume(ls.descend(TRAP.objective, optimizer, TRAP.start, 6, changes=[(4, {field.name: value})]), 3)
        same_bits(pieces, path)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"batch_size": 0}, "batch_size must be a whole number of at least 1 and at most 150; got batch_size = 0"),
        ({"batch_size": 151}, "at most 150; got batch_size = 151"),
        ({"batch_size": 8.0}, "batch_size must"),
        ({"seed": -1}, "seed must be a whole number of at least 0"),
        ({"seed": 2**64}, "seed must"),
        ({"changes": [(-1, {})]}, "the step of a change must be a whole number of at least 0"),
        (
            {"changes": [(1, {"momentum": 0.5})]},
            "changed setting of GradientDescent must be one of learning_rate, weight_",
        ),
        ({"changes": [(1, {"learning_rate": -1.0})]}, "learning_rate must .* got learning_rate = -1.0"),
    ],
)
def test_wrong_settings_are_named(settings, words):
    with pytest.raises(ValueError, match=words):
        ls.descend(TRAP.objective, ls.GradientDescent(0.1), TRAP.start, 5, **settings)


def test_a_surface_without_examples_has_no_minibatches():
    with pytest.raises(ValueError, match="batch_size must be None on a surface without examples; got batch_size = 4"):
        ls.descend(ls.PROBLEMS["textbook"].objective, ls.GradientDescent(0.1), (1.0, 1.0), 5, batch_size=4)


def test_a_path_reports_the_number_that_explains_why_it_stays_or_cannot_stay():
    trap, bowl = ls.PROBLEMS["trap"], ls.PROBLEMS["bowl"]
    caught, bouncing = (ls.descend(trap.objective, ls.GradientDescent(rate), trap.start, 300) for rate in (0.3, 1.6))
    # The local valley's steepest curvature is 3.773 and the lowest one's 1.289: 0.3 rests in both, 1.6 in neither.
    assert caught.stability.product == pytest.approx(0.3 * 3.773, abs=1e-3)
    assert caught.stability.holds
    assert not bouncing.stability.holds
    assert bouncing.stability.limit == 2.0
    assert ls.descend(bowl.objective, ls.Momentum(1.0, 0.5), bowl.start, 50).stability.limit == 3.0
    # (x^2 + 10 y^2) / 2 with rate 3: each step is 1 - 3 * 10 times the one before, until it overflows.
    flung = ls.descend(Quadratic(), ls.GradientDescent(3.0), (1.0, 0.0), 2000)
    assert flung.stopped is ls.Stopped.DIVERGED
    assert flung.stability.product == pytest.approx(30.0)
    # Nothing to say: Adam has no such limit, a batch no single answer, and ground that bends only down holds nobody.
    assert ls.descend(bowl.objective, ls.Adam(0.1), bowl.start, 5).stability is None
    assert ls.descend(bowl.objective, ls.GradientDescent(0.1), [bowl.start, (0, 0)], 5).stability is None
    assert ls.descend(trap.objective, ls.GradientDescent(1e-9), (0.0, np.pi / 2), 1).stability is None


def test_a_walk_ends_before_its_weights_are_no_numbers_also_where_loss_and_slope_stay_finite():
    band = ls.PROBLEMS["band"]
    start = (-3.41, -3.52)
    rule = ls.Nesterov(14.0, momentum=0.5, weight_decay=1.2)
    path = ls.descend(band.objective, rule, start, 450)
    assert path.stopped is ls.Stopped.DIVERGED
    assert np.isfinite(path.weights).all()
    both = ls.descend(band.objective, rule, [start, (0.0, 0.0)], 450)
    assert np.isfinite(both.weights).all(), "of several walkers too"
