"""What a lesson may claim, measured. In the chaotic regime a claim is a share with a tolerance, never a single run."""

from dataclasses import dataclass

import numpy as np
import pytest

import losscore as ls

TRAP, BAND = ls.PROBLEMS["trap"], ls.PROBLEMS["band"]
CALMED = [
    ls.StepDecay(1.6, 100, gamma=0.5),
    ls.ExponentialDecay(1.6, 0.99),
    ls.CosineDecay(1.6, 300),
    ls.WarmRestarts(1.6, 50),
    ls.WarmRestarts(1.6, 100),
]


def last(name, optimizer, start, steps, **settings):
    return ls.descend(ls.PROBLEMS[name].objective, optimizer, start, steps, **settings).losses[-1]


def around(start, reach, count=200):
    return np.array(start) + np.random.default_rng(0).uniform(-reach, reach, (count, 2))


def grid(problem, size=31):
    axes = [np.linspace(low, high, size) for low, high in problem.window]
    return np.stack(np.meshgrid(*axes), axis=-1)


# Trapped, and freed by a schedule


def test_a_gentle_rate_is_trapped():
    assert last("trap", ls.GradientDescent(0.3), TRAP.start, 300) == pytest.approx(0.616728, abs=5e-7)


def test_a_bold_rate_gets_out_but_bounces_for_ever():
    late = ls.descend(TRAP.objective, ls.GradientDescent(1.6), TRAP.start, 300).losses[-50:]
    assert (late.min(), late.max()) == pytest.approx((0.2375, 0.2426), abs=5.1e-5)


@pytest.mark.parametrize("schedule", CALMED, ids=repr)
def test_the_bold_rate_with_a_schedule_ends_in_the_lowest_valley(schedule):
    assert last("trap", ls.GradientDescent(schedule), TRAP.start, 300) == pytest.approx(0.140875, abs=5e-7)


@pytest.mark.parametrize("schedule", CALMED, ids=repr)
def test_and_so_from_every_start_within_16_hundredths(schedule):
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    disc = np.concatenate([np.array(TRAP.start) + radius * ring for radius in (0.04, 0.08, 0.12, 0.16)])
    freed = last("trap", ls.GradientDescent(schedule), disc, 300) < 0.1409
    assert freed.mean() >= 0.98
    assert (last("trap", ls.GradientDescent(0.3), disc, 300) > 0.6167).all()


def test_the_reason_is_a_number():
    lowest, local, _ = ls.minima(TRAP.critical_points)
    assert 2 / local.eigenvalues[1] == pytest.approx(0.53, abs=5e-3)
    assert 2 / lowest.eigenvalues[1] == pytest.approx(1.55, abs=5e-3)


# Trapped, and freed by momentum


@pytest.mark.parametrize("rate", [0.1, 0.3, 1.0, 2.0, 3.0])
def test_plain_descent_stays_in_the_trap_of_band(rate):
    path = ls.descend(BAND.objective, ls.GradientDescent(rate), BAND.start, 300)
    assert path.weights[-1] == pytest.approx((-2.695, 2.895), abs=1e-2)
    assert path.losses[-1] == pytest.approx(0.6304, abs=5.1e-5)


@pytest.mark.parametrize("rate", [0.5, 1.0, 1.5, 2.0])
def test_momentum_at_the_same_rate_frees_it(rate):
    ends = ls.descend(BAND.objective, ls.Momentum(rate), around(BAND.start, 0.4), 300)
    np.testing.assert_allclose(ends.weights[-1], np.broadcast_to((0.399, 2.8954), (200, 2)), atol=1e-4)
    assert ends.losses[-1] == pytest.approx(np.full(200, 0.4488), abs=5.1e-5)


def test_momentum_does_not_at_a_gentle_rate():
    assert last("band", ls.Momentum(0.2), BAND.start, 300) == pytest.approx(0.6304, abs=5.1e-5)


@pytest.mark.parametrize(
    "optimizer",
    [
        *(ls.Nesterov(rate) for rate in (0.2, 0.5, 1.0, 1.5, 2.0)),
        *(ls.Adam(rate) for rate in (0.03, 0.1, 0.3)),
        ls.RMSProp(0.01),
        ls.RMSProp(0.05),
        ls.AdaGrad(0.5),
        ls.AdaGrad(1.0),
    ],
    ids=repr,
)
def test_these_stay(optimizer):
    assert last("band", optimizer, BAND.start, 300) == pytest.approx(0.6304, abs=5.1e-5)


def test_a_very_bold_adam_escapes():
    assert last("band", ls.Adam(1.0), BAND.start, 300) == pytest.approx(0.4488, abs=5.1e-5)


