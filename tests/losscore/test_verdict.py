"""Each kind of verdict, reached on a real problem."""

from dataclasses import replace

import numpy as np
import pytest

import losscore as ls

P = ls.PROBLEMS
COMMON = {"steps", "loss", "gradient", "w1", "w2"}


def run(name, optimizer, start, steps, **settings):
    problem = P[name]
    return ls.verdict(ls.descend(problem.objective, optimizer, start, steps, **settings), problem)


CASES = [
    ("bowl", ls.GradientDescent(1.0), (-3.0, 4.0), 300, "lowest"),
    ("trap", ls.GradientDescent(ls.CosineDecay(1.6, 300)), (-0.44, -0.27), 300, "lowest"),
    ("textbook", ls.GradientDescent(0.5), (-2.5, 2.5), 60, "lowest"),
    ("textbook", ls.GradientDescent(0.5), (2.5, -2.5), 60, "lowest"),
    ("trap", ls.GradientDescent(0.3), (-0.44, -0.27), 300, "local minimum"),
    ("band", ls.Adam(0.1), (-5.2, 2.2), 300, "local minimum"),
    ("saddle", ls.GradientDescent(1.0), (0.0, 0.0), 10, "saddle"),
    ("textbook", ls.GradientDescent(0.5), (2.0, 2.0), 100, "saddle"),
    ("plateau", ls.GradientDescent(0.5), (0.5, -6.0), 500, "plateau"),
    ("separable", ls.GradientDescent(30.0), (0.0, 0.0), 60, "left the window"),
    ("separable", ls.GradientDescent(100.0), (0.0, 0.0), 200, "plateau"),
    ("trap", ls.GradientDescent(1.6), (-0.44, -0.27), 300, "never settles"),
    ("bowl", ls.GradientDescent(0.1), (-3.0, 4.0), 5, "still moving"),
    ("separable", ls.GradientDescent(1.0), (0.0, 0.0), 100, "still moving"),
    ("textbook", ls.GradientDescent(12.0), (-2.5, 2.0), 300, "diverged"),
    ("textbook", ls.Momentum(50.0), (-2.5, 2.0), 5000, "diverged"),
    ("ravine", ls.GradientDescent(1e5), (1.0, 1.0), 50, "diverged"),
]


@pytest.mark.parametrize(("name", "optimizer", "start", "steps", "kind"), CASES)
def test_kinds(name, optimizer, start, steps, kind):
    answer = run(name, optimizer, start, steps)
    assert answer.kind == kind
    assert set(answer.numbers) >= COMMON
    assert answer.sentence.endswith(".")
    assert len(answer.sentence) < 330
    assert not answer.sentence.startswith(tuple(ls.OPTIMIZERS))
    assert "nan" not in answer.sentence


def test_every_kind_is_among_the_cases():
    assert {case[-1] for case in CASES} == set(ls.Outcome)


def test_the_sentences():
    told = {
        (name, kind): run(name, optimizer, start, steps).sentence for name, optimizer, start, steps, kind in CASES[::-1]
    }
    assert told["bowl", "lowest"] == "Reached the lowest valley in 39 steps: loss 0.5153 at w1 = 1.063, w2 = 0.976."
    assert told["trap", "local minimum"] == (
        "Caught in a local minimum after 2 steps: loss 0.6167. The lowest valley is at 0.1409. "
        "With a learning rate above 0.53 it could not rest here."
    )
    assert told["band", "local minimum"].endswith("The lowest valley is at 0.4488.")
    assert told["trap", "never settles"] == (
        "Never settles: over the last 50 of 300 steps the loss keeps jumping between 0.2375 and 0.2426. "
        "No valley here can hold it: even in the gentlest, learning rate 1.6 × curvature 1.289 = 2.06, above 2."
    )
    assert told["plateau", "plateau"] == "Stuck on a plateau after 500 steps: loss 2.018, and a slope of only 0.0003."
    assert told["separable", "plateau"].startswith("Hardly moving after 200 steps: loss ")
    assert "yet one way on still leads down" in told["saddle", "saddle"]
    assert told["separable", "left the window"].endswith("There is no lowest point in the picture to stop at.")
    assert told["separable", "still moving"].endswith("There is no lowest point in the picture to stop at.")
    assert told["bowl", "still moving"].startswith("Still moving after 5 steps: loss ")
    assert "above 2: each step overshoots" in told["textbook", "diverged"]


