"""Settings that change in the middle of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from losscore import checks
from losscore.optimizers.base import Optimizer

Change = tuple[int, Mapping[str, Any]]  # from this step on, these settings of the optimizer


def checked(optimizer: Optimizer, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes in the order of their steps.

    Raises:
        ValueError: a step that is no whole number >= 0, a setting that the optimizer does not have, a value that it
            refuses.
    """
    ordered = []
    for step, settings in changes:
        checks.count("the step of a change", step)
        for name in settings:
            checks.one_of(f"a changed setting of {type(optimizer).__name__}", name, _names(optimizer))
        ordered.append((int(step), dict(settings)))
    ordered.sort(key=lambda change: change[0])
    for step, _ in ordered:
        at(optimizer, ordered, step)
    return tuple(ordered)


def at(optimizer: Optimizer, changes: Iterable[Change], step: int) -> Optimizer:
    """The optimizer with the settings that are in force at a step; of two changes the later one wins."""
    settings = {name: value for begin, change in changes if begin <= step for name, value in change.items()}
    changed: Optimizer = replace(optimizer, **settings) if settings else optimizer  # type: ignore[type-var]
    return changed


def _names(optimizer: Optimizer) -> list[str]:
    return [field.name for field in fields(optimizer)]  # type: ignore[arg-type]  # every optimizer is a dataclass
