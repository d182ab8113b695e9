"""Data of one's own: from a pasted table to the text in a link, from that to a landscape, and back.

The text in a link is a small table that leaves nothing open: cells between commas, rows between semicolons, the label
last. Its first row names the columns; its last cell names what 0 and 1 mean, as ``no|yes``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

import losscore as ls
from app.link.fields import write_number
from losscore.datasets import Table, Ways, read_table

MOST_ROWS, MOST_COLUMNS = 600, 30
LONGEST = 9_000  # characters of the text in a link
LONGEST_SENT = 40_000  # bytes of a table that the page sends: with all else less than a request may hold
_ADVICE = "Take fewer rows, or numbers with fewer digits"
_LONGEST_NAME = 40
_UNSAFE = re.compile('[,;|"\r\n\t\ufeff]+')  # the last: a text that begins with it loses it when it is read


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table was read.

    Attributes:
        data: the text of a link that came of it.
        told: what the page needs to show that and to read it otherwise, as JSON values.
    """

    data: str
    told: dict[str, Any]


def take(text: str, ways: Any = None, longest: int = LONGEST) -> Reading:
    """Read a table that somebody pasted, typed or drew.

    Args:
        text: the table, or the text of a link.
        ways: how to read what could be read in several ways, as the page sends it; whatever else it holds is ignored.
        longest: how many characters the text that comes of it may have.

    Raises:
        ValueError: a whole sentence on what is wrong, and what to do.
    """
    lines = text if _several(text) else text.replace(";", "\n")
    rows = sum(1 for line in re.split("\r\n|\r|\n", lines) if line.strip(" \t,;"))
    try:
        if rows > MOST_ROWS + 2 or len(text) > LONGEST_SENT:
            raise ValueError(_too_large(longest, rows, "lines", len(text)))
        table = read_table(lines, read_ways(ways))
        if len(table.names) > MOST_COLUMNS:
            raise ValueError(_too_large(longest, len(table.names), "columns"))
        data = _dataset_of(table)
        written = write_data(data, longest)
    except ValueError as error:
        raise ValueError(_sentence(str(error))) from None
    return Reading(written, _told(table, data, read_ways(ways)))


def read_data(text: str) -> str:
    """The text of a table as it stands in a link, its numbers and labels checked: taken as it is written.

    Raises:
        ValueError: with the engine's sentence that names line, column and value.
    """
    return write_data(_dataset(text)) if text.strip() else ""


def write_data(data: ls.Dataset, longest: int = LONGEST) -> str:
    """A data set of one or two features as the text of a link.

    Raises:
        ValueError: more rows or characters than a link's run may carry.
    """
    if len(data) > MOST_ROWS:
        raise ValueError(_too_large(longest, len(data), "rows"))
    head = [",".join([*_clean(data.feature_names, "x"), "|".join(_clean(data.label_names, ""))])]
    rows = [
        ",".join([*map(write_number, row), str(int(label))])
        for row, label in zip(data.x.tolist(), data.y.tolist(), strict=True)
    ]
    text = ";".join(head + rows)
    if len(text) > longest:
        raise ValueError(_too_large(longest, len(data), "rows", len(text)))
    return text


def copy_of(data: ls.Dataset) -> str:
    """The text of a data set whose numbers are cut to four digits: enough to see; to three where four are too long."""

    def cut(digits: int) -> str:
        numbers = [[float(f"{value:.{digits}g}") for value in row] for row in data.x.tolist()]
        return write_data(replace(data, x=np.array(numbers)))

    try:
        return cut(4)
    except ValueError:
        return cut(3)


@lru_cache(maxsize=64)
def problem_of(text: str, *, standardise: bool) -> ls.Problem:
    """The landscape of a text that `read_data` gave. Its name tells it from every other.

    Raises:
        ValueError: a feature that has the same value in every row and therefore cannot be standardised.
    """
    data = _dataset(text)
    made = ls.own_problem(data.standardised() if standardise else data)
    digest = hashlib.sha256(f"{standardise}{text}".encode()).hexdigest()[:20]
    return replace(made, name=f"own-{digest}")


def reading_of(data: str) -> dict[str, Any]:
    """What `take` tells of the text of a link: it leaves nothing open, but columns and classes can be chosen."""
    return take(data).told


def limits(longest: int = LONGEST) -> dict[str, Any]:
    """What the page needs to refuse a table that is too large before it sends it."""
    words = _sentence(_limits(longest)).removesuffix(".")
    return {"rows": MOST_ROWS + 2, "bytes": LONGEST_SENT, "words": words, "advice": _ADVICE}


def read_ways(ways: Any) -> Ways:
    """The ways to read a table, from what a page sent."""
    given = ways if isinstance(ways, dict) else {}

    def known(name: str, fits: Callable[[Any], bool]) -> Any:
        return given.get(name) if fits(given.get(name)) else None

    def place(value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST_COLUMNS

    features = known(
        "features", lambda each: isinstance(each, (list, tuple)) and 0 < len(each) <= 2 and all(map(place, each))
    )
    return Ways(
        features=tuple(features) if features else None,
        label=known("label", place),
        one=known("one", lambda each: isinstance(each, str)),
        decimal=known("decimal", lambda each: each in (",", ".")),
    )


def _several(text: str) -> bool:
    """Whether a text is a table of several lines, and not the text of a link."""
    return any(sign in text for sign in "\n\r\t")


def _dataset(text: str) -> ls.Dataset:
    lines = text if _several(text) else text.replace(";", "\n")
    return _dataset_of(read_table(lines, Ways(plain=True)))


def _dataset_of(table: Table) -> ls.Dataset:
    return ls.Dataset("Your data", np.array(table.numbers), np.array(table.labels), table.columns, table.classes)


def _told(table: Table, data: ls.Dataset, ways: Ways) -> dict[str, Any]:
    ones = int(data.y.sum())
    many = [len(data) - ones, ones]
    return {
        "ways": asdict(ways),
        "rows": len(data),
        "columns": table.names,
        "usable": table.usable,
        "features": table.features,
        "binary": table.binary,
        "label": table.label,
        "classes": [{"name": name, "rows": count} for name, count in zip(table.classes, many, strict=True)],
        "notes": [
            {"text": note.sentence, "otherwise": note.otherwise, "ways": asdict(note.ways) if note.ways else None}
            for note in table.notes
        ],
    }


def _clean(names: tuple[str, ...], default: str) -> list[str]:
    """Names without the signs that separate cells; names that were different stay so."""
    clean: list[str] = []
    kept = {name for name in names if _UNSAFE.sub(" ", name).strip()[:_LONGEST_NAME] == name}
    for i, name in enumerate(names):
        tries = (
            [name] if name in kept else [_UNSAFE.sub(between, name).strip()[:_LONGEST_NAME] for between in (" ", "/")]
        )
        tries += [f"{tries[0][: _LONGEST_NAME - 4]} ({number})" for number in (2, 3)]
        free = (each for each in tries if each and each not in clean and (each == name or each not in kept))
        clean.append(next(free, default or str(i)))
    return clean


def _limits(longest: int) -> str:
    return (
        f"a table here may have at most {MOST_ROWS} rows and {MOST_COLUMNS} columns, and {longest:,} characters once "
        "it holds its features and its label alone"
    )


def _too_large(longest: int, rows: int, called: str, characters: int = 0) -> str:
    long = f" and {characters:,} characters" if characters else ""
    return f"{_limits(longest)}; this one has {rows:,} {called}{long}. {_ADVICE}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
