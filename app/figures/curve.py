"""Loss against step: the player draws a line per run, to be held against the height of the lowest valley."""

from __future__ import annotations

import plotly.graph_objects as go

import losscore as ls
from app.theme import PALETTES, Mode, template


def curve(points: tuple[ls.CriticalPoint, ...], mode: Mode) -> go.Figure:
    """Empty axes with a dotted line at the lowest minimum inside the window, where there is one."""
    figure = go.Figure()
    figure.update_layout(
        template=template(mode),
        dragmode=False,
        margin={"l": 52, "r": 14, "t": 6, "b": 40},
        xaxis={"title": {"text": "step", "standoff": 4}, "fixedrange": True},
        yaxis={"title": {"text": "loss", "standoff": 4}, "fixedrange": True, "nticks": 5},
    )
    for point in ls.lowest(points)[:1]:
        figure.add_hline(point.loss, line={"color": PALETTES[mode].star, "width": 1.5, "dash": "dot"})
    return figure
