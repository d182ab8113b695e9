"""Why a valley can or cannot hold a walker: the learning rate against the curvature.

Near a minimum the landscape is a quadratic bowl. Along a direction with curvature ``c`` (an eigenvalue of the Hessian),
gradient descent is ``e <- (1 - lr c) e``: the distance ``e`` shrinks iff ``0 < lr c < 2``. With momentum ``m`` the
limit is ``2 + 2 m`` (Goh: Why Momentum Really Works, 2017). Rules that scale their steps by the slopes they have seen
have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from losscore import changes as change
from losscore.checks import Floats
from losscore.optimizers.base import schedule_of, with_momentum

if TYPE_CHECKING:  # a path reports its stability, so that module imports this one
    from losscore.path import Descent, Path


@dataclass(frozen=True, slots=True)
class Stability:
    """A learning rate held against a curvature.

    Attributes:
        rate: the learning rate.
        curvature: the steepest curvature at the place in question, with weight decay added where there is some.
        limit: what their product must stay below for a walker to come to rest there.
        decay: how much of the curvature is weight decay.
    """

    rate: float
    curvature: float
    limit: float
    decay: float = 0.0

    @property
    def product(self) -> float:
        """``lr c``."""
        return self.rate * self.curvature

    @property
    def holds(self) -> bool:
        """Whether a walker can come to rest."""
        return 0.0 < self.product < self.limit


def stability(how: Descent, step: int, curvature: float, *, rate: float | None = None) -> Stability | None:
    """The learning rate of the last of ``step`` steps (or another one) against a curvature.

    ``None`` for rules without a limit.
    """
    last = max(step - 1, 0)
    rule = change.at(how.optimizer, how.changes, last)
    schedule = schedule_of(rule)
    momentum = schedule.momentum(last)
    limit = (rule if momentum is None else with_momentum(rule, momentum)).stability_limit
    if limit is None:
        return None
    rate = schedule(last) if rate is None else rate
    return Stability(rate, curvature + rule.weight_decay, limit, rule.weight_decay)


def steepest_curvature(path: Path) -> float:
    """The largest curvature that a path of one start has met, looked up at no more than 200 of its rows."""
    rows = path.weights[:: max(1, len(path.weights) // 200)]
    hessians: Floats = path.descent.objective.hessian(rows)
    hessians = hessians[np.isfinite(hessians).all(axis=(-2, -1))]
    return float(np.linalg.eigvalsh(hessians).max(initial=0.0))
