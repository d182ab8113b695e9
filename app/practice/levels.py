"""Level lines of a landscape as a small picture, by marching squares (Lorensen, Cline: Marching Cubes, 1987)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SIZE = 360.0  # side of the picture, in its own units


@dataclass(frozen=True, slots=True)
class Line:
    """One level line: its loss, its path, and where its label stands (in units of the picture, y down)."""

    level: float
    path: str
    label: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A square window of a landscape with its level lines.

    Attributes:
        window: ``((w1 lo, w1 hi), (w2 lo, w2 hi))``.
        tick: distance of the grid's lines, in both weights.
        lines: level lines, lowest first.
        point: the weights of the point to read at.
        across: where the two level lines beside the point cross the horizontal through it: ``(w1, loss)``, left first.
        words: the picture in words.
    """

    window: tuple[tuple[float, float], tuple[float, float]]
    tick: float
    lines: tuple[Line, ...]
    point: tuple[float, float]
    across: tuple[tuple[float, float], tuple[float, float]]
    words: str


def segments(loss: Floats, level: float) -> Floats:
    """The straight pieces of a level line on a grid, in grid coordinates.

    In each square of the grid the line enters and leaves where the loss, taken as linear along each side, is at the
    level. Saddle squares, with four such sides, are joined as the square's middle value says.

    Args:
        loss: ``(G, G)``, ``loss[j, i]`` at column i and row j.
        level: a loss.

    Returns:
        ``(m, 2, 2)``: m pieces, two ends, (column, row).
    """
    above = loss >= level
    corner = [above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1]]  # around the square
    offsets = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
    found = []
    for j, i in zip(
        *np.nonzero(~((corner[0] == corner[1]) & (corner[1] == corner[2]) & (corner[2] == corner[3]))), strict=True
    ):
        ends = []
        square = offsets + np.array((i, j))
        heights = [loss[row, column] for column, row in square]
        for k in range(4):
            a, b = heights[k], heights[(k + 1) % 4]
            if (a >= level) != (b >= level):
                ends.append(square[k] + (level - a) / (b - a) * (square[(k + 1) % 4] - square[k]))
        if len(ends) == 4 and (np.mean(heights) >= level) != (heights[0] >= level):
            ends = ends[1:] + ends[:1]  # the corners unlike the middle are cut off, each by itself
        found += [ends[k : k + 2] for k in range(0, len(ends), 2)]
    return np.array(found, dtype=np.float64).reshape(-1, 2, 2)


def draw(loss: Floats, levels: list[float], keep_clear: list[tuple[float, float]]) -> tuple[Line, ...] | None:
    """The level lines of a grid over the picture, or ``None`` where a line finds no room for its label.

    Args:
        loss: ``(G, G)``, row 0 at the lower edge.
        levels: of the lines.
        keep_clear: places, in units of the picture, that labels leave alone.
    """
    scale = SIZE / (len(loss) - 1)
    taken = list(keep_clear)
    lines = []
    for level in levels:
        ends = segments(loss, level) * scale
        ends[..., 1] = SIZE - ends[..., 1]
        label = _room(ends.mean(axis=1), taken)
        if label is None:
            return None
        taken.append(label)
        path = "".join(f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}" for (a, b), (c, d) in ends)
        lines.append(Line(level, path, label))
    return tuple(lines)


def _room(middles: Floats, taken: list[tuple[float, float]]) -> tuple[float, float] | None:
    """The place on a line that is farthest from everything taken and not at the edge."""
    edge, least = 26.0, 38.0
    inside = middles[((middles > edge) & (middles < SIZE - edge)).all(axis=1)]
    if not len(inside):
        return None
    gaps = np.array([np.hypot(*(inside - place).T) for place in taken]).min(axis=0)
    best = int(gaps.argmax())
    return (float(inside[best][0]), float(inside[best][1])) if gaps[best] >= least else None
