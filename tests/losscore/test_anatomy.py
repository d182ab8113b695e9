"""What a step is made of, against the step itself and against the rules written out."""

from __future__ import annotations

import numpy as np
import pytest

import losscore as ls
from losscore.anatomy import rule_at

TRAP = ls.PROBLEMS["trap"]
RULES = [
    ls.GradientDescent(0.3),
    ls.Momentum(ls.OneCycle(0.4, 60)),
    ls.Nesterov(0.2),
    ls.AdaGrad(0.5),
    ls.RMSProp(0.05),
    ls.Adam(ls.CosineDecay(0.1, 50)),
    ls.AdamW(0.1, weight_decay=0.2),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
@pytest.mark.parametrize("batch_size", [None, 8])
def test_the_states_are_those_of_the_path(rule: ls.Optimizer, batch_size: int | None) -> None:
    path = ls.descend(TRAP.objective, rule, TRAP.start, 60, batch_size=batch_size)
    parts = ls.anatomy(path)
    assert all(np.array_equal(a, b) for a, b in zip(parts.states[-1], path.state, strict=True))
    # From the middle, with the state that was there, the same.
    first = ls.descend(TRAP.objective, rule, TRAP.start, 25, batch_size=batch_size).tail()
    rest = ls.anatomy(ls.resume(first, 35), first.state)
    assert np.array_equal(rest.coast, parts.coast[25:])
    assert np.array_equal(rest.slide, parts.slide[25:])


@pytest.mark.parametrize("changes", [(), ((20, {"momentum": 0.5}), (40, {"learning_rate": 0.1}))])
def test_a_step_of_momentum_is_slide_plus_coast(changes: tuple[tuple[int, dict[str, float]], ...]) -> None:
    path = ls.descend(TRAP.objective, ls.Momentum(0.3, 0.8), TRAP.start, 60, changes=changes)
    parts = ls.anatomy(path)
    assert np.allclose(np.diff(path.weights, axis=0), parts.slide + parts.coast, rtol=0, atol=1e-14)
    assert np.allclose(parts.slide, -path.learning_rates[:, np.newaxis] * path.gradients[:-1])


def test_rules_without_velocity_stop_on_flat_ground() -> None:
    for rule in (ls.GradientDescent(0.3), ls.AdaGrad(0.5), ls.RMSProp(0.05)):
        assert not ls.anatomy(ls.descend(TRAP.objective, rule, TRAP.start, 10)).coast.any()


def test_a_later_piece_needs_its_state() -> None:
    path = ls.resume(ls.descend(TRAP.objective, ls.Momentum(0.3), TRAP.start, 5).tail(), 5)
    with pytest.raises(ValueError, match="begins at step 5; got state = None"):
        ls.anatomy(path)


def test_every_row_has_the_rule_that_was_in_force():
    """A schedule that cycles the momentum may come with a change, and go with the next."""
    changes = (
        (7, {"learning_rate": ls.OneCycle(0.5, total_steps=40)}),
        (12, {"momentum": 0.3}),
        (20, {"learning_rate": 0.1}),
    )
    path = ls.descend(TRAP.objective, ls.Momentum(0.05), TRAP.start, 40, changes=changes)
    for row, rule in enumerate(ls.anatomy(path).rules):
        assert rule == rule_at(path, row)
    rest = ls.anatomy(path)
    assert np.array_equal(rest.states[-1].velocity, path.state.velocity)
