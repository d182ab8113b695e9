import numpy as np
import pytest

import losscore as ls
from losscore.descent import Path

TRAP, BOWL = ls.PROBLEMS["trap"], ls.PROBLEMS["bowl"]


def run(problem, optimizer, start, steps):
    return ls.verdict(ls.descend(problem.objective, optimizer, start, steps), problem)


def test_lowest():
    answer = run(BOWL, ls.GradientDescent(1.0), (-3.0, 4.0), 300)
    assert answer.kind is ls.Outcome.LOWEST
    assert "0.5153" in answer.sentence
    assert answer.numbers["loss"] == pytest.approx(0.51525485, abs=5e-9)


def test_local_minimum():
    answer = run(TRAP, ls.GradientDescent(0.3), (-0.44, -0.27), 300)
    assert answer.kind is ls.Outcome.LOCAL_MINIMUM
    assert "0.6167" in answer.sentence
    assert "0.1409" in answer.sentence


def test_a_bold_rate_never_settles_and_a_schedule_brings_it_to_rest():
    assert run(TRAP, ls.GradientDescent(1.6), (-0.44, -0.27), 300).kind is ls.Outcome.NEVER_SETTLES
    calmed = ls.GradientDescent(ls.CosineDecay(1.6, 300))
    assert run(TRAP, calmed, (-0.44, -0.27), 300).kind is ls.Outcome.LOWEST


def test_diverged():
    answer = run(BOWL, ls.GradientDescent(1e6), (-3.0, 4.0), 300)
    assert answer.kind is ls.Outcome.DIVERGED
    assert "Learning rate 1e+06 × steepest curvature" in answer.sentence


def test_saddle():
    (first, *_) = [point for point in TRAP.critical_points if point.kind == "saddle"]
    assert run(TRAP, ls.GradientDescent(0.1), first.weights, 5).kind is ls.Outcome.SADDLE


def test_left_the_window_and_still_moving():
    assert run(BOWL, ls.GradientDescent(300.0), (-3.0, 4.0), 1).kind is ls.Outcome.LEFT_WINDOW
    assert run(BOWL, ls.GradientDescent(0.1), (-3.0, 4.0), 5).kind is ls.Outcome.STILL_MOVING


def test_a_batch_is_refused():
    path = ls.descend(BOWL.objective, ls.GradientDescent(0.1), np.zeros((2, 2)), 3)
    assert isinstance(path, Path)
    with pytest.raises(ValueError, match=r"one start; got weights of the shape \(4, 2, 2\)"):
        ls.verdict(path, BOWL)
