"""Extreme curvatures of a landscape with many weights, from Hessian-vector products alone.

Lanczos' method grows an orthonormal basis ``q_1, q_2, ...`` from products ``H q``, in which the Hessian is a small
tridiagonal matrix; that one's extreme eigenvalues reach the Hessian's own soonest. The basis is made orthogonal twice
in each step, since rounding would lose it otherwise.

Sources: Lanczos 1950; Golub and Van Loan: Matrix Computations, chapter 10; for networks Ghorbani and others 2019.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from losscore import checks
from losscore.checks import Floats
from losscore.networks.draws import Purpose, gaussian
from losscore.networks.objective import NetworkObjective

_LEAST = 10  # products before it may stop: a start that happens to miss a direction sees it only after a while


@dataclass(frozen=True, slots=True, eq=False)
class Curvature:
    """A curvature and where it is found.

    Attributes:
        value: the eigenvalue, or what Lanczos' method has of it.
        direction: the eigenvector ``(k,)``, of length 1.
        error: an eigenvalue of the Hessian is certain to lie this near: the length of ``H d - value d``.
    """

    value: float
    direction: Floats
    error: float


@dataclass(frozen=True, slots=True, eq=False)
class Curvatures:
    """The two ends of the Hessian's spectrum.

    Attributes:
        lowest: the most negative curvature; positive where every direction bends up.
        highest: the largest one: the sharpness of the place.
        products: how many Hessian-vector products it took.
    """

    lowest: Curvature
    highest: Curvature
    products: int


def curvatures(
    objective: NetworkObjective, w: ArrayLike, *, tolerance: float = 1e-4, most: int = 100, seed: int = 0
) -> Curvatures:
    """The lowest and the highest curvature at weights ``w (k,)``.

    Stops when each is known to within ``tolerance`` of its own size (of a thousandth of the larger one's where it is
    smaller than that), after ``most`` products, or when the basis is complete.

    Raises:
        ValueError: weights of another shape or not finite, a tolerance that is not above 0, ``most`` below 1.
    """
    point = checks.weights("w", w, objective.network.size)
    checks.number("tolerance", tolerance, above=0)
    checks.count("most", most, least=1)
    k = point.size
    basis = np.empty((min(most, k), k))
    q = gaussian(seed, Purpose.LANCZOS, k)
    q /= np.sqrt(q @ q)
    diagonal: list[float] = []
    beside: list[float] = []
    for step in range(len(basis)):
        basis[step] = q
        known = basis[: step + 1]
        r = objective.hessian_vector(point, q)
        diagonal.append(float(q @ r))
        for _ in range(2):
            r = r - known.T @ (known @ r)
        length = float(np.sqrt(r @ r))
        values, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
        scale = float(np.abs(values[[0, -1]]).max())
        known_well = length * np.abs(vectors[-1, [0, -1]]) <= tolerance * np.maximum(
            np.abs(values[[0, -1]]), 1e-3 * scale
        )
        if step + 1 == len(basis) or length <= 1e-12 * scale or (step >= _LEAST and known_well.all()):
            break
        beside.append(length)
        q = r / length
    ends = []
    for column in (0, -1):
        direction = known.T @ vectors[:, column]
        direction /= np.sqrt(direction @ direction)
        residual = objective.hessian_vector(point, direction) - values[column] * direction
        ends.append(Curvature(float(values[column]), direction, float(np.sqrt(residual @ residual))))
    return Curvatures(ends[0], ends[1], len(diagonal) + 2)
