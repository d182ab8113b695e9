"""The loss of a network over a window of a plane, fast: all examples of 16 points of a row at a time.

The weights of each layer are ``W_0 + a U + b V``. The first layer is one matrix product for all points together, since
they see the same examples; after that a layer is one product and one activation for each point, in arrays ``(points,
width, n)`` that stay in the cache. The mean of ``log(1 + e^t)`` is that of ``max(t, 0)`` and of a logarithm of products
of ``1 + e^-|t|``, each between 1 and 2.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from losscore import checks
from losscore.checks import Floats, Window
from losscore.landscape import Landscape, Plane
from losscore.networks.objective import NetworkObjective

_HIDDEN = 1 << 16  # numbers of one layer in work at a time: half a megabyte in float64
_MOST_POINTS = 32
_FOLDS = 6  # a product of 64 factors, each at most 2, stays below 2^64; float32 has room for 2^127
PRECISIONS = ("float64", "float32")


def network_slice(
    objective: NetworkObjective, plane: Plane, window: Window, size: int = 101, *, precision: str = "float64"
) -> Landscape:
    """The loss at ``size * size`` points of a window of a plane, borders included.

    Args:
        objective: the network and its data.
        plane: where the two coordinates lie in weight space.
        window: ``((a lo, a hi), (b lo, b hi))`` in the plane's coordinates.
        size: points per axis, at least 2.
        precision: "float64", or "float32", which is more than twice as fast and enough for a picture (about 1e-6).

    Raises:
        ValueError: a window with lo >= hi, a size below 2, a plane through another number of weights.

    >>> import losscore as ls
    >>> objective = ls.NetworkObjective(ls.moons(), ls.Network(features=2))
    >>> w = objective.network.start(seed=0)
    >>> grid = network_slice(objective, ls.random_plane(objective.network, w), ((-1, 1), (-1, 1)), size=3)
    >>> bool(abs(grid.loss[1, 1] - objective(w)) < 1e-12)
    True
    """
    (a, b), (c, d) = checks.window(window)
    checks.count("size", size, least=2)
    w1, w2 = np.linspace(a, b, size), np.linspace(c, d, size)
    return Landscape(w1, w2, slice_rows(objective, plane, w1, w2, precision=precision))


def slice_rows(
    objective: NetworkObjective, plane: Plane, a: ArrayLike, b: ArrayLike, *, precision: str = "float64"
) -> Floats:
    """The loss ``(len(b), len(a))`` at all pairs of coordinates: the whole of a slice, or some of its rows."""
    checks.one_of("precision", precision, PRECISIONS)
    across, rows = checks.finite("a", a), checks.finite("b", b)
    network = objective.network
    if plane.origin.shape != (network.size,):
        raise ValueError(f"the plane must lie in the space of {network.size} weights; got {plane.origin.shape[0]}")
    kind = np.dtype(precision)
    work = _Work(objective, plane, kind)
    n, points = len(objective.dataset), work.points
    out = np.empty((len(rows), len(across)))
    with np.errstate(all="ignore"):
        for j, row in enumerate(rows):
            here = [(base + kind.type(row) * v, u) for base, u, v in work.layers]
            for begin in range(0, len(across), points):
                some = across[begin : begin + points].astype(kind)
                out[j, begin : begin + points] = work.loss(some, here)
    out /= n
    return out


class _Work:
    """What the points of a slice share: layers ``(W_0, U, V)``, the examples, and arrays to work in."""

    def __init__(self, objective: NetworkObjective, plane: Plane, kind: np.dtype[Any]) -> None:
        network, n = objective.network, len(objective.dataset)
        self.network, self.kind = network, kind
        parts = [network.matrices(np.ascontiguousarray(part)) for part in (plane.origin, plane.u, plane.v)]
        self.inputs = np.ascontiguousarray(objective.inputs, dtype=kind)
        self.layers = [tuple(matrix.astype(kind) for matrix in layer) for layer in zip(*parts, strict=True)]
        self.points = int(np.clip(_HIDDEN // (network.width * n), 1, _MOST_POINTS))
        self.sign = objective.sign.astype(kind)
        shape = (self.points, network.width + int(network.bias), n)
        self.into, self.after = np.ones(shape, kind), np.ones(shape, kind)
        self.answer = np.empty((self.points, network.width, n), kind)

    def loss(self, a: NDArray[Any], here: list[Any]) -> NDArray[Any]:
        """The sum of the losses of all examples at points ``a (p,)`` of a row, ``(p,)``; ``here`` are its layers."""
        network, p = self.network, len(a)
        width, along = network.width, a[:, np.newaxis, np.newaxis]
        into, after, answer = self.into[:p], self.after[:p], self.answer[:p]
        base, u = here[0]
        together = (base + along * u).reshape(p * width, -1)
        np.matmul(together, self.inputs, out=answer.reshape(p * width, -1))
        self._activate(answer, into[:, :width])
        for base, u in here[1:-1]:
            np.matmul(base + along * u, into, out=answer)
            self._activate(answer, after[:, :width])
            if network.skips:
                into[:, :width] += after[:, :width]
            else:
                into, after = after, into
        base, u = here[-1]
        t = ((base + along * u) @ into)[:, 0]
        t *= self.sign
        return _softplus_sum(t)

    def _activate(self, sums: NDArray[Any], out: NDArray[Any]) -> None:
        if self.network.activation == "tanh":
            np.tanh(sums, out=out)
        else:
            np.maximum(sums, self.kind.type(0), out=out)


def _softplus_sum(t: NDArray[Any]) -> NDArray[Any]:
    """``sum log(1 + e^t)`` over the last axis; overwrites ``t``."""
    # Sums in float64 either way: in float32 they would lose digits over a thousand examples.
    total = np.maximum(t, 0).sum(axis=-1, dtype=np.float64)
    np.abs(t, out=t)
    # Beyond 40, 1 + e^-t is 1 to the bit; processors are slow with the tiny numbers that e^-t would be.
    np.minimum(t, 40.0, out=t)
    np.negative(t, out=t)
    np.exp(t, out=t)
    t += 1
    for _ in range(_FOLDS):
        half, odd = divmod(t.shape[-1], 2)
        if half < 8:
            break
        t[:, :half] *= t[:, half + odd :]
        t = t[:, : half + odd]
    total += np.log(t).sum(axis=-1, dtype=np.float64)
    return np.asarray(total)
