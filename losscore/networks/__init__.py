"""Networks: many weights, and honest slices through their landscape."""

from __future__ import annotations

from losscore.networks.lanczos import Curvature, Curvatures, curvatures
from losscore.networks.made import MADE, REAL, circles, iris_petals, moons, spirals, tumours
from losscore.networks.minima import SliceMinima, hollows, merge_minima, polish_hollows, slice_minima
from losscore.networks.network import Network
from losscore.networks.objective import NetworkObjective
from losscore.networks.planes import (
    PathPlane,
    filter_normalised,
    line_between,
    path_plane,
    plane_through,
    random_plane,
)
from losscore.networks.slices import network_slice, slice_rows
from losscore.networks.way_down import WayDown, barrier, way_down

__all__ = [
    "MADE",
    "REAL",
    "Curvature",
    "Curvatures",
    "Network",
    "NetworkObjective",
    "PathPlane",
    "SliceMinima",
    "WayDown",
    "barrier",
    "circles",
    "curvatures",
    "filter_normalised",
    "hollows",
    "iris_petals",
    "line_between",
    "merge_minima",
    "moons",
    "network_slice",
    "path_plane",
    "plane_through",
    "polish_hollows",
    "random_plane",
    "slice_minima",
    "slice_rows",
    "spirals",
    "tumours",
    "way_down",
]
