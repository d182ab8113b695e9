"""The grid of a logit that is a sum ``z = a(w1, x) + b(w2, x)``: no exponential per grid point at all.

With ``s = 1 - 2 y``, ``A = e^(s a)`` and ``B = e^(s b)``, an example's factor is ``1 + A B``, and that of two examples

    (1 + A1 B1) (1 + A2 B2) = 1 + A1 B1 + A2 B2 + (A1 A2) (B1 B2)

is a sum of four products of something of ``w1`` with something of ``w2``: over the grid, a matrix product of (H, 4)
with (4, G). So the exponentials are taken on the axes only, and a pair of examples costs a small matrix product and one
multiplication per grid point.
"""

from __future__ import annotations

import numpy as np

from losscore.checks import Floats
from losscore.grids.products import ROOM, chunks

_PAIRS = 64  # built at a time, which takes 1 MB for 400 columns
_ROWS = 128  # of the grid at a time, so that factor and product stay in the cache


def mean_softplus(a: Floats, b: Floats) -> Floats | None:
    """The mean over n of ``log(1 + e^(a + b))`` for ``a (n, G)`` and ``b (n, H)``, shape ``(H, G)``.

    ``None`` if numbers could overflow: the window is too wide for this way.
    """
    if max(np.abs(a).max(), np.abs(b).max()) > ROOM / 2:
        return None
    n = len(a)
    if n % 2:  # a lone last example is paired with a factor of 1
        a, b = (np.pad(part, ((0, 1), (0, 0)), constant_values=-ROOM / 2) for part in (a, b))
    bounds = np.logaddexp(0.0, a.max(axis=1) + b.max(axis=1)).reshape(-1, 2).sum(axis=1)
    if bounds.max() > ROOM:
        return None
    rows, columns = b.shape[1], a.shape[1]
    total = np.zeros((rows, columns))
    for pairs in chunks(bounds, _PAIRS):
        examples = slice(2 * pairs.start, 2 * pairs.stop)
        left, right = _terms(b[examples]).transpose(0, 2, 1).copy(), _terms(a[examples])
        for begin in range(0, rows, _ROWS):
            part = slice(begin, begin + _ROWS)
            product = left[0, part] @ right[0]
            factor = np.empty_like(product)
            for pair in range(1, len(left)):
                np.matmul(left[pair, part], right[pair], out=factor)
                product *= factor
            total[part] += np.log(product, out=product)
    total /= n
    return total


def _terms(exponents: Floats) -> Floats:
    """``1, E1, E2, E1 E2`` for each pair of rows of ``E = e^exponents (2 p, G)``, shape ``(p, 4, G)``."""
    e = np.exp(exponents)
    terms = np.ones((len(e) // 2, 4, e.shape[1]))
    terms[:, 1], terms[:, 2] = e[0::2], e[1::2]
    np.multiply(terms[:, 1], terms[:, 2], out=terms[:, 3])
    return terms
