"""The body of a callback, looked at before Dash sees it: Dash itself believes almost anything.

What passes has the parts of `Body` in their kinds, names a callback of the server with exactly its outputs, inputs and
states, and holds JSON that is neither deep nor infinite. A complaint is a sentence without a word of the sender's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import orjson
from dash import Dash
from flask import Flask
from flask.json.provider import JSONProvider

DEPTH = 24  # the deepest value of the page's own is a fifth of it
_PLACE = re.compile(r"`\$\.(\w+)")  # where msgspec found what it complains of


class Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A property of a component."""

    id: str
    property: str

    def __str__(self) -> str:
        return f"{self.id}.{self.property}"


class Given(Name, frozen=True, forbid_unknown_fields=True):
    """A property with its value, whose kind the callback looks at."""

    value: Any = None


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page sends for a callback, under the names that Dash's renderer gives the parts."""

    output: str
    inputs: list[Given]
    outputs: Name | list[Name] | None = None
    state: list[Given] = msgspec.field(default_factory=list)
    changed: list[str] = msgspec.field(default_factory=list, name="changedPropIds")
    changed_parsed: list[str] = msgspec.field(default_factory=list, name="parsedChangedPropsIds")


# msgspec reads a class at its first use. Two threads that do so at once crash the process, so it is used here.
msgspec.convert({"output": "", "inputs": []}, Body)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a callback's body must name: ``id.property`` of each."""

    outputs: tuple[str, ...]
    several: bool
    inputs: tuple[str, ...]
    states: tuple[str, ...]


class StrictJson(JSONProvider):
    """JSON as the standard has it: no NaN, no infinite number, no broken text."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        return orjson.loads(s)


def shapes(app: Dash) -> dict[str, Shape]:
    """The shape of each callback that runs on the server, by its output."""

    def named(parts: list[dict[str, str]]) -> tuple[str, ...]:
        return tuple(f"{part['id']!s}.{part['property']}" for part in parts)

    found = {}
    for output, entry in app.callback_map.items():
        if "callback" not in entry:  # runs in the browser
            continue
        several = output.startswith("..")
        outputs = () if entry.get("no_output") else tuple(output.strip(".").split("...")) if several else (output,)
        found[output] = Shape(outputs, several, named(entry["inputs"]), named(entry["state"]))
    return found


def complaint(body: Any, known: Mapping[str, Shape]) -> str | None:
    """What is wrong with a body, or nothing."""
    if _depth(body, DEPTH) > DEPTH:
        return "The values are nested too deeply."
    try:
        sent = msgspec.convert(body, Body)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        if place and place[1] in Body.__struct_encode_fields__:
            return f"The part “{place[1]}” of a callback's body is missing, or is not what the page sends there."
        return "A callback's body is an object with the parts that the page sends."
    shape = known.get(sent.output)
    if shape is None:
        return "There is no callback with this output."
    if shape.outputs and (isinstance(sent.outputs, list), _named(sent.outputs)) != (shape.several, shape.outputs):
        return "The outputs are not those of this callback."
    if _named(sent.inputs) != shape.inputs:
        return "The inputs are not those of this callback."
    if _named(sent.state) != shape.states:
        return "The states are not those of this callback."
    if not set(sent.changed) | set(sent.changed_parsed) <= set(shape.inputs):
        return "What changed is not among the inputs of this callback."
    return None


def _named(parts: Name | Sequence[Name] | None) -> tuple[str, ...]:
    """``id.property`` of each part."""
    listed = () if parts is None else (parts,) if isinstance(parts, Name) else parts
    return tuple(map(str, listed))


def _depth(value: Any, most: int) -> int:
    """How deep a value is nested; no deeper than ``most + 1`` is looked."""
    level, depth = [value], 0
    while level and depth <= most:
        level = [
            inner
            for each in level
            if isinstance(each, (dict, list))
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        depth += 1
    return depth


def install(server: Flask) -> None:
    """The server reads and writes JSON by the standard."""
    server.json = StrictJson(server)
