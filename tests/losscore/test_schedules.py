import numpy as np
import pytest

import losscore as ls
from tests.losscore.tools import Quadratic

COSINE = [0.1, 0.09755283, 0.09045085, 0.07938926, 0.06545085, 0.05]


def test_cosine_decay():
    schedule = ls.CosineDecay(0.1, steps=10)
    assert [schedule(t) for t in range(6)] == pytest.approx(COSINE, abs=5e-9)
    assert schedule(10) == 0.0
    assert schedule(1000) == 0.0
    assert ls.CosineDecay(0.1, steps=10, floor=0.02)(10) == 0.02


TABLE = [
    (ls.StepDecay(0.1, 10, gamma=0.5), {0: 0.1, 9: 0.1, 10: 0.05, 20: 0.025, 30: 0.0125}),
    (ls.ExponentialDecay(0.1, 0.9), {0: 0.1, 1: 0.09, 2: 0.081, 3: 0.0729}),
    (ls.CosineDecay(0.1, 10), dict(enumerate(COSINE)) | {10: 0.0}),
    (
        ls.WarmRestarts(0.1, 5, multiplier=2),
        {0: 0.1, 1: 0.09045085, 2: 0.06545085, 3: 0.03454915, 4: 0.00954915, 5: 0.1, 6: 0.09755283, 15: 0.1, 35: 0.1},
    ),
    (ls.WarmRestarts(0.1, 5), {0: 0.1, 4: 0.00954915, 5: 0.1, 50: 0.1, 51: 0.09045085}),
    (ls.LinearWarmup(0.1, 5), {0: 0.01, 1: 0.028, 2: 0.046, 3: 0.064, 4: 0.082, 5: 0.1, 99: 0.1}),
    (
        ls.OneCycle(0.1, 10),
        dict(enumerate([0.004, 0.052, 0.1, 0.09504846, 0.08117457, 0.0611262, 0.0388742, 0.01882583, 0.00495194, 4e-7]))
        | {10: 4e-7, 99: 4e-7},
    ),
]


@pytest.mark.parametrize(("schedule", "rates"), TABLE, ids=lambda value: repr(value)[:30])
def test_rates(schedule, rates):
    assert [schedule(step) for step in rates] == pytest.approx(list(rates.values()), abs=5.1e-9)


def test_one_cycle_moves_the_momentum_the_other_way():
    schedule = ls.OneCycle(0.1, 10)
    assert [schedule.momentum(step) for step in (0, 1, 2, 9, 99)] == pytest.approx([0.95, 0.9, 0.85, 0.95, 0.95])
    for start in (ls.Momentum, ls.Nesterov, ls.Adam, ls.AdamW):
        fixed = ls.descend(Quadratic(), start(0.1), (-4.0, 2.0), 5)
        cycled = ls.descend(Quadratic(), start(schedule), (-4.0, 2.0), 5)
        assert not np.allclose(fixed.weights[3], cycled.weights[3])
    without = ls.descend(Quadratic(), ls.GradientDescent(schedule), (-4.0, 2.0), 1)
    assert without.weights[1] == pytest.approx((-4.0 * (1 - 0.004), 2.0 * (1 - 0.04)))


def test_constant():
    assert {ls.Constant(0.1)(t) for t in range(5)} == {0.1}


def test_only_a_schedule_that_cycles_momentum_gives_one():
    assert ls.Constant(0.1).momentum(3) is None
    assert ls.CosineDecay(0.1, 10).momentum(3) is None


def test_an_optimizer_takes_its_rate_from_its_schedule():
    path = ls.descend(ls.PROBLEMS["bowl"].objective, ls.Adam(ls.CosineDecay(0.1, 10)), (-3.0, 4.0), 12)
    assert path.learning_rates[:6] == pytest.approx(COSINE, abs=5e-9)
    assert path.learning_rates[10:].tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: ls.Constant(-1.0), "rate must .* got rate = -1.0"),
        (lambda: ls.CosineDecay(0.1, 0), "steps must be a whole number of at least 1; got steps = 0"),
        (
            lambda: ls.CosineDecay(0.1, 10, floor=0.2),
            "floor must be a finite number, at least 0, at most 0.1; got floor = 0.2",
        ),
        (lambda: ls.CosineDecay(0.1, 10, floor=-0.2), "floor must"),
        (lambda: ls.StepDecay(0.1, 0), "step_size must"),
        (lambda: ls.StepDecay(0.1, 5, gamma=1.5), "gamma must .*at most 1; got gamma = 1.5"),
        (lambda: ls.ExponentialDecay(0.1, 0.0), "gamma must .*above 0.*got gamma = 0"),
        (lambda: ls.WarmRestarts(0.1, 0), "period must"),
        (lambda: ls.WarmRestarts(0.1, 5, multiplier=0), "multiplier must"),
        (lambda: ls.WarmRestarts(0.1, 5, floor=1.0), "floor must"),
        (lambda: ls.LinearWarmup(0.1, 0), "steps must"),
        (lambda: ls.LinearWarmup(0.1, 5, start_factor=0.0), "start_factor must"),
        (lambda: ls.OneCycle(0.0, 5), "max_rate must"),
        (lambda: ls.OneCycle(0.1, 1), "total_steps must be a whole number of at least 2; got total_steps = 1"),
    ],
)
def test_wrong_settings_are_named(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_the_registry_names_every_schedule():
    assert all(kind.__name__ == name for name, kind in ls.SCHEDULES.items())
    assert len(ls.SCHEDULES) == 7
