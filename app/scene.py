"""Scene: what is shown, as plain values, and the one table that turns a link into a scene and back.

Any text at all gives a scene: what cannot be understood becomes the default, and a sentence says so. Only values that
differ from the default are written, and ``v=1`` says by which rules.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

import losscore as ls

VERSION = "1"
LONGEST = 4000  # characters of a link
THEMES = ("auto", "light", "dark")
SPEEDS = ("0.25", "0.5", "1", "2", "4", "8", "16")
MOST_STEPS = 5000
HIGHEST_RATE = 100.0
MOST_RUNS = 4
# The schedules on offer, each stretched over the run.
_SCHEDULES: dict[str, Callable[[float, int], ls.Schedule]] = {
    "Constant": lambda rate, _: ls.Constant(rate),
    "CosineDecay": ls.CosineDecay,
    "StepDecay": lambda rate, steps: ls.StepDecay(rate, max(steps // 3, 1), gamma=0.5),
    "ExponentialDecay": lambda rate, _: ls.ExponentialDecay(rate, gamma=0.99),
    "WarmRestarts": lambda rate, steps: ls.WarmRestarts(rate, max(steps // 3, 1)),
    "LinearWarmup": lambda rate, steps: ls.LinearWarmup(rate, max(steps // 10, 1)),
    "OneCycle": lambda rate, steps: ls.OneCycle(rate, max(steps, 2)),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a run walks by: an update rule with its settings."""

    optimizer: str = "GradientDescent"
    learning_rate: float = 0.05
    momentum: float = 0.9
    schedule: str = "Constant"

    def make(self, steps: int) -> ls.Optimizer:
        """The optimizer, its schedule stretched over so many steps."""
        settings: dict[str, Any] = {"learning_rate": _SCHEDULES[self.schedule](self.learning_rate, steps)}
        if self.has_momentum:
            settings["momentum"] = self.momentum
        return ls.OPTIMIZERS[self.optimizer](**settings)

    @property
    def has_momentum(self) -> bool:
        """Whether the update rule has a momentum to set."""
        return "momentum" in {setting.name for setting in fields(cast("Any", ls.OPTIMIZERS[self.optimizer]))}


