"""Pictures made light for the wire: heights with as many digits as a screen can show, as differences.

A grid of heights travels as whole numbers of its range's 65,535th part, each as what it is more than the plane through
its three neighbours before it: a smooth ground leaves numbers next to nothing, which compress to a third. What a
neighbour's plane does not tell is exact to the last of these parts, a hundredth of a pixel. ``assets/light.js`` adds
them up again.
"""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

MANY = 2000  # numbers: a grid, not a line
PARTS = 65_535  # of the range of a grid's heights


def lighter(value: Any) -> Any:
    """The same figures with every large grid as differences and every line in float32."""
    if isinstance(value, dict):
        if isinstance(value.get("bdata"), str):
            return _light(value)
        return {name: lighter(each) for name, each in value.items()}
    if isinstance(value, list):
        return [lighter(each) for each in value]
    return value


def _light(packed: dict[str, Any]) -> dict[str, Any]:
    """An array in plotly.js's notation, or a grid in ours: ``{"differences", "shape", "low", "part"}``."""
    if packed["dtype"] not in ("f4", "f8"):
        return packed
    numbers = np.frombuffer(base64.b64decode(packed["bdata"]), dtype=f"<{packed['dtype']}")
    rows = [int(length) for length in str(packed.get("shape", "")).split(",") if length.strip()]
    if numbers.size >= MANY and len(rows) == 2 and np.isfinite(numbers).all():
        return differences(numbers.reshape(rows))
    if np.abs(numbers[np.isfinite(numbers)]).max(initial=0) > np.finfo("f4").max:
        return packed  # a loss that has run away is still a number
    return {**packed, "dtype": "f4", "bdata": _text(numbers.astype("<f4"))}


def differences(heights: np.ndarray) -> dict[str, Any]:
    """A grid ``(m, n)`` of finite numbers as what each is more than the plane through its neighbours before it.

    All lower bytes of the differences (modulo 2^16, small negative ones next to small positive ones) come first, then
    all upper ones, which are nearly all 0.
    """
    low = float(heights.min())
    part = float(np.ptp(heights)) / PARTS or 1.0
    whole = np.rint((heights.astype(np.float64) - low) / part).astype(np.int64)
    more = np.diff(np.diff(whole, axis=0, prepend=0), axis=1, prepend=0)
    wrapped = (more + 2**15) % 2**16 - 2**15
    even = np.where(wrapped < 0, -2 * wrapped - 1, 2 * wrapped).astype("<u2").ravel()
    return {
        "differences": _text(np.concatenate([even & 255, even >> 8]).astype(np.uint8)),
        "shape": list(heights.shape),
        "low": low,
        "part": part,
    }


def _text(array: np.ndarray) -> str:
    return base64.b64encode(array.tobytes()).decode()
