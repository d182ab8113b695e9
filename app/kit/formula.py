r"""Formulas: TeX in, one SVG path out, drawn once when first asked for.

A formula travels as a single path in units of 1/200 of the type size, about 2 kB compressed for the longest we have.
The page draws it as an element tree (``assets/formula.js``), so no HTML is ever put in, and fills it with the colour of
the text around it. Its box is measured in ``em``, so that it grows with the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from ziamath.config import config
from ziamath.zmath import Latex

from app.kit.components import Formula

UNITS = 200  # to the em: at 200 % zoom of 18 px text one unit is a sixth of a pixel
_MARGIN = 4  # for the smooth edge of the ink
_NAMES = r"\\(?:log|ln|exp|sin|cos|tanh|max|min)\b"
_SIGN = re.compile(r"(^|[=(\[,{]|\\[;,:]|\\(?:cdot|leftarrow|approx|times|le|ge)\b)(\s*)-(?!\})")
_BEFORE_NAME = re.compile(rf"(\\[A-Za-z]+|[A-Za-z0-9)}}])\s*(?={_NAMES})")
_AFTER_NAME = re.compile(rf"({_NAMES})(?!\s*(?:[_^(\[]|\\left|\\[,;]))\s*")

# Plain paths instead of symbols with ids, which would meet again in the next formula on the page.
config.svg2 = False
config.precision = 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula in units of `UNITS` to the em; x to the right, y down, the baseline at y = 0.

    Attributes:
        path: SVG path data.
        box: left, top, width, height of everything drawn.
    """

    path: str
    box: tuple[int, int, int, int]


def formula(tex: str, spoken: str, *, block: bool = False) -> Formula:
    r"""A formula for the page.

    Args:
        tex: TeX as `ziamath` reads it, our own and never a visitor's.
        spoken: the formula in words, as one would read it aloud.
        block: on a line of its own, with limits above and below its sums.

    Raises:
        ValueError: TeX that cannot be drawn, or no words for it.

    >>> formula(r"\hat{y}", "y hat").spoken
    'y hat'
    """
    if not spoken.strip():
        raise ValueError(f"spoken must say the formula in words; got {spoken!r} for {tex!r}")
    drawing = draw(tex, block=block)
    return Formula(path=drawing.path, box=list(drawing.box), units=UNITS, spoken=spoken, block=block)


@lru_cache(maxsize=2048)  # practice problems make new ones without end
def draw(tex: str, *, block: bool = False) -> Drawing:
    """The drawing of a formula.

    Raises:
        ValueError: TeX that cannot be drawn.
    """
    try:
        picture = Latex(_spaced(tex), size=UNITS, inline=not block, margin=0)
        shapes = picture.svgxml()
    except Exception as error:  # the two libraries below raise whatever occurs to them
        raise ValueError(f"tex must be a formula that can be drawn; got {tex!r} ({error})") from error
    unknown = [text for text in picture.mathml.itertext() if text.startswith("\\")]
    if unknown:
        raise ValueError(f"tex must use commands that can be drawn; got {unknown[0]!r} in {tex!r}")
    outlines = [_outline(shape) for shape in shapes]
    points = [point for outline in outlines for _, values in _commands(outline) for point in values]
    if not points:
        raise ValueError(f"tex must draw something; got {tex!r}")
    # The box of the ink itself: the library's own leaves room where nothing is, and letters lean out of it.
    xs, ys = zip(*points, strict=True)
    left, top = min(xs) - _MARGIN, min(ys) - _MARGIN
    box = (left, top, max(xs) + _MARGIN - left, max(ys) + _MARGIN - top)
    return Drawing("".join(_shortened(outline) for outline in outlines), box)


def _spaced(tex: str) -> str:
    """TeX with the spaces that TeX itself would leave and the library does not.

    A minus that stands for a sign keeps to its number; ``log`` keeps a thin space from what is beside it.
    """
    before = _BEFORE_NAME.sub(lambda match: match[0] if match[1].startswith("\\") else rf"{match[1]}\, ", tex)
    after = _AFTER_NAME.sub(r"\1\\, ", before)
    return _SIGN.sub(r"\1\2{-}", after)


def _outline(shape: Element) -> str:
    """A shape's path; bars of fractions and roots come as rectangles."""
    kind = shape.tag.rpartition("}")[2]
    if kind == "path":
        return shape.attrib["d"]
    if kind == "rect":
        x, y, width, height = (float(shape.attrib[name]) for name in ("x", "y", "width", "height"))
        return f"M {x} {y} L {x + width} {y} L {x + width} {y + height} L {x} {y + height} Z"
    raise ValueError(f"a formula is made of paths and bars; found {kind!r}")


def _commands(path: str) -> list[tuple[str, list[tuple[int, int]]]]:
    """A path as its commands, each with its points in whole units."""
    found = []
    for command, numbers in re.findall(r"([A-Z])([^A-Z]*)", path):
        values = [round(float(number)) for number in numbers.split()]
        found.append((command, list(zip(values[::2], values[1::2], strict=True))))
    return found


def _shortened(path: str) -> str:
    """The path with each point relative to the one before: the same letter is nearly the same text again.

    Only what fonts use: M, L, Q, C and Z, absolute.
    """
    out = []
    x = y = 0
    start = (0, 0)
    for command, points in _commands(path):
        if command == "M":
            x, y = start = points[0]
            out.append(f"M{x} {y}")
        elif command == "Z":
            x, y = start
            out.append("z")
        elif command not in "LQC":
            raise ValueError(f"a glyph's path is made of M, L, Q, C and Z; found {command!r}")
        elif command != "L" or points[0] != (x, y):
            out.append(command.lower() + " ".join(f"{px - x} {py - y}" for px, py in points).replace(" -", "-"))
            x, y = points[-1]
    return "".join(out)
