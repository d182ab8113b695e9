"""Learning-rate schedules: the rate as a function of the step, in PyTorch's definitions.

``schedule(step)`` for step = 0, 1, ... gives the learning rate; after its end a schedule holds its last value.
``schedule.momentum(step)`` is ``None`` for all but those that cycle the momentum too.
"""

from __future__ import annotations

from losscore.schedules.base import Schedule
from losscore.schedules.constant import Constant
from losscore.schedules.cosine import CosineDecay
from losscore.schedules.exponential import ExponentialDecay
from losscore.schedules.onecycle import OneCycle
from losscore.schedules.restarts import WarmRestarts
from losscore.schedules.step import StepDecay
from losscore.schedules.warmup import LinearWarmup

SCHEDULES: dict[str, type[Schedule]] = {
    kind.__name__: kind
    for kind in (Constant, StepDecay, ExponentialDecay, CosineDecay, WarmRestarts, LinearWarmup, OneCycle)
}

__all__ = [
    "SCHEDULES",
    "Constant",
    "CosineDecay",
    "ExponentialDecay",
    "LinearWarmup",
    "OneCycle",
    "Schedule",
    "StepDecay",
    "WarmRestarts",
]
