"""The factor ``1 + e^t`` of each curved model over the grid: at most one exponential per example and grid point.

Everywhere ``t = s z`` with ``s = 1 - 2 y``, and a weighted sum is ``p + q`` with ``p (n, G)`` of ``w1`` only and
``q (n, H)`` of ``w2`` only. A matrix product of (rows, 2) with (2, G) makes ``l1 r1 + l2 r2`` over the grid in one go.
"""

from __future__ import annotations

import numpy as np

from losscore.checks import Floats
from losscore.grids.products import Factors, Fill, one_by_one

_NUMBERS = 16384  # in a temporary array of `chain`: 128 kB, of which three fit into a processor's second cache


def sine(p: Floats, q: Floats, height: Floats, counts: Floats) -> Factors:
    """``t = h sin(p + q) = (h cos q) sin p + (h sin q) cos p``: no sine per grid point; ``height h (n,)`` with sign."""

    def prepare(chunk: slice) -> Fill:
        h = height[chunk, np.newaxis]
        left = np.stack([h * np.cos(q[chunk]), h * np.sin(q[chunk])], axis=-1)
        right = np.stack([np.sin(p[chunk]), np.cos(p[chunk])], axis=1)

        def fill_one(example: int, rows: slice, out: Floats) -> None:
            np.matmul(left[example, rows], right[example], out=out)
            np.exp(out, out=out)
            np.add(out, 1.0, out=out)

        return one_by_one(len(h), fill_one)

    return Factors(np.logaddexp(0.0, np.abs(height)), counts, prepare)


def tanh(p: Floats, q: Floats, height: Floats, counts: Floats) -> Factors:
    """A saturating neuron: one reciprocal and one exponential per grid point.

    ``t = h tanh(p + q) = h + 1 / m`` with ``m = -(1 + e^2p e^2q) / (2 h)``; ``height h (n,)`` with sign.
    """

    def prepare(chunk: slice) -> Fill:
        h = height[chunk, np.newaxis]
        e_2q = np.exp(2.0 * q[chunk])
        left = np.stack([np.ones_like(e_2q), e_2q], axis=-1) / (-2.0 * h[..., np.newaxis])
        e_2p = np.exp(2.0 * p[chunk])
        right = np.stack([np.ones_like(e_2p), e_2p], axis=1)
        e_h = np.exp(h[:, 0]).tolist()

        def fill_one(example: int, rows: slice, out: Floats) -> None:
            np.matmul(left[example, rows], right[example], out=out)
            np.reciprocal(out, out=out)
            np.exp(out, out=out)
            np.multiply(out, e_h[example], out=out)
            np.add(out, 1.0, out=out)

        return one_by_one(len(h), fill_one)

    return Factors(np.logaddexp(0.0, np.abs(height)), counts, prepare)


def chain(hidden: Floats, w2: Floats, counts: Floats) -> Factors:
    """``t = w2 h`` with ``hidden h (n, G)``, sign included, and ``w2 (H,)`` uniform with the spacing d.

    Each row follows from the one before: ``e^((w2 + d) h) = e^(w2 h) e^(d h)``.
    """
    d = (w2[-1] - w2[0]) / (len(w2) - 1)
    together = max(1, _NUMBERS // hidden.shape[1])

    def prepare(chunk: slice) -> Fill:
        parts = [hidden[i : min(i + together, chunk.stop)] for i in range(chunk.start, chunk.stop, together)]

        def fill(rows: slice, out: Floats) -> None:
            out[:] = 1.0
            for h in parts:
                power, ratio = np.exp(w2[rows.start] * h), np.exp(d * h)
                factor = np.empty_like(power)
                for row in out:
                    np.add(power, 1.0, out=factor)
                    row *= np.multiply.reduce(factor, axis=0)
                    np.multiply(power, ratio, out=power)

        return fill

    return Factors(np.logaddexp(0.0, np.abs(w2).max() * np.abs(hidden).max(axis=1)), counts, prepare)
