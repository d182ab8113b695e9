import numpy as np
import pytest

import losscore as ls
from tests.losscore.tools import Quadratic, same_bits

TRAP = ls.PROBLEMS["trap"]
RULES = [ls.GradientDescent(0.3), ls.Momentum(0.1), ls.Adam(ls.CosineDecay(0.1, 40))]


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
