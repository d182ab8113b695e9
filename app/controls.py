"""The table of controls: which value of the scene, its label, its help, its component."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import losscore as ls
from app import ids
from app.components import Choice, Quantity
from app.scene import BY_NAME, RULE_FIELDS, SPEEDS, Rule, Scene

OPTIMIZER_LABELS = {name: "Gradient descent" if name == "GradientDescent" else name for name in ls.OPTIMIZERS}
SCHEDULE_LABELS = {
    "Constant": "Constant",
    "CosineDecay": "Cosine decay",
    "StepDecay": "Halved twice",
    "ExponentialDecay": "1 % less each step",
    "WarmRestarts": "Warm restarts",
    "LinearWarmup": "Linear warm-up",
    "OneCycle": "One cycle",
}


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

    def component(self, scene: Scene, *, hide_label: bool = False) -> Choice | Quantity:
        """The control, standing at the scene's value."""
        common: dict[str, Any] = {
            "id": ids.control(self.field),
            "label": self.label,
            "help": self.help,
            "value": text(scene, self.field),
            "hidden": hidden(scene, self.field),
        }
        if self.labels is None:
            return Quantity(
                **common, slider=self.slider, suggestions=suggestions(scene) if self.field == "start" else None
            )
        options = [{"value": value, "label": label} for value, label in self.labels.items()]
        return Choice(**common, options=options, hideLabel=hide_label)


def rail() -> tuple[Control, ...]:
    """The controls that make a run, in the order of the page."""
    return (
        Control("problem", "Landscape", labels={name: ls.PROBLEMS[name].title for name in ls.PROBLEMS}),
        Control("start", "Start (w1, w2)", "Or click the contour or the surface."),
        Control("steps", "Steps"),
        Control("optimizer", "Optimizer", labels=OPTIMIZER_LABELS),
        Control("learning_rate", "Learning rate", slider={"low": 0.001, "high": 10.0, "log": True, "step": 0.01}),
        Control("momentum", "Momentum", slider={"low": 0.0, "high": 0.99, "log": False, "step": 0.01}),
        Control("schedule", "Schedule of the learning rate", labels=SCHEDULE_LABELS),
    )


SPEED = Control(
    "speed", "Speed", labels={speed: f"{ {'0.25': '¼', '0.5': '½'}.get(speed, speed) }×" for speed in SPEEDS}
)
THEME = Control("theme", "Theme", labels={"auto": "Theme: auto", "light": "Theme: light", "dark": "Theme: dark"})


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
    value = getattr(scene.rule if field in RULE_FIELDS else scene, field)
    return BY_NAME[field].write(value)


def hidden(scene: Scene, field: str) -> bool:
    """Whether a control says nothing for this scene: momentum belongs to the rules that have one."""
    return field == "momentum" and not scene.rule.has_momentum


def rule_name(rule: Rule) -> str:
    """A run in words, as the sentence calls it."""
    return f"{OPTIMIZER_LABELS[rule.optimizer]}, {rule_settings(rule)}"


def rule_settings(rule: Rule) -> str:
    """What a run sets, in words."""
    rate = f"rate {rule.learning_rate:g}"
    if rule.schedule != "Constant":
        rate += f", {SCHEDULE_LABELS[rule.schedule].lower()}"
    return rate + (f", momentum {rule.momentum:g}" if rule.has_momentum else "")
