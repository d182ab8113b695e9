"""What each step of a path is made of."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from losscore import changes as change
from losscore.checks import Floats
from losscore.optimizers.base import Optimizer, State, schedule_of, with_momentum
from losscore.path import Path


class Anatomy(NamedTuple):
    """The parts of each of ``t`` steps.

    Attributes:
        slide: ``(t, ..., k)``, what plain gradient descent would do there: minus the learning rate times the gradient.
        coast: ``(t, ..., k)``, the step that the rule would take if the ground were flat from here on: what is left of
            its velocity. For momentum the step is exactly slide plus coast.
        rules: ``(t,)``, the optimizer as it was in force, with the momentum of its schedule and every change made.
        states: ``(t + 1,)``, the optimizer's state before the first step and after each.
    """

    slide: Floats
    coast: Floats
    rules: tuple[Optimizer, ...]
    states: tuple[State, ...]


def anatomy(path: Path, state: State | None = None) -> Anatomy:
    """Take a path's steps apart, by taking them once more.

    Args:
        path: of a single walker or of a batch.
        state: the optimizer's state before the path's first step; may be left out for a path that begins at step 0.

    Raises:
        ValueError: no state for a path that begins later.

    >>> import losscore as ls
    >>> bowl = ls.PROBLEMS["bowl"].objective
    >>> path = ls.descend(bowl, ls.Momentum(0.5), (-3.0, 4.0), 3)
    >>> parts = anatomy(path)
    >>> bool(np.allclose(np.diff(path.weights, axis=0), parts.slide + parts.coast))
    True
    """
    how = path.descent
    if state is None:
        if path.first:
            raise ValueError(f"state must be given for a path that begins at step {path.first}; got state = None")
        state = how.optimizer.init(path.weights[0])
    flat = np.zeros_like(path.weights[0])
    slides, coasts, rules, states = [], [], [], [state]
    changing = {step for step, _ in how.changes}
    rule, cycles = how.optimizer, True
    with np.errstate(all="ignore"):
        for row in range(len(path)):
            w, gradient, rate = path.weights[row], path.gradients[row], float(path.learning_rates[row])
            t = path.first + row
            if cycles or t in changing:
                rule = rule_at(path, row)
                cycles = schedule_of(rule).momentum(t) is not None
            slides.append(-rate * gradient)
            coasts.append(rule.update(flat, state, rate, w)[0])
            state = rule.update(gradient, state, rate, w)[1]
            rules.append(rule)
            states.append(state)
    empty = path.weights[:0]
    return Anatomy(
        np.stack(slides) if slides else empty, np.stack(coasts) if coasts else empty, tuple(rules), tuple(states)
    )


def rule_at(path: Path, row: int) -> Optimizer:
    """The optimizer that takes the step from a row of a path: with the changes made and its schedule's momentum."""
    t = path.first + row
    optimizer = change.at(path.descent.optimizer, path.descent.changes, t)
    momentum = schedule_of(optimizer).momentum(t)
    return optimizer if momentum is None else with_momentum(optimizer, momentum)
