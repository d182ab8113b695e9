"""The table of controls: which value of the scene, its label, its help, its component."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import losscore as ls
from app.kit import ids
from app.kit.components import Choice, Quantity, Table
from app.kit.text import load
from app.link.fields import Part
from app.runs import own
from app.runs.names import OPTIMIZER_LABELS, SCHEDULE_LABELS, SETTING_LABELS, rule_settings
from app.runs.rule import RULE_FIELDS, SETTINGS
from app.runs.scene import BY_NAME, LONGEST, OWN, SPEEDS, Scene, to_link

WORDS = load("words/controls").meta


@dataclass(frozen=True, slots=True)
class Control:
    """A control of the rail.

    Attributes:
        field: the name of the scene's value, and of the link's.
        label: what people read.
        help: one short sentence under the label, or nothing.
        labels: for a choice, what each value is called.
        slider: for a number, the slider's range.
    """

    field: str
    label: str
    help: str = ""
    labels: dict[str, str] | None = None
    slider: dict[str, Any] | None = None

    def component(self, scene: Scene, *, hide_label: bool = False) -> Choice | Quantity | Table:
        """The control, standing at the scene's value."""
        common: dict[str, Any] = {
            "id": ids.control(self.field),
            "label": self.label,
            "help": self.help,
            "value": text(scene, self.field),
            "hidden": hidden(scene, self.field),
        }
        if self.field == "data":
            told = own.reading_of(scene.data) | {"of": common["value"]} if scene.data else None
            return Table(**common, note=data_note(scene), reading=told, limits=own.limits())
        if self.labels is None:
            return Quantity(
                **common, slider=self.slider, suggestions=suggestions(scene) if self.field == "start" else None
            )
        options = [{"value": value, "label": label} for value, label in self.labels.items()]
        return Choice(**common, options=options, hideLabel=hide_label)


def _slider(low: float, high: float, *, log: bool = False, whole: bool = False) -> dict[str, Any]:
    return {"low": low, "high": high, "log": log, "whole": whole, "step": 1 / (high - low) if whole else 0.01}


_PROBLEM_LABELS = {name: ls.PROBLEMS[name].title for name in ls.PROBLEMS} | {OWN: "Your own data"}
GROUND = (
    Control("problem", "Landscape", labels=_PROBLEM_LABELS),
    Control("data", "Your table", WORDS["data"]),
    Control("scaling", "Its features", labels={"given": "As given", "standardised": "Standardised"}),
)
WALK = (
    Control("start", "Start (w1, w2)", WORDS["start"]),
    Control("steps", "Steps"),
)
RULE = (
    Control("optimizer", "Optimizer", labels=OPTIMIZER_LABELS),
    Control("learning_rate", "Learning rate", WORDS["learning_rate"], slider=_slider(0.001, 10.0, log=True)),
    Control("momentum", SETTING_LABELS["momentum"], WORDS["momentum"], slider=_slider(0.0, 0.99)),
    Control("schedule", "Schedule of the learning rate", WORDS["schedule"], labels=SCHEDULE_LABELS),
)
MORE = (
    Control("batch_size", "Minibatch size", WORDS["batch_size"]),
    Control("seed", "Seed", WORDS["seed"]),
    Control("beta1", SETTING_LABELS["beta1"], slider=_slider(0.0, 0.99)),
    Control("beta2", SETTING_LABELS["beta2"]),
    Control("alpha", SETTING_LABELS["alpha"], slider=_slider(0.0, 0.99)),
    Control("eps", SETTING_LABELS["eps"], WORDS["eps"]),
    Control("weight_decay", SETTING_LABELS["weight_decay"], WORDS["weight_decay"]),
)
VIEW = (
    Control("height", "Height", labels={"linear": "Linear", "log": "Logarithmic"}),
    Control("cut", "Sea level", WORDS["cut"], slider=_slider(0.02, 1.0)),
    Control("lines", "Level lines, about", slider=_slider(2, 60, whole=True)),
    Control(
        "colours",
        "Colours of the height",
        labels={"Lagoon": "Lagoon", "Viridis": "Viridis", "Cividis": "Cividis", "Greys": "Grey"},
    ),
    Control("arrows", "Arrows", labels={"step": "Of the step", "field": "Everywhere", "none": "None"}),
)
CURVE = Control(
    "curve",
    "Scale of the loss curve",
    labels={"linear": "Linear", "log": "Log", "loglog": "Log-log", "distance": "Distance to the best, log"},
)
SPEED = Control(
    "speed", "Speed", labels={speed: f"{ {'0.25': '¼', '0.5': '½'}.get(speed, speed) }×" for speed in SPEEDS}
)
THEME = Control("theme", "Theme", labels={"auto": "Theme: auto", "light": "Theme: light", "dark": "Theme: dark"})
# The fields whose controls make another scene.
FIELDS = tuple(control.field for control in (*GROUND, *WALK, *RULE, *MORE, *VIEW, CURVE))


def suggestions(scene: Scene) -> list[dict[str, str]]:
    """The problem's telling starts, by name."""
    write = BY_NAME["start"].write
    starts = scene.problem_shown.starts.items()
    return [{"value": write(start).replace(",", ", "), "label": name} for name, start in starts]


def run_list(scene: Scene) -> list[dict[str, str]]:
    """The runs as the list shows them."""
    return [{"name": OPTIMIZER_LABELS[rule.optimizer], "settings": rule_settings(rule)} for rule in scene.rules]


def text(scene: Scene, field: str) -> str:
    """What the control of a field shows."""
    if field == "start":
        return BY_NAME[field].write(scene.start_weights).replace(",", ", ")
    if field == "data":
        return scene.data.replace(";", "\n")
    if field in RULE_FIELDS:
        value = (
            scene.rule.setting(field) if field == "learning_rate" or field in SETTINGS else getattr(scene.rule, field)
        )
        return "" if value is None else BY_NAME[field].write(value)
    return BY_NAME[field].write(getattr(scene, field))


def hidden(scene: Scene, field: str) -> bool:
    """Whether a control says nothing for this scene: a setting belongs to the rules that have it."""
    if field in ("data", "scaling"):
        return scene.problem != OWN
    if field == "batch_size":
        return scene.problem_shown.dataset is None
    return field in SETTINGS and not scene.rule.has(field)


def data_note(scene: Scene) -> str:
    """Whether one's own data fit into the address, where they do not."""
    if scene.problem != OWN or fits(scene):
        return ""
    return (
        f"This table is {len(scene.data):,} characters long, too long for an address: the page works with it, but a "
        "link to the page opens without it."
    )


def class_names(scene: Scene) -> tuple[str, str] | None:
    """What the labels 0 and 1 mean; nothing for a landscape without data."""
    data = scene.problem_shown.dataset
    return data.label_names if data else None


def fits(scene: Scene) -> bool:
    """Whether the whole scene fits into an address; some room is left for the camera and the like."""
    return len(to_link(scene, Part.RUN, Part.VIEW)) <= LONGEST - 300
