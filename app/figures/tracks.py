"""Tracks on the pictures: whole walks that need no player, drawn in the colours, dashes and markers of runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

_HALO = "#ffffff"
_LIFT = 0.012  # of the height's range: tracks lie this far above the ground, so that they are not half buried


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """A walk to be drawn.

    Attributes:
        name: whose it is.
        weights: ``(t + 1, 2)``.
        losses: ``(t + 1,)``.
        trail: ``(m, 3)``, the walk laid on the surface.
    """

    name: str
    weights: np.ndarray
    losses: np.ndarray
    trail: np.ndarray


def on_contour(figure: go.Figure, tracks: tuple[Track, ...], styles: list[dict[str, str]]) -> go.Figure:
    """The contour with tracks on it; the first lies on top of the others."""
    for track, style in _from_below(tracks, styles):
        x, y = track.weights.T
        colour, marker = style["colour"], style["marker"]
        line = {"color": colour, "width": 2.5, "dash": style["dash"]}
        dot = {"color": colour, "size": 5, "symbol": marker}
        end = {"color": colour, "size": 12, "symbol": marker, "line": {"color": _HALO, "width": 2}}
        begin = {"color": _HALO, "size": 9, "line": {"color": colour, "width": 2.5}}
        figure.add_traces(
            [
                _flat(track, x, y, mode="lines", line={"color": _HALO, "width": 4.5}),
                _flat(track, x, y, mode="lines", line=line),
                _flat(track, x, y, mode="markers", marker=dot),
                _flat(track, x[:1], y[:1], mode="markers", marker=begin),
                _flat(track, x[-1:], y[-1:], mode="markers", marker=end),
            ]
        )
    return figure


def on_surface(figure: go.Figure, tracks: tuple[Track, ...], styles: list[dict[str, str]]) -> go.Figure:
    """The surface with tracks laid on it."""
    low, high = figure.layout.scene.zaxis.range
    lift = _LIFT * float(high - low)
    for track, style in _from_below(tracks, styles):
        colour = style["colour"]
        line = {"color": colour, "width": 6, "dash": style["dash"]}
        ball = {"color": colour, "size": 7, "symbol": style["solid"], "line": {"color": _HALO, "width": 1.5}}
        steps = np.column_stack([track.weights, track.losses])
        figure.add_traces(
            [
                _raised(track, _within(track.trail, figure), lift, mode="lines", line=line),
                _raised(track, _within(steps, figure), lift, mode="markers", marker={"color": colour, "size": 3}),
                _raised(track, _within(steps[-1:], figure), 2.5 * lift, mode="markers", marker=ball),
            ]
        )
    return figure


def _from_below(tracks: tuple[Track, ...], styles: list[dict[str, str]]) -> reversed[tuple[Track, dict[str, str]]]:
    return reversed(list(zip(tracks, styles, strict=False)))


def _flat(track: Track, x: np.ndarray, y: np.ndarray, **look: object) -> go.Scatter:
    return go.Scatter(x=x.astype(np.float32), y=y.astype(np.float32), hoverinfo="skip", name=track.name, **look)


def _raised(track: Track, points: np.ndarray, lift: float, **look: object) -> go.Scatter3d:
    x, y, z = points.T.astype(np.float32)
    return go.Scatter3d(x=x, y=y, z=z + np.float32(lift), hoverinfo="skip", name=track.name, **look)


def _within(points: np.ndarray, figure: go.Figure) -> np.ndarray:
    """The points ``(m, 3)``, with gaps for those beyond the picture: in 3-D they would hang in the empty."""
    scene = figure.layout.scene
    (a, b), (c, d) = scene.xaxis.range, scene.yaxis.range
    inside = (points[:, 0] >= a) & (points[:, 0] <= b) & (points[:, 1] >= c) & (points[:, 1] <= d)
    return np.where(inside[:, np.newaxis], points, np.nan)
