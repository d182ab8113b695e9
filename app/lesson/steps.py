"""The steps of the lesson, read from ``app/content/<locale>/lesson/*.md``, in the order of their numbers.

The front matter of a step::

    number: 4
    title: Valleys that fool you
    scene: ?problem=trap&optimizer=GradientDescent&learning_rate=0.3
    claim: outcome_1 is local minimum          what the step says of its scene; a test holds it to that
    question: Where will it come to rest?
    predict: choice                            or point, or number
    choice_1: In a side valley | outcome_1 is local minimum
    choice_2: In the lowest valley | outcome_1 is lowest
    told: what is said once the question is answered
    try: one thing to try, with the control it needs: Find a {control=learning_rate} that ...
    noticed: the condition by which the page notices that it worked
    because: why it worked, as it stands behind “Yes, because”
    hint: what to say after three tries that did not
    solution: a link for which it does
    recap: what to keep of the step, in a sentence
    diagram: 2, 8, 8, 1                        on a step about a network: the units of each layer, to be drawn
    figure: model                              a small figure beside the land, see `app.lesson.figure`
    retired: yes                               on a step that only old links lead to; another has its number now
    hide: ground                               where even the bare landscape would answer the question

A **point** has ``truth: w1_1, w2_1``, the facts that are its coordinates, and ``near: 0.1``, the share of the picture's
width and depth within which a click is right. A **number** has ``truth: weights`` and ``near: 0.1``, the share of the
truth. ``heights: -1, 1; 0, 0`` makes the facts ``height_1``, ``height_2`` of places. ``symbol_1: TeX | spoken |
meaning`` explains a symbol of the formula. Conditions are those of `app.lesson.conditions`.
Question, answers, what is told, tried and hinted are lines of Markdown (`app.kit.text.line`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from app.kit.text import FOLDER, LOCALES, Text, load
from app.lesson.conditions import Condition, read_condition

Kind = Literal["choice", "point", "number"]
LOCALE = LOCALES[0]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from: its label, and when it is the true one."""

    label: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is asked before the run is shown.

    Attributes:
        kind: a choice, a point to click, or a number.
        question: the question.
        choices: the answers of a choice; given and answered by their numbers, from 1.
        truth: names of the facts that are the true point or number.
        near: how near to it counts as right.
    """

    kind: Kind
    question: str
    choices: tuple[Choice, ...] = ()
    truth: tuple[str, ...] = ()
    near: float = 0.0


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol of the step's formula."""

    tex: str
    spoken: str
    meaning: str


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A step of the lesson.

    Attributes:
        slug: its name in the address: ``lesson=loss``.
        number: 1, 2, ...
        title: what people read.
        page: the path of the page that shows its scene, ``/`` or ``/networks``.
        query: the scene, a query of that page.
        body: the text, as components.
        words: the same as one hears it.
        symbols: of the formula, each explained.
        claim: what the step says of its scene.
        prediction: what is asked before the run is shown.
        told: what is said once it is answered.
        goal: the one thing to try.
        noticed: when it has worked.
        because: why it has.
        hint: what helps after some tries in vain.
        recap: what to keep of the step, in a sentence.
        solution: a query for which it has.
        hides_ground: whether even the bare landscape would answer the question, so that it waits too.
        heights: places whose heights the step speaks of.
        diagram: how many units each layer of its network has, from the inputs to the answer; empty: none is drawn.
        figure: the small figure that it has, as `app.lesson.figure` reads it; empty for none.
        retired: whether only old links lead to it.
    """

    slug: str
    number: int
    title: str
    page: str
    query: str
    body: tuple[Any, ...]
    words: str
    symbols: tuple[Symbol, ...]
    claim: Condition
    prediction: Prediction
    told: str
    goal: str
    noticed: Condition
    because: str
    hint: str
    recap: str
    solution: str
    hides_ground: bool
    heights: tuple[tuple[float, float], ...]
    diagram: tuple[int, ...] = ()
    figure: str = ""
    retired: bool = False


def steps(locale: str = LOCALE) -> tuple[Step, ...]:
    """All steps, in their order; read once.

    Raises:
        ValueError: a file that is no step; the sentence names it.
    """
    return _steps(locale)


@cache
def _steps(locale: str) -> tuple[Step, ...]:
    found = [step for step in every(locale) if not step.retired]
    if [step.number for step in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"the steps of {locale}/lesson must be numbered 1, 2, ...; got {[s.number for s in found]}")
    return tuple(found)


def every(locale: str = LOCALE) -> tuple[Step, ...]:
    """All steps that a link may name, in their order, with those that only old links know; read once."""
    return _every(locale)


@cache
def _every(locale: str) -> tuple[Step, ...]:
    slugs = sorted(path.stem for path in (FOLDER / locale / "lesson").glob("*.md"))
    return tuple(sorted((_step(slug, locale) for slug in slugs), key=lambda step: step.number))


def by_slug(slug: str, locale: str = LOCALE) -> Step | None:
    """The step of an address, if there is one of this name."""
    return next((step for step in every(locale) if step.slug == slug), None)


def beside(step: Step, locale: str = LOCALE) -> tuple[Step | None, Step | None]:
    """The steps before and after."""
    now = steps(locale)
    after = now[step.number] if step.number < len(now) else None
    return (now[step.number - 2] if step.number > 1 else None), after


def _step(slug: str, locale: str) -> Step:
    text = load(f"lesson/{slug}", locale)
    try:
        return _made(slug, text)
    except (KeyError, ValueError) as error:
        raise ValueError(f"{locale}/lesson/{slug}.md: {error}") from error


def _made(slug: str, text: Text) -> Step:
    meta = text.meta
    page, _, query = meta["scene"].partition("?")
    return Step(
        slug=slug,
        number=int(meta["number"]),
        title=meta["title"],
        page=page or "/",
        query=query,
        body=text.body,
        words=text.plain,
        symbols=tuple(Symbol(*parts(line, 3)) for line in numbered(text, "symbol")),
        claim=read_condition(meta["claim"]),
        prediction=_prediction(text),
        told=meta["told"],
        goal=meta["try"],
        noticed=read_condition(meta["noticed"]),
        because=meta["because"],
        hint=meta["hint"],
        recap=meta["recap"],
        solution=meta["solution"].partition("?")[2],
        hides_ground=meta.get("hide") == "ground",
        heights=pairs(meta.get("heights", "")),
        diagram=tuple(int(part) for part in meta.get("diagram", "").split(",") if part.strip()),
        figure=meta.get("figure", ""),
        retired=meta.get("retired") == "yes",
    )


def _prediction(text: Text) -> Prediction:
    meta, question = text.meta, text.meta["question"]
    if meta["predict"] == "choice":
        lines = [parts(line, 2) for line in numbered(text, "choice")]
        if len(lines) < 2:
            raise ValueError("a choice has at least choice_1 and choice_2")
        choices = tuple(Choice(label, read_condition(when)) for label, when in lines)
        return Prediction("choice", question, choices=choices)
    if meta["predict"] not in ("point", "number"):
        raise ValueError(f"predict must be choice, point or number; got {meta['predict']!r}")
    kind: Kind = "point" if meta["predict"] == "point" else "number"
    truth = tuple(name.strip() for name in meta["truth"].split(","))
    if len(truth) != {"point": 2, "number": 1}[kind]:
        raise ValueError(f"truth of a {kind} names {'two facts' if kind == 'point' else 'one fact'}; got {truth}")
    return Prediction(kind, question, truth=truth, near=float(meta["near"]))


def numbered(text: Text, name: str) -> list[str]:
    """The values of ``name_1``, ``name_2``, ... as far as they go."""
    found: list[str] = []
    while (key := f"{name}_{len(found) + 1}") in text.meta:
        found.append(text.meta[key])
    return found


def parts(line: str, number: int) -> list[str]:
    """The parts of a line with ``|`` between them.

    Raises:
        ValueError: another number of them, or an empty one.
    """
    found = [part.strip() for part in line.split("|")]
    if len(found) != number or not all(found):
        raise ValueError(f"{number} parts with “|” between them are wanted; got {line!r}")
    return found


def pairs(text: str) -> tuple[tuple[float, float], ...]:
    """Pairs of numbers such as ``1, 2; 3, 4``."""
    found = [[float(number) for number in part.split(",")] for part in text.split(";") if part.strip()]
    return tuple((first, second) for first, second in found)
