"""Frame: which parts of a page are shown, how large, and which controls stay as they are, where a teacher shows it.

``embed``, ``panels``, ``hide``, ``lock``, ``projector``, ``locale`` are taken out of the address before the page reads
its scene; they stay in the address whatever else changes there. Any text gives a frame: what is not known is left out
with a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.kit.text import LOCALES
from app.lab import controls
from app.link.fields import Field, choice, read_query, write_query
from app.networks import controls as network_controls

# The part that leads out of a frame, to the same scene in a tab of its own.
WHOLE = "whole"
_OUT = {WHOLE: "Link to the whole page"}
# The parts of each page that can be shown or not, as `panels` and `hide` name them, and as people read them.
PARTS: dict[str, dict[str, str]] = {
    "/": {
        "lesson": "Lesson",
        "controls": "Controls",
        "surface": "Loss surface",
        "contour": "Contour",
        "player": "Player",
        "outcome": "What happened, in words",
        "curve": "Loss against step",
        "model": "What the model says",
        "ranking": "Ranking",
        "why": "This step, in numbers",
        "rate": "Learning rate against step",
        "basins": "Basin map",
        "take": "Take away",
        **_OUT,
    },
    "/hike": {"task": "What to do", "choice": "Which hike", "surface": "Loss surface", **_OUT},
    "/networks": {
        "controls": "Controls",
        "surface": "Slice of the loss",
        "contour": "From above",
        "line": "Along the straight line",
        "player": "Player",
        "outcome": "What happened, in words",
        "progress": "Loss and accuracy",
        "regions": "What the network says",
        "honest": "What the slice does not show",
        "way": "A way down",
        "several": "Other directions",
        "count": "How many weights",
        "take": "Take away",
        **_OUT,
    },
    "/practice": {"calculator": "Calculator", "score": "This visit", "more": "More problems", **_OUT},
    "/teach": {},
}

_LAB = (*controls.FIELDS, "speed")
_NETWORKS = tuple(control.field for control in network_controls.CONTROLS)
# Several controls by one name, for `lock` and `hide`.
GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "/": {
        "landscape": tuple(control.field for control in controls.GROUND),
        "start": ("start", "random"),
        "runs": ("runs", "steps", "seed", *(c.field for c in (*controls.RULE, *controls.MORE) if c.field != "seed")),
        "pictures": (*(control.field for control in controls.VIEW), "curve"),
        "camera": ("camera",),
    },
    "/hike": {},
    "/networks": {
        "network": tuple(c.field for c in network_controls.CONTROLS if c.group == network_controls.NETWORK),
        "training": tuple(c.field for c in network_controls.CONTROLS if c.group == network_controls.LEARNING),
        "pictures": tuple(c.field for c in network_controls.CONTROLS if c.group == network_controls.PICTURE),
    },
    "/practice": {},
    "/teach": {},
}
CONTROLS: dict[str, tuple[str, ...]] = {
    "/": _LAB,
    "/hike": ("seed",),
    "/networks": ("preset", *_NETWORKS),
    "/practice": ("seed",),
    "/teach": (),
}
ALL = "all"


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page stands in another.

    Attributes:
        path: of the page.
        embed: whether it stands in another page, and so comes without its own head line.
        panels: the parts that are shown; ``None`` for all.
        hide: parts and controls that are not shown, nevertheless.
        lock: controls, or groups of them, that are shown and cannot be changed.
        projector: whether type is large and lines are thick, to be seen from the last row.
        locale: the language of the texts.
    """

    path: str = "/"
    embed: bool = False
    panels: tuple[str, ...] | None = None
    hide: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()
    projector: bool = False
    locale: str = LOCALES[0]

    @property
    def away(self) -> frozenset[str]:
        """The parts that are not shown; where anything is locked, no way out of the frame unless it is asked for."""
        parts = PARTS[self.path]
        unasked = set(parts) - set(self.panels) if self.panels is not None else set[str]()
        if self.locked and self.panels is None:
            unasked |= {WHOLE} & set(parts)
        return frozenset(unasked | (set(self.hide) & set(parts)))

    @property
    def hidden(self) -> frozenset[str]:
        """The controls that are not shown."""
        return self._controls(self.hide)

    @property
    def locked(self) -> frozenset[str]:
        """The controls that cannot be changed."""
        return self._controls(self.lock)

    def _controls(self, names: tuple[str, ...]) -> frozenset[str]:
        groups = GROUPS[self.path]
        if ALL in names:
            every = (name for group in groups.values() for name in group)
            return frozenset((*CONTROLS[self.path], *every)) - {"speed"}
        return frozenset(one for name in names for one in groups.get(name, (name,)))

    @property
    def link(self) -> str:
        """What of it differs from the default, as part of a query."""
        default = Frame(self.path)
        pairs = [
            (f.name, f.write(getattr(self, f.name)))
            for f in FIELDS
            if getattr(self, f.name) != getattr(default, f.name)
        ]
        return write_query(pairs)


