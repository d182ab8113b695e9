"""The way down from a minimum of a slice: out of the slice's plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from losscore import checks
from losscore.checks import Floats
from losscore.landscape import Plane
from losscore.networks.lanczos import Curvature, curvatures
from losscore.networks.objective import NetworkObjective

_TRIED = 41  # distances on each side: four to a factor of two and a half


@dataclass(frozen=True, slots=True, eq=False)
class WayDown:
    """What a slice does not show at one of its points.

    Attributes:
        weights: the point ``(k,)``.
        loss: its loss.
        slope: length of the gradient there, all of it.
        slope_in_plane: length of the part that lies in the plane.
        curvature: the most negative curvature at the point, by Lanczos' method.
        places: how far along the curvature's direction ``(m,)``, 0 the point itself.
        losses: the loss there ``(m,)``.
    """

    weights: Floats
    loss: float
    slope: float
    slope_in_plane: float
    curvature: Curvature
    places: Floats
    losses: Floats

    @property
    def lowest(self) -> float:
        """The lowest loss along the direction."""
        return float(np.nanmin(self.losses))

    @property
    def leads_down(self) -> bool:
        """Whether the landscape bends down at the point, surely, and the loss falls along that direction."""
        return self.curvature.value + self.curvature.error < 0 and self.lowest < self.loss


def way_down(
    objective: NetworkObjective, plane: Plane, a: float, b: float, *, reach: float = 1.0, size: int = 61
) -> WayDown:
    """From the point (a, b) of a plane, along the direction of the most negative curvature, to each side.

    The lowest loss is looked for at distances from a ten-thousandth of ``reach`` to all of it, evenly by factors, since
    nobody knows beforehand how wide the pass is; ``places`` go twice as far as where it was found.

    Raises:
        ValueError: a reach that is not above 0, a size below 2, a plane through another number of weights.
    """
    checks.number("reach", reach, above=0)
    checks.count("size", size, least=2)
    point = checks.weights("the plane's origin", plane.embed(a, b), objective.network.size)
    bend = curvatures(objective, point).lowest
    loss, slope = objective.loss_and_gradient(point)
    across = np.stack([plane.u, plane.v], axis=1)
    inside = across @ np.linalg.lstsq(across, slope, rcond=None)[0]
    tried = reach * np.geomspace(1e-4, 1.0, _TRIED)
    tried = np.concatenate([-tried, tried])
    around = objective(point + tried[:, np.newaxis] * bend.direction)
    best = float(abs(tried[np.nanargmin(around)])) if np.isfinite(around).any() else reach
    half = np.linspace(0.0, min(2.0 * best, reach), size // 2 + 1)
    places = np.concatenate([-half[:0:-1], half])
    losses = objective(point + places[:, np.newaxis] * bend.direction)
    return WayDown(point, float(loss), _length(slope), _length(inside), bend, places, losses)


def barrier(objective: NetworkObjective, weights: ArrayLike) -> float:
    """How much higher the highest of weights ``(m, k)`` on a line is than the higher of its two ends."""
    losses = objective(weights)
    return float(losses.max() - max(losses[0], losses[-1]))


def _length(vector: Floats) -> float:
    return float(np.sqrt(vector @ vector))
