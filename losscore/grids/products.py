"""Sums of ``log(1 + e^t)`` as logarithms of products: one logarithm for hundreds of examples.

``sum_i log(1 + e^t_i) = log prod_i (1 + e^t_i)``, as long as the product does not overflow. How many factors it may
have is known beforehand from the largest ``t_i`` that can occur.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from losscore.checks import Floats

ROOM = 700.0  # logarithm of the largest product; e^709 is the largest float64
_EXAMPLES = 128  # prepared at a time: tables of 0.8 MB for 400 columns
_ROWS = 64  # of the grid at a time: factor and product take 0.4 MB for 400 columns, and stay in the cache

# Fills ``out (rows, G)`` with the product of a chunk's factors on some rows of the grid.
Fill = Callable[[slice, Floats], None]
# Fills ``out (rows, G)`` with the factor of one example of a chunk on some rows of the grid.
FillOne = Callable[[int, slice, Floats], None]


class Factors(NamedTuple):
    """What is multiplied, for ``n`` examples.

    Attributes:
        bounds: upper bounds ``(n,)`` on the logarithm of each factor over the whole grid, each below `ROOM`.
        counts: how often each example occurs ``(n,)``, sorted.
        prepare: makes what a chunk of examples needs, and gives the function that fills in their product.
    """

    bounds: Floats
    counts: Floats
    prepare: Callable[[slice], Fill]


def chunks(bounds: Floats, most: int, counts: Floats | None = None) -> Iterator[slice]:
    """Slices of at most ``most`` examples with equal ``counts`` whose ``bounds (n,)`` add up to less than `ROOM`."""
    begin, room = 0, ROOM
    for i, bound in enumerate(bounds):
        if i > begin and (bound > room or i - begin == most or (counts is not None and counts[i] != counts[begin])):
            yield slice(begin, i)
            begin, room = i, ROOM
        room -= bound
    yield slice(begin, len(bounds))


def mean_log_of_products(shape: tuple[int, int], factors: Factors) -> Floats:
    """The mean over all examples of the logarithm of their factors, for a grid of ``shape`` (H, G)."""
    rows, columns = shape
    total = np.zeros(shape)
    product = np.empty((_ROWS, columns))
    for chunk in chunks(factors.bounds, _EXAMPLES, factors.counts):
        fill, count = factors.prepare(chunk), factors.counts[chunk.start]
        for begin in range(0, rows, _ROWS):
            part = slice(begin, min(begin + _ROWS, rows))
            out = product[: part.stop - begin]
            fill(part, out)
            total[part] += count * np.log(out, out=out)
    total /= factors.counts.sum()
    return total


def one_by_one(examples: int, fill_one: FillOne) -> Fill:
    """The product of a chunk's factors from a function that makes one of them."""

    def fill(rows: slice, out: Floats) -> None:
        fill_one(0, rows, out)
        factor = np.empty_like(out)
        for example in range(1, examples):
            fill_one(example, rows, factor)
            np.multiply(out, factor, out=out)

    return fill
