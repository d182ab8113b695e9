"""What each example says at one point of the landscape."""

from __future__ import annotations

from dataclasses import dataclass

from losscore.checks import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """What each of the ``n`` examples says at one point of the landscape.

    Attributes:
        probabilities: ``(n,)``, what the model gives to y = 1.
        losses: ``(n,)``, binary cross-entropy; their mean is the height.
        shares: ``(n,)``, of the total loss; they add up to 1 (or are all 0 where there is no loss).
        pulls: ``(n, k)``, how far each example pulls each weight in a gradient step of rate 1; they add up to
            ``-dL/dw``.
    """

    probabilities: Floats
    losses: Floats
    shares: Floats
    pulls: Floats
