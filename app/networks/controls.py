"""The table of controls of the page on networks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.kit.components import Choice, Quantity, Table
from app.kit.ids import network_control
from app.kit.text import load
from app.networks.scene import BY_NAME, MOST_TABLE, NetworkScene
from app.runs import own
from app.runs.names import OPTIMIZER_LABELS, SCHEDULE_LABELS

WORDS = load("words/networks").meta
_DATA = {
    "moons": "Moons",
    "circles": "Circles",
    "spirals": "Spirals",
    "iris": "Iris: versicolor or not",
    "cancer": "Breast cancer: malignant or not",
    "own": "Your own data",
}
_SLICES = {
    "path": "Plane of the path (PCA)",
    "random": "Two random directions",
    "three": "Plane through three trainings",
    "line": "Line from start to end",
}
_COMPARE = {
    "none": "One network",
    "skips": "With and without skips",
    "batches": "Two batch sizes",
    "optimizers": "Two optimizers",
}
_HEIGHTS = {"auto": "As the range asks", "linear": "Linear", "log": "Logarithmic"}
_NO_YES = {"no": "No", "yes": "Yes"}


@dataclass(frozen=True, slots=True)
class NetworkControl:
    """A control: the scene's field, its label, a help line, its choices or its slider, and its group for links."""

    field: str
    label: str
    group: str
    labels: dict[str, str] | None = None
    slider: dict[str, Any] | None = None
    help: str = ""

    def component(self, scene: NetworkScene) -> Choice | Quantity | Table:
        """The control, standing at the scene's value."""
        common: dict[str, Any] = {
            "id": network_control(self.field),
            "label": self.label,
            "help": self.help,
            "value": control_text(scene, self.field),
            "hidden": hidden_controls(scene)[self.field],
        }
        if self.field == "table":
            known = "|" in common["value"].partition("\n")[0]  # else a link that was written by hand: taken as it is
            told = own.reading_of(common["value"]) | {"of": common["value"]} if known else None
            return Table(**common, reading=told, limits=own.limits(MOST_TABLE))
        if self.labels is None:
            return Quantity(**common, slider=self.slider)
        return Choice(**common, options=[{"value": value, "label": label} for value, label in self.labels.items()])


_RATE = {"low": 0.001, "high": 10.0, "log": True, "step": 0.01}
NETWORK, LEARNING, PICTURE = "Network", "Training", "Picture"
# What one asks of a network, each a fold of the paper: which data, which shape and training, which slice.
FOLDS = {
    "Data": ("data", "table", "data_seed"),
    "Shape": (
        *("layers", "width", "activation", "skips", "optimizer", "learning_rate", "momentum", "schedule", "batch"),
        *("steps", "seed", "compare", "batch2", "optimizer2", "learning_rate2"),
    ),
    "Slice": ("slice", "directions", "several", "height"),
}
CONTROLS = (
    NetworkControl("data", "Data", NETWORK, _DATA),
    NetworkControl(
        "table", "Your rows", NETWORK, help="Columns of numbers, then a label: 0 or 1, or one of two names."
    ),
    NetworkControl("layers", "Hidden layers", NETWORK),
    NetworkControl("width", "Units in each", NETWORK),
    NetworkControl("activation", "Activation", NETWORK, {"tanh": "tanh", "relu": "relu"}, help=WORDS["activation"]),
    NetworkControl("skips", "Skip connections", NETWORK, _NO_YES, help=WORDS["skips"]),
    NetworkControl("optimizer", "Optimizer", LEARNING, OPTIMIZER_LABELS),
    NetworkControl("learning_rate", "Learning rate", LEARNING, slider=_RATE),
    NetworkControl(
        "momentum",
        "Momentum",
        LEARNING,
        slider={"low": 0.0, "high": 0.99, "log": False, "step": 0.01},
        help=WORDS["momentum"],
    ),
    NetworkControl("schedule", "Schedule", LEARNING, SCHEDULE_LABELS, help=WORDS["schedule"]),
    NetworkControl("batch", "Batch size", LEARNING, help=WORDS["batch"]),
    NetworkControl("steps", "Steps", LEARNING),
    NetworkControl("seed", "Seed", LEARNING, help=WORDS["seed"]),
    NetworkControl("data_seed", "Seed of the data", LEARNING),
    NetworkControl("compare", "Beside it", PICTURE, _COMPARE),
    NetworkControl("batch2", "The other batch size", PICTURE),
    NetworkControl("optimizer2", "The other optimizer", PICTURE, OPTIMIZER_LABELS),
    NetworkControl("learning_rate2", "The other learning rate", PICTURE, slider=_RATE),
    NetworkControl("slice", "Slice", PICTURE, _SLICES, help=WORDS["slice"]),
    NetworkControl("directions", "Directions number", PICTURE),
    NetworkControl("several", "Six more slices", PICTURE, _NO_YES),
    NetworkControl("height", "Heights", PICTURE, _HEIGHTS),
)


def control_text(scene: NetworkScene, field: str) -> str:
    """What the control of a field shows."""
    text = BY_NAME[field].write(getattr(scene, field))
    return text.replace("~", "\n") if field == "table" else text


def hidden_controls(scene: NetworkScene) -> dict[str, bool]:
    """Which controls say nothing for a scene."""
    shown = {
        "table": scene.data == "own",
        "data_seed": scene.data in ("moons", "circles", "spirals"),
        "momentum": scene.rule.has("momentum"),
        "batch2": scene.compare == "batches",
        "optimizer2": scene.compare == "optimizers",
        "learning_rate2": scene.compare == "optimizers",
        "directions": scene.slice == "random" or scene.several == "yes",
        "several": scene.slice != "line",
    }
    return {control.field: not shown.get(control.field, True) for control in CONTROLS}


def run_names(scene: NetworkScene) -> list[str]:
    """What the networks are called beside each other: by what they differ in."""
    trainings = scene.trainings()
    if len(trainings) == 1:
        return [trainings[0].network.formula]
    return [
        {
            "skips": "With skips" if each.skips == "yes" else "Without skips",
            "batches": f"Batches of {each.batch}" if each.batch else "All examples at each step",
            "optimizers": f"{OPTIMIZER_LABELS[each.optimizer]}, rate {each.learning_rate:g}",
        }[scene.compare]
        for each in trainings
    ]


def meanings(scene: NetworkScene) -> dict[str, str]:
    """The words that a scene's sentences use, explained."""
    words = {scene.activation: WORDS[scene.activation]}
    if "yes" in (training.skips for training in scene.trainings()):
        words["Skip connection"] = WORDS["skips"]
    if scene.slice != "line":
        words["Slice"] = WORDS["slice_path"] if scene.slice == "path" else WORDS["slice_plane"]
    return words | {"Sharpness": WORDS["sharpness"]}
