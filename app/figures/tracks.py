"""Tracks on the pictures: whole walks that need no player, drawn in the colours, dashes and markers of runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from app.figures import clip

_HALO = "#ffffff"
_AROUND = 0.1  # of the window, as far as lines go on beyond it: their ends are not to be seen
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
    low, high = np.array([figure.layout.xaxis.range, figure.layout.yaxis.range], dtype=float).T
    around = _AROUND * (high - low)
    for track, style in _from_below(tracks, styles):
        walk = clip.clipped(track.weights, low - around, high + around)
        places = clip.within(track.weights, low, high)
        colour, marker = style["colour"], style["marker"]
        line = {"color": colour, "width": 2.5, "dash": style["dash"]}
        dot = {"color": colour, "size": 5, "symbol": marker}
        end = {"color": colour, "size": 12, "symbol": marker, "line": {"color": _HALO, "width": 2}}
        begin = {"color": _HALO, "size": 9, "line": {"color": colour, "width": 2.5}}
        figure.add_traces(
            [
                _flat(track, walk, "halo", mode="lines", line={"color": _HALO, "width": 4.5}),
                _flat(track, walk, "path", mode="lines", line=line),
                _flat(track, places, "dots", mode="markers", marker=dot),
                _flat(track, places[:1], "begin", mode="markers", marker=begin),
                _flat(track, places[-1:], "ball", mode="markers", marker=end),
            ]
        )
    return figure


def on_surface(figure: go.Figure, tracks: tuple[Track, ...], styles: list[dict[str, str]]) -> go.Figure:
    """The surface with tracks laid on it."""
    scene = figure.layout.scene
    bottom, top = scene.zaxis.range
    lift = _LIFT * float(top - bottom)
    low, high = np.array([scene.xaxis.range, scene.yaxis.range], dtype=float).T
    for track, style in _from_below(tracks, styles):
        colour = style["colour"]
        line = {"color": colour, "width": 6, "dash": style["dash"]}
        ball = {"color": colour, "size": 7, "symbol": style["solid"], "line": {"color": _HALO, "width": 1.5}}
        # In 3-D what is beyond the window would hang in the empty.
        walk = clip.clipped(track.trail, low, high)
        steps = clip.within(np.column_stack([track.weights, track.losses]), low, high)
        figure.add_traces(
            [
                _raised(track, walk, lift, "path", mode="lines", line=line),
                _raised(track, steps, lift, "dots", mode="markers", marker={"color": colour, "size": 3}),
                _raised(track, steps[-1:], 2.5 * lift, "ball", mode="markers", marker=ball),
            ]
        )
    return figure


def _from_below(tracks: tuple[Track, ...], styles: list[dict[str, str]]) -> reversed[tuple[Track, dict[str, str]]]:
    return reversed(list(zip(tracks, styles, strict=False)))


def _flat(track: Track, points: np.ndarray, what: str, **look: object) -> go.Scatter:
    x, y = points.T.astype(np.float32)
    return go.Scatter(x=x, y=y, hoverinfo="skip", name=f"{what} {track.name}", **look)


def _raised(track: Track, points: np.ndarray, lift: float, what: str, **look: object) -> go.Scatter3d:
    x, y, z = points.T.astype(np.float32)
    return go.Scatter3d(x=x, y=y, z=z + np.float32(lift), hoverinfo="skip", name=f"{what} {track.name}", **look)
