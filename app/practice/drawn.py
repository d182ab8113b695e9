"""A picture of the stage in units of the screen: lines, points and words, as the page's component takes them."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image

import losscore as ls
from app.figures.ramp import RAMPS
from app.practice.levels import SIZE, segments
from app.practice.plots import Axis, Map, Plot, Point, ticks

WIDE, TALL = 560.0, 400.0
_PIXELS, _GRID, _LEVELS = 64, 33, 9
_ALONE = "Your answer is marked; the right one is not shown yet."
_NEAR = 0.02  # of an axis: nearer, two points are one
EMPTY = "Drawn once you have the answer"


def drawn(picture: Plot | Map, answer: Sequence[float] | None, *, told: bool) -> dict[str, Any]:
    """A picture with where an answer landed; where the right one is, only once it may be told.

    A wrong answer stands there alone: beside the right one it would give the next try away.

    Args:
        picture: of the exercise.
        answer: the values of an answer; ``None`` for none.
        told: whether the right answer is shown.
    """
    landed = picture.lands(answer) if answer is not None else None
    made = _map(picture, judged=told or answer is not None) if isinstance(picture, Map) else _plot(picture, told=told)
    box = _Box(*made.pop("axes"), *made["size"])
    after = []
    if isinstance(picture, Plot):
        if told:
            made["points"] = [box.mark(point, "part") for point in picture.later] + made["points"]
        if picture.late:
            names = ", ".join(curve.name for curve in picture.curves)
            after.append(f"Its curves: {names}." if told else f"{EMPTY}.")
    if landed:
        made["points"].append(box.mark(landed, "answer"))
    if told:
        made["points"] += [box.mark(ring, "ring") for ring in picture.rings]
    if landed and picture.rings:
        after.append(_apart(landed, picture.rings[0], box) if told else _ALONE)
    made["texts"] += _called(box, landed, picture.rings if told else (), picture.called)
    made["spoken"] = " ".join([picture.words, *after])
    return made


class _Box:
    """Where the numbers of two axes are on the picture."""

    def __init__(self, across: Axis, up: Axis, wide: float, tall: float) -> None:
        self.across, self.up, self.wide, self.tall = across, up, wide, tall

    def at(self, point: Point) -> Point:
        """A point in units of the picture, y down."""
        return (
            self.wide * (point[0] - self.across.low) / (self.across.high - self.across.low),
            self.tall * (self.up.high - point[1]) / (self.up.high - self.up.low),
        )

    def mark(self, point: Point, kind: str) -> dict[str, Any]:
        """A mark at a point; at the edge, and said to be beyond it, where the point is outside."""
        x, y = self.at(point)
        inside = min(max(x, 0.0), self.wide), min(max(y, 0.0), self.tall)
        turn = np.degrees(np.arctan2(y - inside[1], x - inside[0])) if (x, y) != inside else None
        return {"x": round(inside[0], 1), "y": round(inside[1], 1), "kind": kind, "beyond": turn and round(float(turn))}

    def path(self, points: Sequence[Point]) -> str:
        """A line through points."""
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(self.at, points))

    def ticks(self) -> list[dict[str, Any]]:
        """The ticks of both axes."""
        across = [{"axis": "x", "at": round(self.at((v, 0.0))[0], 1), "label": t} for v, t in self.across.ticks]
        up = [{"axis": "y", "at": round(self.at((0.0, v))[1], 1), "label": t} for v, t in self.up.ticks]
        return [*across, *up]


def _plot(plot: Plot, *, told: bool) -> dict[str, Any]:
    box = _Box(plot.across, plot.up, WIDE, TALL)
    curves = plot.curves if told or not plot.late else ()
    paths = [{"d": box.path(each.points), "kind": "curve dashed" if each.dashed else "curve"} for each in curves]
    texts = [_text(box.at(each.at), each.name, each.anchor, "name") for each in curves if each.name]
    if plot.late and not told:
        texts.append(_text((WIDE / 2, TALL / 2), EMPTY, "middle", "name"))
    points = [box.mark(point, "known") for point, _ in plot.known]
    texts += [_beside(box.at(point), word, box, "name") for point, word in plot.known]
    for axis, value, word in plot.given:
        x, y = box.at((value, plot.up.low) if axis == "x" else (plot.across.low, value))
        points.append({"x": round(x, 1), "y": round(y, 1), "kind": f"given-{axis}", "beyond": None})
        at = (x, y - 20) if axis == "x" else (x + 18, y - 8)
        texts.append(_text(at, word, "middle" if axis == "x" and x > 30 else "start", "name"))
    return {
        "size": [WIDE, TALL],
        "axes": (plot.across, plot.up),
        "ticks": box.ticks(),
        "names": [plot.across.name, plot.up.name],
        "paths": paths,
        "points": points,
        "texts": texts,
    }


def _map(seen: Map, *, judged: bool) -> dict[str, Any]:
    image, lines, window = _ground(seen.name)
    across, up = (
        Axis(low, high, ticks(low, high), name) for (low, high), name in zip(window, ("w1", "w2"), strict=True)
    )
    box = _Box(across, up, SIZE, SIZE)
    track = [{"d": box.path(seen.track), "kind": kind} for kind in ("track-edge", "track")] if seen.track else []
    return {
        "size": [SIZE, SIZE],
        "axes": (across, up),
        "ticks": box.ticks(),
        "names": ["w1", "w2"],
        "image": image,
        "paths": [{"d": lines, "kind": "on-ground"}, *track],
        "points": [box.mark(point, "known") for point, _ in seen.known],
        # What is said of an answer stands there in their place.
        "texts": [_beside(box.at(point), word, box, "on-map") for point, word in seen.known if word and not judged],
    }


@lru_cache(maxsize=16)
def _ground(name: str) -> tuple[str, str, tuple[Point, Point]]:
    """A landscape's colours as a small picture, its level lines as a path, and its window."""
    problem = ls.PROBLEMS[name]
    (a, b), (c, d) = problem.window

    def heights(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.asarray(problem.objective(np.stack(np.meshgrid(x, y), axis=-1)))

    middles = (np.arange(_PIXELS) + 0.5) / _PIXELS
    loss = heights(a + (b - a) * middles, d - (d - c) * middles)
    low, high = float(loss.min()), float(loss.max())
    stops = np.array([list(bytes.fromhex(colour[1:])) for colour in RAMPS["Lagoon"]], dtype=float)
    share = (loss - low) / (high - low) * (len(stops) - 1)
    colours = np.stack([np.interp(share, np.arange(len(stops)), stops[:, k]) for k in range(3)], axis=-1)
    file = io.BytesIO()
    Image.fromarray(colours.round().astype(np.uint8), "RGB").save(file, "PNG", optimize=True)
    grid = heights(np.linspace(a, b, _GRID), np.linspace(c, d, _GRID))
    lines = []
    for level in np.linspace(low, high, _LEVELS + 2)[1:-1]:
        ends = segments(grid, float(level)) * (SIZE / (_GRID - 1))
        lines += [f"M{p:.0f} {SIZE - q:.0f}L{r:.0f} {SIZE - s:.0f}" for (p, q), (r, s) in ends]
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}", "".join(lines), ((a, b), (c, d))


