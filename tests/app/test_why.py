"""The formula of a step and its numbers: the written sum is the number that stands behind it."""

from __future__ import annotations

import ast
import re
from typing import Any

import numpy as np
import pytest

import losscore as ls
from app.kit.formula import formula
from app.lab.why import explained, number
from app.runs.rule import Rule
from app.runs.scene import Scene
from tests.app.test_results import results

SOURCE = results()
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
RULES = [
    *(Rule(name, 0.05) for name in ls.OPTIMIZERS),
    *(Rule(name, 0.05, weight_decay=0.3) for name in ls.OPTIMIZERS),
    Rule("Momentum", 0.1, schedule="OneCycle"),
    Rule("Adam", 0.1, batch_size=8).changed(3, "beta1", 0.5),
]


def value(text: str) -> float:
    """What a written sum comes to, worked out anew."""
    text = re.sub(r"·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: "e" + m[1].translate(RAISED), text)
    text = re.sub(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: "**" + m[1].translate(RAISED), text)
    text = re.sub(r"√([0-9.e−-]+)", r"(\1)**0.5", text.replace("×", "*"))
    return float(eval(compile(ast.parse(text.replace("−", "-"), mode="eval"), "sum", "eval")))  # noqa: S307 - our own text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.optimizer}-{rule.weight_decay}-{rule.schedule}")
@pytest.mark.parametrize("at", [0, 3, 40])
def test_every_line_adds_up(rule: Rule, at: int) -> None:
    scene = Scene(rules=(rule,), steps=50)
    step = SOURCE.step(scene, at)
    assert step is not None
    rows = explained(step)
    for row in rows:
        for text in row["weights"]:
            left, right = text.rsplit(" = ", 1)
            scale = max(abs(value(part)) for part in re.findall(r"[−]?[0-9.]+(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", left) or ["0"])
            # Each written number has four digits, so the sum is as exact as those are.
            assert value(left) == pytest.approx(value(right), rel=5e-3, abs=2e-3 * scale), text
    # The last line is where the weights went.
    for k, text in enumerate(rows[-1]["weights"]):
        assert text.endswith(f"= {number(step.ahead[k])}")
        assert number(step.rate) in text


@pytest.mark.parametrize("name", list(ls.OPTIMIZERS))
def test_every_formula_can_be_drawn_and_said(name: str) -> None:
    step = SOURCE.step(Scene(rules=(Rule(name, weight_decay=0.1),), steps=5), 2)
    for row in explained(step) if step else []:
        assert formula(row["symbol"], row["spoken"]) is not None


@pytest.mark.parametrize(
    ("given", "text"),
    [(0.0, "0"), (0.3, "0.3"), (-1 / 3, "−0.3333"), (12345.678, "12346"), (1e-8, "1.00·10⁻⁸"), (-2.5e7, "−2.50·10⁷")],
)
def test_numbers_are_written_as_people_do(given: float, text: str) -> None:
    assert number(given) == text


def test_numbers_that_are_none_are_said() -> None:
    values: list[Any] = [np.inf, -np.inf, np.nan]
    assert [number(each) for each in values] == ["∞", "−∞", "not a number"]
