"""Which examples a minibatch step looks at: a function of the seed and the step alone."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_BLOCK = 64  # steps drawn together, because starting a generator costs more than drawing from it


def rows(seed: int, step: int, batch_size: int, examples: int) -> NDArray[np.intp]:
    """``batch_size`` different rows out of ``examples``, every choice equally likely; sorted.

    Drawn anew at each step, so that a run can be continued from any step, by any process, with the same draws. The
    numbers are the raw stream of Philox (Salmon and others: Parallel Random Numbers: As Easy as 1, 2, 3, 2011), which
    numpy keeps the same from version to version, unlike the methods of its `Generator`.

    >>> rows(seed=0, step=5, batch_size=3, examples=10).tolist() == rows(0, 5, 3, 10).tolist()
    True
    """
    chosen: NDArray[np.intp] = _block(seed, step // _BLOCK, batch_size, examples)[step % _BLOCK]
    return chosen


@lru_cache(maxsize=16)
def _block(seed: int, block: int, batch_size: int, examples: int) -> NDArray[np.intp]:
    """The rows of `_BLOCK` steps, ``(_BLOCK, batch_size)``: those with the smallest random numbers."""
    stream = np.random.Philox(key=seed, counter=block << 64)  # far apart: no block reaches the next one's counter
    numbers = stream.random_raw(_BLOCK * examples).reshape(_BLOCK, examples)
    chosen = np.sort(np.argpartition(numbers, batch_size - 1, axis=1)[:, :batch_size], axis=1)
    chosen.setflags(write=False)
    return chosen
