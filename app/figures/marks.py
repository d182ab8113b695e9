"""How a critical point is shown, in every figure alike."""

from __future__ import annotations

import losscore as ls

STAR, LOCAL, SADDLE = "lowest", "local minimum", "saddle"


def by_mark(points: tuple[ls.CriticalPoint, ...]) -> dict[str, list[ls.CriticalPoint]]:
    """The points under each mark. Every minimum that ties for the lowest is a star; maxima are not marked."""
    stars = ls.lowest(points)
    return {
        STAR: list(stars),
        LOCAL: [point for point in ls.minima(points) if point not in stars],
        SADDLE: [point for point in points if point.kind is ls.Kind.SADDLE],
    }
