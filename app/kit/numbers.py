"""Numbers as they are read: four significant digits and a true minus."""

from __future__ import annotations


def number(value: float, digits: int = 4) -> str:
    """A number for a sentence: ``number(-0.41234)`` is "−0.4123"."""
    return f"{value:.{digits}g}".replace("-", "−")
