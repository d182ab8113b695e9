"""Rule: what a run walks by, and its part of a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, cast

import losscore as ls
from app.link.fields import Field, choice, number, read_number, read_whole, write_number

HIGHEST_RATE = 100.0
MOST_CHANGES = 20
MOST_STEPS = 5000
# The schedules on offer, each stretched over the run.
_SCHEDULES: dict[str, Callable[[float, int], ls.Schedule]] = {
    "Constant": lambda rate, _: ls.Constant(rate),
    "CosineDecay": ls.CosineDecay,
    "StepDecay": lambda rate, steps: ls.StepDecay(rate, max(steps // 3, 1), gamma=0.5),
    "ExponentialDecay": lambda rate, _: ls.ExponentialDecay(rate, gamma=0.99),
    "WarmRestarts": lambda rate, steps: ls.WarmRestarts(rate, max(steps // 3, 1)),
    "LinearWarmup": lambda rate, steps: ls.LinearWarmup(rate, max(steps // 10, 1)),
    "OneCycle": lambda rate, steps: ls.OneCycle(rate, max(steps, 2)),
}
SCHEDULES = tuple(_SCHEDULES)

Change = tuple[int, str, float]  # from this step on, this setting is this


@dataclass(frozen=True, slots=True)
class Rule:
    """What a run walks by: an update rule with its settings. ``None`` means: the rule's own.

    A setting that the optimizer does not have is kept, so that it is there again when the optimizer changes back.

    Attributes:
        batch_size: examples that each step looks at; ``None``: all of them.
        changes: settings changed in mid-run, in the order of their steps.
    """

    optimizer: str = "GradientDescent"
    learning_rate: float = 0.05
    momentum: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    alpha: float = 0.99
    eps: float | None = None
    weight_decay: float | None = None
    schedule: str = "Constant"
    batch_size: int | None = None
    changes: tuple[Change, ...] = ()

    def make(self, steps: int) -> ls.Optimizer:
        """The optimizer, its schedule stretched over so many steps."""
        given = {name: getattr(self, name) for name in SETTINGS if self.has(name)}
        settings = {name: value for name, value in given.items() if value is not None}
        settings["learning_rate"] = self._schedule(self.learning_rate, steps)
        return ls.OPTIMIZERS[self.optimizer](**settings)

    def made_changes(self, steps: int) -> tuple[tuple[int, dict[str, Any]], ...]:
        """The changes as `losscore.descend` takes them: a new learning rate goes on with the same schedule."""
        return tuple(
            (step, {name: self._schedule(value, steps) if name == "learning_rate" else value})
            for step, name, value in self.changes
            if self.has(name)
        )

    def has(self, name: str) -> bool:
        """Whether the update rule has this setting."""
        return name in _settings_of(self.optimizer)

    def setting(self, name: str) -> Any:
        """A setting as it is in force at the end of the run: changed in mid-run, given, or the rule's own."""
        changed = [value for _, each, value in self.changes if each == name]
        value = changed[-1] if changed else getattr(self, name)
        return getattr(self.make(2), name) if value is None and self.has(name) else value

    def changed(self, step: int, name: str, value: float) -> Rule:
        """The rule with a setting that changes at a step of the run; what was changed from there on is forgotten.

        Raises:
            ValueError: more changes than a run may have.
        """
        kept = [change for change in self.changes if change[0] < step or (change[0] == step and change[1] != name)]
        if len(kept) >= MOST_CHANGES:
            raise ValueError(f"A run may be changed {MOST_CHANGES} times on its way, and this one was.")
        return replace(self, changes=(*kept, (step, name, value)))

    def until(self, step: int) -> Rule:
        """The rule without the changes from this step on."""
        return replace(self, changes=tuple(change for change in self.changes if change[0] < step))

    def _schedule(self, rate: float, steps: int) -> ls.Schedule:
        return _SCHEDULES[self.schedule](rate, steps)


@cache
def _settings_of(optimizer: str) -> frozenset[str]:
    return frozenset(setting.name for setting in fields(cast("Any", ls.OPTIMIZERS[optimizer])))


