"""The surface panel: the landscape as a terrain that can be turned."""

from __future__ import annotations

import math

import numpy as np
import plotly.graph_objects as go

import losscore as ls
from app.figures.contour import LEVELS
from app.figures.marks import LOCAL, SADDLE, STAR, by_mark
from app.theme import PALETTES, Mode, template

# Azimuth and elevation in degrees, distance in units of the scene's size.
CAMERA = (-128.0, 34.0, 1.72)
ASPECT = {"x": 1.0, "y": 1.0, "z": 0.62}
_STAR_RADIUS = 0.045  # of the window's width
_LIFT = 0.012  # of the height's range: marks stand this far above the ground, so that they are not half buried


def surface(landscape: ls.Landscape, points: tuple[ls.CriticalPoint, ...], names: tuple[str, ...], mode: Mode) -> go.Figure:
    """The loss as height, in the contour's colours, with the same marks. Arguments as in `app.figures.contour.contour`."""
    low, high = float(landscape.loss.min()), float(landscape.loss.max())
    tall = high - low
    ground = go.Surface(
        x=landscape.w1.astype(np.float32),
        y=landscape.w2.astype(np.float32),
        z=landscape.loss.astype(np.float32),
        colorscale="Viridis",
        showscale=False,
        hoverinfo="skip",
        contours={
            "x": {"highlight": False},
            "y": {"highlight": False},
            "z": {
                "show": True,
                "start": low,
                "end": high,
                "size": tall / LEVELS,
                "color": "rgba(255,255,255,0.28)",
                "width": 1,
                "highlight": False,
            },
        },
        lighting={"ambient": 0.72, "diffuse": 0.55, "specular": 0.06, "roughness": 0.9, "fresnel": 0.05},
        lightposition={"x": -2000, "y": -3000, "z": 6000},
        name="loss",
    )
    crowds = by_mark(points)
    symbols = {SADDLE: ("x", 3.5), LOCAL: ("circle-open", 6)}
    marks = [
        go.Scatter3d(
            x=[point.weights[0] for point in crowds[mark]],
            y=[point.weights[1] for point in crowds[mark]],
            z=[point.loss + _LIFT * tall for point in crowds[mark]],
            mode="markers",
            marker={"symbol": symbol, "size": size, "color": "#ffffff", "line": {"width": 2, "color": "#ffffff"}},
            hoverinfo="skip",
            name=mark,
        )
        for mark, (symbol, size) in symbols.items()
    ]
    stars = [_star(point, landscape, PALETTES[mode].star) for point in crowds[STAR]]
    figure = go.Figure([ground, *marks, *stars])
    figure.update_layout(
        template=template(mode),
        scene={
            "camera": {**eye(CAMERA), "projection": {"type": "perspective"}},
            "aspectmode": "manual",
            "aspectratio": ASPECT,
            "dragmode": "turntable",
            "xaxis": {"title": {"text": names[0]}, "range": [landscape.w1[0], landscape.w1[-1]], "nticks": 6},
            "yaxis": {"title": {"text": names[1]}, "range": [landscape.w2[0], landscape.w2[-1]], "nticks": 6},
            "zaxis": {"title": {"text": "loss"}, "range": [low - 0.04 * tall, high + 0.06 * tall], "nticks": 5},
        },
    )
    return figure


def eye(camera: tuple[float, float, float]) -> dict[str, dict[str, float]]:
    """Plotly's camera for azimuth and elevation in degrees and a distance, looking at the middle of the scene."""
    azimuth, elevation, distance = math.radians(camera[0]), math.radians(camera[1]), camera[2]
    return {
        "eye": {
            "x": distance * math.cos(elevation) * math.cos(azimuth),
            "y": distance * math.cos(elevation) * math.sin(azimuth),
            "z": distance * math.sin(elevation),
        },
        "center": {"x": 0.0, "y": 0.0, "z": -0.06},
        "up": {"x": 0.0, "y": 0.0, "z": 1.0},
    }


def _star(point: ls.CriticalPoint, landscape: ls.Landscape, colour: str) -> go.Surface:
    """A five-pointed star lying over a minimum: a fan of triangles from its middle to its ten corners."""
    turns = np.linspace(0, 2 * np.pi, 11) + np.pi / 2
    radius = np.where(np.arange(11) % 2 == 0, _STAR_RADIUS, 0.45 * _STAR_RADIUS)
    tall = float(np.ptp(landscape.loss))
    corners_x = point.weights[0] + radius * np.ptp(landscape.w1) * np.cos(turns)
    corners_y = point.weights[1] + radius * np.ptp(landscape.w2) * np.sin(turns)
    return go.Surface(
        x=np.stack([np.full(11, point.weights[0]), corners_x]),
        y=np.stack([np.full(11, point.weights[1]), corners_y]),
        z=np.stack([np.full(11, point.loss + 0.09 * tall), np.full(11, point.loss + 0.06 * tall)]),
        surfacecolor=np.zeros((2, 11)),
        colorscale=[[0, colour], [1, colour]],
        showscale=False,
        hoverinfo="skip",
        lighting={"ambient": 0.95, "diffuse": 0.2, "specular": 0.0, "fresnel": 0.0},
        name=STAR,
    )
