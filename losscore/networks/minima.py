"""The minima of a slice: what a grid suggests, made sure of.

A point of a grid that is lower than its eight neighbours (`hollows`) need not be a minimum: in a narrow valley that
runs askew, the grid meets the floor here and there, and each time seems to find a hollow. So each is followed down
within the plane until it is sure (`polish_hollows`), and what arrives at the same place is one minimum.

With tanh the slice is smooth. Newton's method in a trust region goes downhill from each hollow. It arrives where the
slope is 0, and what counts is a Hessian in the plane whose eigenvalues are both above 0.

With relu the slice has kinks, minima often lie on them, and a Hessian says nothing there. So each hollow is followed
down further, from ring to ring: a circle of half a cell around the point, on which the lowest place is looked for. If
that is lower than the middle, it is the next middle. If the whole ring is higher, a minimum lies within it, whatever
the ground is like inside, for a continuous function has a lowest point on the disc and here it is not on the rim. Such
rings are counted; rings whose minima lie less than a cell apart count once. Smaller rings then say better where the
minimum is. A minimum that is narrower than such a ring is not counted.

Both are minima for sure; that there are no others is not said. A hollow that is narrower than a cell of the grid may
be missed.

Sources: Conn, Gould and Toint: Trust-Region Methods, 2000; derivatives along two directions at once, forward through
the network: Griewank and Walther: Evaluating Derivatives, 2008, chapter 13.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from losscore.checks import Floats
from losscore.landscape import Landscape, Plane
from losscore.loss import softplus, softplus_and_sigmoid
from losscore.networks.objective import NetworkObjective

_HIDDEN = 1 << 17  # numbers of one layer in work at a time
_ITERATIONS, _MOVES = 200, 40
_FIRST, _FARTHEST = 0.25, 0.5  # cells: the first radius of trust, and the largest, so that none is jumped over
_STILL, _SAME = 1e-6, 1e-3  # cells: a Newton step that has arrived; minima nearer than this are one
_ROUND = 1e-10  # of the larger eigenvalue: below, a curvature is rounding
_RING, _ZOOMS = 24, 3  # points on a ring; how often the places around its lowest points are looked at more closely
_RADII = (0.5, 0.25, 0.125, 0.0625, 0.03125)  # cells
_APART = 1.0  # cells: relu's minima nearer than this count once


@dataclass(frozen=True, slots=True, eq=False)
class SliceMinima:
    """Minima of a slice, lowest first.

    Attributes:
        points: coordinates ``(m, 2)`` in the plane.
        losses: ``(m,)``.
    """

    points: Floats
    losses: Floats

    def __len__(self) -> int:
        return len(self.points)


def slice_minima(objective: NetworkObjective, plane: Plane, grid: Landscape) -> SliceMinima:
    """The minima of a slice inside its window, as far as the grid gives them away.

    They are minima of the drawn slice, not of the network: outside the plane there is usually a way down from each.

    Raises:
        ValueError: a grid that is too small to have an inside.

    >>> import losscore as ls
    >>> objective = ls.NetworkObjective(ls.moons(), ls.Network(features=2))
    >>> path = ls.descend(objective, ls.Adam(0.03), objective.network.start(seed=36), steps=500)
    >>> plane = ls.path_plane(path.weights).plane
    >>> grid = ls.network_slice(objective, plane, ((-10, 30), (-15, 15)), size=51)
    >>> len(ls.hollows(grid.loss)), len(slice_minima(objective, plane, grid))
    (2, 1)
    """
    return merge_minima(objective, grid, [polish_hollows(objective, plane, grid, hollows(grid.loss))])


def hollows(loss: ArrayLike) -> NDArray[np.intp]:
    """Places ``(m, 2)``, row and column, of a grid ``(H, G)`` that are lower than all eight neighbours; no border.

    Raises:
        ValueError: anything but a grid.

    >>> hollows([[3, 3, 3], [3, 1, 3], [3, 3, 3]]).tolist()
    [[1, 1]]
    """
    z = np.asarray(loss, dtype=np.float64)
    if z.ndim != 2:
        raise ValueError(f"loss must be a grid (H, G); got the shape {z.shape}")
    middle = z[1:-1, 1:-1]
    lower = np.isfinite(middle)
    for j in range(3):
        for i in range(3):
            if (j, i) != (1, 1):
                lower &= middle < z[j : j + z.shape[0] - 2, i : i + z.shape[1] - 2]
    return np.argwhere(lower) + 1


def polish_hollows(objective: NetworkObjective, plane: Plane, grid: Landscape, places: ArrayLike) -> SliceMinima:
    """The minima that are reached from places of a slice's grid, lowest first, each as often as it is reached.

    Places are rows and columns ``(m, 2)``, such as some of the grid's hollows; between two grid points, fractions.
    """
    chosen = np.asarray(places, dtype=np.float64).reshape(-1, 2)
    low, high = np.array([[grid.w1[0], grid.w2[0]], [grid.w1[-1], grid.w2[-1]]])
    cell = (high - low) / (np.array([len(grid.w1), len(grid.w2)]) - 1)
    ground = _Ground(objective, plane, low, cell)
    cells, starts = (high - low) / cell, chosen[:, ::-1]
    with np.errstate(all="ignore"):
        walkers, sure = _newton(ground, starts, cells)
        x, loss = walkers.x, walkers.loss
        if objective.network.activation != "tanh":
            x, loss, sure = _rings(ground, x, loss, cells)
    order = np.flatnonzero(sure)[np.argsort(loss[sure], kind="stable")]
    return SliceMinima(low + cell * x[order], loss[order])


def merge_minima(objective: NetworkObjective, grid: Landscape, parts: list[SliceMinima]) -> SliceMinima:
    """All of a slice's minima, each once, from those that were reached from parts of its hollows."""
    points = np.concatenate([np.empty((0, 2)), *(part.points for part in parts)])
    losses = np.concatenate([np.empty(0), *(part.losses for part in parts)])
    order = np.argsort(losses, kind="stable")
    points, losses = points[order], losses[order]
    cell = np.array([grid.w1[1] - grid.w1[0], grid.w2[1] - grid.w2[0]])
    near = _SAME if objective.network.activation == "tanh" else _APART
    kept: list[int] = []
    for i, point in enumerate(points):
        if not any((np.abs(point - points[j]) < near * cell).all() for j in kept):
            kept.append(i)
    return SliceMinima(points[kept], losses[kept])


