"""From where Plotly's own surfaces are looked at."""

from __future__ import annotations

import math

# Azimuth and elevation in degrees, distance in units of the scene's size.
CAMERA = (-125.0, 38.0, 1.85)
ASPECT = {"x": 1.0, "y": 1.0, "z": 0.62}


def eye(camera: tuple[float, float, float]) -> dict[str, dict[str, float]]:
    """Plotly's camera for azimuth and elevation in degrees and a distance, looking at the middle of the scene."""
    azimuth, elevation, distance = math.radians(camera[0]), math.radians(camera[1]), camera[2]
    return {
        "eye": {
            "x": distance * math.cos(elevation) * math.cos(azimuth),
            "y": distance * math.cos(elevation) * math.sin(azimuth),
            "z": distance * math.sin(elevation),
        },
        "center": {"x": 0.0, "y": 0.0, "z": -0.1},
        "up": {"x": 0.0, "y": 0.0, "z": 1.0},
    }