def _yes(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("neither 0 nor 1")
    return text == "1"


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def _switch(name: str, about: str) -> Field:
    return Field(name, f"The value of {name}", _yes, lambda value: "1" if value else "0", "0 or 1", about=about)


def _list(name: str, label: str, allowed: str, about: str) -> Field:
    return Field(name, label, _names, ",".join, allowed, about=about)


FIELDS: tuple[Field, ...] = (
    _switch(
        "embed",
        "1 for a page inside another: without the head line; a link to the whole page unless anything is locked",
    ),
    _list("panels", "The list of panels", "names with commas between", "shows these parts and no other"),
    _list("hide", "The list of what to hide", "names with commas between", "hides these parts or controls"),
    _list(
        "lock",
        "The list of what to lock",
        "names with commas between",
        "shows these controls, but they stay as they are; no link leads to another page",
    ),
    _switch("projector", "1 for large type and thick lines, to be seen from the last row"),
    choice("locale", "The locale", LOCALES, about="the language of the texts; more can be added, see the README"),
)
BY_NAME = {field.name: field for field in FIELDS}


def allowed(path: str) -> dict[str, tuple[str, ...]]:
    """What the lists may name on a page."""
    named = (*GROUPS[path], *(name for name in CONTROLS[path] if name not in GROUPS[path]))
    return {"panels": tuple(PARTS[path]), "hide": (*PARTS[path], *named), "lock": (ALL, *named) if named else ()}


def read(path: str, query: str) -> tuple[Frame, str, tuple[str, ...]]:
    """The frame of an address, the rest of its query, and a sentence for each thing that could not be used."""
    try:
        pairs = read_query(query)
    except ValueError:
        return Frame(path), query, ()  # whoever reads the rest says so
    given = {name: text for name, text in reversed(pairs) if name in BY_NAME}
    if not given:
        return Frame(path), query, ()
    values: dict[str, Any] = {}
    complaints: list[str] = []
    lists = allowed(path)
    for name, field in BY_NAME.items():
        if name not in given:
            continue
        try:
            values[name] = field.read(given[name])
        except ValueError:
            complaints.append(f"{field.complaint(given[name])} {field.write(getattr(Frame(), name))} is used instead.")
            continue
        if name in lists:
            values[name], wrong = _known(values[name], name, lists[name])
            complaints += wrong
    rest = write_query((name, text) for name, text in pairs if name not in BY_NAME)
    return Frame(path, **values), rest, tuple(complaints)


def _known(names: tuple[str, ...], what: str, allowed: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    known = tuple(name for name in names if name in allowed)
    strange = [name[:40] for name in names if name not in allowed]
    if not strange:
        return known, []
    there = f"it knows {', '.join(allowed)}" if allowed else "this page has none to name"
    return known, [
        f"“{what}” names “{name}”, which is not known here; {there}. It is left out." for name in strange[:3]
    ]
