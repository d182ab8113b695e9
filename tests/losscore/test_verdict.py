"""Each kind of verdict, reached on a real problem."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import losscore as ls
from tests.losscore.truth import SIZES, TWINS, drawn, untrue

P = ls.PROBLEMS
HILL = next(tuple(point.weights) for point in P["rugged"].critical_points if point.kind == "maximum")
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
    ("bowl", ls.GradientDescent(ls.CosineDecay(0.1, 100)), (-3.0, 4.0), 600, "rate run out"),
    ("bowl", ls.GradientDescent(1.0, weight_decay=0.01), (-3.0, 4.0), 1000, "held by weight decay"),
    ("trap", ls.GradientDescent(0.3), (-0.2, 2.9), 1000, "valley outside"),
    ("trap", ls.GradientDescent(3.0), (-0.44, -0.27), 300, "valley outside"),
    ("textbook", ls.Momentum(2.0), (-0.234, -2.751), 100, "not settled"),
    ("plateau", ls.Adam(0.1), (0.5, -6.0), 1, "too early to tell"),
    ("rugged", ls.GradientDescent(0.001), HILL, 200, "maximum"),
    ("saddle", ls.GradientDescent(ls.CosineDecay(1.6, 300)), (0.05, -0.04), 300, "almost down"),
    ("bowl", ls.GradientDescent(1e-6), (-3.0, 4.0), 300, "short steps"),
    ("trap", ls.GradientDescent(1.6), (-0.44, -0.27), 300, "never settles"),
    ("bowl", ls.GradientDescent(0.1), (-3.0, 4.0), 5, "still moving"),
    ("separable", ls.GradientDescent(1.0), (0.0, 0.0), 100, "still moving"),
    ("textbook", ls.GradientDescent(12.0), (-2.5, 2.0), 300, "diverged"),
    ("textbook", ls.Momentum(50.0), (-2.5, 2.0), 5000, "diverged"),
    ("bowl", ls.GradientDescent(0.3, weight_decay=10.0), (-3.0, 4.0), 1000, "diverged"),
    # Far out, but no further and further: the slope of cross-entropy is never steeper than the mean of |x|.
    ("ravine", ls.GradientDescent(1e5), (1.0, -1.0), 50, "left the window"),
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
    elsewhere = {"flat valley"}  # of data of one's own: see below
    assert {case[-1] for case in CASES} | elsewhere == set(ls.Outcome)


def test_the_sentences():
    told = {
        (name, kind): run(name, optimizer, start, steps).sentence for name, optimizer, start, steps, kind in CASES[::-1]
    }
    assert told["bowl", "lowest"] == "Reached the lowest valley in 39 steps: loss 0.5153 at w1 = 1.063, w2 = 0.976."
    assert told["trap", "local minimum"] == (
        "Caught in a local minimum after 2 steps: loss 0.6167. The lowest valley is at 0.1409. "
        "With a learning rate above 0.531 it could not rest here."
    )
    assert told["band", "local minimum"].endswith("The lowest valley is at 0.4488.")
    assert told["trap", "never settles"] == (
        "Never settles: over the last 50 of 300 steps the loss keeps jumping between 0.2375 and 0.2426. "
        "No valley here can hold it: even in the gentlest, learning rate 1.6 × curvature 1.289 = 2.06, above 2."
    )
    assert told["plateau", "plateau"] == (
        "On a plateau after 500 steps: loss 2.018, and a slope of only 0.0003. "
        "Its last 100 steps took it no further than 0.013."
    )
    assert told["separable", "plateau"].startswith("Hardly moving after 200 steps: loss ")
    assert "yet one way on still leads down" in told["saddle", "saddle"]
    assert told["separable", "left the window"].endswith(
        "There is no lowest point to stop at: larger weights are always better."
    )
    assert told["separable", "still moving"].endswith(
        "There is no lowest point to stop at: larger weights are always better."
    )
    assert told["bowl", "still moving"].startswith("Still moving after 5 steps: loss ")
    assert "above 2: each step overshoots" in told["textbook", "diverged"]
    assert told["bowl", "diverged"].endswith(
        "Learning rate 0.3 × weight decay 10 = 3, above 2: the decay throws the weights further out instead of "
        "shrinking them. Try a smaller weight decay."
    )
    assert "slope is still 0.3." in told["bowl", "rate run out"]
    assert "Weight decay 0.01 pulls the weights towards 0 as hard" in told["bowl", "held by weight decay"]
    assert told["trap", "valley outside"] == (
        "Came to rest in a valley outside the picture after 1 step, at w1 = -0.1081, w2 = 3.323: loss 0.6167. "
        "The lowest valley is at 0.1409."
    )
    assert told["plateau", "too early to tell"] == "Too early to tell after 1 step: loss 2.018, slope 0.0003."
    assert told["textbook", "not settled"].endswith(
        "learning rate 2 × curvature 0.7 = 1.4, below 3.8, so this valley can hold it."
    )


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
    assert far.kind == "left the window"  # a step of Adam is as long as its rate, however far out it stands
    assert "longer than the picture is wide. Try a smaller rate." in far.sentence


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


def test_a_copy_of_the_lowest_valley_is_as_low():
    answer = run("trap", ls.GradientDescent(0.3), (2.44, -4.6), 1000)
    assert answer.kind == "valley outside"
    assert answer.sentence.endswith("That is as low as the lowest valley in the picture.")


def test_a_run_that_began_outside_has_not_walked_out():
    answer = run("bowl", ls.GradientDescent(0.1), (9.0, 9.0), 3)
    assert answer.kind == "still moving"
    assert "not yet in the picture" in answer.sentence


def test_the_last_steps_of_the_way_down():
    almost = run("saddle", ls.GradientDescent(ls.CosineDecay(1.6, 300)), (0.05, -0.04), 300)
    assert "It is the lowest valley. Its learning rate has run out." in almost.sentence


def test_momentum_that_carries_a_walker_through_a_valley_is_no_rest():
    """Within 1 % of the minimum and on flat ground for a moment, but as fast as 1 % of the window in a step."""
    problem = P["textbook"]
    walk = ls.descend(problem.objective, ls.Momentum(0.5, momentum=0.99), (-2.5, 2.5), 2000)
    star = ls.lowest(problem.critical_points)[0].weights
    near = (np.abs(walk.weights - star) <= 0.06).all(axis=1)
    fast = np.abs(np.diff(walk.weights, axis=0, prepend=walk.weights[:1])).max(axis=1) > 0.06
    passing = np.flatnonzero(near & fast)
    assert len(passing)
    short = ls.descend(problem.objective, ls.Momentum(0.5, momentum=0.99), (-2.5, 2.5), int(passing[0]))
    assert ls.verdict(short, problem).kind != "lowest"


def test_a_bold_rate_on_raw_sizes_swings_and_the_advice_is_to_standardise():
    """The walker is never further than 286 from the minimum, by a plain loop of 200,000 steps in float64."""
    problem = ls.own_problem(ls.Dataset.from_csv(SIZES))
    answer = ls.verdict(ls.descend(problem.objective, ls.GradientDescent(0.3), (0.0, 0.0), 3000), problem)
    assert answer.kind == "never settles"
    assert "or standardise the data: that makes this rate small enough." in answer.sentence
    calm = ls.own_problem(ls.Dataset.from_csv(SIZES, standardise=True))
    rested = ls.descend(calm.objective, ls.GradientDescent(0.3), (0.0, 0.0), 3000)
    assert ls.verdict(rested, calm).kind == "lowest"


def test_equal_columns_have_a_line_of_lowest_points_not_none():
    """Lowest where w1 + w2 = .13573133713, at .67633206014: mpmath's findroot. From (0, 0), w1 = w2 all the way."""
    problem = ls.own_problem(ls.Dataset.from_csv("a,b,y\n1,1,0\n2,2,1\n3,3,0\n4,4,1"))
    path = ls.descend(problem.objective, ls.GradientDescent(0.3), (0.0, 0.0), 300)
    answer = ls.verdict(path, problem)
    assert answer.kind == "flat valley"
    width = problem.window[0][1] - problem.window[0][0]
    assert width == problem.window[1][1] - problem.window[1][0]
    near = np.abs(path.weights.sum(axis=1) - 0.13573133713) <= 0.01 * np.sqrt(2) * width
    assert near[-1]
    since = int(np.flatnonzero(~near)[-1]) + 1
    assert answer.sentence == (
        f"Reached the line of lowest points in {since} step{'s' if since > 1 else ''}: "
        "loss 0.6763 at w1 = 0.06787, w2 = 0.06787. "
        "All along that line the loss stays the same, and no point is lower."
    )
    assert answer.numbers["floor"] == pytest.approx(0.67633206014, abs=1e-10)
    begun = ls.verdict(ls.descend(problem.objective, ls.GradientDescent(0.1), (3.0, 3.0), 5), problem)
    assert begun.sentence.endswith(
        "No single point is lowest here: all points of a line are equally low, and none is lower."
    )


