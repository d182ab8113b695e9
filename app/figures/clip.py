"""Lines cut at a window, so that a run far outside of it leaves nothing wrong in a picture, whatever its numbers are.

By Liang and Barsky (1984): the part of a segment that lies between two bounds in each direction. `assets/clip.js` does
the same for what the browser draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# Where both ends of a segment are so many windows away, 64-bit numbers no longer say where it passes.
_FARTHEST = 1e12


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What of each segment between neighbouring points is inside a window.

    Attributes:
        seen: ``(m - 1,)`` whether any of it is.
        begin: ``(m - 1, k)`` where the inner part begins.
        end: ``(m - 1, k)`` where it ends.
        enters: ``(m - 1,)`` whether it begins at the window's edge, because the segment comes from outside.
        leaves: ``(m - 1,)`` whether it ends there, because the segment goes on outside.
    """

    seen: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    enters: np.ndarray
    leaves: np.ndarray


def parts(points: np.ndarray, low: np.ndarray, high: np.ndarray) -> Parts:
    """The inner parts of the segments between ``points (m, k)``.

    ``low`` and ``high`` bound the first ``len(low)`` columns; the others are carried along.
    """
    begin, end = points[:-1], points[1:]
    k = len(low)
    with np.errstate(all="ignore"):
        # Halves, because the difference of two numbers may be larger than any number.
        step = end / 2 - begin / 2
        enter, leave = _range(begin[:, :k], step[:, :k], low, high)
        # The same from the other end: near an end, the share of the way from there is the exact one.
        back_enter, back_leave = _range(end[:, :k], -step[:, :k], low, high)
        away = (np.abs(points[:, :k] / 2 - (low + high) / 4) / (high - low)).max(axis=-1)
        known = np.isfinite(points[:, :k]).all(axis=-1)
        inside = (enter <= leave) & (back_enter <= back_leave)  # from far off alone, all that is near is one place
        seen = inside & known[1:] & known[:-1] & (np.minimum(away[1:], away[:-1]) < _FARTHEST)
        enters, leaves = seen & (enter > 0), seen & (back_enter > 0)
        first = np.where(enters[:, np.newaxis], _at(begin, end, step, enter, back_leave), begin)
        last = np.where(leaves[:, np.newaxis], _at(begin, end, step, leave, back_enter), end)
        for place, cut in ((first, enters), (last, leaves)):  # what rounding has left beyond the edge
            place[cut, :k] = np.clip(place[cut, :k], low, high)
    return Parts(seen, first, last, enters, leaves)


def _range(begin: np.ndarray, step: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The shares of the way at which each segment enters and leaves; it is outside where the first is the larger."""
    one, other = (low / 2 - begin / 2) / step, (high / 2 - begin / 2) / step
    still, within = step == 0, (begin >= low) & (begin <= high)
    enter = np.where(still, np.where(within, 0.0, np.inf), np.fmin(one, other)).max(axis=-1)
    leave = np.where(still, 1.0, np.fmax(one, other)).min(axis=-1)
    return enter.clip(0), leave.clip(max=1)


def _at(begin: np.ndarray, end: np.ndarray, step: np.ndarray, on: np.ndarray, back: np.ndarray) -> np.ndarray:
    """The place at a share ``on`` of the way, which is ``back`` from its end."""
    from_begin, from_end = begin + 2 * (on[:, np.newaxis] * step), end - 2 * (back[:, np.newaxis] * step)
    return np.asarray(np.where((on <= back)[:, np.newaxis], from_begin, from_end))


def clipped(points: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The line through ``points (m, k)`` without what is outside: a row of NaN stands where it leaves.

    Args:
        points: the line; a row that is not finite is a gap.
        low: lower bounds of the first columns.
        high: upper bounds of the first columns.

    >>> clipped(np.array([[0.0, 0.5], [3.0, 0.5]]), np.zeros(2), np.ones(2)).tolist()
    [[0.0, 0.5], [1.0, 0.5]]
    """
    if len(points) < 2:
        return within(points, low, high)
    cut = parts(points, low, high)
    out: list[np.ndarray] = []
    gap = np.full(points.shape[1], np.nan)
    joined = False  # whether the line so far ends where the next part begins
    for here, there, seen, enters, leaves in zip(cut.begin, cut.end, cut.seen, cut.enters, cut.leaves, strict=True):
        if not seen:
            joined = False
            continue
        if not joined or enters:
            out += [gap, here] if out else [here]
        out.append(there)
        joined = not leaves
    return np.array(out).reshape(-1, points.shape[1])


def within(points: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The points ``(m, k)``, with a row of NaN for each that is not inside."""
    bounded = points[:, : len(low)]
    inside = ((bounded >= low) & (bounded <= high)).all(axis=-1, keepdims=True)
    return np.where(inside, points, np.nan)
