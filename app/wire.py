"""Arrays on their way: into the cache as bytes of numbers, to the page in plotly.js's notation."""

from __future__ import annotations

import base64
import io

import numpy as np


def pack(arrays: dict[str, np.ndarray]) -> bytes:
    """Named arrays as bytes of numbers (numpy's own format, never a pickle)."""
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, np.ndarray]:
    """What `pack` packed."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return dict(arrays)


def wire(array: np.ndarray, kind: type[np.generic] = np.float64) -> dict[str, str]:
    """An array as typed numbers: ``{"dtype", "bdata", "shape"}``."""
    names = {np.float64: "f8", np.float32: "f4", np.int32: "i4"}
    data = np.ascontiguousarray(array, dtype=np.dtype(kind).newbyteorder("<"))
    return {
        "dtype": names[kind],
        "bdata": base64.b64encode(data.tobytes()).decode(),
        "shape": ",".join(map(str, data.shape)),
    }
