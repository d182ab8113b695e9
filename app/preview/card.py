"""The right side of a preview: whose it is, what it is, the runs with how they ended, and what the colours mean."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise

import numpy as np
from PIL import Image

from app.figures.terrain import Terrain
from app.kit.theme import PALETTES, Mode
from app.preview.ink import Sheet, width_of, wrapped
from app.preview.land import HEIGHT, picture, scale
from app.preview.land import WIDTH as LAND

WIDTH = 1200
LARGE = 100_000  # bytes
# Colours of a file: so many of those that it has most often, and so many others; the first that makes it small enough.
_COLOURS = ((110, 116), (110, 48), (72, 24), (40, 16), (24, 12))
_LEFT, _RIGHT = LAND + 48, WIDTH - 48
_ROOM = _RIGHT - _LEFT
_SWATCH, _SMALL = 58, 24


@dataclass(frozen=True, slots=True)
class Row:
    """A run: how it looks, what it is called, and how it ended."""

    style: dict[str, str]
    name: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Card:
    """What is written beside the landscape.

    Attributes:
        title: what it is.
        above: a short line over the title.
        rows: the runs.
        words: a sentence under the title.
        more: another under the runs, where there is room.
        foot: the last line.
        terrain: whose heights the scale of colours explains, if there is a landscape.
    """

    title: str
    above: str = "Loss Landscape"
    rows: Sequence[Row] = field(default=())
    words: str = ""
    more: str = ""
    foot: str = ""
    terrain: Terrain | None = None


def begin(left: np.ndarray, mode: Mode) -> Sheet:
    """A sheet with these pixels at its left."""
    return Sheet(picture(left, PALETTES[mode].paper, WIDTH))


def write(sheet: Sheet, card: Card, mode: Mode) -> None:
    """Everything that stands beside the landscape, from the top down and from the bottom up."""
    colours = PALETTES[mode]
    sheet.box(LAND, 0, WIDTH, HEIGHT, colours.paper)  # what leaves the landscape leaves the picture
    sheet.text(_LEFT, 46, card.above, 25, colours.accent, bold=True)
    size = next((size for size in (58, 52, 46) if len(wrapped(card.title, size, _ROOM, 9)) <= 2), 42)
    y = 92.0
    for line in wrapped(card.title, size, _ROOM, 3):
        sheet.text(_LEFT, y, line, size, colours.ink, bold=True)
        y += 1.14 * size
    bottom = _foot(sheet, card, mode)
    y += 24
    if card.words:
        y = _lines(sheet, wrapped(card.words, 27, _ROOM, 5), _LEFT, y, 27, colours.ink) + 22
    for row in card.rows:
        y = _row(sheet, row, y, mode, tight=len(card.rows) > 2)
        if y > bottom:
            break
    more = wrapped(card.more, _SMALL, _ROOM, 9) if card.more else []
    if y + 10 + 1.28 * _SMALL * len(more) <= bottom - 12:
        _lines(sheet, more, _LEFT, y + 10, _SMALL, colours.ink)


def _lines(sheet: Sheet, lines: list[str], x: float, y: float, size: float, colour: str) -> float:
    for line in lines:
        sheet.text(x, y, line, size, colour)
        y += 1.28 * size
    return y


def _row(sheet: Sheet, row: Row, y: float, mode: Mode, *, tight: bool) -> float:
    colours, size = PALETTES[mode], 22 if tight else 26
    x, middle = _LEFT + _SWATCH + 20, y + 0.62 * size
    swatch = np.array([[_LEFT + 4, middle], [_LEFT + _SWATCH, middle]])
    sheet.line(swatch, 8.5, "#ffffff")
    sheet.line(swatch, 4.6, row.style["colour"], row.style["dash"])
    sheet.shape(row.style["marker"], swatch[1] - [8, 0], 9, row.style["colour"], edge=3)
    room = _RIGHT - x
    y = _lines(sheet, wrapped(row.name, size, room, 1 if tight else 2), x, y, size, colours.ink)
    if row.outcome:
        y = _lines(sheet, wrapped(row.outcome, size - 2, room, 1), x, y, size - 2, colours.soft)
    return y + (8 if tight else 16)


def _foot(sheet: Sheet, card: Card, mode: Mode) -> float:
    """The last line, and over it the scale of colours; where they begin."""
    colours, y = PALETTES[mode], HEIGHT - 68.0
    if card.foot:
        sheet.text(_LEFT, y, wrapped(card.foot, 23, _ROOM, 1)[0], 23, colours.soft)
    if card.terrain is None:
        return y
    y -= 46
    low, high = (f"{card.terrain.loss(z):.3g}" for z in (card.terrain.low, card.terrain.high))
    named, behind = f"loss {low}", high
    begin, end = _LEFT + width_of(named, 23) + 14, _RIGHT - width_of(behind, 23) - 14
    sheet.text(_LEFT, y, named, 23, colours.soft)
    sheet.text(end + 14, y, behind, 23, colours.soft)
    edges = np.linspace(begin, end, 65)
    for index, (left, right) in enumerate(pairwise(edges.tolist())):
        r, g, b = scale(card.terrain.view.colours)[round(index * 255 / 63)].round().astype(int)
        sheet.box(left, y + 5, right + 0.5, y + 21, f"#{r:02x}{g:02x}{b:02x}")
    return y


def png(image: Image.Image, mode: Mode, large: int = LARGE) -> bytes:
    """The picture as a small file of at most 256 colours: with fewer where it would be large.

    Those of the palette, and those that most of the picture has (the landscape's), are kept as they are: a small star
    must stay red among many greens. The others, of soft edges and of level lines, become the nearest of a few.
    """
    ours = {"#ffffff", *asdict(PALETTES["light"]).values(), *asdict(PALETTES[mode]).values()}
    wanted = _number(np.asarray(image).astype(np.int64))
    names, times = np.unique(wanted, return_counts=True)
    # There is no room to spare for those that are not in it.
    flat = np.intersect1d(names, [int(colour[1:], 16) for colour in ours])
    common = names[np.argsort(-times, kind="stable")]
    for often, others in _COLOURS:
        kept = np.unique([*common[:often], *flat])
        found = np.searchsorted(kept, wanted).clip(max=len(kept) - 1)
        few = image.quantize(others, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        palette = Image.new("P", (1, 1))
        palette.putpalette([*_bytes(kept), *(few.getpalette() or [])[: 3 * others]])
        near = image.quantize(palette=palette, dither=Image.Dither.NONE)
        # Pillow looks for the nearest colour roughly; where there is the very one, it is taken.
        exact = Image.fromarray(np.where(kept[found] == wanted, found, np.asarray(near)).astype(np.uint8), "P")
        exact.putpalette(near.getpalette() or [])
        out = io.BytesIO()
        exact.save(out, "PNG", optimize=True)
        if out.tell() <= large:
            break
    return out.getvalue()


def _number(colours: np.ndarray) -> np.ndarray:
    """Colours ``(..., 3)`` as whole numbers ``(...)``, as they are written in hexadecimal digits."""
    return np.asarray(colours[..., 0] * 65536 + colours[..., 1] * 256 + colours[..., 2])


def _bytes(numbers: np.ndarray) -> list[int]:
    """The same back: red, green, blue, red, ..."""
    return np.stack([numbers >> 16, numbers >> 8 & 255, numbers & 255], axis=-1).ravel().tolist()