@dataclass(frozen=True)
class HoldThenCosine:
    """400 steps at rate 2, then 200 steps of cosine decay."""

    def __call__(self, step):
        return 2.0 if step < 400 else ls.CosineDecay(2.0, 200)(step - 400)

    def momentum(self, step):
        return None


@pytest.mark.parametrize(("batch_size", "least", "most"), [(8, 0.75, 1.0), (32, 0.0, 0.05)])
def test_small_minibatches_shake_it_free(batch_size, least, most):
    rule = ls.GradientDescent(HoldThenCosine())
    runs = [last("band", rule, BAND.start, 600, batch_size=batch_size, seed=seed) for seed in range(30)]
    assert least <= np.mean(np.array(runs) < 0.46) <= most


# Momentum is no magic


def test_over_the_whole_window_momentum_wins_nothing():
    starts = grid(BAND)
    plain = last("band", ls.GradientDescent(1.0), starts, 300)
    heavy = last("band", ls.Momentum(1.0), starts, 300)
    wins_plain, wins_heavy = plain < 0.4498, heavy < 0.4498
    trapped = np.abs(plain - 0.63041256) < 1e-3
    assert wins_plain.mean() == pytest.approx(0.20, abs=0.015)
    assert wins_heavy.mean() == pytest.approx(0.195, abs=0.015)
    assert (wins_heavy & trapped).sum() / trapped.sum() == pytest.approx(0.385, abs=0.03)
    assert (wins_plain & ~wins_heavy).sum() / wins_plain.sum() == pytest.approx(0.345, abs=0.04)


# Units make ravines


@pytest.mark.parametrize(("name", "steps"), [("ravine", 3859), ("scaled", 192)])
def test_steps_until_the_loss_stays_within_a_thousandth_of_the_lowest(name, steps):
    problem = ls.PROBLEMS[name]
    path = ls.descend(problem.objective, ls.GradientDescent(1.0), (0.0, 0.0), steps + 200)
    above = path.losses - problem.critical_points[0].loss > 1e-3
    assert np.flatnonzero(above)[-1] + 1 == steps


# Plateau


def test_the_plateau_is_high_and_flat():
    objective = ls.PROBLEMS["plateau"].objective
    assert float(objective((0.5, -6.0))) == pytest.approx(2.0181, abs=5e-5)
    assert np.linalg.norm(objective.gradient((0.5, -6.0))) == pytest.approx(2e-4, abs=2e-5)


@pytest.mark.parametrize("rate", [0.1, 0.5, 2.0])
def test_plain_descent_has_not_moved_after_500_steps(rate):
    assert last("plateau", ls.GradientDescent(rate), (0.5, -6.0), 500) == pytest.approx(2.018, abs=5e-4)


@pytest.mark.parametrize(
    ("optimizer", "step"),
    [(ls.Momentum(0.5), 316), (ls.AdaGrad(0.5), 14), (ls.RMSProp(0.05), 14), (ls.Adam(0.1), 40)],
    ids=repr,
)
def test_when_the_others_are_below_a_half(optimizer, step):
    path = ls.descend(ls.PROBLEMS["plateau"].objective, optimizer, (0.5, -6.0), step)
    assert path.losses[-1] < 0.5 < path.losses[-2]


# Smooth and rugged


def test_the_same_data_smooth_and_rugged():
    assert ls.basins(ls.PROBLEMS["smooth"], ls.GradientDescent(3.0), size=31, steps=350).share_lowest == 1.0
    rugged = ls.basins(ls.PROBLEMS["rugged"], ls.GradientDescent(3.0), size=31, steps=400)
    assert rugged.share_lowest == pytest.approx(0.198, abs=0.01)
    ends = np.unique(ls.PROBLEMS["rugged"].objective(rugged.ends).round(4))
    assert len(ends) == pytest.approx(51, abs=2)


# Saddle


def test_two_rules_can_pick_different_twins_from_one_start():
    problem = ls.PROBLEMS["saddle"]
    runs = [ls.descend(problem.objective, rule, (-2.8, 3.5), 1000) for rule in (ls.GradientDescent(3.0), ls.Adam(0.1))]
    assert [ls.verdict(run, problem).kind for run in runs] == ["lowest", "lowest"]
    assert [np.sign(run.weights[-1, 0]) for run in runs] == [-1, 1]


def test_near_the_pass_everyone_slows_down():
    path = ls.descend(ls.PROBLEMS["saddle"].objective, ls.GradientDescent(1.0), (2.0, -2.0), 60)
    slope = np.linalg.norm(path.gradients, axis=1)
    assert slope.min() < slope[0] / 10
