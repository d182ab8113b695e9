"""The check at the end of the lesson: ten questions from a seed, drawn from ``app/content/<locale>/check/*.md``.

Each of these files belongs to the step of its name and holds numbered questions::

    question_1: Where does one step lead?
    scene_1: ?problem=tiny&steps=1                       where the engine works the answer out
    choice_1_1: (0.4, −0.1) | w1_1 > 0.3
    choice_1_2: (−0.4, 0.1) | w1_1 < -0.3 | That leads uphill.   why it is wrong
    told_1: what is said to every answer

Which choice is true is never written down. Conditions are those of `app.lesson.conditions` on the facts of the scene.
Further facts: ``heights_1: 1, 1; 0, 0`` makes ``height_1``, ``height_2``; ``examples_1: 1, 0.9; 1, 0.1`` (a label and
what the model says) makes ``cost_1``, ``cost_2`` and ``ratio``, the second by the first; ``velocity_1: 0.9, 1, 1``
(beta, last velocity, slope) makes ``velocity``; ``rate_at_1: 150`` makes ``rate``, run 1's learning rate at that step.

``?lesson=check&seed=7&given=2130`` is the check of seed 7 with its first three questions answered; a 0 is one that is
still open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlencode

import numpy as np

import losscore as ls
from app.kit.text import Text, load
from app.lesson.address import ANSWERS, KEY, read_answers, write_answers
from app.lesson.conditions import Condition, Facts, holds, read_condition
from app.lesson.facts import page_facts
from app.lesson.steps import LOCALE, Step, numbered, pairs, parts, steps
from app.link.fields import read_query
from app.runs.results import Results
from app.runs.scene import from_link

SLUG = "check"
GIVEN = "given"
COUNT = 10
MOST_SEED = 999_999
_TAG = 13  # keeps these random numbers apart from anybody else's with the same seed


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from: its label, when it is the true one, and why it is wrong if it is not."""

    label: str
    when: Condition
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A question of the check.

    Attributes:
        step: the step of the lesson that it belongs to.
        ask: the question.
        options: the answers.
        told: what is said to every answer.
        page: of the scene by which it is answered, ``/`` or ``/networks``.
        query: the scene.
        heights: places whose heights it speaks of.
        examples: labels, each with what a model says of it.
        velocity: beta, last velocity and slope; empty where nothing of this kind is asked.
        rate_at: the step at which a rate is asked for.
    """

    step: Step
    ask: str
    options: tuple[Option, ...]
    told: str
    page: str
    query: str
    heights: tuple[tuple[float, float], ...] = ()
    examples: tuple[tuple[float, float], ...] = ()
    velocity: tuple[float, ...] = ()
    rate_at: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """How far somebody is.

    Attributes:
        seed: of the questions.
        given: the numbers of the answers, in the order in which they are shown, from 1; 0 for an open question.
        answers: what was answered in the lesson, kept for the way back.
        complaint: whether the address asked for a seed that there is not.
    """

    seed: int = 1
    given: tuple[int, ...] = (0,) * COUNT
    answers: str = ""
    complaint: bool = False

    @property
    def query(self) -> str:
        """As an address holds it, without ``?``."""
        found = {KEY: SLUG, "seed": str(self.seed)}
        if any(self.given):
            found[GIVEN] = "".join(map(str, self.given))
        if self.answers:
            found[ANSWERS] = self.answers
        return urlencode(found, safe=":~,")


def opened(query: str) -> Checked | None:
    """The check that an address asks for, if it asks for one."""
    try:
        given = dict(reversed(read_query(query, blank=False)))
    except ValueError:
        return None
    if given.get(KEY) != SLUG:
        return None
    text = given.get("seed", "1")
    good = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_SEED))
    digits = [int(sign) if sign in "1234" else 0 for sign in given.get(GIVEN, "")[:COUNT]]
    kept = write_answers(read_answers(given.get(ANSWERS, "")))
    return Checked(int(text) if good else 1, (*digits, *(0,) * (COUNT - len(digits))), kept, not good)


@cache
def pool(locale: str = LOCALE) -> tuple[Question, ...]:
    """All questions, in the order of their steps.

    Raises:
        ValueError: a file that holds something else; the sentence names it.
    """
    return tuple(question for step in steps(locale) for question in _of_step(step, locale))


def drawn(seed: int, locale: str = LOCALE) -> tuple[Question, ...]:
    """The ten questions of a seed, each of another step, in the order of the steps; their answers are shuffled."""
    rng = np.random.default_rng([_TAG, seed])
    every = steps(locale)
    chosen = sorted(rng.choice(len(every), COUNT, replace=False).tolist())
    found = []
    for at in chosen:
        of_step = [question for question in pool(locale) if question.step is every[at]]
        question = of_step[int(rng.integers(len(of_step)))]
        options = tuple(question.options[i] for i in rng.permutation(len(question.options)))
        found.append(replace(question, options=options))
    return tuple(found)


def true_option(results: Results, question: Question) -> int:
    """The number of the true answer, from 1; worked out, never written down.

    Raises:
        ValueError: none or several of them are true.
    """
    facts = facts_of(results, question)
    true = [number for number, option in enumerate(question.options, start=1) if holds(option.when, facts)]
    if len(true) != 1:
        raise ValueError(f"one answer must be true; got {true} of {question.ask!r}")
    return true[0]


def facts_of(results: Results, question: Question) -> Facts:
    """What a question's conditions may name."""
    known = page_facts(results, question.page, question.query, question.heights)
    more: dict[str, float | str] = {}
    for number, (label, said) in enumerate(question.examples, start=1):
        more[f"cost_{number}"] = float(ls.bce([label], [said]))
    if len(question.examples) == 2:
        more["ratio"] = float(more["cost_2"]) / float(more["cost_1"])
    if question.velocity:
        beta, last, slope = question.velocity
        more["velocity"] = beta * last + slope
    if question.rate_at is not None:
        run, *_ = from_link(question.query)[0].runs()
        more["rate"] = float(results.path(run).learning_rates[question.rate_at])
    return Facts({**known.scene, **more}, known.runs)


def _of_step(step: Step, locale: str) -> list[Question]:
    name = f"{SLUG}/{step.slug}"
    text = load(name, locale)
    try:
        return [_question(step, text, number) for number in range(1, len(numbered(text, "question")) + 1)]
    except (KeyError, ValueError) as error:
        raise ValueError(f"{locale}/{name}.md: {error}") from error


def _question(step: Step, text: Text, number: int) -> Question:
    meta = text.meta
    page, _, query = meta.get(f"scene_{number}", "").partition("?")
    options = []
    for option in numbered(text, f"choice_{number}"):
        label, when, why = parts(option, 3) if option.count("|") == 2 else (*parts(option, 2), "")
        options.append(Option(label, read_condition(when), why))
    rate_at = meta.get(f"rate_at_{number}")
    return Question(
        step,
        meta[f"question_{number}"],
        tuple(options),
        meta[f"told_{number}"],
        page or "/",
        query,
        pairs(meta.get(f"heights_{number}", "")),
        pairs(meta.get(f"examples_{number}", "")),
        tuple(float(part) for part in meta.get(f"velocity_{number}", "").split(",") if part.strip()),
        int(rate_at) if rate_at else None,
    )
