"""The surface panel: the landscape as a terrain that can be turned."""

from __future__ import annotations

import math

import numpy as np
import plotly.graph_objects as go

import losscore as ls
from app.figures.marks import LOCAL, SADDLE, STAR, by_mark
from app.figures.ramp import ramp
from app.figures.terrain import Terrain, ground
from app.kit.theme import PALETTES, Mode, template

# Azimuth and elevation in degrees, distance in units of the scene's size.
CAMERA = (-125.0, 38.0, 1.85)
ASPECT = {"x": 1.0, "y": 1.0, "z": 0.62}
_STAR_RADIUS = 0.07  # of the window's width
_LIFT = 0.012  # of the height's range: marks stand this far above the ground, so that they are not half buried


def surface(
    terrain: Terrain,
    points: tuple[ls.CriticalPoint, ...],
    names: tuple[str, ...],
    mode: Mode,
) -> go.Figure:
    """The loss as height, in the contour's colours and with its marks. Arguments as in `contour`."""
    landscape = terrain.landscape
    ground = go.Surface(
        x=landscape.w1.astype(np.float32),
        y=landscape.w2.astype(np.float32),
        z=terrain.z.astype(np.float32),
        colorscale=ramp(terrain.view.colours),
        showscale=False,
        hoverinfo="skip",
        contours={
            "x": {"highlight": False},
            "y": {"highlight": False},
            "z": {
                "show": True,
                **terrain.levels(),
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
    outlines = [_outlines(mark, crowds[mark], shape, terrain) for mark, shape in ((LOCAL, _RING), (SADDLE, _CROSS))]
    stars = [_star(point, terrain, PALETTES[mode].star) for point in crowds[STAR]]
    figure = go.Figure([ground, *outlines, *stars])
    reach = [terrain.low - 0.04 * terrain.tall, terrain.high + 0.06 * terrain.tall]
    # nticks beside ticks of its own would win.
    ticks = terrain.ticks() if terrain.is_log else {"nticks": 5}
    figure.update_layout(
        template=template(mode),
        scene={
            "camera": {**eye(CAMERA), "projection": {"type": "perspective"}},
            "aspectmode": "manual",
            "aspectratio": ASPECT,
            "dragmode": "turntable",
            "xaxis": {"title": {"text": names[0]}, "range": [landscape.w1[0], landscape.w1[-1]], "nticks": 6},
            "yaxis": {"title": {"text": names[1]}, "range": [landscape.w2[0], landscape.w2[-1]], "nticks": 6},
            "zaxis": {"title": {"text": ""}, "range": reach, **ticks},
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
        "center": {"x": 0.0, "y": 0.0, "z": -0.1},
        "up": {"x": 0.0, "y": 0.0, "z": 1.0},
    }


def _outlines(mark: str, points: list[ls.CriticalPoint], shape: np.ndarray, terrain: Terrain) -> go.Scatter3d:
    """White lines on the ground around points: Plotly's markers are letters, which not every font has."""
    landscape = terrain.landscape
    outline = np.concatenate([point.weights + shape * _size(landscape) for point in points] or [np.empty((0, 2))])
    x, y = outline.T
    return go.Scatter3d(
        x=x,
        y=y,
        z=ground(landscape, terrain.z, x, y) + _LIFT * terrain.tall,
        mode="lines",
        line={"color": "#ffffff", "width": 5},
        hoverinfo="skip",
        name=mark,
    )


def _size(landscape: ls.Landscape) -> np.ndarray:
    """Width and depth of the window."""
    return np.array([np.ptp(landscape.w1), np.ptp(landscape.w2)])


def _star(point: ls.CriticalPoint, terrain: Terrain, colour: str) -> go.Surface:
    """A five-pointed star that floats over a minimum: a fan of triangles from its raised middle to its ten corners."""
    turns = np.linspace(0, 2 * np.pi, 11) + np.pi / 2
    radius = np.where(np.arange(11) % 2 == 0, _STAR_RADIUS, 0.42 * _STAR_RADIUS)
    tall = terrain.tall
    width, depth = _size(terrain.landscape)
    corners_x = point.weights[0] + radius * width * np.cos(turns)
    corners_y = point.weights[1] + radius * depth * np.sin(turns)
    rim = float(terrain.height(point.loss)) + 0.10 * tall
    return go.Surface(
        x=np.stack([np.full(11, point.weights[0]), corners_x]),
        y=np.stack([np.full(11, point.weights[1]), corners_y]),
        z=np.stack([np.full(11, rim + 0.03 * tall), np.full(11, rim)]),
        surfacecolor=np.zeros((2, 11)),
        colorscale=[[0, colour], [1, colour]],
        showscale=False,
        hoverinfo="skip",
        lighting={"ambient": 0.95, "diffuse": 0.25, "specular": 0.0, "fresnel": 0.0},
        name=STAR,
    )


_TURN = np.linspace(0, 2 * np.pi, 33)
_ARM = np.linspace(-0.018, 0.018, 9)
_GAP = np.full((1, 2), np.nan)  # lifts the pen between one outline and the next
_RING = np.concatenate([0.022 * np.column_stack([np.cos(_TURN), np.sin(_TURN)]), _GAP])
_CROSS = np.concatenate([np.column_stack([_ARM, _ARM]), _GAP, np.column_stack([_ARM, -_ARM]), _GAP])