def test_a_run_that_begins_on_the_line_stays_on_it_wherever_that_is():
    problem = ls.own_problem(ls.Dataset.from_csv(TWINS))
    line, far = problem.lowest_line, 3 * np.ptp(problem.window[0])
    inside, outside = (
        ls.verdict(ls.descend(problem.objective, ls.GradientDescent(0.1), line.point + t * line.direction, 5), problem)
        for t in (0.0, far)
    )
    assert inside.kind == outside.kind == "flat valley"
    assert inside.sentence.startswith("On the line of lowest points from the start: loss ")
    assert outside.sentence.startswith("On the line of lowest points outside the picture from the start: loss ")


def test_where_all_numbers_are_0_all_points_are_equally_low():
    problem = ls.own_problem(ls.Dataset.from_csv("a,b,y\n0,0,1\n0,0,0\n0,0,1"))
    answer = ls.verdict(ls.descend(problem.objective, ls.GradientDescent(0.3), (0.0, 0.0), 300), problem)
    assert "no lowest point" not in answer.sentence
    assert answer.sentence.endswith(" No weight changes anything here: all points are equally low.")
    assert problem.note == "All numbers are 0, so no weight changes anything: every point is equally low."
    begun = ls.verdict(ls.descend(problem.objective, ls.GradientDescent(0.3), (0.0, 0.0), 3), problem)
    assert begun.sentence.endswith(" No weight changes anything here: all points are equally low.")