@dataclass(slots=True)
class _Walkers:
    """Where each hollow has led to: ``x (m, 2)``, with the loss, slope and Hessian there; all in units of cells."""

    x: Floats
    loss: Floats
    slope: Floats
    bend: Floats

    def take(self, which: NDArray[np.bool_], others: _Walkers) -> None:
        """Put those of ``others``, all of the same hollows, in the place of ``which``."""
        for name in ("x", "loss", "slope", "bend"):
            getattr(self, name)[which] = getattr(others, name)[which]


def _newton(ground: _Ground, x: Floats, cells: Floats) -> tuple[_Walkers, NDArray[np.bool_]]:
    """Where Newton's method in a trust region leads downhill from ``x (m, 2)``, and whether that is a minimum for sure.

    A walker that leaves the window stays where it did so.
    """
    walkers = _Walkers(x.copy(), *ground.jets(x))
    radius, sure = np.full(len(x), _FIRST), np.zeros(len(x), dtype=bool)
    walking = np.isfinite(walkers.loss)
    for _ in range(_ITERATIONS):
        on = np.flatnonzero(walking)
        if not len(on):
            break
        step, length, bends_up = _newton_step(walkers.slope[on], walkers.bend[on])
        still = length < _STILL
        sure[on] = still & bends_up
        walkers.x[on[sure[on]]] += step[sure[on]]
        inside = ((walkers.x[on] > 0) & (walkers.x[on] < cells)).all(axis=1)
        walking[on] = ~still & inside & (radius[on] > _STILL / 10)
        kept = walking[on]
        on, step, length = on[kept], step[kept], length[kept]
        if not len(on):
            break
        step *= np.minimum(1.0, radius[on] / length)[:, np.newaxis]
        slope, bend = walkers.slope[on], walkers.bend[on]
        expected = -(slope * step).sum(axis=1) - 0.5 * np.einsum("mi,mij,mj->m", step, bend, step)
        there = _Walkers(walkers.x[on] + step, *ground.jets(walkers.x[on] + step))
        gain = walkers.loss[on] - there.loss
        # At the floor the gain drowns in rounding; a slope that has become less says as much.
        floor = np.abs(gain) < 1e-13 * np.abs(walkers.loss[on])
        less = (there.slope**2).sum(axis=1) < (slope**2).sum(axis=1)
        better = np.where(floor, less, gain > 0)
        wider = better & (floor | (gain > 0.7 * expected))
        narrower = ~better | (~floor & (gain < 0.25 * expected))
        taken = np.minimum(length, radius[on])
        radius[on] = np.where(wider, np.minimum(2.0 * radius[on], _FARTHEST), radius[on])
        radius[on] = np.where(narrower, 0.3 * taken, radius[on])
        now = _Walkers(walkers.x[on], walkers.loss[on], slope, bend)
        now.take(better, there)
        walkers.x[on], walkers.loss[on], walkers.slope[on], walkers.bend[on] = now.x, now.loss, now.slope, now.bend
    inside = ((walkers.x > 0) & (walkers.x < cells)).all(axis=1)
    return walkers, sure & inside


