"""Both pictures of a landscape, as the browser takes them, in one piece, so that their common grid compresses once."""

from __future__ import annotations

from typing import Any

import losscore as ls
from app.figures.contour import contour
from app.figures.surface import surface
from app.theme import PALETTES, Mode


def pair(
    problem: ls.Problem, landscape: ls.Landscape, points: tuple[ls.CriticalPoint, ...], mode: Mode
) -> dict[str, Any]:
    """``surface`` and ``contour`` as plain values with typed arrays, and the colours of the runs."""
    names = problem.objective.weight_names
    return {
        "surface": surface(landscape, points, names, mode).to_dict(),
        "contour": contour(landscape, points, names, mode).to_dict(),
        "window": problem.window,
        "colours": {"run": PALETTES["light"].run, "halo": "#ffffff"},
    }