def _called(box: _Box, landed: Point | None, rings: Sequence[Point], right: str) -> list[dict[str, Any]]:
    """Which mark is the learner's and which the right one; where both are one, one word."""
    if landed and rings and _same(landed, rings[0], box):
        return [_beside(box.at(rings[0]), f"yours, {right}", box, "mark-name")]
    words = [(landed, "yours")] if landed else []
    return [_beside(box.at(place), word, box, "mark-name") for place, word in [*words, *((r, right) for r in rings)]]


def _same(a: Point, b: Point, box: _Box) -> bool:
    return abs(a[0] - b[0]) <= _NEAR * (box.across.high - box.across.low) and abs(a[1] - b[1]) <= _NEAR * (
        box.up.high - box.up.low
    )


def _apart(landed: Point, ring: Point, box: _Box) -> str:
    """Where an answer lies beside the right one: as much as the eye is told."""
    if _same(landed, ring, box):
        return "Your answer lies at the right place."
    ways = []
    if abs(landed[0] - ring[0]) > _NEAR * (box.across.high - box.across.low):
        ways.append("right of" if landed[0] > ring[0] else "left of")
    if abs(landed[1] - ring[1]) > _NEAR * (box.up.high - box.up.low):
        ways.append("above" if landed[1] > ring[1] else "below")
    return f"Your answer lies {' and '.join(ways)} the right one."


def _text(at: Point, text: str, anchor: str, kind: str) -> dict[str, Any]:
    return {"x": round(at[0], 1), "y": round(at[1], 1), "text": text, "anchor": anchor, "kind": kind}


def _beside(at: Point, text: str, box: _Box, kind: str) -> dict[str, Any]:
    """A word beside a mark, on the side where there is room."""
    x, y = min(max(at[0], 0.0), box.wide), min(max(at[1], 14.0), box.tall - 8)
    left = x > 0.6 * box.wide
    return _text((x - 17 if left else x + 17, y + 5), text, "end" if left else "start", kind)
