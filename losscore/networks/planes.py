"""Planes through the space of a network's weights, to cut its landscape with.

Each has its origin, the coordinates (0, 0), at trained weights, so the height there is the trained loss.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from losscore import checks
from losscore.checks import Floats
from losscore.landscape import Plane
from losscore.networks.draws import Purpose, gaussian
from losscore.networks.network import Network


def filter_normalised(network: Network, trained: ArrayLike, direction: ArrayLike) -> Floats:
    """A direction ``(k,)`` made comparable from network to network: each row of it as long as the trained row.

    A row is what goes into one unit, without the bias; biases do not move. Then a picture says nothing of the mere size
    of the weights: scaling one layer of a relu network by c and the next by 1 / c changes neither network nor picture.

    Source: Li, Xu, Taylor, Studer, Goldstein: Visualizing the Loss Landscape of Neural Nets, 2018, arXiv 1712.09913.

    Raises:
        ValueError: weights or a direction of another shape, or not finite.
    """
    w, d = checks.weights("trained", trained, network.size), checks.weights("direction", direction, network.size)
    out = np.zeros_like(d)
    for rows, into, made in zip(*(network.matrices(each) for each in (w, d, out)), strict=True):
        columns = rows.shape[1] - int(network.bias)
        some = into[:, :columns]
        made[:, :columns] = some * _ratio(_lengths(rows[:, :columns]), _lengths(some))
    return out


def random_plane(network: Network, trained: ArrayLike, seed: int = 0) -> Plane:
    """The plane through trained weights along two random filter-normalised directions, at right angles to each other.

    Li and others use both directions as they are drawn, which in a small network can be far from a right angle. Here
    what each row of the second has along the same row of the first is taken off before it gets its length. So each row
    is at right angles and as long as the trained row, and the picture still says nothing of the mere size of weights.
    In a network with one feature a row of the first layer is a single weight, which cannot be turned: there the second
    direction takes the weights of that layer together as one row.

    Raises:
        ValueError: weights of another shape, a seed outside [0, 2^64).
    """
    w = checks.weights("trained", trained, network.size)
    first, second = gaussian(seed, Purpose.DIRECTIONS, 2 * network.size).reshape(2, -1)
    u = filter_normalised(network, w, first)
    v = np.zeros_like(second)
    for each in zip(*(network.matrices(part) for part in (w, u, second, v)), strict=True):
        columns = each[0].shape[1] - int(network.bias)
        rows, beside, into, made = (matrix[:, :columns] for matrix in each)
        if columns == 1:
            rows, beside, into = rows.T, beside.T, into.T
        squares = (beside**2).sum(axis=1, keepdims=True)
        for _ in range(2):  # once more takes off what rounding leaves
            along = (into * beside).sum(axis=1, keepdims=True)
            into = into - beside * np.divide(along, squares, out=np.zeros_like(along), where=squares > 0)
        turned = into * _ratio(_lengths(rows), _lengths(into))
        made[...] = turned.T if columns == 1 else turned
    return Plane(w, u, v)


def _lengths(rows: Floats) -> Floats:
    """Of each row, ``(m, 1)``."""
    return np.asarray(np.sqrt((rows**2).sum(axis=1, keepdims=True)))


def _ratio(wanted: Floats, length: Floats) -> Floats:
    """What a row has to be multiplied with to become as long as wanted; 0 for a row of zeros."""
    return np.divide(wanted, length, out=np.zeros_like(length), where=length > 0)


@dataclass(frozen=True, slots=True, eq=False)
class PathPlane:
    """The plane that holds most of a path.

    Attributes:
        plane: through the path's last weights; its directions are orthonormal.
        explained: shares ``(2,)`` of the path's variance along the two directions.
    """

    plane: Plane
    explained: Floats


def path_plane(weights: ArrayLike) -> PathPlane:
    """The plane through the end of a path along its two main directions, by principal component analysis.

    The directions are the first two right singular vectors of the weights ``(t, k)`` less their mean; each points from
    the end towards the start. Coordinates on it are least squares (`Plane.project`), and `Plane.distance` says what is
    left out.

    Sources: Pearson 1901; for paths of training Lorch 2016, Li and others 2018 (section 7).

    Raises:
        ValueError: fewer than three rows, a number that is not finite, a path along a line or at rest.
    """
    path = checks.finite("weights", weights)
    if path.ndim != 2 or len(path) < 3:
        raise ValueError(f"weights must be a path (t, k) of at least three rows; got the shape {path.shape}")
    centred = path - path.mean(axis=0)
    # The small matrix has the same singular values; its vectors give the large one's back.
    rows = len(path) <= path.shape[1]
    squares, vectors = np.linalg.eigh(centred @ centred.T if rows else centred.T @ centred)
    squares = np.maximum(squares, 0.0)
    total = float(squares.sum())
    # Squared singular values carry a rounding of 1e-16 of the largest.
    if not squares[-2] > 1e-13 * total:
        raise ValueError("weights must leave a line: a path along a line, or at rest, has no second main direction")
    chosen = vectors[:, [-1, -2]]
    directions = centred.T @ chosen if rows else chosen
    directions = directions / np.sqrt((directions**2).sum(axis=0))
    signs = np.where((path[0] - path[-1]) @ directions < 0, -1.0, 1.0)
    u, v = (directions * signs).T
    return PathPlane(Plane(path[-1], u, v), squares[[-1, -2]] / total)


def plane_through(first: ArrayLike, second: ArrayLike, third: ArrayLike) -> Plane:
    """The plane through three points, such as the ends of three trainings.

    The first is the origin, the second lies at (1, 0); the directions are at right angles and equally long.

    Raises:
        ValueError: points of different shapes, not finite, or on one line.
    """
    origin, along, aside = (
        checks.finite(name, p) for name, p in (("first", first), ("second", second), ("third", third))
    )
    if not origin.shape == along.shape == aside.shape or origin.ndim != 1:
        raise ValueError(f"three points of one shape (k,) are needed; got {origin.shape}, {along.shape}, {aside.shape}")
    u = along - origin
    length = float(np.sqrt(u @ u))
    rest = aside - origin
    if length > 0:
        rest = rest - (rest @ u) / length**2 * u
    height = float(np.sqrt(rest @ rest))
    if not (length > 0 and height > 1e-9 * length):
        raise ValueError("three points must not lie on one line")
    return Plane(origin, u, rest * (length / height))


def line_between(start: ArrayLike, end: ArrayLike, places: ArrayLike) -> Floats:
    """Weights ``(..., k)`` on the straight line through two points: ``start`` at the place 0, ``end`` at 1.

    Source: Goodfellow, Vinyals, Saxe: Qualitatively Characterizing Neural Network Optimization Problems, 2015.
    """
    begin, finish = checks.finite("start", start), checks.finite("end", end)
    along = checks.finite("places", places)[..., np.newaxis]
    # Written so that both ends are met to the bit.
    w: Floats = (1.0 - along) * begin + along * finish
    return w
