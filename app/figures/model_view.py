"""The model panel: the labelled examples, and what the model makes of them at the weights on the screen.

The server draws the examples. The page fills in the prediction: with one feature a curve for each run, with two the
regions of the chosen run.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

import losscore as ls
from app.kit.theme import PALETTES, Mode, template

_JITTER = 0.05  # of the step from 0 to 1: examples of the same value stand beside each other instead of on one spot


def model_view(problem: ls.Problem, mode: Mode) -> go.Figure:
    """The examples of a problem with axes for the prediction; a sentence where there are none."""
    figure = go.Figure()
    figure.update_layout(
        template=template(mode),
        dragmode=False,
        margin={"l": 52, "r": 14, "t": 6, "b": 40},
        xaxis={"fixedrange": True},
        yaxis={"fixedrange": True, "nticks": 5},
    )
    data = problem.dataset
    if data is None:
        figure.update_layout(xaxis_visible=False, yaxis_visible=False)
        figure.add_annotation(text="This surface is a formula: no model, no data.", showarrow=False, x=0.5, y=0.5)
        figure.update_layout(xaxis_range=[0, 1], yaxis_range=[0, 1])
        return figure
    if data.x.shape[1] == 1:
        figure.add_trace(_examples(data, data.x[:, 0], data.y + _beside(len(data)), mode))
        figure.update_xaxes(title={"text": data.feature_names[0], "standoff": 4}, range=_wide(data.x[:, 0]))
        title = f"p({data.label_names[1]})" if data.label_names[1] != "1" else "p"
        figure.update_yaxes(title={"text": title, "standoff": 4}, range=[-0.12, 1.12], tickvals=[0, 0.5, 1])
        return figure
    palette = PALETTES[mode]
    regions = go.Heatmap(
        z=[[0.5]],
        x=[float(data.x[:, 0].mean())],
        y=[float(data.x[:, 1].mean())],
        zmin=0,
        zmax=1,
        colorscale=[[0, palette.region_0], [0.5, palette.paper], [1, palette.region_1]],
        zsmooth="best",
        hoverinfo="skip",
        colorbar={
            "title": {"text": f"p({data.label_names[1]})", "side": "top", "font": {"size": 12}},
            "thickness": 8,
            "tickvals": [0, 0.5, 1],
            "outlinewidth": 0,
        },
        name="regions",
    )
    figure.add_traces([regions, _examples(data, data.x[:, 0], data.x[:, 1], mode)])
    figure.update_xaxes(title={"text": data.feature_names[0], "standoff": 4}, range=_wide(data.x[:, 0]), showgrid=False)
    figure.update_yaxes(
        title={"text": _short(data.feature_names[1]), "standoff": 4}, range=_wide(data.x[:, 1]), showgrid=False
    )
    return figure


def places(data: ls.Dataset, number: int) -> list[np.ndarray]:
    """Along each feature, so many evenly spaced places from one end of the panel to the other."""
    return [np.linspace(*_wide(column), number) for column in data.x.T]


def told(problem: ls.Problem) -> dict[str, Any] | None:
    """What hovering an example tells of it: its features (six digits) and its label, by name; ``None`` without data."""
    data = problem.dataset
    if data is None:
        return None
    return {
        "features": [[float(f"{value:.6g}") for value in row] for row in data.x.tolist()],
        "labels": data.y.astype(int).tolist(),
        "names": data.feature_names,
        "classes": data.label_names,
    }


def _examples(data: ls.Dataset, x: np.ndarray, y: np.ndarray, mode: Mode) -> go.Scatter:
    """Ones as full circles, zeros as open ones; the page gives each the size of its share of the loss."""
    ink = PALETTES[mode].ink
    return go.Scatter(
        x=x.astype(np.float32),
        y=y.astype(np.float32),
        mode="markers",
        marker={
            "symbol": np.where(data.y == 1, "circle", "circle-open"),
            "size": 6,
            "color": ink,
            "opacity": 0.55,
            "line": {"width": 1.2, "color": ink},
        },
        hoverinfo="skip",
        name="examples",
    )


def _short(name: str) -> str:
    """A feature's name for an upright axis, which is short; the other axis says how both are scaled."""
    return name.removesuffix(" (standardised)")


def _beside(number: int) -> np.ndarray:
    """Small steps aside, spread evenly by the golden ratio, always the same."""
    return _JITTER * (2 * (np.arange(number) * 0.6180339887498949 % 1) - 1)


def _wide(values: np.ndarray) -> tuple[float, float]:
    """The range of values with a little air."""
    air = 0.06 * float(np.ptp(values))
    return float(values.min()) - air, float(values.max()) + air
