"""Where a walker stands: the critical point beside it, wherever that lies, found by Newton's method from its place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from losscore.checks import Floats
from losscore.surface import Surface

_ITERATIONS = 20
_ARRIVED = 1e-9  # of the window: a Newton step shorter than this has arrived
_FLAT = 1e-9  # an eigenvalue below this share of the largest one says nothing about its sign
_ALONG = np.linspace(0.0, 1.0, 9)[:, np.newaxis]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A point without slope beside a walker.

    Attributes:
        weights: ``(2,)``.
        loss: the height there, without any weight decay.
        bends: ``(2,)``, the eigenvalues of the Hessian in units of the window, smallest first: their signs count.
    """

    weights: Floats
    loss: float
    bends: Floats


def standing(objective: Surface, w: Floats, width: Floats, *, reach: float, decay: float = 0.0) -> Standing | None:
    """The point without slope that Newton's method finds from ``w (2,)``, no further than ``reach`` windows away.

    With ``decay`` it is the slope of the loss plus ``decay |w|^2 / 2``. ``None`` if there is none, or where the ground
    is so flat that its kind cannot be told.
    """
    at = w
    for _ in range(_ITERATIONS):
        slope = (objective.gradient(at) + decay * at) * width
        bend = (objective.hessian(at) + decay * np.eye(2)) * width * width[:, np.newaxis]
        if not (np.isfinite(bend).all() and np.isfinite(slope).all()):
            return None
        signs = np.linalg.eigvalsh(bend)
        if np.abs(signs).min() <= _FLAT * np.abs(signs).max():
            return None
        step = -np.linalg.solve(bend, slope)
        at = at + step * width
        if (np.abs(at - w) > reach * width).any():
            return None
        if np.abs(step).max() < _ARRIVED:
            return Standing(at, float(objective(at)), signs.astype(np.float64))
    return None


def downhill(objective: Surface, w: Floats, to: Floats) -> bool:
    """Whether the straight way from ``w`` to another place leads down all along."""
    losses = objective(w + _ALONG * (to - w))
    return bool((np.diff(losses) <= 1e-12 * np.abs(losses[0])).all())
