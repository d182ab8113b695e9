"""What a walker asks of the ground."""

from __future__ import annotations

from typing import Protocol

from numpy.typing import ArrayLike

from losscore.checks import Floats
from losscore.datasets import Dataset


class Surface(Protocol):
    """Anything with a height, a slope and a curvature over its weights ``(..., k)``."""

    @property
    def weight_names(self) -> tuple[str, ...]:
        """One name per weight, ``k`` in all."""
        ...

    @property
    def dataset(self) -> Dataset | None:
        """The examples under the surface, if there are any."""
        ...

    def __call__(self, w: ArrayLike) -> Floats:
        """Height ``(...)``."""
        ...

    def gradient(self, w: ArrayLike) -> Floats:
        """Slope ``(..., k)``."""
        ...

    def hessian(self, w: ArrayLike) -> Floats:
        """Second derivatives ``(..., k, k)``."""
        ...

    def loss_and_gradient(self, w: ArrayLike) -> tuple[Floats, Floats]:
        """Height and slope at once, the same bits as one by one."""
        ...


class Sampled(Surface, Protocol):
    """A surface over examples, whose slope can be taken over some of them only."""

    @property
    def dataset(self) -> Dataset:
        """The examples under the surface."""
        ...

    def gradient(self, w: ArrayLike, rows: ArrayLike | None = None) -> Floats:
        """Slope ``(..., k)`` over all examples, or over the ``rows (b,)``."""
        ...