def test_the_threshold_is_rounded_to_the_safe_side():
    """The true threshold is 17.355: at 17.2 a walker still rests, so "above 17" would be wrong."""
    problem = P["rugged"]
    path = ls.descend(problem.objective, ls.GradientDescent(1.6), (7.0, -7.0), 200)
    answer = ls.verdict(path, problem)
    printed = float(answer.sentence.rsplit("above ", 1)[1].split()[0])
    exact = answer.numbers["limit"] / answer.numbers["curvature"]
    assert exact <= printed < 1.01 * exact


@pytest.mark.parametrize(
    ("name", "rule", "start", "steps", "changes", "kind"),
    [
        ("tiny", ls.RMSProp(0.5315868894110191, weight_decay=2.368881903869209), (-0.02, -1.4381), 99, (), "too early"),
        (
            "tiny",
            ls.RMSProp(0.04858619411951033, weight_decay=0.27636839254790324),
            (-1.0712, -1.356),
            99,
            (),
            "too early",
        ),
        (
            "band",
            ls.RMSProp(0.7303638791098707, weight_decay=0.012056968266542482),
            (-5.2, 2.2),
            400,
            ((280, {"learning_rate": 0.2191091337629312}),),
            "short steps",
        ),
    ],
)
def test_a_balance_that_does_not_last_is_no_rest(name, rule, start, steps, changes, kind):
    """RMSProp divides by slopes that it forgets, so its steps grow again where it stands: seen by going on."""
    problem = P[name]
    path = ls.descend(problem.objective, rule, start, steps, changes=changes)
    on = ls.resume(path, 1000)
    assert (np.abs(on.weights[steps:] - path.weights[-1]) / np.ptp(np.array(problem.window), axis=1)).max() > 0.02
    answer = ls.verdict(path, problem)
    assert answer.kind.startswith(kind)
    assert answer.sentence.endswith(" balances the slope for now, but with more steps it moves on.")


