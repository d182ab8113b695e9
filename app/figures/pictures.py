"""All pictures of a landscape, as the browser takes them, in one piece: their common grid compresses once."""

from __future__ import annotations

from typing import Any

import losscore as ls
from app.figures.contour import contour
from app.figures.curve import curve, rate
from app.figures.marks import told
from app.figures.model_view import model_view
from app.figures.model_view import told as told_examples
from app.figures.terrain import Terrain, View
from app.figures.words import in_words
from app.kit.theme import Mode, run_styles


def pictures(
    problem: ls.Problem,
    landscape: ls.Landscape,
    points: tuple[ls.CriticalPoint, ...],
    mode: Mode,
    view: View,
    line: ls.LowestLine | None = None,
) -> dict[str, Any]:
    """Contour, curves and model as plain values with typed arrays, and how the runs are told apart.

    The page makes the land from the contour's grid. The ground has the same colours in both modes, so runs on it keep
    theirs; the curve stands on the page's own ground.
    """
    names = problem.objective.weight_names
    terrain = Terrain(landscape, view)
    ends = None if line is None else line.ends(problem.window)
    return {
        # Without marks: the page's painter draws them, on land and map alike.
        "contour": contour(terrain, (), names, mode, problem.objective.gradient).to_dict(),
        "colours": view.colours,
        "window": problem.window,
        "names": names,
        "curve": curve(points, mode, line).to_dict(),
        "rate": rate(mode).to_dict(),
        "model": model_view(problem, mode).to_dict(),
        "examples": told_examples(problem),
        "marks": told(points),
        "lowest": [line.loss] if line is not None else [point.loss for point in ls.lowest(points)][:1],
        "line": None if ends is None else ends.tolist(),
        "words": in_words(problem, terrain, points, line),
        "styles": run_styles("light"),
        "curve_styles": run_styles(mode),
    }
