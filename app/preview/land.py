"""The landscape from straight above, as pixels: a colour by height, thin white level lines, marks.

The window fills the picture's left part from edge to edge; ``(w1, w2)`` of a place is its column and its row.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image

import losscore as ls
from app.figures import clip
from app.figures.marks import LOCAL, SADDLE, STAR
from app.figures.ramp import ramp
from app.figures.terrain import Terrain, ground
from app.kit.theme import PALETTES
from app.preview.ink import Sheet
from losscore.checks import Window

WIDTH, HEIGHT = 640, 630  # pixels of the picture that are landscape
_SMALL = 400, 250
_LINE, _STRENGTH = 1.4, 0.5  # of a level line: its width in pixels, and how much of it is white
_STEPS = 95  # between the lowest colour and the highest
_AROUND = 60.0  # pixels beyond the picture as far as lines are drawn


@lru_cache(maxsize=8)
def scale(name: str) -> np.ndarray:
    """A colour scale by its name, from low to high: ``(256, 3)``, between its given colours straight in RGB."""
    places, colours = zip(*ramp(name), strict=True)
    given = np.array([list(bytes.fromhex(str(colour)[1:])) for colour in colours], dtype=float)
    at = np.linspace(0, 1, 256)
    return np.stack([np.interp(at, np.array(places, dtype=float), given[:, k]) for k in range(3)], axis=-1)


def pixels(terrain: Terrain) -> np.ndarray:
    """The landscape as colours ``(HEIGHT, WIDTH, 3)`` from 0 to 255, with its level lines."""
    grid = terrain.landscape
    (a, b), (c, d) = window_of(grid)
    x = a + (b - a) * (np.arange(WIDTH) + 0.5) / WIDTH
    y = d - (d - c) * (np.arange(HEIGHT) + 0.5) / HEIGHT
    z = ground(grid, terrain.z, *np.meshgrid(x, y))
    share = np.clip((z - terrain.low) / terrain.tall, 0, 1)
    # In steps that the eye does not see, and that make the file smaller.
    colours = scale(terrain.view.colours)[np.round(np.round(share * _STEPS) * 255 / _STEPS).astype(int)]
    white = _STRENGTH * _on_lines(z / terrain.levels()["size"])[..., np.newaxis]
    return np.asarray((1 - white) * colours + white * 255)


def _on_lines(z: np.ndarray) -> np.ndarray:
    """How much of each pixel lies on a line where ``z`` is a whole number, 0 to 1."""
    down, across = np.gradient(z)
    steep = np.hypot(down, across)
    away = np.abs(z - np.round(z)) / np.maximum(steep, 1e-12)
    # Where the ground is cut off it is level, and a level plain is no line.
    return np.where(steep > 1e-6, np.clip(_LINE / 2 + 0.5 - away, 0, 1), 0.0)


def window_of(grid: ls.Landscape) -> Window:
    """The window that a grid covers."""
    return (float(grid.w1[0]), float(grid.w1[-1])), (float(grid.w2[0]), float(grid.w2[-1]))


def places(window: Window, weights: np.ndarray) -> np.ndarray:
    """Where weights ``(m, 2)`` are in the picture, in pixels; not a number where out of all reach."""
    (a, b), (c, d) = window
    with np.errstate(all="ignore"):
        x = (weights[:, 0] - a) / (b - a) * WIDTH
        y = (d - weights[:, 1]) / (d - c) * HEIGHT
        found = np.stack([x, y], axis=-1)
        return np.where(np.isfinite(found).all(axis=-1, keepdims=True), found, np.nan)


def clipped(points: np.ndarray) -> np.ndarray:
    """A line through ``points (m, 2)`` without what is outside of the picture: gaps stand where it leaves."""
    around = np.array([WIDTH, HEIGHT]) + _AROUND
    return clip.clipped(points, np.full(2, -_AROUND), around)


def thinned(points: np.ndarray, least: float = 0.4) -> np.ndarray:
    """A line without the points that are nearer than this to the one before, the last one excepted."""
    kept = [0] if len(points) else []
    for index in range(1, len(points)):
        apart = float(np.hypot(*(points[index] - points[kept[-1]])))
        if not apart < least or index == len(points) - 1:  # gaps are kept too
            kept.append(index)
    return points[kept]


def draw_marks(sheet: Sheet, window: Window, crowds: dict[str, list[ls.CriticalPoint]], which: tuple[str, ...]) -> None:
    """Thin crosses on saddles, open circles on local minima, a red star on each lowest point: ``which`` of them."""
    for mark in which:
        for at in places(window, np.array([point.weights for point in crowds[mark]]).reshape(-1, 2)):
            if mark == SADDLE:
                sheet.cross(at, 6, 2.2, "#ffffff")
            elif mark == LOCAL:
                sheet.ring(at, 8.5, 2.8, "#ffffff")
            elif mark == STAR:
                sheet.shape("star", at, 24, PALETTES["light"].star, edge=2.4)


def draw_path(sheet: Sheet, points: np.ndarray, style: dict[str, str]) -> None:
    """A path through ``points (m, 2)`` in its run's colour and dash on white, from a ring to the run's own mark."""
    line = thinned(clipped(points))
    sheet.line(line, 7.5, "#ffffff")
    sheet.line(line, 4.2, style["colour"], style["dash"])


def draw_ends(sheet: Sheet, points: np.ndarray, style: dict[str, str]) -> None:
    """Where a path begins and where it is last."""
    good = points[np.isfinite(points).all(axis=1)]
    for at, size in ((good[:1], 0.0), (good[-1:], 8.5)):
        for place in at:
            if not (np.abs(place - np.array([WIDTH, HEIGHT]) / 2) <= np.array([WIDTH, HEIGHT]) / 2 + 8).all():
                continue
            if size:
                sheet.shape(style["marker"], place, size, style["colour"], edge=2.6)
            else:
                sheet.shape("circle", place, 6.5, "#ffffff")
                sheet.ring(place, 8, 3.2, style["colour"])


def blank(colour: str) -> np.ndarray:
    """No landscape: one colour ``(HEIGHT, WIDTH, 3)``."""
    return np.broadcast_to(np.array(list(bytes.fromhex(colour[1:])), dtype=float), (HEIGHT, WIDTH, 3))


def alone(whole: Image.Image) -> Image.Image:
    """The middle of the landscape of a whole picture, 16 : 10 and small."""
    high = WIDTH * _SMALL[1] // _SMALL[0]
    top = (HEIGHT - high) // 2
    return whole.crop((0, top, WIDTH, top + high)).resize(_SMALL, Image.Resampling.LANCZOS)


def picture(left: np.ndarray, paper: str, width: int) -> Image.Image:
    """A picture of this width with these pixels at its left, and paper beside."""
    image = Image.new("RGB", (width, HEIGHT), paper)
    image.paste(Image.fromarray(np.round(left).astype(np.uint8), "RGB"), (0, 0))
    return image
