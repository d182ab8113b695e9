"""Drawing with soft edges: on a sheet three times as fine as the picture, which is made smaller in the end.

Places and sizes are those of the picture, in pixels from its upper left corner; they may lie between pixels.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FINE = 3
_DASH = {"solid": (), "dash": (12, 8), "dot": (2, 6), "dashdot": (12, 6, 2, 6)}  # pixels drawn, left out, drawn, ...
_MOST_DASHES = 3000  # of one path; a longer one gets longer dashes
_HALO = "#ffffff"
# Pillow's own face has no such letters.
_LETTERS = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "×": "x", "½": "1/2", "¼": "1/4", "→": ">", "≤": "<=", "\u00a0": " "}
)


@lru_cache(maxsize=32)
def _font(size: float) -> ImageFont.FreeTypeFont:
    """Pillow's own face, which comes with it: no file of the machine's, so the same picture everywhere."""
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType, so it cannot write in this size")
    return font


class Sheet:
    """A picture under way."""

    def __init__(self, ground: Image.Image) -> None:
        """``ground`` is what lies under everything, in the picture's own size; its pixels come out as they are."""
        self._image = ground.resize((ground.width * FINE, ground.height * FINE), Image.Resampling.NEAREST)
        self._draw = ImageDraw.Draw(self._image)

    def done(self) -> Image.Image:
        """The picture."""
        return self._image.reduce(FINE)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A filled box."""
        self._draw.rectangle([FINE * left, FINE * top, FINE * right - 1, FINE * bottom - 1], fill=colour)

    def text(self, x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False) -> None:
        """A line of text whose upper left corner is there."""
        self._draw.text(
            (FINE * x, FINE * y),
            text.translate(_LETTERS),
            fill=colour,
            font=_font(FINE * size),
            stroke_width=FINE * size / 60 if bold else 0,
        )

    def centred(self, x: float, y: float, text: str, size: float, colour: str) -> None:
        """A short bold text around a place."""
        font, width = _font(FINE * size), FINE * size / 60
        place = (FINE * x, FINE * y)
        self._draw.text(place, text.translate(_LETTERS), fill=colour, font=font, anchor="mm", stroke_width=width)

    def polygon(self, corners: np.ndarray, colour: str) -> None:
        """A filled polygon with these corners ``(m, 2)``."""
        self._draw.polygon([tuple(corner) for corner in (FINE * corners).tolist()], fill=colour)

    def line(self, points: np.ndarray, width: float, colour: str, dash: str = "solid") -> None:
        """Lines through points ``(m, 2)``; a gap where a point is not a number."""
        for part in _unbroken(points):
            for piece in _dashed(part, _DASH[dash]):
                self._stroke(piece, width, colour)

    def _stroke(self, points: np.ndarray, width: float, colour: str) -> None:
        xy = [tuple(point) for point in (FINE * points).tolist()]
        self._draw.line(xy, fill=colour, width=round(FINE * width), joint="curve")
        r = FINE * width / 2
        for x, y in (xy[0], xy[-1]):
            self._draw.ellipse([x - r, y - r, x + r, y + r], fill=colour)

    def shape(self, name: str, at: np.ndarray, radius: float, colour: str, edge: float = 0.0) -> None:
        """A filled shape around a place, with a white edge of this width around it."""
        if edge:
            self._draw.polygon(_corners(name, at, radius + edge * (2.2 if name == "star" else 1.25)), fill=_HALO)
        self._draw.polygon(_corners(name, at, radius), fill=colour)

    def ring(self, at: np.ndarray, radius: float, width: float, colour: str) -> None:
        """A circle."""
        x, y, r = FINE * at[0], FINE * at[1], FINE * radius
        self._draw.ellipse([x - r, y - r, x + r, y + r], outline=colour, width=round(FINE * width))

    def cross(self, at: np.ndarray, radius: float, width: float, colour: str) -> None:
        """A thin cross on its side."""
        for turn in (1, -1):
            arm = radius * np.array([1, turn])
            self._draw.line([*(FINE * (at - arm)), *(FINE * (at + arm))], fill=colour, width=round(FINE * width))


def width_of(text: str, size: float) -> float:
    """How wide a line of text is."""
    return _font(FINE * size).getlength(text.translate(_LETTERS)) / FINE


def wrapped(text: str, size: float, room: float, most: int) -> list[str]:
    """A text as lines that fit into the room, at most so many; the last ends in … where not all fits.

    Only plain blanks are places to break a line.
    """
    lines, words = [""], text.split(" ")
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if width_of(longer, size) <= room or not lines[-1]:
            lines[-1] = longer
            words.pop(0)
        elif len(lines) < most:
            lines.append("")
        else:
            lines[-1] += " …"
            break
    return [_narrow(line, size, room) for line in lines]


def _narrow(line: str, size: float, room: float) -> str:
    while width_of(line, size) > room and len(line) > 1:
        line = line.removesuffix("…").rstrip()[:-1].rstrip(" ,;") + "…"
    return line


def _corners(name: str, at: np.ndarray, radius: float) -> list[tuple[float, float]]:
    """The corners of a shape that has the size of a circle with this radius."""
    count, size, turn = {
        "circle": (48, 1.0, 0.0),
        "square": (4, 1.25, math.pi / 4),
        "diamond": (4, 1.3, 0.0),
        "triangle-up": (3, 1.45, -math.pi / 2),
        "star": (10, 1.0, -math.pi / 2),
    }[name]
    angles = turn + 2 * math.pi * np.arange(count) / count
    reach = size * radius * np.where(np.arange(count) % 2, 0.42, 1.0) if name == "star" else size * radius
    corners = np.asarray(at) + np.stack([reach * np.cos(angles), reach * np.sin(angles)], axis=-1)
    return [(x, y) for x, y in (FINE * corners).tolist()]


def _unbroken(points: np.ndarray) -> list[np.ndarray]:
    """The stretches of at least two points without a gap."""
    good = np.isfinite(points).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], good, [False]]).astype(int)))
    return [points[a:b] for a, b in edges.reshape(-1, 2) if b - a > 1]


def _dashed(points: np.ndarray, pattern: tuple[int, ...]) -> list[np.ndarray]:
    """The drawn stretches of a line ``(m, 2)``."""
    along = np.concatenate([[0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()])
    if not pattern or along[-1] == 0:
        return [points]
    period = sum(pattern)
    stretch = max(1.0, along[-1] / period / _MOST_DASHES)
    starts = np.arange(0, along[-1], period * stretch)
    out, offset = [], 0.0
    for drawn, left_out in zip(pattern[::2], pattern[1::2], strict=True):
        begins = starts + offset * stretch
        ends = np.minimum(begins + drawn * stretch, along[-1])
        for a, b in zip(begins.tolist(), ends.tolist(), strict=True):
            if a >= along[-1]:
                break
            inner = points[np.searchsorted(along, a, side="right") : np.searchsorted(along, b, side="left")]
            cut = [[np.interp(at, along, points[:, k]) for k in (0, 1)] for at in (a, b)]
            out.append(np.array([cut[0], *inner.tolist(), cut[1]]))
        offset += drawn + left_out
    return out
