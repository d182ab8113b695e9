"""Conditions on what a scene shows and does: ``problem is trap and any run: outcome is lowest and loss < 0.2``.

A condition is a list of comparisons joined by ``and``; each names a fact, one of ``is``, ``is not``, ``<``, ``<=``,
``>``, ``>=``, and a number, a word or another fact. Facts of run 2 end in ``_2``. Behind ``any run:`` facts without a
number belong to a run, and one run for which everything holds is enough.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Fact = float | str
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_COMPARISON = re.compile(r"([a-z_0-9]+)\s+(is not|is|<=|>=|<|>)\s+(.+)")
_ANY = "any run:"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a scene shows and does.

    Attributes:
        scene: facts of the scene as a whole, by name.
        runs: facts of each run.
    """

    scene: Mapping[str, Fact]
    runs: tuple[Mapping[str, Fact], ...] = ()

    def get(self, name: str) -> Fact | None:
        """A fact, if there is one: of the scene, or ``loss_2`` of run 2."""
        if name in self.scene:
            return self.scene[name]
        base, _, number = name.rpartition("_")
        if number.isdecimal() and 1 <= int(number) <= len(self.runs):
            return self.runs[int(number) - 1].get(base)
        return None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact against a number, a word or another fact."""

    fact: str
    sign: str
    value: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Comparisons that must all hold.

    Attributes:
        always: of the scene and of numbered runs.
        some_run: of one and the same run, whichever.
    """

    always: tuple[Comparison, ...]
    some_run: tuple[Comparison, ...] = ()


def read_condition(text: str) -> Condition:
    """A condition from its text.

    Raises:
        ValueError: a part that is no comparison.
    """
    general, found, run = text.partition(_ANY)
    before = general.strip()
    if found and before:
        if not before.endswith(" and"):
            raise ValueError(f"“{_ANY}” stands at the beginning or behind “and”; got {text!r}")
        before = before.removesuffix(" and")
    return Condition(_comparisons(before), _comparisons(run.strip()))


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether everything that a condition asks for is so. A fact that there is not fails, whatever is asked of it."""
    if not all(_true(each, facts.get) for each in condition.always):
        return False
    if not condition.some_run:
        return True

    def of(run: Mapping[str, Fact]) -> Callable[[str], Fact | None]:
        return lambda name: run[name] if name in run else facts.get(name)

    return any(all(_true(each, of(run)) for each in condition.some_run) for run in facts.runs)


def _comparisons(text: str) -> tuple[Comparison, ...]:
    found = []
    for part in re.split(r"\s+and\s+", text) if text else []:
        match = _COMPARISON.fullmatch(part.strip())
        if not match:
            raise ValueError(f"a comparison reads like “loss_1 < 0.5” or “outcome is lowest”; got {part!r}")
        found.append(Comparison(match[1], match[2], match[3].strip()))
    return tuple(found)


def _true(comparison: Comparison, get: Callable[[str], Fact | None]) -> bool:
    left = get(comparison.fact)
    named = get(comparison.value)
    right = _number(comparison.value) if named is None else named
    if left is None:
        return False
    if comparison.sign in ("is", "is not"):
        return (left == right) is (comparison.sign == "is")
    if isinstance(left, str) or isinstance(right, str):
        return False
    return _ORDER[comparison.sign](left, right)


def _number(text: str) -> Fact:
    try:
        return float(text)
    except ValueError:
        return text
