"""Pictures of a network's landscape: a slice from above, the line, small slices, the way down.

Where heights span a factor of 100, or on wish, they are drawn by their logarithm; the tick labels stay losses.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

import losscore as ls
from app.figures.ramp import ramp
from app.figures.terrain import round_step
from app.kit.theme import PALETTES, Mode, template

LOG_FROM = 100.0  # highest over lowest: from here on "auto" takes the logarithm
_TINY = 1e-12
_TICKS = 6  # at most
_LEVELS = 20
_TITLES = {
    "path": ("along the path", "across it"),
    "random": ("random direction 1", "random direction 2"),
    "three": ("from this training to the second", "towards the third"),
}


def is_log(height: str, grids: list[ls.Landscape]) -> bool:
    """Whether heights are drawn by their logarithm."""
    if height != "auto":
        return height == "log"
    low, high = span(grids)
    return high > LOG_FROM * max(low, _TINY)


def span(grids: list[ls.Landscape]) -> tuple[float, float]:
    """The lowest and the highest finite loss of all slices: networks side by side are drawn on one scale."""
    finite = np.concatenate([grid.loss[np.isfinite(grid.loss)] for grid in grids])
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)


def drawn(loss: np.ndarray, *, log: bool) -> np.ndarray:
    """Heights as they are drawn; a gap where a loss is no number that can be drawn."""
    with np.errstate(all="ignore"):
        shown = np.log10(np.maximum(loss, _TINY)) if log else np.asarray(loss, dtype=np.float64)
        # The pictures' numbers are float32, which ends at 3e38.
        return np.where(np.abs(shown) < 1e30, shown, np.nan)


def ticks(low: float, high: float, *, log: bool) -> dict[str, Any]:
    """Places and labels of ticks for heights from ``low`` to ``high``, as they are drawn."""
    if not log:
        return {"nticks": 5}
    decades = range(math.floor(low), math.ceil(high) + 1)
    for factors in ((1, 2, 5), (1, 3), (1,)):
        places = [power + math.log10(factor) for power in decades for factor in factors]
        places = [place for place in places if low - 1e-9 <= place <= high + 1e-9]
        if len(places) <= _TICKS:
            break
    places = places[:: max(1, -(-len(places) // _TICKS))]
    labels = [f"{10**place:,.0f}" if place >= 0 else f"{10**place:.2g}" for place in places]
    return {"tickvals": places, "ticktext": labels}


def levels(low: float, high: float) -> dict[str, float]:
    """About twenty level lines at round heights, on land and map alike."""
    size = round_step(max(high - low, 1e-12) / _LEVELS)
    return {"start": math.ceil(low / size) * size, "end": math.floor(high / size) * size, "size": size}


def slice_contour(grid: ls.Landscape, kind: str, limits: tuple[float, float], mode: Mode, *, log: bool) -> go.Figure:
    """A slice from above; ``kind`` is that of the scene. Path and marks are painted above it by the page.

    Args:
        grid: the slice.
        kind: of slice, as the scene has it.
        limits: lowest and highest loss of the scale.
        mode: light or dark.
        log: whether heights are logarithms.
    """
    low, high = (float(each) for each in drawn(np.array(limits), log=log))
    filled = go.Contour(
        x=grid.w1.astype(np.float32),
        y=grid.w2.astype(np.float32),
        z=drawn(grid.loss, log=log).astype(np.float32),
        zmin=low,
        zmax=high,
        colorscale=ramp("Lagoon"),
        contours=levels(low, high) if high > low else {},
        line={"width": 0.7, "color": "rgba(255,255,255,0.45)"},
        colorbar={
            "title": {"text": "loss", "side": "top", "font": {"size": 12}},
            "thickness": 10,
            "len": 0.92,
            "outlinewidth": 0,
            "tickfont": {"size": 12},
            "xpad": 8,
            "ypad": 0,
            **ticks(low, high, log=log),
        },
        hoverinfo="skip",
        name="loss",
    )
    first, second = _TITLES[kind]
    figure = go.Figure(filled)
    figure.update_layout(
        template=template(mode),
        dragmode=False,
        margin={"l": 52, "r": 8, "t": 8, "b": 44},
        xaxis={"title": {"text": f"a: {first}", "standoff": 6}, "range": _ends(grid.w1)},
        yaxis={"title": {"text": f"b: {second}", "standoff": 4}, "range": _ends(grid.w2)},
    )
    figure.update_xaxes(fixedrange=True, showgrid=False, ticks="outside", ticklen=4)
    figure.update_yaxes(fixedrange=True, showgrid=False, ticks="outside", ticklen=4)
    return figure


def line(
    curves: list[tuple[np.ndarray, np.ndarray]], colours: list[dict[str, str]], mode: Mode, height: str
) -> go.Figure:
    """The loss along the straight line from start to end, a curve for each network."""
    low = min(float(losses[np.isfinite(losses)].min()) for _, losses in curves)
    high = max(float(losses[np.isfinite(losses)].max()) for _, losses in curves)
    log = height == "log" or (height == "auto" and high > LOG_FROM * max(low, _TINY))
    figure = go.Figure(
        [
            go.Scatter(
                x=places,
                y=losses,
                mode="lines",
                line={"color": look["colour"], "width": 2.5, "dash": look["dash"]},
                hoverinfo="skip",
                name="line",
            )
            for (places, losses), look in zip(curves, colours, strict=False)
        ]
    )
    figure.update_layout(
        template=template(mode),
        dragmode=False,
        margin={"l": 56, "r": 14, "t": 10, "b": 44},
        xaxis={
            "title": {"text": "on the straight line: 0 is the start, 1 the trained weights", "standoff": 6},
            "tickvals": [-0.5, 0, 0.5, 1, 1.5],
            "fixedrange": True,
        },
        yaxis={"title": {"text": "loss", "standoff": 4}, "type": "log" if log else "linear", "fixedrange": True},
    )
    for place in (0.0, 1.0):
        figure.add_vline(place, line={"color": PALETTES[mode].soft, "width": 1, "dash": "dot"})
    return figure


def small(grids: list[ls.Landscape], limits: tuple[float, float], mode: Mode, *, log: bool) -> list[go.Figure]:
    """Small slices side by side, all on one scale."""
    low, high = (float(each) for each in drawn(np.array(limits), log=log))
    figures = []
    for grid in grids:
        figure = go.Figure(
            [
                go.Contour(
                    x=grid.w1.astype(np.float32),
                    y=grid.w2.astype(np.float32),
                    z=drawn(grid.loss, log=log).astype(np.float32),
                    zmin=low,
                    zmax=high,
                    colorscale=ramp("Lagoon"),
                    contours=levels(low, high) if high > low else {},
                    line={"width": 0.5, "color": "rgba(255,255,255,0.4)"},
                    showscale=False,
                    hoverinfo="skip",
                    name="loss",
                )
            ]
        )
        figure.update_layout(template=template(mode), dragmode=False)
        figure.update_xaxes(visible=False, fixedrange=True)
        figure.update_yaxes(visible=False, fixedrange=True)
        figures.append(figure)
    return figures


def way(found: dict[str, Any], colour: str, mode: Mode) -> go.Figure:
    """The loss along the direction of the most negative curvature."""
    places, losses = found["places"], found["losses"]
    figure = go.Figure(
        [
            go.Scatter(
                x=places, y=losses, mode="lines", line={"color": colour, "width": 2.5}, hoverinfo="skip", name="way"
            ),
            go.Scatter(
                x=[0.0],
                y=[found["loss"]],
                mode="markers",
                marker={"symbol": "circle-open", "size": 11, "color": PALETTES[mode].ink, "line": {"width": 2}},
                hoverinfo="skip",
                name="minimum",
            ),
        ]
    )
    figure.update_layout(
        template=template(mode),
        dragmode=False,
        margin={"l": 56, "r": 14, "t": 8, "b": 40},
        xaxis={
            "title": {"text": "distance along the direction that bends down most", "standoff": 4},
            "fixedrange": True,
        },
        yaxis={"title": {"text": "loss", "standoff": 4}, "fixedrange": True, "nticks": 5},
    )
    return figure


def progress(steps: int, mode: Mode) -> go.Figure:
    """Empty axes for loss and accuracy against the step; the page draws the runs."""
    figure = go.Figure()
    figure.update_layout(
        template=template(mode),
        dragmode=False,
        margin={"l": 38, "r": 42, "t": 8, "b": 20},
        xaxis={"nticks": 4, "fixedrange": True, "range": [0, steps]},
        yaxis={"fixedrange": True, "rangemode": "tozero", "nticks": 3},
        yaxis2={
            "overlaying": "y",
            "side": "right",
            "range": [0, 1.02],
            "tickvals": [0, 0.5, 1],
            "ticktext": ["0 %", "50 %", "100 %"],
            "showgrid": False,
            "fixedrange": True,
            "color": PALETTES[mode].soft,
            "tickfont": {"size": 12},
        },
    )
    return figure


def regions(data: ls.Dataset, mode: Mode) -> go.Figure:
    """The examples of one or two features with room for what the network says of each place."""
    palette = PALETTES[mode]
    flat = data.x.shape[1] == 2
    y = data.x[:, 1] if flat else data.y
    filling: go.Heatmap | go.Scatter = (
        go.Heatmap(
            x=[0.0],
            y=[0.0],
            z=[[0.5]],
            zmin=0,
            zmax=1,
            colorscale=[[0, palette.region_0], [0.5, palette.paper], [1, palette.region_1]],
            zsmooth="best",
            hoverinfo="skip",
            showscale=False,
            name="regions",
        )
        if flat
        else go.Scatter(x=[], y=[], mode="lines", line={"color": palette.ink, "width": 2}, name="regions")
    )
    examples = [
        go.Scatter(
            x=data.x[data.y == label, 0].astype(np.float32),
            y=y[data.y == label].astype(np.float32),
            mode="markers",
            marker={"symbol": symbol, "size": 6, "color": palette.ink, "opacity": 0.6, "line": {"width": 1.2}},
            hoverinfo="skip",
            name=data.label_names[label],
        )
        for label, symbol in ((0, "circle-open"), (1, "circle"))
    ]
    figure = go.Figure([filling, *examples])
    air = 0.08 * np.ptp(data.x, axis=0)
    ends = np.stack([data.x.min(axis=0) - air, data.x.max(axis=0) + air], axis=1).tolist()
    figure.update_layout(
        template=template(mode),
        dragmode=False,
        margin={"l": 48, "r": 10, "t": 6, "b": 40},
        xaxis={
            "title": {"text": _short(data.feature_names[0])},
            "range": ends[0],
            "fixedrange": True,
            "showgrid": False,
        },
        yaxis={
            "title": {"text": _short(data.feature_names[1]) if flat else "p"},
            "range": ends[1] if flat else [-0.1, 1.1],
            "fixedrange": True,
            "showgrid": False,
        },
    )
    return figure


def _short(name: str) -> str:
    return name.removesuffix(" (standardised)")


def _ends(values: np.ndarray) -> list[float]:
    return [float(values[0]), float(values[-1])]