# What meets the eye first: both start in a side valley; one is caught there, the other jumps out and then slows down.
CAUGHT_AND_FREED = (Rule(learning_rate=0.3), Rule(learning_rate=1.6, schedule="CosineDecay"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What a link holds. ``None`` means: the problem's own, or not chosen.

    Attributes:
        problem: the landscape, by its name.
        start: weights at which every run starts.
        rules: one to four; each makes a run.
        steps: of every run.
        step: the step on screen, at rest; without it the page plays from the start.
        speed: of the player.
        camera: azimuth and elevation in degrees, distance.
        theme: light, dark, or the system's wish.
        chosen: which run the controls show, from 1.
    """

    problem: str = "trap"
    start: tuple[float, float] | None = None
    rules: tuple[Rule, ...] = CAUGHT_AND_FREED
    steps: int = 300
    step: int | None = None
    speed: str = "1"
    camera: tuple[float, float, float] | None = None
    theme: str = "auto"
    chosen: int = 1

    @property
    def problem_shown(self) -> ls.Problem:
        """The problem itself."""
        return ls.PROBLEMS[self.problem]

    @property
    def start_weights(self) -> tuple[float, float]:
        """Where the runs start."""
        return self.start or self.problem_shown.start

    @property
    def rule(self) -> Rule:
        """The rule of the chosen run."""
        return self.rules[self.chosen - 1]

    def runs(self) -> tuple[Scene, ...]:
        """Each run alone: what makes its path, and nothing of how it is looked at."""
        return tuple(Scene(self.problem, self.start, (rule,), self.steps) for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a scene: how it is called, read and written.

    Attributes:
        name: in `Scene` and in the link.
        label: what people read.
        read: text to value; raises ``ValueError`` with what is allowed.
        write: value to text.
        allowed: what may be given, as it stands in the sentence after "must be".
        run: whether it makes the path another one (the others only say how it is looked at).
    """

    name: str
    label: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    allowed: str
    run: bool = True

    def complaint(self, text: str) -> str:
        """The sentence for a value that cannot be used."""
        shown = text if len(text) <= 40 else text[:40] + "…"
        got = f"got “{shown}”" if shown.strip() else "the box is empty"
        return f"{self.label} must be {self.allowed}; {got}."


# A number as people type it: a decimal comma is as good as a point. float() would take "nan", "1_0" and "infinity" too.
_NUMBER = re.compile(r"\s*[-+−]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+]?\d+)?\s*")


def read_number(text: str, low: float = -math.inf, high: float = math.inf, *, above: float = -math.inf) -> float:
    """A finite number in [low, high] and above ``above``.

    Raises:
        ValueError: anything else.
    """
    if not _NUMBER.fullmatch(text):
        raise ValueError("not a number")
    value = float(text.replace(",", ".").replace("−", "-"))
    if not (math.isfinite(value) and low <= value <= high and value > above):
        raise ValueError("out of range")
    return value


def _read_whole(text: str, low: int, high: int) -> int:
    value = read_number(text, low, high)
    if value != int(value):
        raise ValueError("not a whole number")
    return int(value)


def _read_numbers(text: str, number: int) -> tuple[float, ...]:
    """Several numbers between commas (then with decimal points), semicolons or blanks."""
    parts = re.split(r"\s*;\s*" if ";" in text else r"\s*,\s*" if "," in text else r"\s+", text.strip())
    if len(parts) != number:
        raise ValueError(f"not {number} numbers")
    return tuple(read_number(part) for part in parts)


def _read_pair(text: str) -> tuple[float, float]:
    first, second = _read_numbers(text, 2)
    return first, second


def _read_camera(text: str) -> tuple[float, float, float]:
    azimuth, elevation, distance = _read_numbers(text, 3)
    return (
        read_number(repr(azimuth), -360, 360),
        read_number(repr(elevation), -89, 89),
        read_number(repr(distance), 0.2, 10),
    )


def _one_of(*names: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in names:
            raise ValueError("not in the list")
        return text

    return read


def write_number(value: float) -> str:
    """The shortest text that reads back as the same number; no ``.0`` behind a whole one."""
    text = repr(float(value))
    return text.removesuffix(".0")


def _write_numbers(values: tuple[float, ...]) -> str:
    return ",".join(write_number(value) for value in values)


def _choice(name: str, label: str, names: tuple[str, ...], *, run: bool = True) -> Field:
    return Field(name, label, _one_of(*names), str, f"one of {', '.join(names)}", run)


def _read_rules(text: str) -> tuple[Rule, ...]:
    """Runs as `write_rules` writes them."""
    rules = []
    for part in text.split("~"):
        optimizer, *settings = part.split(",")
        given = dict(setting.split(":", 1) for setting in settings)
        rules.append(
            Rule(**{name: RULE_FIELDS[name].read(value) for name, value in given.items() if name in RULE_FIELDS})
        )
        rules[-1] = replace(rules[-1], optimizer=RULE_FIELDS["optimizer"].read(optimizer))
    if len(rules) > MOST_RUNS:
        raise ValueError("too many runs")
    return tuple(rules)


def write_rules(rules: tuple[Rule, ...]) -> str:
    """``Momentum,learning_rate:0.3,momentum:0.8~Adam,learning_rate:0.1``: what differs from a rule's defaults."""
    return "~".join(
        ",".join(
            [rule.optimizer, *(f"{name}:{value}" for name, value in _settings(rule).items() if name != "optimizer")]
        )
        for rule in rules
    )


def _settings(rule: Rule) -> dict[str, str]:
    """A rule's values as text, those that differ from the defaults."""
    plain = Rule()
    return {
        name: field.write(getattr(rule, name))
        for name, field in RULE_FIELDS.items()
        if getattr(rule, name) != getattr(plain, name)
    }


RULE_FIELDS = {
    field.name: field
    for field in (
        _choice("optimizer", "The optimizer", tuple(ls.OPTIMIZERS)),
        Field(
            "learning_rate",
            "The learning rate",
            lambda text: read_number(text, high=HIGHEST_RATE, above=0),
            write_number,
            f"a number above 0 and at most {HIGHEST_RATE:g}",
        ),
        Field(
            "momentum",
            "The momentum",
            lambda text: read_number(text, 0, 0.9999),
            write_number,
            "a number from 0 to 0.9999",
        ),
        _choice("schedule", "The schedule", tuple(_SCHEDULES)),
    )
}
FIELDS: tuple[Field, ...] = (
    _choice("problem", "The problem", tuple(ls.PROBLEMS)),
    Field("start", "The start", _read_pair, _write_numbers, "two numbers such as “-0.44, -0.27” inside the picture"),
    Field(
        "rules",
        "The list of runs",
        _read_rules,
        write_rules,
        f"one to {MOST_RUNS} runs such as “Momentum,learning_rate:0.3~Adam”",
    ),
    Field(
        "steps",
        "The number of steps",
        lambda text: _read_whole(text, 1, MOST_STEPS),
        str,
        f"a whole number from 1 to {MOST_STEPS}",
    ),
    Field(
        "step",
        "The step on screen",
        lambda text: _read_whole(text, 0, MOST_STEPS),
        str,
        f"a whole number from 0 to {MOST_STEPS}",
        run=False,
    ),
    _choice("speed", "The speed", SPEEDS, run=False),
    Field(
        "camera",
        "The camera",
        _read_camera,
        _write_numbers,
        "three numbers: azimuth and elevation in degrees, distance from 0.2 to 10",
        run=False,
    ),
    _choice("theme", "The theme", THEMES, run=False),
    Field(
        "chosen",
        "The chosen run",
        lambda text: _read_whole(text, 1, MOST_RUNS),
        str,
        f"a whole number from 1 to {MOST_RUNS}",
        run=False,
    ),
)
BY_NAME = {field.name: field for field in FIELDS} | RULE_FIELDS
DEFAULT = Scene()


def from_link(query: str) -> tuple[Scene, tuple[str, ...]]:
    """The scene of a query string (with or without ``?``), and a sentence for each thing that could not be used."""
    if len(query) > LONGEST:
        return DEFAULT, (f"The address is longer than {LONGEST} characters, so none of it is used.",)
    try:
        pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return DEFAULT, ("The address has too many parts, so none of it is used.",)
    values: dict[str, str] = {}
    complaints: list[str] = []
    for name, text in pairs:
        if name in values:
            complaints.append(f"The address gives “{name}” more than once; the first is used.")
        elif name == "v" and text != VERSION:
            complaints.append(
                f"The address was made by another version (“{text[:10]}”); it is read by the rules of {VERSION}."
            )
        elif name in BY_NAME:
            values[name] = text
    # A link that names a single run's settings is about that run alone.
    alone = "rules" not in values and any(name in RULE_FIELDS for name in values)
    scene, wrong = change(Scene(rules=(Rule(),)) if alone else DEFAULT, values)
    complaints += [f"{sentence} {_instead(scene, name)}" for name, sentence in wrong.items()]
    return scene, tuple(dict.fromkeys(complaints))


def change(scene: Scene, values: Mapping[str, str]) -> tuple[Scene, dict[str, str]]:
    """The scene with the values that can be used, and for each of the others a sentence by the field's name.

    The settings of a rule are those of the chosen run.
    """
    good: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, text in values.items():
        try:
            good[name] = BY_NAME[name].read(text)
        except ValueError:
            wrong[name] = BY_NAME[name].complaint(text)
    settings = {name: good.pop(name) for name in RULE_FIELDS if name in good}
    changed = replace(scene, **good)
    changed = replace(changed, chosen=min(changed.chosen, len(changed.rules)))
    rules = list(changed.rules)
    rules[changed.chosen - 1] = replace(changed.rule, **settings)
    changed = replace(changed, rules=tuple(rules))
    if changed.start is not None and not _inside(changed.start, changed.problem_shown.window):
        if "start" in good:
            (a, b), (c, d) = changed.problem_shown.window
            shown = _write_numbers(changed.start)
            wrong["start"] = (
                f"The start must lie inside the picture, w1 from {a:.4g} to {b:.4g} "
                f"and w2 from {c:.4g} to {d:.4g}; got “{shown}”."
            )
        changed = replace(changed, start=None)
    if changed.start == changed.problem_shown.start:
        changed = replace(changed, start=None)
    if changed.step is not None:
        changed = replace(changed, step=min(changed.step, changed.steps))
    return changed, wrong


def to_link(scene: Scene, *, run_only: bool = False) -> str:
    """The query string of a scene, without ``?``; with ``run_only`` only what makes the path: the run's key."""
    pairs = [("v", VERSION)]
    for field in FIELDS:
        value = getattr(scene, field.name)
        if value == getattr(DEFAULT, field.name) or value is None or (run_only and not field.run):
            continue
        if field.name == "rules" and len(scene.rules) == 1:
            # A single run is written setting by setting, as a person would.
            pairs += ({"optimizer": scene.rule.optimizer} | _settings(scene.rule)).items()
        else:
            pairs.append((field.name, field.write(value)))
    return urlencode(pairs, safe=",:~")


def _inside(point: tuple[float, float], window: tuple[tuple[float, float], tuple[float, float]]) -> bool:
    return all(low <= value <= high for value, (low, high) in zip(point, window, strict=True))


def _instead(scene: Scene, name: str) -> str:
    if name == "rules":
        return "Two runs are shown instead."
    if name == "start":
        return f"The run starts at {_write_numbers(scene.problem_shown.start)} instead."
    value = getattr(scene.rule if name in RULE_FIELDS else scene, name)
    return "It is left out." if value is None else f"{BY_NAME[name].write(value)} is used instead."