def _newton_step(slope: Floats, bend: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Newton's step downhill ``(m, 2)``, its length, and whether both curvatures are surely above 0."""
    values, vectors = np.linalg.eigh(np.where(np.isfinite(bend), bend, 0.0))
    along = np.einsum("mji,mj->mi", vectors, slope)
    # Where it bends down, its step is turned around; where it is flat, the radius of trust will cut it.
    size = np.maximum(np.abs(values), np.maximum(_ROUND * np.abs(values).max(axis=1, keepdims=True), 1e-300))
    step = -np.einsum("mij,mj->mi", vectors, along / size)
    step = np.where(np.isfinite(step), step, 0.0)
    return step, np.sqrt((step**2).sum(axis=1)), values[:, 0] > _ROUND * values[:, 1]


def _rings(ground: _Ground, x: Floats, loss: Floats, cells: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """From ``x (m, 2)`` down from ring to ring: where it ends, the loss there, and whether a ring around is sure."""
    x, loss, radii = x.copy(), loss.copy(), np.array(_RADII)
    rank, moves = np.zeros(len(x), dtype=np.intp), np.zeros(len(x), dtype=np.intp)
    walking = np.isfinite(loss)
    while walking.any():
        on = np.flatnonzero(walking)
        place, height = _lowest_on_ring(ground, x[on], radii[rank[on]])
        lower, higher = height < loss[on], height > loss[on]
        x[on[lower]], loss[on[lower]] = place[lower], height[lower]
        moves[on[lower]] += 1
        rank[on[higher]] += 1
        # On a plain the ring is as high as its middle: nothing is sure there. The first ring must lie in the window.
        inside = (rank > 0) | ((x > radii[0]) & (x < cells - radii[0])).all(axis=1)
        walking[on] = (lower | higher) & inside[on] & (moves[on] < _MOVES) & (rank[on] < len(radii))
    return x, loss, rank > 0


def _lowest_on_ring(ground: _Ground, x: Floats, radius: Floats) -> tuple[Floats, Floats]:
    """The lowest place ``(m, 2)`` on circles of ``radius (m,)`` around ``x (m, 2)``, and its loss ``(m,)``."""
    m = len(x)
    turn = 2.0 * np.pi / _RING
    angles = turn * np.arange(_RING) + np.zeros((m, 1))
    heights = _around(ground, x, radius, angles)
    # Between the points of the ring, on both sides of each that is lower than its neighbours, there may be a lower one.
    low = (heights <= np.roll(heights, 1, axis=1)) & (heights <= np.roll(heights, -1, axis=1))
    which, column = np.nonzero(low)
    best_angle, best = angles[which, column], heights[which, column]
    width = turn
    for _ in range(_ZOOMS):
        width /= 3.0
        tried = best_angle[:, np.newaxis] + width * np.array([-2.0, -1.0, 1.0, 2.0])
        z = _around(ground, x[which], radius[which], tried)
        lowest = z.argmin(axis=1)
        rows = np.arange(len(z))
        better = z[rows, lowest] < best
        best_angle = np.where(better, tried[rows, lowest], best_angle)
        best = np.where(better, z[rows, lowest], best)
    order = np.lexsort((best, which))
    firsts = order[np.unique(which[order], return_index=True)[1]]
    place, height = np.full((m, 2), np.nan), np.full(m, np.nan)
    angle = best_angle[firsts]
    rows = which[firsts]
    place[rows] = x[rows] + radius[rows, np.newaxis] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    height[rows] = best[firsts]
    return place, height


def _around(ground: _Ground, x: Floats, radius: Floats, angles: Floats) -> Floats:
    """Losses ``(m, r)`` on circles around ``x (m, 2)`` at ``angles (m, r)``."""
    unit = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    points = x[:, np.newaxis] + radius[:, np.newaxis, np.newaxis] * unit
    return ground.loss(points.reshape(-1, 2)).reshape(angles.shape)


class _Ground:
    """The loss over a plane at any points ``(p, 2)``, in units of a grid's cells, with slope and curvature in it."""

    def __init__(self, objective: NetworkObjective, plane: Plane, low: Floats, cell: Floats) -> None:
        network = objective.network
        self.network, self.inputs, self.sign = network, objective.inputs, objective.sign
        origin = plane.embed(*low)
        parts = (network.matrices(each) for each in (origin, cell[0] * plane.u, cell[1] * plane.v))
        self.layers = list(zip(*parts, strict=True))
        self.n = len(objective.dataset)

    def loss(self, points: Floats) -> Floats:
        """``(p,)``."""
        most = max(1, _HIDDEN // (self.network.width * self.n))
        parts = [self._loss(points[i : i + most]) for i in range(0, len(points), most)]
        return np.concatenate([np.empty(0), *parts])

    def jets(self, points: Floats) -> tuple[Floats, Floats, Floats]:
        """Loss ``(p,)``, its slope ``(p, 2)`` and its second derivatives ``(p, 2, 2)`` along the plane."""
        most = max(1, _HIDDEN // (6 * self.network.width * self.n))
        parts = [self._jets(points[i : i + most]) for i in range(0, len(points), most)]
        empty = (np.empty(0), np.empty((0, 2)), np.empty((0, 2, 2)))
        loss, slope, bend = (np.concatenate(each) for each in zip(empty, *parts, strict=True))
        return loss, slope, bend

    def _loss(self, points: Floats) -> Floats:
        network = self.network
        a, b = points.T[..., np.newaxis, np.newaxis]
        into = np.broadcast_to(self.inputs, (len(points), *self.inputs.shape))
        for layer, (base, u, v) in enumerate(self.layers[:-1]):
            sums = (base + a * u + b * v) @ into
            answer = np.tanh(sums) if network.activation == "tanh" else np.maximum(sums, 0.0)
            if network.skips and layer:
                answer += into[:, : network.width]
            into = self._with_ones(answer)
        base, u, v = self.layers[-1]
        z = ((base + a * u + b * v) @ into)[:, 0]
        return np.asarray(softplus(self.sign * z).mean(axis=1))

    def _jets(self, points: Floats) -> tuple[Floats, Floats, Floats]:
        """Beside each value ``h`` stand ``h_a, h_b, h_aa, h_ab, h_bb``: six blocks of ``n`` columns."""
        network, n, p = self.network, self.n, len(points)
        a, b = points.T[..., np.newaxis, np.newaxis]
        into = np.zeros((p, self.inputs.shape[0], 6 * n))
        into[..., :n] = self.inputs
        for layer, matrices in enumerate(self.layers[:-1]):
            h, one, two, oneone, onetwo, twotwo = self._sums(matrices, into, a, b)
            if network.activation == "tanh":
                f = np.tanh(h)
                slope = 1.0 - f * f
                bend = -2.0 * f * slope
            else:
                f, slope, bend = np.maximum(h, 0.0), (h > 0.0).astype(np.float64), np.zeros(1)
            second = (
                bend * x * y + slope * xy for x, y, xy in ((one, one, oneone), (one, two, onetwo), (two, two, twotwo))
            )
            answer = np.concatenate([f, slope * one, slope * two, *second], axis=-1)
            if network.skips and layer:
                answer += into[:, : network.width]
            into = self._with_ones(answer)
        z, one, two, oneone, onetwo, twotwo = (each[:, 0] for each in self._sums(self.layers[-1], into, a, b))
        terms, wrong = softplus_and_sigmoid(self.sign * z)
        pull, spread = self.sign * wrong, wrong * (1.0 - wrong)
        slope = np.stack([(pull * each).mean(axis=1) for each in (one, two)], axis=-1)
        aa, ab, bb = (
            (spread * x * y + pull * xy).mean(axis=1)
            for x, y, xy in ((one, one, oneone), (one, two, onetwo), (two, two, twotwo))
        )
        return terms.mean(axis=1), slope, np.stack([aa, ab, ab, bb], axis=-1).reshape(p, 2, 2)

    def _sums(self, matrices: tuple[Floats, ...], into: Floats, a: Floats, b: Floats) -> list[Floats]:
        """The weighted sums of a layer with their five derivatives, each ``(p, out, n)``.

        With ``W = W_0 + a U + b V``: ``(W h)_a = W h_a + U h``, ``(W h)_aa = W h_aa + 2 U h_a``,
        ``(W h)_ab = W h_ab + U h_b + V h_a``.
        """
        base, u, v = matrices
        n = self.n
        sums = (base + a * u + b * v) @ into
        along, across = (each @ into[..., : 3 * n] for each in (u, v))
        sums[..., n : 2 * n] += along[..., :n]
        sums[..., 2 * n : 3 * n] += across[..., :n]
        sums[..., 3 * n : 4 * n] += 2.0 * along[..., n : 2 * n]
        sums[..., 4 * n : 5 * n] += along[..., 2 * n :] + across[..., n : 2 * n]
        sums[..., 5 * n :] += 2.0 * across[..., 2 * n :]
        return np.split(sums, 6, axis=-1)

    def _with_ones(self, answer: Floats) -> Floats:
        """With the row of ones below that the biases are multiplied with; its derivatives are 0."""
        if not self.network.bias:
            return answer
        row = np.zeros((len(answer), 1, answer.shape[-1]))
        row[..., : self.n] = 1.0
        return np.concatenate([answer, row], axis=1)
