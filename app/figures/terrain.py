"""How the loss becomes a height on the screen: linear or logarithmic, and cut off above a sea level."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

import losscore as ls

_SMALLEST = 1e-12  # a loss below this is drawn as this where the height is logarithmic


@dataclass(frozen=True, slots=True)
class View:
    """What a reader may change about the pictures; the names and values of the scene's own fields."""

    height: str = "linear"
    cut: float = 1.0
    lines: int = 20
    colours: str = "Lagoon"
    arrows: str = "step"


@dataclass(frozen=True)
class Terrain:
    """A landscape as it is drawn.

    Attributes:
        landscape: the loss, ``loss[j, i]`` at ``(w1[i], w2[j])``.
        view: how it is looked at.
    """

    landscape: ls.Landscape
    view: View

    @property
    def is_log(self) -> bool:
        """Whether the height is the logarithm of the loss."""
        return self.view.height == "log"

    def height(self, loss: np.ndarray | float) -> np.ndarray:
        """The drawn height of a loss, of any shape."""
        kept = np.minimum(loss, self.top_loss)
        return np.log10(np.maximum(kept, _SMALLEST)) if self.is_log else kept

    def loss(self, height: float) -> float:
        """The loss at a drawn height."""
        return 10.0**height if self.is_log else height

    @cached_property
    def top_loss(self) -> float:
        """The loss above which the ground is cut off: a share of the way from the lowest point to the highest."""
        low, high = float(self.landscape.loss.min()), float(self.landscape.loss.max())
        if self.view.cut >= 1:
            return high
        if self.is_log:
            low, high = max(low, _SMALLEST), max(high, _SMALLEST)
            return float(low * (high / low) ** self.view.cut)
        return low + self.view.cut * (high - low)

    @cached_property
    def z(self) -> np.ndarray:
        """The drawn heights ``(G2, G1)``."""
        return self.height(self.landscape.loss)

    @property
    def low(self) -> float:
        """The lowest drawn height."""
        return float(self.z.min())

    @property
    def high(self) -> float:
        """The highest drawn height."""
        return float(self.z.max())

    @property
    def tall(self) -> float:
        """From the lowest to the highest drawn height; never 0."""
        return max(self.high - self.low, 1e-9)

    def levels(self) -> dict[str, float]:
        """Level lines at round heights, in the surface and in the contour alike."""
        size = round_step(self.tall / self.view.lines)
        first, last = math.ceil(self.low / size) * size, math.floor(self.high / size) * size
        return {"start": first, "end": max(last, first), "size": size}

    def ticks(self, about: int = 5) -> dict[str, Any]:
        """Where an axis or a colour bar names the loss."""
        if not self.is_log:
            return {"tickmode": "linear", "tick0": 0, "dtick": round_step(self.tall / about)}
        low, high = self.loss(self.low), self.loss(self.high)
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        for digits in ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7), tuple(np.arange(10, 100) / 10)):
            losses = [d * 10.0**p for p in powers for d in digits if low <= d * 10.0**p <= high]
            if len(losses) >= 3:
                break
        losses = losses[:: math.ceil(len(losses) / 8)]
        return {
            "tickmode": "array",
            "tickvals": [math.log10(x) for x in losses],
            "ticktext": [f"{x:g}" for x in losses],
        }


def round_step(rough: float) -> float:
    """The round number (1, 2 or 5 times a power of ten) next above a rough one."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough * 0.999)


def ground(grid: ls.Landscape, z: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The drawn height between the grid's points, as the terrain is drawn (bilinear); none outside the window."""
    (i, a), (j, b) = _cell(grid.w1, x), _cell(grid.w2, y)
    height = (1 - b) * ((1 - a) * z[j, i] + a * z[j, i + 1]) + b * ((1 - a) * z[j + 1, i] + a * z[j + 1, i + 1])
    inside = (x >= grid.w1[0]) & (x <= grid.w1[-1]) & (y >= grid.w2[0]) & (y <= grid.w2[-1])
    return np.where(inside, height, np.nan)


def _cell(axis: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The number of the cell of an evenly spaced axis in which each place lies, and how far along in it, 0 to 1."""
    place = np.nan_to_num((at - axis[0]) / (axis[1] - axis[0]))
    cell = np.clip(np.floor(place).astype(int), 0, len(axis) - 2)
    return cell, place - cell
