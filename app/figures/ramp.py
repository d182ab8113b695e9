"""The colours of the height, from deep to high, for every picture of a landscape."""

from __future__ import annotations

from plotly.colors import get_colorscale

# Even in OKLab's lightness (Ottosson 2020), so that equal heights look equally far apart; deep is dark, high is pale.
LAGOON = (
    "#12345e",
    "#14446f",
    "#175581",
    "#1a678c",
    "#207b95",
    "#328d9c",
    "#4d9ea1",
    "#67afa6",
    "#87beac",
    "#a5ceb2",
    "#c8dabd",
    "#eae7cc",
    "#fcf7ea",
)


def ramp(name: str) -> list[list[float | str]]:
    """A colour scale as Plotly takes it, ``[[0, colour], ..., [1, colour]]``: Lagoon, or one of Plotly's by name."""
    if name == "Lagoon":
        return [[index / (len(LAGOON) - 1), colour] for index, colour in enumerate(LAGOON)]
    return [list(stop) for stop in get_colorscale(name)]
