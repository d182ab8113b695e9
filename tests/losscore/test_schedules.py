import pytest

import losscore as ls

COSINE = [0.1, 0.09755283, 0.09045085, 0.07938926, 0.06545085, 0.05]


def test_cosine_decay():
    schedule = ls.CosineDecay(0.1, steps=10)
    assert [schedule(t) for t in range(6)] == pytest.approx(COSINE, abs=5e-9)
    assert schedule(10) == 0.0
    assert schedule(1000) == 0.0
    assert ls.CosineDecay(0.1, steps=10, floor=0.02)(10) == 0.02


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
    ],
)
def test_wrong_settings_are_named(make, words):
    with pytest.raises(ValueError, match=words):
        make()
