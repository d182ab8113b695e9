"""What the stage shows of an exercise: curves over axes, or a land from above, and where an answer lands on it.

Places are in the numbers of the axes here; what becomes of them on the screen is `app.practice.drawn`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

import losscore as ls
from app.kit.numbers import number

Point = tuple[float, float]
Landing = Callable[[Sequence[float]], Point | None]
MINUS_LOG, MINUS_LOG_NOT = "−log ŷ", "−log(1 − ŷ)"
_TOP = 4.0  # the loss at the upper edge
_COLUMN = 0.16  # of the prediction's axis: from one column beside it to the next


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: its two ends, its ticks with what they are called, and its name."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    name: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve through points; its name stands beside one of them, at its right or at its left."""

    points: tuple[Point, ...]
    name: str = ""
    at: Point = (0.0, 0.0)
    anchor: str = "start"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves over axes.

    Attributes:
        across: the horizontal axis.
        up: the vertical one.
        curves: what is seen from the first.
        words: the picture in words.
        rings: where the right answer is, seen only with a right answer or the solution.
        lands: where an answer lands, by its values.
        called: what is written beside the rings.
        later: points that are seen only with a right answer or the solution.
        late: whether the curves are, too.
        given: what the question names, on an axis: "x" or "y", where, and what it is called.
        known: points that the question names.
    """

    across: Axis
    up: Axis
    curves: tuple[Curve, ...]
    words: str
    rings: tuple[Point, ...] = ()
    lands: Landing = lambda _: None
    called: str = "right"
    later: tuple[Point, ...] = ()
    late: bool = False
    given: tuple[tuple[str, float, str], ...] = ()
    known: tuple[tuple[Point, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Map:
    """A land from above.

    Attributes:
        name: of the landscape in `losscore.PROBLEMS`.
        words: the picture in words.
        rings: where the right answer is, seen only with a right answer or the solution.
        lands: where an answer lands, by its values.
        called: what is written beside the rings.
        known: places that the question names, and what they are called.
        track: the way that led to the first of them.
    """

    name: str
    words: str
    rings: tuple[Point, ...] = ()
    lands: Landing = lambda _: None
    called: str = "right"
    known: tuple[tuple[Point, str], ...] = ()
    track: tuple[Point, ...] = ()


def named(title: str) -> str:
    """The name of the landscape with a title; empty where there is none."""
    return next((name for name, each in ls.PROBLEMS.items() if each.title == title), "")


def ticks(low: float, high: float) -> tuple[tuple[float, str], ...]:
    """Three to six round numbers over an axis."""
    rough = (high - low) / 4
    unit = 10.0 ** np.floor(np.log10(rough))
    step = float(next(unit * each for each in (1, 2, 5, 10) if unit * each >= rough * 0.999))
    found = (step * k for k in range(int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9)) + 1))
    return tuple((value, number(value)) for value in found)


def prediction_axis(columns: Sequence[str] = ()) -> Axis:
    """The axis of a prediction, with columns beside it for what stands at no single prediction."""
    beside = tuple((column(k), name) for k, name in enumerate(columns))
    high = column(len(columns)) - _COLUMN / 2 if columns else 1.0
    return Axis(0.0, high, ((0.0, "0"), (0.5, "0.5"), (1.0, "1"), *beside), "prediction ŷ")


def column(number: int) -> float:
    """Where a column stands on the axis of predictions."""
    return 1.0 + _COLUMN * (number + 0.9)


def loss_axis(top: float = _TOP) -> Axis:
    """The axis of a loss."""
    return Axis(0.0, top, ticks(0.0, top), "loss")


def cost_curve(label: int, *, widest: float = 1.0, top: float = _TOP, dashed: bool = False) -> Curve:
    """What one example with a label costs, from a certain prediction to the upper edge."""
    truth = np.geomspace(np.exp(-top), widest, 80)
    found = ls.bce_terms(np.ones(80), truth)
    x = truth if label else 1 - truth
    name, anchor = (MINUS_LOG, "start") if label else (MINUS_LOG_NOT, "end")
    beside = widest * (0.06 if label else 0.94)
    return Curve(_points(x, found), name, (beside, 0.87 * top), anchor, dashed)


def function(of: Callable[[np.ndarray], np.ndarray], low: float, high: float, **more: object) -> Curve:
    """A curve from one end to the other."""
    x = np.linspace(low, high, 61)
    return Curve(_points(x, of(x)), **more)  # type: ignore[arg-type]


def _points(x: np.ndarray, y: np.ndarray) -> tuple[Point, ...]:
    return tuple((float(a), float(b)) for a, b in zip(x, y, strict=True))
