"""Every parameter of every address: one table, by which addresses are read and from which `/teach` is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.hike import link as hike
from app.lesson import address as lesson
from app.lesson import check
from app.lesson.steps import steps
from app.link import frame
from app.link.fields import Field, read_query
from app.networks import scene as network_scene
from app.practice import address as practice
from app.runs import scene
from app.runs.rule import RULE_FIELDS, Rule
from app.teach import presets

# Said by nobody on our side: what course systems, mail programs and newsletters hang on addresses.
_OF_OTHERS = ("utm_", "fbclid", "gclid", "mc_", "lti_", "custom_", "ltik", "forceview", "redirect")
_LESSON = Field(
    "lesson",
    "The step of the lesson",
    str,
    str,
    "",
    about="opens a step of the lesson with its scene, or the questions at its end",
)
_ANSWERS = Field(
    lesson.ANSWERS,
    "The answers",
    str,
    str,
    "a step and an answer, several with ~ between them, such as loss:2~valleys:2",
    about="what a learner has answered in the lesson so far; sharing leaves it out",
)
_GIVEN = Field(
    check.GIVEN,
    "The answers to the check",
    str,
    str,
    "ten digits, the number of each answer, 0 for an open question",
    about="what a learner has answered in the ten questions; sharing leaves it out",
)
_PRESET = Field(
    "preset", "The ready-made scene", str, str, "", about="a scene of the list below; other values change it"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address.

    Attributes:
        name: in the address.
        allowed: what may be given.
        default: what counts without it; empty where that depends on the rest.
        about: what it does.
    """

    name: str
    allowed: str
    default: str
    about: str


def _rows(fields: tuple[Field, ...], defaults: Any = None) -> tuple[Parameter, ...]:
    rows = []
    for field in fields:
        value = getattr(defaults, field.name, None)
        default = "" if value in (None, (), "") else field.write(value)
        about = field.about or field.label.removeprefix("The ").removeprefix("Your ")
        rows.append(Parameter(field.name, field.allowed, default, about[:1].lower() + about[1:]))
    return tuple(rows)


def _one_of(field: Field, names: Mapping[str, Any] | tuple[str, ...]) -> Parameter:
    return Parameter(field.name, f"one of {', '.join(names)}", "", field.about)


def table() -> dict[str, tuple[Parameter, ...]]:
    """The parameters by where they hold, as a teacher reads it: of every page, then of each."""
    lessons = (*(step.slug for step in steps()), check.SLUG)
    return {
        "Every page": (*_rows(frame.FIELDS, frame.Frame()), *_rows((scene.BY_NAME["theme"],), scene.DEFAULT)),
        "Lab": (
            _one_of(_LESSON, lessons),
            *_rows((_ANSWERS, _GIVEN)),
            _one_of(_PRESET, tuple(presets.of_page("/"))),
            *_rows(tuple(field for field in scene.FIELDS if field.name != "theme"), scene.DEFAULT),
        ),
        "Lab, of a single run": _rows(tuple(RULE_FIELDS.values()), Rule()),
        "Hike": _rows(tuple(field for field in hike.FIELDS if field.name != "theme")),
        "Networks": (
            _one_of(_LESSON, tuple(step.slug for step in steps() if step.page == "/networks")),
            *_rows((_ANSWERS,)),
            _one_of(_PRESET, tuple(presets.of_page("/networks"))),
            *_rows(tuple(field for field in network_scene.FIELDS if field.name != "theme"), network_scene.DEFAULT),
        ),
        "Practice": _rows(tuple(f for f in practice.FIELDS if f.name != "theme"), practice.DEFAULT),
    }


_KNOWN: dict[str, frozenset[str]] = {
    "/": frozenset((*scene.BY_NAME, "preset", lesson.KEY, lesson.ANSWERS, check.GIVEN)),
    "/hike": frozenset(field.name for field in hike.FIELDS),
    "/networks": frozenset((*network_scene.BY_NAME, "preset", lesson.KEY, lesson.ANSWERS)),
    "/practice": frozenset(practice.BY_NAME),
    "/teach": frozenset(("theme",)),
}


def unknown(path: str, query: str) -> tuple[str, ...]:
    """A sentence about what an address names and nobody here knows."""
    try:
        pairs = read_query(query)
    except ValueError:
        return ()
    known = _KNOWN[path] | frame.BY_NAME.keys() | {"v"}
    strange = [name for name, _ in pairs if name not in known and not name.startswith(_OF_OTHERS)]
    names = list(dict.fromkeys(f"“{name[:40]}”" for name in strange))
    if not names:
        return ()
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return (f"The address names {', '.join(names[:3])}{more}, which nothing here is called; it is left out.",)
