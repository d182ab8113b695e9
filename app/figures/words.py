"""The pictures in words: what somebody who cannot see a panel would want to be told."""

from __future__ import annotations

import losscore as ls
from app.figures.marks import by_mark
from app.figures.terrain import Terrain
from app.kit.numbers import number


def in_words(
    problem: ls.Problem,
    terrain: Terrain,
    points: tuple[ls.CriticalPoint, ...],
    line: ls.LowestLine | None = None,
) -> dict[str, str]:
    """A description of each panel."""
    first, second = problem.objective.weight_names
    (a, b), (c, d) = problem.window
    low, high = float(terrain.landscape.loss.min()), float(terrain.landscape.loss.max())
    ground = (
        f"The loss over the weights {first} (from {number(a)} to {number(b)}) and {second} (from {number(c)} to "
        f"{number(d)}). "
        f"It goes from {number(low)} to {number(high)}. {_line(problem, line) or _marks(points)}"
    )
    cut = f" Heights above {number(terrain.top_loss)} are cut off." if terrain.view.cut < 1 else ""
    log = " The height is drawn on a logarithmic scale." if terrain.is_log else ""
    return {
        "surface": f"{ground}{log}{cut} Every path lies on the surface; a ball stands where each run is.",
        "contour": f"{ground}{log}{cut} Seen from straight above, with lines of equal loss; the lighter, the higher."
        + _arrows(terrain),
        "curve": "The loss of each run against the step. A dotted line marks the loss of the lowest valley."
        if ls.lowest(points)
        else "The loss of each run against the step. A dotted line marks the loss of the line of lowest points."
        if line is not None
        else "The loss of each run against the step.",
        "rate": "The learning rate of each run against the step: its schedule, and what was changed on the way.",
        "model": _model(problem),
    }


def _line(problem: ls.Problem, line: ls.LowestLine | None) -> str:
    ends = None if line is None else line.ends(problem.window)
    if line is None or ends is None:
        return ""
    (a, b), (c, d) = ends.tolist()
    return (
        f"Marked in it: a line of lowest points, from ({number(a)}, {number(b)}) to ({number(c)}, {number(d)}), all "
        f"with loss {number(line.loss)}."
    )


def _marks(points: tuple[ls.CriticalPoint, ...]) -> str:
    crowds = by_mark(points)
    parts = [
        f"{len(crowd)} {name if len(crowd) == 1 else plural}"
        for crowd, name, plural in zip(
            crowds.values(),
            ("lowest valley", "local minimum", "saddle"),
            ("lowest valleys that tie", "local minima", "saddles"),
            strict=True,
        )
        if crowd
    ]
    if not parts:
        return "Nothing in this window is a minimum or a saddle."
    stars = "; ".join(
        f"({number(p.weights[0])}, {number(p.weights[1])}) with loss {number(p.loss)}" for p in ls.lowest(points)
    )
    return f"Marked in it: {', '.join(parts)}." + (f" Lowest at {stars}." if stars else "")


def _arrows(terrain: Terrain) -> str:
    if terrain.view.arrows == "field":
        return " White arrows point straight downhill, longer where it is steeper, though less than in proportion."
    return ""


def _model(problem: ls.Problem) -> str:
    data = problem.dataset
    if data is None:
        return "This surface is a formula: there is no model and there are no data behind it."
    one = "label 1" if data.label_names[1] == "1" else f"label 1 ({data.label_names[1]})"
    many = f"{len(data)} examples, {int(data.y.sum())} of them with {one}"
    shown = (
        f"each at its {data.feature_names[0]}, the ones above, the zeros below; for each run a curve shows the "
        f"probability that the model gives to {one}"
        if data.x.shape[1] == 1
        else f"each at its {data.feature_names[0]} and {data.feature_names[1]}; the colour of the ground is the "
        f"probability that the model of the chosen run gives to {one}"
    )
    return f"{many}, {shown}. The larger an example is drawn, the more of the loss of the chosen run is its."
