"""Loss and learning rate against the step: the page draws a line per run into these axes."""

from __future__ import annotations

import plotly.graph_objects as go

import losscore as ls
from app.kit.theme import PALETTES, Mode, template


def curve(points: tuple[ls.CriticalPoint, ...], mode: Mode, line: ls.LowestLine | None = None) -> go.Figure:
    """Empty axes with a dotted line at the lowest minimum, or the line of lowest points, where there is one."""
    figure = _axes("", mode)
    figure.update_layout(margin={"l": 36, "r": 10, "t": 8, "b": 20}, yaxis={"nticks": 3})
    lowest = [point.loss for point in ls.lowest(points)[:1]] if line is None else [line.loss]
    for loss in lowest:
        figure.add_hline(loss, line={"color": PALETTES[mode].star, "width": 1.5, "dash": "dot"})
    return figure


def rate(mode: Mode) -> go.Figure:
    """Empty axes for the learning rate of each step."""
    figure = _axes("learning rate", mode)
    figure.update_yaxes(rangemode="tozero")
    return figure


def _axes(name: str, mode: Mode) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        template=template(mode),
        dragmode=False,
        margin={"l": 52, "r": 14, "t": 6, "b": 40},
        xaxis={"title": {"text": "step" if name else "", "standoff": 4}, "fixedrange": True, "nticks": 5},
        yaxis={"title": {"text": name, "standoff": 4}, "fixedrange": True, "nticks": 5},
    )
    return figure
