"""Random numbers that stay the same: a function of a seed and of what they are for, in every version of numpy."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from losscore import checks
from losscore.checks import Floats


class Purpose(IntEnum):
    """What numbers are drawn for: two purposes with the same seed share no number."""

    WEIGHTS = 1
    DATA = 2
    DIRECTIONS = 3
    LANCZOS = 4


def uniform(seed: int, purpose: Purpose, count: int) -> Floats:
    """``count`` numbers in [0, 1): 53 bits each of Philox's raw stream, which numpy promises to keep.

    Raises:
        ValueError: a seed outside [0, 2^64).
    """
    checks.count("seed", seed, most=2**64 - 1)
    stream = np.random.Philox(key=seed + (int(purpose) << 64))
    raw = np.asarray(stream.random_raw(count), dtype=np.uint64) >> np.uint64(11)
    return raw.astype(np.float64) * 2.0**-53


def gaussian(seed: int, purpose: Purpose, count: int) -> Floats:
    """``count`` numbers of mean 0 and variance 1 (Box and Muller, 1958).

    >>> gaussian(0, Purpose.WEIGHTS, 3).tolist() == gaussian(0, Purpose.WEIGHTS, 5)[:3].tolist()
    True
    """
    pairs = uniform(seed, purpose, 2 * count).reshape(count, 2)
    numbers: Floats = np.sqrt(-2.0 * np.log1p(-pairs[:, 0])) * np.cos(2.0 * np.pi * pairs[:, 1])
    return numbers
