"""A network drawn as columns of dots, each joined to each of the next column."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from urllib.parse import quote

from dash import html

from app.lesson.judge import WORDS

_WIDE, _HIGH, _DOT = 300.0, 128.0, 5.0
_INK = "#6b7a86"  # 4 : 1 on white, 4 : 1 on the dark paper: one picture serves both


def diagram(layers: tuple[int, ...], *, counted: bool = False) -> list[Any]:
    """The picture of a network with so many units in each layer, from its inputs to its answer; nothing for none.

    Where it is ``counted`` its weights are added up below it, layer by layer.
    """
    if not layers:
        return []
    inputs, *hidden, answers = layers
    between = ", ".join(WORDS["diagram_layer"].format(units=units) for units in hidden)
    words = WORDS["diagram"].format(inputs=inputs, layers=between, answers=answers)
    sum_ = f" {WORDS['diagram_sum'].format(sum=_sum(layers))}" if counted else ""
    source = f"data:image/svg+xml,{quote(drawing(layers, counted=counted))}"
    return [html.Img(src=source, alt=f"{words}{sum_}", className="diagram")]


def _sum(layers: tuple[int, ...]) -> str:
    """The weights of each layer, each unit with one for each input and its bias, and how many they are in all."""
    each = [units * (inputs + 1) for inputs, units in pairwise(layers)]
    return f"{' + '.join(map(str, each))} = {sum(each)}"


def drawing(layers: tuple[int, ...], *, counted: bool = False) -> str:
    """The picture as SVG; under each column stands how many units it has, and below all of them the sum of weights."""
    columns = [
        [(_WIDE * (at + 0.5) / len(layers), (_HIGH - 24) * (unit + 0.5) / units + 4) for unit in range(units)]
        for at, units in enumerate(layers)
    ]
    lines = "".join(
        f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"
        for column, following in pairwise(columns)
        for x, y in column
        for to_x, to_y in following
    )
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}"/>' for column in columns for x, y in column)
    numbers = "".join(
        f'<text x="{column[0][0]:.1f}" y="{_HIGH - 3}">{units}</text>'
        for column, units in zip(columns, layers, strict=True)
    )
    total = ""
    if counted:
        total = f'<text x="{_WIDE / 2:g}" y="{_HIGH + 16}">{WORDS["diagram_sum"].format(sum=_sum(layers))}</text>'
    high = _HIGH + (22 if counted else 0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE:g} {high:g}" fill="{_INK}" '
        f'font-family="system-ui,sans-serif" font-size="14" text-anchor="middle"><path d="{lines}" stroke="{_INK}" '
        f'stroke-opacity=".45" fill="none"/>{dots}{numbers}{total}</svg>'
    )
