"""Our own components: native form elements with a label and a message. Their script is ``assets/components.js``.

Dash's own Dropdown and Slider fail an accessibility check, and its Input cannot name the sentence that explains an
error.
"""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from dash.development.base_component import Component

# Dash imports a component's namespace at each of its properties: where it finds nothing, it looks through every folder.
sys.modules.setdefault("loss_landscape", sys.modules[__name__])


def plain(tree: Any) -> Any:
    """A tree of components as the JSON values that the page takes.

    Dash writes these as they are; a component it first tries as a dozen other kinds of thing, and each of its parts.
    """
    if isinstance(tree, str) or tree is None:
        return tree
    if isinstance(tree, (list, tuple)):
        return [plain(each) for each in tree]
    if isinstance(tree, Component):
        names, starts = tree._prop_names, tuple(tree._valid_wildcard_attributes)
        given = {name: value for name, value in vars(tree).items() if name in names or name.startswith(starts)}
        if "children" in given:  # nothing else holds components
            given["children"] = plain(given["children"])
        return {"props": given, "type": tree._type, "namespace": tree._namespace}
    if isinstance(tree, dict):
        return {name: plain(value) for name, value in tree.items()}
    return tree


class _Own(Component):  # type: ignore[misc]  # Dash does not type its base class
    """A component whose script registers itself under ``window.loss_landscape``."""

    _namespace = "loss_landscape"
    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = ["children"]
    _names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **properties: Any) -> None:
        self._type = type(self).__name__
        self._prop_names = self.available_properties = list(self._names)
        self._valid_wildcard_attributes: list[str] = []
        self.available_wildcard_properties: list[str] = []
        super().__init__(**properties)


class Choice(_Own):
    """A native ``<select>``: ``options`` are ``{"value", "label"}``; ``message`` is shown under it."""

    _names = ("id", "label", "value", "options", "message", "help", "hideLabel", "hidden")


class RunList(_Own):
    """The runs as a list to choose from, add to and take from.

    ``runs`` are ``{"name", "settings"}``; ``value`` is the number of the chosen one, from "1"; ``change`` is what was
    asked for last: ``{"kind": "add" or "remove", "run": number, "at": time}``.
    """

    _names = ("id", "label", "runs", "value", "most", "change")


class Formula(_Own):
    """A formula as one SVG path that follows the text's colour and size; made by `app.kit.formula`.

    ``box`` is ``[left, top, width, height]`` in ``units`` to the em; ``spoken`` is the formula in words. Its script is
    ``assets/formula.js``.
    """

    _names = ("id", "path", "box", "units", "spoken", "block")


class Quantity(_Own):
    """A text field for a number or several, with ``slider = {"low", "high", "log", "step"}`` a slider beside it.

    ``suggestions`` are ``{"value", "label"}`` to pick instead of typing. ``value`` is the text as typed: whether it is
    a number, and a fitting one, the server says in ``message``.
    """

    _names = ("id", "label", "value", "slider", "suggestions", "message", "help", "hidden")


class Answer(_Own):
    """The form of an answer: text fields with these labels, or ``options`` to choose from.

    ``submitted`` is what was sent last: ``{"problem", "texts", "at": time}``, ``problem`` being the component's own.
    Its script, and those of the next four, are in ``assets/practice``.
    """

    _names = ("id", "problem", "fields", "options", "describedBy", "submitted")


class LevelLines(_Own):
    """Level lines in a square of ``size`` units, with a point to read at, and circles at its height.

    ``lines`` are ``{"path", "label", "x", "y"}``, ``ticks`` are ``{"at", "x", "y"}`` with their two labels.
    """

    _names = ("id", "size", "lines", "ticks", "point", "circles", "axes", "spoken")


class Drawing(_Own):
    """Curves over axes, or a land from above, in ``size`` units, with marks and words.

    ``ticks`` are ``{"axis", "at", "label"}``, ``paths`` are ``{"d", "kind"}``, ``points`` are ``{"x", "y", "kind",
    "beyond"}`` (degrees towards a place that is outside), ``texts`` are ``{"x", "y", "text", "anchor", "kind"}``;
    ``image`` is the ground of a land, ``names`` are those of the axes.
    """

    _names = ("id", "size", "ticks", "names", "image", "paths", "points", "texts", "spoken")


class Calculator(_Own):
    """The loss of one example by hand: label and prediction in, the formula with its numbers and the curve out.

    ``losses`` are those of label 1 at even probabilities from 0 to 1, ``None`` where infinite. For a prediction between
    them it asks by ``asked = {"text", "at"}`` and shows ``answer = {"text", "p", "one", "zero"}`` or its ``"message"``.
    """

    _names = ("id", "losses", "asked", "answer")


class Picture(_Own):
    """An image that is fetched once it is near the window."""

    _names = ("src", "alt", "width", "height")


class Handout(_Own):
    """A text to copy, to select or to print."""

    _names = ("id", "label", "value")


class Table(_Own):
    """A text area for a small table, a button to read it from a file, and how it was read, with other ways to read it.

    ``value`` is the table as it is used; what is typed, pasted or read from a file is sent as
    ``asked = {"text", "ways", "at"}``. ``reading`` is the answer, as `app.runs.own` tells it, or ``{"wrong":
    sentence}``; ``limits`` are those of `app.runs.own`; ``note`` is what else ought to be known of the table.
    """

    _names = ("id", "label", "value", "message", "help", "note", "hidden", "asked", "reading", "limits")
