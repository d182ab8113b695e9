"""The contour panel: the landscape from straight above."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

import losscore as ls
from app.figures.marks import LOCAL, SADDLE, STAR, by_mark
from app.theme import PALETTES, Mode, template

_LEVELS = 20  # about so many
_LINE = "rgba(255,255,255,0.45)"


def contour(
    landscape: ls.Landscape, points: tuple[ls.CriticalPoint, ...], names: tuple[str, ...], mode: Mode
) -> go.Figure:
    """Filled level lines with stars, circles and crosses on the critical points.

    Args:
        landscape: the grid, with ``loss[j, i]`` at ``(w1[i], w2[j])``.
        points: critical points inside the window.
        names: of the two weights, for the axes.
        mode: light or dark.
    """
    low, high = float(landscape.loss.min()), float(landscape.loss.max())
    filled = go.Contour(
        x=landscape.w1.astype(np.float32),
        y=landscape.w2.astype(np.float32),
        z=landscape.loss.astype(np.float32),
        colorscale="Viridis",
        contours=levels(low, high),
        line={"width": 0.7, "color": _LINE},
        colorbar={
            "title": {"text": "loss", "side": "top", "font": {"size": 12}},
            "thickness": 10,
            "len": 0.92,
            "outlinewidth": 0,
            "tickfont": {"size": 12},
            **_ticks(low, high),
            "xpad": 8,
            "ypad": 0,
        },
        hoverinfo="skip",
        name="loss",
    )
    crowds = by_mark(points)
    star, ring = PALETTES[mode].star, {"width": 2, "color": "#ffffff"}
    markers = {
        SADDLE: {"symbol": "x-thin", "size": 9, "line": ring},
        LOCAL: {"symbol": "circle-open", "size": 11, "color": "#ffffff", "line": {"width": 2}},
        STAR: {"symbol": "star", "size": 20, "color": star, "line": {"width": 1.5, "color": "#ffffff"}},
    }
    marks = [
        go.Scatter(
            x=[point.weights[0] for point in crowds[mark]],
            y=[point.weights[1] for point in crowds[mark]],
            mode="markers",
            marker=marker,
            hoverinfo="skip",
            name=mark,
        )
        for mark, marker in markers.items()
    ]
    figure = go.Figure([filled, *marks])
    figure.update_layout(
        template=template(mode),
        dragmode=False,
        margin={"l": 52, "r": 8, "t": 8, "b": 44},
        xaxis={"title": {"text": f"weight {_subscript(names[0])}", "standoff": 6}, "range": _ends(landscape.w1)},
        yaxis={"title": {"text": f"weight {_subscript(names[1])}", "standoff": 4}, "range": _ends(landscape.w2)},
    )
    figure.update_xaxes(fixedrange=True, showgrid=False, ticks="outside", ticklen=4)
    figure.update_yaxes(fixedrange=True, showgrid=False, ticks="outside", ticklen=4)
    return figure


def levels(low: float, high: float) -> dict[str, float]:
    """Level lines at round heights, in the surface and in the contour alike."""
    size = _round_step((high - low) / _LEVELS)
    return {"start": math.ceil(low / size) * size, "end": math.floor(high / size) * size, "size": size}


def _ticks(low: float, high: float) -> dict[str, Any]:
    size = _round_step((high - low) / 5)
    return {"tickmode": "linear", "tick0": 0, "dtick": size}


def _round_step(rough: float) -> float:
    """The round number (1, 2 or 5 times a power of ten) next above a rough one."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough * 0.999)


def _ends(values: np.ndarray) -> list[float]:
    return [float(values[0]), float(values[-1])]


def _subscript(name: str) -> str:
    return f"{name[:-1]}<sub>{name[-1]}</sub>" if name[-1].isdigit() else name
