"""What the page says to a prediction, and when it notices that the thing to try has worked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.fields import read_number
from app.lesson.conditions import Facts, holds
from app.lesson.facts import facts_of
from app.lesson.steps import Prediction, Step
from app.results import Results
from app.scene import BY_NAME, from_link


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a prediction.

    Attributes:
        right: whether it was right; ``None`` where nothing was predicted: skipped, or not understood.
        understood: whether the question now counts as answered (or skipped): then the run may be shown.
        sentence: for the reader.
    """

    right: bool | None
    understood: bool
    sentence: str


def answer(results: Results, step: Step, given: str) -> Answer:
    """The answer to a prediction: the number of a choice, two numbers of a point, or a number; nothing to skip."""
    facts, asked = facts_of(results, step), step.prediction
    if not given.strip():
        return Answer(None, True, f"Skipped. {_truth(asked, facts)} {step.told}")
    try:
        right, said = {"choice": _choice, "point": _point, "number": _number}[asked.kind](step, given, facts)
    except ValueError as error:
        return Answer(None, False, str(error))
    verdict = f"Right: {said}" if right else f"Not this time: {said} {_truth(asked, facts)}"
    return Answer(right, True, f"{verdict} {step.told}")


def noticed(results: Results, step: Step, query: str) -> bool:
    """Whether a scene is one in which the thing to try has worked."""
    return holds(step.noticed, facts_of(results, step, query))


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


def _choice(step: Step, given: str, facts: Facts) -> tuple[bool, str]:
    choices = step.prediction.choices
    number = given.strip()
    if not number.isdecimal() or not 1 <= int(number) <= len(choices):
        raise ValueError(f"Choose one of the {len(choices)} answers.")
    return number == truth(step.prediction, facts), f"you said “{choices[int(number) - 1].label}”."


def _point(step: Step, given: str, facts: Facts) -> tuple[bool, str]:
    try:
        point = BY_NAME["start"].read(given)
    except ValueError:
        raise ValueError(f"A point is two numbers such as “1, 2”; got “{given[:40]}”. Or click the contour.") from None
    true = [facts.get(name) for name in step.prediction.truth]
    scene, _ = from_link(step.query)
    widths = [high - low for low, high in scene.problem_shown.window]
    away = max(abs(p - float(t or 0.0)) / width for p, t, width in zip(point, true, widths, strict=True))
    return away <= step.prediction.near, (
        f"you pointed at ({point[0]:.3g}, {point[1]:.3g}), {_share(away)} of the picture from where it came to rest."
    )


def _number(step: Step, given: str, facts: Facts) -> tuple[bool, str]:
    try:
        value = read_number(given)
    except ValueError:
        raise ValueError(f"The answer is a number; got “{given[:40]}”.") from None
    true = float(facts.get(step.prediction.truth[0]) or 0.0)
    right = math.isclose(value, true, rel_tol=0, abs_tol=step.prediction.near * abs(true))
    near = "" if value == true or not right else f" That is close to {true:,.6g}."
    return right, f"you said {value:,.6g}.{near}"


def _truth(asked: Prediction, facts: Facts) -> str:
    true = truth(asked, facts)
    if asked.kind == "choice":
        return f"The answer is “{asked.choices[int(true) - 1].label}”."
    return f"It came to rest at ({true})." if asked.kind == "point" else f"It is {true}."


def _share(part: float) -> str:
    percent = 100 * part
    return "less than 1 %" if percent < 1 else f"{percent:.0f} %"
