"""Arrays on their way: into the cache as bytes of numbers, to the page in plotly.js's notation."""

from __future__ import annotations

import base64
import math

import numpy as np
import orjson


def wire(array: np.ndarray, kind: type[np.generic] = np.float64) -> dict[str, str]:
    """An array in plotly.js's own notation for typed arrays."""
    names = {np.float64: "f8", np.float32: "f4", np.int32: "i4"}
    data = np.ascontiguousarray(array, dtype=np.dtype(kind).newbyteorder("<"))
    return {
        "dtype": names[kind],
        "bdata": base64.b64encode(data.tobytes()).decode(),
        "shape": ",".join(map(str, data.shape)),
    }


def pack(arrays: dict[str, np.ndarray]) -> bytes:
    """Named arrays as bytes, never a pickle: names, kinds and shapes as a line of JSON, then the numbers."""
    named = {name: np.asarray(array) for name, array in arrays.items()}
    heading = orjson.dumps([[name, array.dtype.str, array.shape] for name, array in named.items()])
    return heading + b"\n" + b"".join(array.tobytes() for array in named.values())


def unpack(data: bytes) -> dict[str, np.ndarray]:
    """What `pack` packed."""
    end = data.index(b"\n")
    arrays, at = {}, end + 1
    for name, kind, shape in orjson.loads(data[:end]):
        dtype = np.dtype(kind)
        number = math.prod(shape)
        arrays[name] = np.frombuffer(data, dtype, number, at).reshape(shape).copy()
        at += number * dtype.itemsize
    return arrays
