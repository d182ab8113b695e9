"""The practice page's address: which exercise, from which seed, seen how. Any text gives a place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.link.fields import Field, choice, read_query, write_query
from app.practice.sequence import EDITIONS
from app.practice.textbook import TEXTBOOK
from app.runs.scene import LONGEST, THEMES, VERSION

MOST_SEED = 999_999
MOST_NUMBER = 9_999
VIEWS = ("problems", "sheet", "key")
ALLOWED_SEED = f"a whole number from 0 to {MOST_SEED}"


@dataclass(frozen=True, slots=True)
class Place:
    """What the address holds.

    Attributes:
        seed: of the sequence.
        problem: the exercise's name.
        edition: of the sequence: which kinds of problems there are.
        view: the problems one by one, a worksheet, or a worksheet with its key.
        theme: light, dark, or the system's wish.
    """

    seed: int = 1
    problem: str = "nearly-right"
    edition: int = 1
    view: str = "problems"
    theme: str = "auto"

    @property
    def key(self) -> tuple[int, str, int]:
        """What its exercise is made from."""
        return self.seed, self.problem, self.edition

    def moved(self, by: int) -> Place:
        """The exercise so many further on, or the first or the last there is."""
        names = list(TEXTBOOK)
        at = names.index(self.problem) if self.problem in names else len(names) - 1 + int(self.problem)
        to = min(max(at + by, 0), len(names) - 1 + MOST_NUMBER)
        return replace(self, problem=names[to] if to < len(names) else str(to - len(names) + 1))


DEFAULT = Place()


def read_seed(text: str) -> int:
    """A seed as typed.

    Raises:
        ValueError: with a sentence, for anything else.
    """
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 6):
        raise ValueError(f"The seed must be {ALLOWED_SEED}; {_got(text)}.")
    return int(bare)


def _read_problem(text: str) -> str:
    if text in TEXTBOOK:
        return text
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text) >= 1):
        raise ValueError("no problem")
    return str(int(text))


def _read_edition(text: str) -> int:
    if text not in map(str, EDITIONS):
        raise ValueError("no edition")
    return int(text)


FIELDS = (
    Field("seed", "The seed", read_seed, str, ALLOWED_SEED, about="the same seed gives everybody the same problems"),
    Field(
        "problem",
        "The problem",
        _read_problem,
        str,
        f"{', '.join(TEXTBOOK)} or a whole number from 1 to {MOST_NUMBER}",
        about="which problem stands there first",
    ),
    Field(
        "edition",
        "The edition",
        _read_edition,
        str,
        f"one of {', '.join(map(str, EDITIONS))}",
        about="which kinds of problems a seed gives; links without it are of the first",
    ),
    choice("view", "The view", VIEWS, about="the problems one by one, a worksheet to print, or its key"),
    choice("theme", "The theme", THEMES),
)
BY_NAME = {field.name: field for field in FIELDS}
_INSTEAD = {"problem": "The first problem is shown instead.", "view": "The problems are shown instead."}


def read_place(query: str) -> tuple[Place, tuple[str, ...]]:
    """The place of a query string, and a sentence for each thing that could not be used."""
    try:
        pairs = read_query(query, longest=LONGEST)
    except ValueError as error:
        return DEFAULT, (str(error),)
    place, complaints, seen = DEFAULT, [], set()
    for name, text in pairs:
        if name in seen and name in BY_NAME:
            complaints.append(f"The address gives “{name}” more than once; the first is used.")
            continue
        seen.add(name)
        if name == "v" and text != VERSION:
            complaints.append(
                f"The address was made by another version (“{text[:10]}”); it is read by the rules of {VERSION}."
            )
        elif name in BY_NAME:
            try:
                place = replace(place, **{name: BY_NAME[name].read(text)})
            except ValueError:
                instead = _INSTEAD.get(name, f"{getattr(DEFAULT, name)} is used instead.")
                complaints.append(f"{BY_NAME[name].label} must be {BY_NAME[name].allowed}; {_got(text)}. {instead}")
    return place, tuple(dict.fromkeys(complaints))


def write_place(place: Place) -> str:
    """The query string of a place, without ``?``; only what differs from the default is written."""
    pairs = [("v", VERSION)]
    for name in BY_NAME:
        value = getattr(place, name)
        if value != getattr(DEFAULT, name):
            pairs.append((name, str(value)))
    return write_query(pairs)


def _got(text: str) -> str:
    shown = text if len(text) <= 40 else text[:40] + "…"
    return f"got “{shown}”" if shown.strip() else "it is empty"