def _read_batch(text: str) -> int | None:
    return None if text.strip().lower() == "all" else read_whole(text, 1, 2000)


def _read_changes(text: str) -> tuple[Change, ...]:
    """``40@learning_rate@0.1/80@momentum@0.5``."""
    changes = []
    for part in text.split("/"):
        step, name, value = part.split("@")
        if name not in CHANGEABLE:
            raise ValueError("no setting that can change")
        changes.append((read_whole(step, 0, MOST_STEPS), name, float(RULE_FIELDS[name].read(value))))
    if len(changes) > MOST_CHANGES:
        raise ValueError("too many changes")
    return tuple(sorted(changes, key=lambda change: change[0]))


def _write_changes(changes: tuple[Change, ...]) -> str:
    return "/".join(f"{step}@{name}@{write_number(value)}" for step, name, value in changes)


def _small(name: str, label: str) -> Field:
    """A number that is at least 0, or the rule's own."""
    return Field(name, label, lambda text: read_number(text, 0, 10), write_number, "a number from 0 to 10")


def _share(name: str, label: str) -> Field:
    return number(name, label, "a number from 0 to 0.9999", 0.0, 0.9999)


RULE_FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        choice("optimizer", "The optimizer", tuple(ls.OPTIMIZERS)),
        number(
            "learning_rate",
            "The learning rate",
            f"a number above 0 and at most {HIGHEST_RATE:g}",
            high=HIGHEST_RATE,
            above=0,
        ),
        _share("momentum", "The momentum"),
        _share("beta1", "Beta 1"),
        number("beta2", "Beta 2", "a number from 0 to 0.999999", 0.0, 0.999999),
        _share("alpha", "Alpha"),
        number("eps", "Epsilon", "a number above 0 and at most 1", high=1, above=0),
        _small("weight_decay", "The weight decay"),
        choice("schedule", "The schedule", SCHEDULES),
        Field(
            "batch_size",
            "The minibatch size",
            _read_batch,
            lambda value: "all" if value is None else str(value),
            "“all” or a whole number of examples, at least 1",
        ),
        Field(
            "changes",
            "The list of changes",
            _read_changes,
            _write_changes,
            f"at most {MOST_CHANGES} changes such as “40@learning_rate@0.1”",
        ),
    )
}
# The numbers of an update rule, in the order of the page; those that can be moved while a run is on its way.
SETTINGS = ("momentum", "beta1", "beta2", "alpha", "eps", "weight_decay")
CHANGEABLE = ("learning_rate", *SETTINGS)


def settings_of(rule: Rule) -> dict[str, str]:
    """A rule's values as text, by field, those that differ from the defaults."""
    plain = Rule()
    return {
        name: field.write(getattr(rule, name))
        for name, field in RULE_FIELDS.items()
        if getattr(rule, name) != getattr(plain, name)
    }


def read_rules(text: str, most: int) -> tuple[Rule, ...]:
    """Runs as `write_rules` writes them.

    Raises:
        ValueError: more than ``most``, or anything that cannot be read.
    """
    rules = []
    for part in text.split("~"):
        optimizer, *settings = part.split(",")
        given = dict(setting.split(":", 1) for setting in settings)
        if len(given) < len(settings):
            raise ValueError("a setting is given twice")
        values = {name: RULE_FIELDS[name].read(value) for name, value in given.items() if name in RULE_FIELDS}
        rules.append(Rule(**{**values, "optimizer": RULE_FIELDS["optimizer"].read(optimizer)}))
    if len(rules) > most:
        raise ValueError("too many runs")
    return tuple(rules)


def write_rules(rules: tuple[Rule, ...]) -> str:
    """``Momentum,learning_rate:0.3,momentum:0.8~Adam,learning_rate:0.1``: what differs from a rule's defaults."""
    return "~".join(
        ",".join(
            [rule.optimizer, *(f"{name}:{value}" for name, value in settings_of(rule).items() if name != "optimizer")]
        )
        for rule in rules
    )
