"""How one value of a link is called, read and written: the parts from which a scene's table is made."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode


class Part(StrEnum):
    """What a value of a scene decides."""

    RUN = "run"  # the path itself
    VIEW = "view"  # how the server draws it
    PAGE = "page"  # what the page alone looks after


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a scene: how it is called, read and written.

    Attributes:
        name: in the scene and in the link.
        label: what people read.
        read: text to value; raises ``ValueError`` with what is allowed.
        write: value to text.
        allowed: what may be given, as it stands in the sentence after "must be".
        part: what it decides.
        about: what it does, where the label does not say enough.
    """

    name: str
    label: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    allowed: str
    part: Part = Part.RUN
    about: str = ""

    def complaint(self, text: str) -> str:
        """The sentence for a value that cannot be used."""
        shown = text if len(text) <= 40 else text[:40] + "…"
        got = f"got “{shown}”" if shown.strip() else "the box is empty"
        return f"{self.label} must be {self.allowed}; {got}."


# A number as people type it: a decimal comma is as good as a point. float() would take "nan", "1_0" and "infinity" too.
_NUMBER = re.compile(r"\s*[-+−]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+−]?\d+)?\s*")


def read_number(text: str, low: float = -math.inf, high: float = math.inf, *, above: float = -math.inf) -> float:
    """A finite number in [low, high] and above ``above``.

    Raises:
        ValueError: anything else.
    """
    if not _NUMBER.fullmatch(text):
        raise ValueError("not a number")
    value = float(text.replace(",", ".").replace("−", "-"))
    if not (math.isfinite(value) and low <= value <= high and value > above):
        raise ValueError("out of range")
    return value


def read_whole(text: str, low: int, high: int) -> int:
    """A whole number in [low, high].

    Raises:
        ValueError: anything else.
    """
    value = read_number(text, low, high)
    if value != int(value):
        raise ValueError("not a whole number")
    return int(value)


def read_numbers(text: str, number: int) -> tuple[float, ...]:
    """Several numbers between commas (then with decimal points), semicolons or blanks.

    Raises:
        ValueError: another number of them, or something else between them.
    """
    parts = re.split(r"\s*;\s*" if ";" in text else r"\s*,\s*" if "," in text else r"\s+", text.strip())
    if len(parts) != number:
        raise ValueError(f"not {number} numbers")
    return tuple(read_number(part) for part in parts)


def read_pair(text: str) -> tuple[float, float]:
    """Two numbers."""
    first, second = read_numbers(text, 2)
    return first, second


def read_camera(text: str) -> tuple[float, float, float]:
    """Azimuth and elevation in degrees, and a zoom."""
    azimuth, elevation, zoom = read_numbers(text, 3)
    return (
        read_number(repr(azimuth), -360, 360),
        read_number(repr(elevation), -89, 89),
        read_number(repr(zoom), 0.2, 10),
    )


def one_of(*names: str) -> Callable[[str], str]:
    """A reader that takes these texts and no other."""

    def read(text: str) -> str:
        if text not in names:
            raise ValueError("not in the list")
        return text

    return read


def write_number(value: float) -> str:
    """The shortest text that reads back as the same number; no ``.0`` behind a whole one."""
    text = repr(float(value))
    return text.removesuffix(".0")


def read_query(query: str, *, longest: int | None = None, blank: bool = True) -> list[tuple[str, str]]:
    """Names and texts of a query, with or without ``?``; those without a text too, unless ``blank`` is False.

    Raises:
        ValueError: it is longer than ``longest`` characters or has more than 200 parts; a sentence for people.
    """
    if longest is not None and len(query) > longest:
        raise ValueError(f"The address is longer than {longest} characters, so none of it is used.")
    try:
        return parse_qsl(query.removeprefix("?"), keep_blank_values=blank, max_num_fields=200)
    except ValueError:
        raise ValueError("The address has too many parts, so none of it is used.") from None


def write_query(pairs: Iterable[tuple[str, str]]) -> str:
    """A query, without ``?``, of names and texts.

    It holds nothing but what an address may hold by RFC 3986: a bare ``|`` ends a link in many a program.

    >>> write_query([("data", "x,no|yes;1,0"), ("step", "3")])
    'data=x,no%7Cyes;1,0&step=3'
    """
    return urlencode(list(pairs), safe=",:~@/;")


def write_numbers(values: tuple[float, ...]) -> str:
    """Numbers between commas."""
    return ",".join(write_number(value) for value in values)


def choice(name: str, label: str, names: tuple[str, ...], part: Part = Part.RUN, about: str = "") -> Field:
    """A field that is one of a list."""
    return Field(name, label, one_of(*names), str, f"one of {', '.join(names)}", part, about)


def number(
    name: str, label: str, allowed: str, low: float = -math.inf, high: float = math.inf, **bounds: float
) -> Field:
    """A field that is a number."""
    return Field(name, label, lambda text: read_number(text, low, high, **bounds), write_number, allowed)


def whole(name: str, label: str, low: int, high: int, part: Part = Part.RUN) -> Field:
    """A field that is a whole number."""
    allowed = f"a whole number from {low} to {high}"
    return Field(name, label, lambda text: read_whole(text, low, high), str, allowed, part)
