"""A landscape: the loss over a grid of two coordinates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from losscore import checks
from losscore.checks import Floats, Window
from losscore.grids import grid_loss
from losscore.objective import Objective
from losscore.surface import Surface


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """A plane through weight space: ``w = origin + a u + b v``. With two weights the identity plane is all of it.

    Attributes:
        origin: weights ``(k,)`` at the coordinates (0, 0).
        u, v: directions ``(k,)``, not parallel to each other.
    """

    origin: Floats
    u: Floats
    v: Floats

    def __post_init__(self) -> None:
        for name in ("origin", "u", "v"):
            object.__setattr__(self, name, checks.finite(name, getattr(self, name)))
        shapes = {self.origin.shape, self.u.shape, self.v.shape}
        if len(shapes) != 1 or self.origin.ndim != 1:
            raise ValueError(f"origin, u and v must all have the shape (k,); got {sorted(shapes)}")
        if np.linalg.matrix_rank(np.stack([self.u, self.v])) < 2:
            raise ValueError("u and v must point in two different directions; they are parallel or zero")

    @classmethod
    def identity(cls) -> Plane:
        """The plane whose coordinates are the two weights themselves."""
        return cls(np.zeros(2), np.array([1.0, 0.0]), np.array([0.0, 1.0]))

    def embed(self, a: ArrayLike, b: ArrayLike) -> Floats:
        """Weights ``(..., k)`` at coordinates ``a (...)``, ``b (...)``."""
        first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
        w: Floats = self.origin + first[..., np.newaxis] * self.u + second[..., np.newaxis] * self.v
        return w

    def project(self, w: ArrayLike) -> tuple[Floats, Floats]:
        """Coordinates ``(a, b)``, each ``(...)``, of the point of the plane nearest to weights ``(..., k)``."""
        (uu, uv), (_, vv) = self._gram()
        offset = np.asarray(w, dtype=np.float64) - self.origin
        along_u, along_v = (offset * self.u).sum(axis=-1), (offset * self.v).sum(axis=-1)
        determinant = uu * vv - uv * uv
        return (vv * along_u - uv * along_v) / determinant, (uu * along_v - uv * along_u) / determinant

    def distance(self, w: ArrayLike) -> Floats:
        """Euclidean distance ``(...)`` of weights ``(..., k)`` from the plane."""
        offset = np.asarray(w, dtype=np.float64) - self.embed(*self.project(w))
        return np.asarray(np.sqrt((offset * offset).sum(axis=-1)))

    def _gram(self) -> tuple[tuple[float, float], tuple[float, float]]:
        uu, uv, vv = (float((p * q).sum()) for p, q in ((self.u, self.u), (self.u, self.v), (self.v, self.v)))
        return (uu, uv), (uv, vv)


@dataclass(frozen=True, slots=True, eq=False)
class Landscape:
    """Loss over a grid: ``loss[j, i]`` belongs to the coordinates ``(w1[i], w2[j])``.

    Attributes:
        w1: ``(G,)``, increasing.
        w2: ``(G,)``, increasing.
        loss: ``(G, G)``.
    """

    w1: Floats
    w2: Floats
    loss: Floats


def landscape(objective: Surface, window: Window, size: int = 101, plane: Plane | None = None) -> Landscape:
    """Evaluate the loss at ``size * size`` points of a window, borders included.

    Args:
        objective: the height to evaluate.
        window: ``((w1 lo, w1 hi), (w2 lo, w2 hi))`` in the plane's coordinates.
        size: points per axis, at least 2.
        plane: where the two coordinates lie in weight space; by default they are the two weights.

    Raises:
        ValueError: a window with lo >= hi, a size below 2, an objective with more than two weights and no plane.
    """
    (a, b), (c, d) = checks.window(window)
    checks.count("size", size, least=2)
    k = len(objective.weight_names)
    if plane is None and k != 2:
        raise ValueError(f"a landscape over {k} weights needs a plane to cut it with; got plane = None")
    flat = plane or Plane.identity()
    w1, w2 = np.linspace(a, b, size), np.linspace(c, d, size)
    fast = grid_loss(objective, w1, w2) if plane is None and isinstance(objective, Objective) else None
    if fast is not None:
        return Landscape(w1, w2, fast)
    return Landscape(w1, w2, np.stack([objective(flat.embed(w1, np.full(size, row))) for row in w2]))
