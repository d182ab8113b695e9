"""Timing side by side: what is compared runs in turns, so that a busy machine slows all of it down."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import numpy as np

Call = Callable[[], object]


def seconds(call: Call) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def in_turns(calls: Mapping[str, Call], turns: int) -> dict[str, np.ndarray]:
    """Seconds of each call in each turn, after one call to warm up."""
    for call in calls.values():
        call()
    taken = [[seconds(call) for call in calls.values()] for _ in range(turns)]
    return dict(zip(calls, np.array(taken).T, strict=True))


def ratio(some: np.ndarray, reference: np.ndarray, scale: float = 1.0) -> str:
    """Median of the ratios of the turns, and in brackets the smallest and the largest."""
    ratios = some / reference * scale
    return f"{_digits(np.median(ratios))} ({_digits(ratios.min())}-{_digits(ratios.max())})"


def _digits(number: float) -> str:
    return f"{number:.2f}" if number < 9.95 else f"{number:.0f}"


def table(heading: list[str], rows: list[list[str]]) -> None:
    """Print columns, the first flush left."""
    widths = [max(len(row[i]) for row in [heading, *rows]) for i in range(len(heading))]
    for row in [heading, ["-" * width for width in widths], *rows]:
        cells = [
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells))
    print()
