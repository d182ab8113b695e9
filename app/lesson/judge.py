"""What the page says to a prediction, and when it notices that the thing to try has worked."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from app.kit.text import load
from app.lesson.conditions import Facts, holds
from app.lesson.facts import facts_of
from app.lesson.steps import LOCALE, Prediction, Step
from app.link.fields import Part, read_number
from app.networks.scene import from_link as network_link
from app.networks.scene import to_link as network_to_link
from app.runs.results import Results
from app.runs.scene import BY_NAME, from_link, to_link

WORDS = load("words/lesson", LOCALE).meta


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a prediction.

    Attributes:
        right: whether it was right; ``None`` where nothing was predicted: skipped, or not understood.
        understood: whether the question now counts as answered (or skipped): then the run may be shown.
        sentence: for the reader, a line of Markdown where it is understood.
    """

    right: bool | None
    understood: bool
    sentence: str


def answer(results: Results, step: Step, given: str) -> Answer:
    """The answer to a prediction: the number of a choice, two numbers of a point, or a number; nothing to skip."""
    facts, asked = facts_of(results, step), step.prediction
    true = truth(asked, facts)
    if not given.strip():
        return Answer(None, True, f"{_said(asked, 'skipped', truth=_shown(asked, true))} {step.told}")
    try:
        right, sentence = {"choice": _choice, "point": _point, "number": _number}[asked.kind](step, given, facts)
    except ValueError as error:
        return Answer(None, False, str(error))
    return Answer(right, True, f"{sentence} {step.told}")


def noticed(results: Results, step: Step, query: str) -> bool:
    """Whether a scene is one in which the thing to try has worked."""
    return holds(step.noticed, facts_of(results, step, query))


def tried(step: Step, query: str) -> bool:
    """Whether a scene does anything else than the step's own, so that it counts as a try."""
    return _walked(step, query) != _walked(step, step.query)


def _walked(step: Step, query: str) -> str:
    if step.page == "/networks":
        return network_to_link(network_link(query, {})[0], run_only=True)
    return to_link(from_link(query)[0], Part.RUN)


def truth(asked: Prediction, facts: Facts) -> str:
    """The true answer as it would be given; worked out, never written down.

    Raises:
        ValueError: a scene for which it cannot be told: no choice or several are true, or a fact is missing.
    """
    if asked.kind == "choice":
        true = [number for number, choice in enumerate(asked.choices, start=1) if holds(choice.when, facts)]
        if len(true) != 1:
            raise ValueError(f"one choice must be true; got {true} of {asked.question!r}")
        return str(true[0])
    values = [facts.get(name) for name in asked.truth]
    if not all(isinstance(value, float) for value in values):
        raise ValueError(f"the facts {asked.truth} must be numbers; got {values}")
    return ", ".join(f"{value:.4g}" for value in values)


def _said(asked: Prediction, how: str, **values: str) -> str:
    return WORDS[f"{asked.kind}_{how}"].format(**values)


def _shown(asked: Prediction, true: str) -> str:
    """The true answer as it is said: a choice by its label, a point as a place."""
    if asked.kind == "point":
        return place([float(part) for part in true.split(",")])
    return asked.choices[int(true) - 1].label if asked.kind == "choice" else true


def place(point: Iterable[float]) -> str:
    """A point as learners read it: two decimals each, with a true minus.

    >>> place((1.0863, -0.0004))
    '1.09, 0.00'
    """
    return ", ".join(f"{round(value, 2) + 0.0:.2f}".replace("-", "−") for value in point)


def _choice(step: Step, given: str, facts: Facts) -> tuple[bool, str]:
    asked, number = step.prediction, given.strip()
    if not number.isdecimal() or not 1 <= int(number) <= len(asked.choices):
        raise ValueError(WORDS["choose"].format(count=len(asked.choices)))
    true = truth(asked, facts)
    right = number == true
    label = asked.choices[int(number) - 1].label
    return right, _said(asked, "right" if right else "wrong", given=label, truth=_shown(asked, true))


def _point(step: Step, given: str, facts: Facts) -> tuple[bool, str]:
    try:
        point = BY_NAME["start"].read(given)
    except ValueError:
        raise ValueError(WORDS["not_point"].format(given=given[:40])) from None
    true = [facts.get(name) for name in step.prediction.truth]
    scene, _ = from_link(step.query)
    widths = [high - low for low, high in scene.problem_shown.window]
    away = max(abs(p - float(t or 0.0)) / width for p, t, width in zip(point, true, widths, strict=True))
    right = away <= step.prediction.near
    pointed, there = place(point), _shown(step.prediction, truth(step.prediction, facts))
    sentence = _said(step.prediction, "right" if right else "wrong", given=pointed, truth=there, share=_share(away))
    return right, sentence


def _number(step: Step, given: str, facts: Facts) -> tuple[bool, str]:
    try:
        value = read_number(given)
    except ValueError:
        raise ValueError(WORDS["not_number"].format(given=given[:40])) from None
    true = float(facts.get(step.prediction.truth[0]) or 0.0)
    right = math.isclose(value, true, rel_tol=0, abs_tol=step.prediction.near * abs(true))
    how = "right" if value == true else "near" if right else "wrong"
    return right, _said(step.prediction, how, given=f"{value:,.6g}", truth=f"{true:,.6g}")


def _share(part: float) -> str:
    percent = 100 * part
    return WORDS["share_small"] if percent < 1 else f"{percent:.0f} %"
