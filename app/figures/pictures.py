"""All pictures of a landscape, as the browser takes them, in one piece: their common grid compresses once."""

from __future__ import annotations

from typing import Any

import losscore as ls
from app.figures.contour import contour
from app.figures.curve import curve
from app.figures.model_view import model_view
from app.figures.surface import surface
from app.theme import Mode, run_styles


def pictures(
    problem: ls.Problem, landscape: ls.Landscape, points: tuple[ls.CriticalPoint, ...], mode: Mode
) -> dict[str, Any]:
    """Surface, contour, curve and model as plain values with typed arrays, and how the runs are told apart.

    The ground is Viridis in both modes, so runs on it keep the same colours; the curve stands on the page's own ground.
    """
    names = problem.objective.weight_names
    return {
        "surface": surface(landscape, points, names, mode).to_dict(),
        "contour": contour(landscape, points, names, mode).to_dict(),
        "window": problem.window,
        "curve": curve(points, mode).to_dict(),
        "model": model_view(problem, mode).to_dict(),
        "styles": run_styles("light"),
        "curve_styles": run_styles(mode),
    }
