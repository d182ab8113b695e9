"""All pictures of a landscape, as the browser takes them, in one piece: their common grid compresses once."""

from __future__ import annotations

from typing import Any

import numpy as np

import losscore as ls
from app.figures.contour import contour
from app.figures.curve import curve, rate
from app.figures.marks import told
from app.figures.model_view import model_view
from app.figures.model_view import told as told_examples
from app.figures.surface import surface
from app.figures.terrain import Terrain, View
from app.figures.words import in_words
from app.kit.theme import PALETTES, Mode, run_styles


def pictures(
    problem: ls.Problem,
    landscape: ls.Landscape,
    points: tuple[ls.CriticalPoint, ...],
    mode: Mode,
    view: View,
    line: ls.LowestLine | None = None,
    start: tuple[float, float] | None = None,
) -> dict[str, Any]:
    """Surface, contour, curves and model as plain values with typed arrays, and how the runs are told apart.

    The ground is Viridis in both modes, so runs on it keep the same colours; the curve stands on the page's own ground.
    A start is marked where no run marks it yet.
    """
    names = problem.objective.weight_names
    terrain = Terrain(landscape, view)
    ends = None if line is None else line.ends(problem.window)
    relief = surface(terrain, points, names, mode, ends)
    plan = contour(terrain, points, names, mode, problem.objective.gradient, ends)
    if start is not None:
        height = float(terrain.height(float(problem.objective(np.array(start)))))
        relief.update_layout(scene={"annotations": [_flag(start, mode) | {"z": height}]})
        plan.update_layout(annotations=[_flag(start, mode)])
    return {
        "surface": relief.to_dict(),
        "contour": plan.to_dict(),
        "window": problem.window,
        "names": names,
        "log": terrain.is_log,
        "top": terrain.top_loss,
        "curve": curve(points, mode, line).to_dict(),
        "rate": rate(mode).to_dict(),
        "model": model_view(problem, mode).to_dict(),
        "examples": told_examples(problem),
        "marks": told(points),
        "lowest": [line.loss] if line is not None else [point.loss for point in ls.lowest(points)][:1],
        "line": ends is not None,
        "words": in_words(problem, terrain, points, line),
        "styles": run_styles("light"),
        "curve_styles": run_styles(mode),
    }


def _flag(start: tuple[float, float], mode: Mode) -> dict[str, Any]:
    """A word with a line to the start."""
    palette = PALETTES[mode]
    return {
        "x": start[0],
        "y": start[1],
        "text": "start",
        "ax": 0,
        "ay": -30,
        "showarrow": True,
        "arrowhead": 6,
        "arrowwidth": 2,
        "arrowcolor": palette.paper if mode == "light" else palette.ink,
        "bgcolor": palette.paper,
        "bordercolor": palette.soft,
        "borderpad": 3,
        "font": {"size": 13, "color": palette.ink},
    }
