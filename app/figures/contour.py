"""The contour panel: the landscape from straight above."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import plotly.graph_objects as go

import losscore as ls
from app.figures.marks import LOCAL, SADDLE, STAR, by_mark
from app.figures.ramp import ramp
from app.figures.terrain import Terrain
from app.kit.theme import PALETTES, Mode, template

_LINE = "rgba(255,255,255,0.45)"
_ARROWS = 15  # of the field, along each side


def contour(
    terrain: Terrain,
    points: tuple[ls.CriticalPoint, ...],
    names: tuple[str, ...],
    mode: Mode,
    gradient: Callable[[np.ndarray], np.ndarray],
) -> go.Figure:
    """Filled level lines with stars, circles and crosses on the critical points.

    Args:
        terrain: the landscape as it is drawn.
        points: critical points inside the window.
        names: of the two weights, for the axes.
        mode: light or dark.
        gradient: of the loss at weights ``(..., 2)``, for the field of arrows.
    """
    landscape = terrain.landscape
    filled = go.Contour(
        x=landscape.w1.astype(np.float32),
        y=landscape.w2.astype(np.float32),
        z=terrain.z.astype(np.float32),
        colorscale=ramp(terrain.view.colours),
        contours=terrain.levels(),
        line={"width": 0.7, "color": _LINE},
        colorbar={
            "title": {"text": "loss", "side": "top", "font": {"size": 12}},
            "thickness": 10,
            "len": 0.92,
            "outlinewidth": 0,
            "tickfont": {"size": 12},
            **terrain.ticks(),
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
    field = [_field(landscape, gradient)] if terrain.view.arrows == "field" else []
    figure = go.Figure([filled, *field, *(marks if points else [])])
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


def _field(landscape: ls.Landscape, gradient: Callable[[np.ndarray], np.ndarray]) -> go.Scatter:
    """Arrows straight downhill. Their direction is exact; their length grows with the slope, slower than it does."""
    low, high = np.array([_ends(landscape.w1), _ends(landscape.w2)]).T
    middles = (np.arange(_ARROWS) + 0.5) / _ARROWS
    bases = np.stack(np.meshgrid(*(low[k] + middles * (high - low)[k] for k in (0, 1))), axis=-1).reshape(-1, 2)
    down = -gradient(bases)
    steep = np.sqrt((down**2).sum(axis=-1, keepdims=True))
    seen = down / (high - low)
    length = 0.8 / _ARROWS * (steep / max(float(steep.max()), 1e-300)) ** 0.35
    sight = seen / np.maximum(np.sqrt((seen**2).sum(axis=-1, keepdims=True)), 1e-300)
    tips = bases + sight * length * (high - low)
    x, y = np.stack([bases, tips, np.full_like(bases, np.nan)], axis=1).reshape(-1, 2).T
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers",
        line={"width": 1.2, "color": "rgba(255,255,255,0.8)"},
        marker={
            "symbol": "arrow",
            "angleref": "previous",
            "size": np.tile([0, 6, 0], len(bases)),
            "color": "#ffffff",
            "opacity": 0.9,
        },
        hoverinfo="skip",
        name="downhill",
    )


def _ends(values: np.ndarray) -> list[float]:
    return [float(values[0]), float(values[-1])]


def _subscript(name: str) -> str:
    return f"{name[:-1]}<sub>{name[-1]}</sub>" if name[-1].isdigit() else name
