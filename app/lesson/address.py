"""A step in the address: ``?lesson=valleys`` opens its scene; what else the address names of a scene comes first."""

from __future__ import annotations

from urllib.parse import parse_qsl

from app.fields import write_query
from app.lesson.steps import LOCALE, Step, by_slug, steps
from app.network_scene import BY_NAME as NETWORK
from app.scene import BY_NAME as LAB

KEY = "lesson"
# What makes it an address of a scene. Anything else is how the page is shown, or was put there on the way: services
# through which a link is sent add names of their own.
_OF_A_SCENE = frozenset({*LAB, *NETWORK} - {"theme"})


def address(step: Step) -> str:
    """The link of a step."""
    return f"{step.page}?{KEY}={step.slug}"


def opened(query: str, locale: str = LOCALE) -> tuple[Step | None, str, tuple[str, ...]]:
    """The step that an address asks for, the query of the scene to show, and a sentence where there is no such step.

    An address that names a scene of its own shows that one: it was taken in the middle of a step.
    """
    try:
        pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return None, query, ()
    slug = next((text for name, text in pairs if name == KEY), None)
    if slug is None:
        return None, query, ()
    step = by_slug(slug, locale)
    rest = [(name, text) for name, text in pairs if name != KEY]
    if step is None:
        shown = slug if len(slug) <= 40 else slug[:40] + "…"
        there = ", ".join(each.slug for each in steps(locale))
        sentence = f"The lesson has no step “{shown}”; its steps are {there}. The lab is shown without the lesson."
        return None, write_query(rest), (sentence,)
    if not any(name in _OF_A_SCENE for name, _ in rest):
        rest = parse_qsl(step.query) + rest
    return step, write_query(rest), ()
