"""How a critical point is shown and told of, in every figure alike."""

from __future__ import annotations

from typing import Any

import losscore as ls

STAR, LOCAL, SADDLE = "lowest", "local minimum", "saddle"
_WHAT = {
    STAR: "Lowest valley. The loss bends up in every direction: both eigenvalues of the Hessian are above 0.",
    LOCAL: "Local minimum. From here every small step goes up, yet elsewhere the loss is lower.",
    SADDLE: "Saddle. Up along one direction, down along another: one eigenvalue of the Hessian is below 0.",
}


def by_mark(points: tuple[ls.CriticalPoint, ...]) -> dict[str, list[ls.CriticalPoint]]:
    """The points under each mark. Every minimum that ties for the lowest is a star; maxima are not marked."""
    stars = ls.lowest(points)
    return {
        STAR: list(stars),
        LOCAL: [point for point in ls.minima(points) if point not in stars],
        SADDLE: [point for point in points if point.kind is ls.Kind.SADDLE],
    }


def told(points: tuple[ls.CriticalPoint, ...]) -> list[dict[str, Any]]:
    """What a click on each mark tells, lowest first within its kind.

    ``minimum`` is the index of a minimum in a basin map, else ``None``.
    """
    valleys = ls.minima(points)
    crowds = by_mark(points)
    ties = len(crowds[STAR])
    rows = []
    for mark, crowd in crowds.items():
        for point in crowd:
            what = _WHAT[mark]
            if mark == STAR and ties > 1:
                what = f"One of {ties} lowest valleys: they tie, so there is a star on each."
            rows.append(
                {
                    "mark": mark,
                    "weights": [float(value) for value in point.weights],
                    "loss": point.loss,
                    "eigenvalues": [float(value) for value in point.eigenvalues],
                    "minimum": valleys.index(point) if point in valleys else None,
                    "what": what,
                }
            )
    return rows
