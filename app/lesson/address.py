"""A step in the address: ``?lesson=valleys`` opens its scene; what else the address names of a scene comes first.

What a learner has answered so far stands there too, as nothing is stored in the browser: ``answers=loss:2~many:105``,
with ``-`` for a question that was skipped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.lesson.steps import LOCALE, Step, by_slug, every, steps
from app.link.fields import read_query, write_query
from app.networks.scene import BY_NAME as NETWORK
from app.runs.scene import BY_NAME as LAB

KEY = "lesson"
ANSWERS = "answers"
SKIPPED = "-"
_GIVEN = re.compile(r"[-+0-9.,eE]{1,40}")
# What makes it an address of a scene. Anything else is how the page is shown, or was put there on the way: services
# through which a link is sent add names of their own.
_OF_A_SCENE = frozenset({*LAB, *NETWORK} - {"theme"})


def address(step: Step, answers: Mapping[str, str] | None = None) -> str:
    """The link of a step, with what was answered so far."""
    return f"{step.page}?{KEY}={step.slug}{answers_link(answers or {})}"


def answers_link(answers: Mapping[str, str]) -> str:
    """What was answered so far, as the end of a link; empty where there is nothing."""
    return f"&{ANSWERS}={write_answers(answers)}" if answers else ""


def write_answers(answers: Mapping[str, str]) -> str:
    """Answers by the slugs of their steps, as they stand in an address."""
    return "~".join(f"{slug}:{''.join(given.split()) or SKIPPED}" for slug, given in answers.items())


def read_answers(text: object, locale: str = LOCALE) -> dict[str, str]:
    """Answers by the slugs of their steps, in the order of the steps; what cannot be an answer is left out."""
    found: dict[str, str] = {}
    for part in text.split("~")[:100] if isinstance(text, str) else []:
        slug, _, given = part.partition(":")
        if given == SKIPPED or _GIVEN.fullmatch(given):
            found.setdefault(slug, given)
    return {step.slug: found[step.slug] for step in every(locale) if step.slug in found}


def answers_of(query: str) -> dict[str, str]:
    """The answers that an address holds."""
    try:
        pairs = read_query(query, blank=False)
    except ValueError:
        return {}
    return read_answers(next((text for name, text in pairs if name == ANSWERS), ""))


def elsewhere(path: str, query: str) -> str:
    """Where an address leads whose step stands on another page, seen from it; empty where it is on the right one."""
    if path not in ("/", "/networks"):
        return ""
    step, _, _ = opened(query)
    return f".{step.page}?{query.removeprefix('?')}" if step and step.page != path else ""


def opened(query: str, locale: str = LOCALE) -> tuple[Step | None, str, tuple[str, ...]]:
    """The step that an address asks for, the query of the scene to show, and a sentence where there is no such step.

    An address that names a scene of its own shows that one: it was taken in the middle of a step.
    """
    try:
        pairs = read_query(query)
    except ValueError:
        return None, query, ()
    slug = next((text for name, text in pairs if name == KEY), None)
    if slug is None:
        return None, query, ()
    step = by_slug(slug, locale)
    rest = [(name, text) for name, text in pairs if name not in (KEY, ANSWERS)]
    if step is None:
        shown = slug if len(slug) <= 40 else slug[:40] + "…"
        there = ", ".join(each.slug for each in steps(locale))
        sentence = f"The lesson has no step “{shown}”; its steps are {there}. The lab is shown without the lesson."
        return None, write_query(rest), (sentence,)
    if not any(name in _OF_A_SCENE for name, _ in rest):
        rest = read_query(step.query, blank=False) + rest
    return step, write_query(rest), ()
