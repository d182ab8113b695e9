"""The colours of the height, from deep (dark) to high (pale), for every picture of a landscape."""

from __future__ import annotations

# The same stops as in assets/lib/ramp.js, with which the page colours the land: land and map must not differ.
RAMPS = {
    # Even in OKLab's lightness (Ottosson 2020), so that equal heights look equally far apart.
    "Lagoon": (
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
    ),
    "Viridis": (
        "#440154",
        "#482475",
        "#414487",
        "#355f8d",
        "#2a788e",
        "#21918c",
        "#22a884",
        "#44bf70",
        "#7ad151",
        "#bddf26",
        "#fde725",
    ),
    "Cividis": (
        "#00224e",
        "#123570",
        "#3b496c",
        "#575d6d",
        "#707173",
        "#8a8678",
        "#a59c74",
        "#c3b369",
        "#e1cc55",
        "#fee838",
    ),
    "Greys": ("#000000", "#060606", "#222222", "#414141", "#636363", "#878787", "#aeaeae", "#d6d6d6", "#ffffff"),
}


def ramp(name: str) -> list[list[float | str]]:
    """A colour scale by its name as Plotly takes it: ``[[0, colour], ..., [1, colour]]``."""
    stops = RAMPS[name]
    return [[index / (len(stops) - 1), colour] for index, colour in enumerate(stops)]
