"""Scenes of the page on networks that say something, each with its claim. A test measures every number in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.networks.scene import DEFAULT, NetworkScene


@dataclass(frozen=True, slots=True)
class Preset:
    """A scene with a name.

    Attributes:
        title: in the list.
        claim: what is to be seen, true of this scene.
        scene: what is shown.
    """

    title: str
    claim: str
    scene: NetworkScene


_DEEP = NetworkScene(layers=20, learning_rate=0.01, steps=600, seed=2, slice="random", compare="skips")

PRESETS: dict[str, Preset] = {
    "moons": Preset(
        "Two moons: a path and its plane",
        "105 weights learn two moons: in 500 steps the loss falls from 0.657 to 0.041. The path may go anywhere, yet "
        "a single plane holds more than 90 % of how it moves.",
        NetworkScene(),
    ),
    "skips": Preset(
        "20 layers: with and without skips",
        "The same 20 layers, data and seed. Without skip connections, the slice has more than 4 times as many minima "
        "as with them: rugged against smooth. (How many there are depends on the last digits of the arithmetic.)",
        _DEEP,
    ),
    "way-down": Preset(
        "A trap that is none",
        "The slice is full of hollows. In the picture each is a trap; in the network the highest of them is none: the "
        "panel on the way down finds a direction outside the picture along which the loss falls.",
        NetworkScene(layers=20, learning_rate=0.01, steps=600, seed=1, slice="random"),
    ),
    "batches": Preset(
        "Large and small batches",
        "All 200 examples at each step, or 10 of them, with the same momentum. Here the small batches end on much "
        "flatter ground: the steepest curvature is less than a quarter as large.",
        NetworkScene(
            optimizer="Momentum", learning_rate=0.1, steps=2000, seed=2, slice="random", compare="batches", batch2=10
        ),
    ),
    "optimizers": Preset(
        "Adam against gradient descent",
        "The same network from the same start. After 500 steps, Adam's loss is less than two thirds of that of "
        "gradient descent.",
        NetworkScene(compare="optimizers", optimizer2="GradientDescent", learning_rate2=0.5),
    ),
    "three": Preset(
        "Three trainings, three valleys",
        "Three seeds, three valleys that are equally good. On the straight line from the first to the second the loss "
        "climbs above 1: there is no level way between them in this plane.",
        NetworkScene(slice="three"),
    ),
    "line": Preset(
        "The straight line from start to end",
        "Along the straight line from the first weights to the trained ones. Training never walked it: the path bends.",
        NetworkScene(slice="line"),
    ),
    "spirals": Preset(
        "Two spirals",
        "Two arms wound around each other. Three layers of eight units tell all 200 examples apart within 1,000 steps.",
        NetworkScene(data="spirals", layers=3, learning_rate=0.02, steps=1000),
    ),
    "smallest": Preset(
        "Nine weights",
        "The smallest network here: one layer of two units, nine weights. After 500 steps it still has more than one "
        "moon point in ten wrong.",
        NetworkScene(layers=1, width=2),
    ),
}

SCENES = {name: preset.scene for name, preset in PRESETS.items()}
# How a scene is looked at does not make it another one.
_LOOKS: dict[str, Any] = {name: getattr(DEFAULT, name) for name in ("step", "speed", "camera", "large", "theme")}


def preset_of(scene: NetworkScene) -> str:
    """The name of the preset that a scene is, or ""."""
    plain = replace(scene, **_LOOKS)
    return next((name for name, each in SCENES.items() if each == plain), "")
