"""The body of a callback, looked at before Dash sees it: Dash itself believes almost anything.

What passes names a callback of the server, with exactly its outputs, inputs and states, and holds JSON that is neither
deep nor infinite. A complaint is a sentence without a word of the sender's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from dash import Dash
from flask import Flask
from flask.json.provider import JSONProvider

DEPTH = 24  # the deepest value of the page's own is a fifth of it
_KEYS = {"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"}


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
    if not isinstance(body, dict) or not set(body) <= _KEYS:
        return "A callback's body is an object with the parts that the page sends."
    output = body.get("output")
    if not isinstance(output, str) or output not in known:
        return "There is no callback with this output."
    shape = known[output]
    outputs = body.get("outputs")
    if shape.outputs:
        listed = outputs if shape.several else [outputs]
        if _names(listed, {"id", "property"}) != shape.outputs:
            return "The outputs are not those of this callback."
    if _names(body.get("inputs"), {"id", "property", "value"}) != shape.inputs:
        return "The inputs are not those of this callback."
    if _names(body.get("state") or [], {"id", "property", "value"}) != shape.states:
        return "The states are not those of this callback."
    for part in ("changedPropIds", "parsedChangedPropsIds"):
        changed = body.get(part, [])
        if not isinstance(changed, list) or not all(isinstance(one, str) and one in shape.inputs for one in changed):
            return "What changed is not among the inputs of this callback."
    if _depth(body, DEPTH) > DEPTH:
        return "The values are nested too deeply."
    return None


def _names(parts: Any, keys: set[str]) -> tuple[str, ...] | None:
    """``id.property`` of each part, or nothing if one is no such part."""
    if not isinstance(parts, list):
        return None
    for part in parts:
        if not isinstance(part, dict) or not set(part) <= keys:
            return None
        if not isinstance(part.get("id"), str) or not isinstance(part.get("property"), str):
            return None
    return tuple(f"{part['id']}.{part['property']}" for part in parts)


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