def test_stability_numbers():
    numbers = run("trap", ls.GradientDescent(0.3), (-0.44, -0.27), 300).numbers
    assert numbers["limit"] == 2
    assert numbers["curvature"] == pytest.approx(3.773, abs=5e-4)
    assert numbers["product"] == pytest.approx(0.3 * 3.773, abs=5e-4)
    heavy = run("bowl", ls.Momentum(0.5, momentum=0.5), (-3.0, 4.0), 300).numbers
    assert heavy["limit"] == 3
    cycled = run("bowl", ls.Momentum(ls.OneCycle(1.0, 400)), (-3.0, 4.0), 400).numbers
    assert cycled["limit"] == pytest.approx(2 + 2 * 0.95)
    decayed = run("bowl", ls.GradientDescent(0.5, weight_decay=1e-5), (-3.0, 4.0), 300).numbers
    assert decayed["curvature"] == pytest.approx(0.13352 + 1e-5, abs=5e-6)
    assert "limit" not in run("bowl", ls.AdaGrad(1.0), (-3.0, 4.0), 3000).numbers
    changed = run("bowl", ls.GradientDescent(0.1), (-3.0, 4.0), 300, changes=[(5, {"learning_rate": 2.0})]).numbers
    assert changed["rate"] == 2.0


def test_a_rule_without_a_limit_gets_no_reason():
    answer = run("bowl", ls.RMSProp(1.0), (-3.0, 4.0), 300)
    assert answer.kind == "never settles"
    assert "curvature" not in answer.sentence
    far = run("textbook", ls.Adam(1e6), (-2.5, 2.0), 50)
    assert far.kind == "diverged"
    assert "The steps are too long for this ground." in far.sentence


def test_one_that_could_rest_but_does_not_gets_no_reason():
    jumpy = run("band", ls.GradientDescent(2.0), (-5.2, 2.2), 300, batch_size=4, seed=1)
    assert jumpy.kind == "never settles"
    assert "product" not in jumpy.numbers


def test_a_minibatch_run_is_judged_by_the_whole_slope():
    path = ls.descend(P["bowl"].objective, ls.GradientDescent(1.0), (1.063049, 0.975846), 0, batch_size=5, seed=1)
    assert np.linalg.norm(path.gradients[-1]) > 1e-2
    assert ls.verdict(path, P["bowl"]).kind == "lowest"


def test_how_long_it_took_counts_from_the_last_time_it_was_away():
    problem = P["bowl"]
    whole = ls.descend(problem.objective, ls.GradientDescent(1.0), (-3.0, 4.0), 300)
    arrived = ls.verdict(whole, problem).numbers["arrived"]
    width = np.array([10.0, 10.0])
    away = (np.abs(whole.weights - problem.critical_points[0].weights) > 0.01 * width).any(axis=1)
    assert arrived == np.flatnonzero(away)[-1] + 1
    late = ls.resume(ls.descend(problem.objective, ls.GradientDescent(1.0), (-3.0, 4.0), 290).tail(), 10)
    assert ls.verdict(late, problem).numbers["arrived"] == 290
    assert "in 1 step:" in ls.verdict(replace(late, first=1), problem).sentence


def test_a_batch_is_refused():
    path = ls.descend(P["bowl"].objective, ls.GradientDescent(0.1), np.zeros((2, 2)), 3)
    with pytest.raises(ValueError, match=r"one start; got weights of the shape \(4, 2, 2\)"):
        ls.verdict(path, P["bowl"])


def test_a_plateau_out_of_the_picture_or_beside_the_lowest_valley_is_called_so():
    trap, saddle = ls.PROBLEMS["trap"], ls.PROBLEMS["saddle"]
    thrown = ls.verdict(ls.descend(trap.objective, ls.GradientDescent(3.0), trap.start, 300), trap)
    assert thrown.kind is ls.Outcome.PLATEAU
    assert "out of the picture" in thrown.sentence
    assert thrown.numbers["outside"] > 0.5
    spent = ls.descend(saddle.objective, ls.GradientDescent(ls.CosineDecay(1.6, 300)), saddle.start, 300)
    almost = ls.verdict(spent, saddle)
    assert almost.kind is ls.Outcome.PLATEAU
    assert almost.sentence.endswith("It is almost down: the lowest valley is at 0.6238.")
