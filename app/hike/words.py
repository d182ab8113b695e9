"""What is felt, in words: for the eye, for the ear, and never more than a blindfolded walker can know."""

from __future__ import annotations

_POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_FLAT = 0.005
_SLOPES = (
    (_FLAT, "The ground is flat here"),
    (0.05, "The ground falls very gently"),
    (0.2, "The ground falls gently"),
    (0.6, "The ground falls"),
    (1.5, "The ground falls steeply"),
)


def compass(bearing: float) -> str:
    """A bearing as one of eight words."""
    return _POINTS[round(bearing / 45) % 8]


def degrees(bearing: float) -> str:
    """A bearing as a whole number of degrees, the point before it: ``south-west, 225°``."""
    return f"{compass(bearing)}, {round(bearing) % 360}°"


def short_degrees(bearing: float) -> str:
    """The same for a narrow place: ``SW, 225°``."""
    point = "".join(part[0] for part in compass(bearing).split("-")).upper()
    return f"{point}, {round(bearing) % 360}°"


def feeling(steepness: float, downhill: float | None) -> str:
    """The slope underfoot."""
    words = next((words for limit, words in _SLOPES if steepness < limit), "The ground falls very steeply")
    if downhill is None:
        return f"{words}: slope 0."
    link = "; what slope there is points" if steepness < _FLAT else ""
    return f"{words}{link} to the {degrees(downhill)}: slope {steepness:.3g}."


def standing(altitude: float, before: float | None, step: int) -> str:
    """How high one stands, and what the last step did."""
    if before is None:
        return f"You stand at altitude {altitude:.4f}, blindfolded."
    change = altitude - before
    what = "as high as before" if abs(change) < 5e-5 else f"{abs(change):.4f} {'higher' if change > 0 else 'lower'}"
    return f"Step {step}: {what}, at altitude {altitude:.4f}."
