"""The marks of a network's slice on its terrain: a star over the trained weights, rings on the minima of the slice."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

import losscore as ls
from app.figures.terrain import ground

_RADIUS = 0.055  # of the star, in the window's width
_LIFT = 0.012  # of the height's range: rings stand this far above the ground, so that they are not half buried
_TURN = np.append(np.linspace(0, 2 * np.pi, 25), np.nan)  # a ring, and the pen lifted behind it


def star(grid: ls.Landscape, z: np.ndarray, colour: str) -> go.Surface:
    """A five-pointed star that floats over the centre, (0, 0): a fan from its raised middle to its ten corners.

    Args:
        grid: the slice.
        z: its heights ``(G, G)`` as they are drawn.
        colour: of the star.
    """
    turns = np.linspace(0, 2 * np.pi, 11) + np.pi / 2
    radius = np.where(np.arange(11) % 2 == 0, _RADIUS, 0.42 * _RADIUS)
    tall = _tall(z)
    rim = float(ground(grid, z, np.zeros(1), np.zeros(1))[0]) + 0.11 * tall
    return go.Surface(
        x=np.stack([np.zeros(11), radius * np.ptp(grid.w1) * np.cos(turns)]),
        y=np.stack([np.zeros(11), radius * np.ptp(grid.w2) * np.sin(turns)]),
        z=np.stack([np.full(11, rim + 0.03 * tall), np.full(11, rim)]),
        surfacecolor=np.zeros((2, 11)),
        colorscale=[[0, colour], [1, colour]],
        showscale=False,
        hoverinfo="skip",
        lighting={"ambient": 0.95, "diffuse": 0.25, "specular": 0.0, "fresnel": 0.0},
        name="trained",
    )


def rings(grid: ls.Landscape, z: np.ndarray, points: np.ndarray, name: str, size: float = 0.018) -> go.Scatter3d:
    """White rings on the ground around points ``(m, 2)``: Plotly's markers are letters, which not every font has."""
    x = (points[:, :1] + size * np.ptp(grid.w1) * np.cos(_TURN)).ravel()
    y = (points[:, 1:] + size * np.ptp(grid.w2) * np.sin(_TURN)).ravel()
    return go.Scatter3d(
        x=x,
        y=y,
        z=ground(grid, z, x, y) + _LIFT * _tall(z),
        mode="lines",
        line={"color": "#ffffff", "width": 4},
        hoverinfo="skip",
        name=name,
    )


def _tall(z: np.ndarray) -> float:
    """The range of the heights."""
    finite = z[np.isfinite(z)]
    return float(np.ptp(finite)) if finite.size else 1.0
