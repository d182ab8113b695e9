"""What an objective asks of a model. The chain rule on to the loss is written once, in `losscore.objective`."""

from __future__ import annotations

from typing import Protocol

from losscore.checks import Floats


def columns(w: Floats) -> tuple[Floats, ...] | list[float]:
    """Each weight of ``w (..., k)`` in a shape that goes with the examples: ``(..., 1)``, or a plain number.

    Plain numbers give the same bits and spare a single point numpy's machinery for shapes that differ.
    """
    return w.tolist() if w.ndim == 1 else tuple(w[..., j : j + 1] for j in range(w.shape[-1]))


class Model(Protocol):
    """From weights ``w (..., k)`` and features ``x (n, d)`` to logits; examples are the last axis of every answer."""

    @property
    def weight_names(self) -> tuple[str, ...]:
        """One name per weight, ``k`` in all."""
        ...

    @property
    def features(self) -> int:
        """How many columns ``d`` the data must have."""
        ...

    @property
    def formula(self) -> str:
        """The logit as people write it."""
        ...

    def logits(self, w: Floats, x: Floats) -> Floats:
        """Logits ``z (..., n)``."""
        ...

    def jacobian(self, w: Floats, x: Floats) -> tuple[Floats, Floats]:
        """Logits ``(..., n)``, and ``dz_i / dw_j`` in the shape ``(..., k, n)`` or one that broadcasts to it."""
        ...

    def curvature(self, w: Floats, x: Floats) -> Floats:
        """``d2z_i / dw_j dw_l`` in the shape ``(..., k, k, n)`` or one that broadcasts to it."""
        ...