@pytest.mark.parametrize(
    ("name", "rule", "start", "steps"),
    [
        ("textbook", ls.AdamW(ls.WarmRestarts(2.710209617862902, 215, 2)), (-0.2181, 2.8783), 250),
        ("bowl", ls.AdamW(0.31877843754306284, weight_decay=0.30107493745812897), (1.8993258, -0.4378689), 500),
    ],
)
def test_adamw_that_creeps_is_not_held(name, rule, start, steps):
    """The step down a slope that lasts is the whole rate; the decay takes as much only at 1 / decay, 100 and 3.3."""
    path = ls.descend(P[name].objective, rule, start, steps)
    assert (np.abs(rule.weight_decay * path.weights[-1]) < 0.5).all()
    on = ls.resume(path, 1000)
    assert np.abs(on.weights[-1] - path.weights[-1]).max() > 1e-3
    assert ls.verdict(path, P[name]).kind != "held by weight decay"


def test_adamw_rests_where_a_weight_is_1_over_its_decay():
    """The bowl's minimum is at (1.063, .976), beyond 1 / 2: there each step adds the rate, and the decay takes it."""
    path = ls.descend(P["bowl"].objective, ls.AdamW(0.01, beta2=0.9, weight_decay=2.0), (-3.0, 4.0), 3000)
    assert path.weights[-1] == pytest.approx((0.5, 0.5), abs=1e-3)
    answer = ls.verdict(path, P["bowl"])
    assert answer.kind == "held by weight decay"
    assert "Weight decay 2 takes as much off the weights as the step adds to them" in answer.sentence


def test_a_valley_that_holds_only_until_the_rate_is_raised_is_called_so():
    """The bowl's steepest curvature is .1335: above 2 / .1335 = 14.98 gradient descent cannot stay."""

    def told(rate, steps, rule=ls.GradientDescent):
        return run("bowl", rule(rate), (-1.0, 2.0), steps)

    restarted = told(ls.WarmRestarts(20.0, 100), 299)
    assert restarted.kind == "lowest"
    assert restarted.sentence.endswith(" It can stay until its schedule raises the learning rate to 20.")
    assert "raises" not in told(ls.WarmRestarts(14.0, 100), 299).sentence
    assert "raises" not in told(1.0, 299).sentence
    assert "raises" not in told(ls.CosineDecay(14.0, 300), 300).sentence
    scaled = told(ls.WarmRestarts(1.0, 200), 199, ls.RMSProp)
    assert scaled.kind == "lowest"
    assert scaled.sentence.endswith(" It stays until its schedule raises the learning rate.")


def test_equal_columns_that_tell_the_classes_apart_have_no_lowest_point():
    problem = ls.own_problem(ls.Dataset.from_csv("a,b,y\n-2,-2,0\n-1,-1,0\n1,1,1\n2,2,1"))
    answer = ls.verdict(ls.descend(problem.objective, ls.GradientDescent(0.3), (0.0, 0.0), 100), problem)
    assert "larger weights are always better" in problem.note
    assert answer.sentence.endswith(" There is no lowest point to stop at: larger weights are always better.")
    assert "line" not in answer.sentence + problem.note


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=max(200, 2 * settings.default.max_examples), deadline=None)
def test_what_is_said_of_any_run_is_true(seed):
    """Random runs over all problems, rules, schedules, starts, lengths, decays, minibatches and changes (`truth.py`).

    200 runs, always the same; 2,000 new ones:
    make test ARGS="-k what_is_said_of_any_run --hypothesis-profile=explore"
    """
    assert untrue(drawn(seed)) == []
