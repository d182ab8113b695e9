"""Scene: what is shown, as plain values, and the one table that turns a link into a scene and back.

Any text at all gives a scene: what cannot be understood becomes the default, and a sentence says so. Only values that
differ from the default are written, and ``v=1`` says by which rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import losscore as ls
from app.link.fields import (
    Field,
    Part,
    choice,
    read_camera,
    read_number,
    read_pair,
    read_query,
    whole,
    write_number,
    write_numbers,
    write_query,
)
from app.runs import own
from app.runs.rule import MOST_STEPS, RULE_FIELDS, Rule, read_rules, settings_of, write_rules

VERSION = "1"
LONGEST = 4000  # characters of an address; servers refuse longer ones
LONGEST_KEY = LONGEST + own.LONGEST  # of a run's key, which carries the data too
THEMES = ("auto", "light", "dark")
SPEEDS = ("0.25", "0.5", "1", "2", "4", "8", "16")
HEIGHTS = ("linear", "log")
COLOURS = ("Lagoon", "Viridis", "Cividis", "Greys")
LARGE = ("land", "map", "both")
ARROWS = ("step", "field", "none")
CURVES = ("linear", "log", "loglog", "distance")
SCALINGS = ("given", "standardised")
MOST_RUNS = 4
MOST_SEED = 999_999
OWN = "own"  # the problem made of one's own data
TINY_TABLE = "x,0|1;-2,0;-1,0;0,1;1,0;2,1"  # what stands there before one has given any

# What meets the eye first: both start in a side valley; one is caught there, the other jumps out and then slows down.
CAUGHT_AND_FREED = (Rule(learning_rate=0.3), Rule(learning_rate=1.6, schedule="CosineDecay"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What a link holds. ``None`` means: the problem's own, or not chosen.

    Attributes:
        problem: the landscape, by its name; `OWN` for the one made of ``data``.
        data: a table as `app.runs.own` writes it.
        scaling: whether the features of one's own data are standardised.
        start: weights at which every run starts.
        rules: one to four; each makes a run.
        steps: of every run.
        seed: of minibatches, and of the next random start.
        height: of the surface, linear or logarithmic.
        cut: share of the height's range that is shown, from the lowest point up; what is higher is cut off.
        lines: about so many level lines.
        colours: of the height, a colour scale by its name.
        arrows: on the contour: of the chosen run's step, of the whole field, or none.
        curve: the scale of the loss against the step.
        step: the step on screen, at rest; without it the page plays from the start.
        speed: of the player.
        camera: azimuth and elevation in degrees, zoom.
        large: the large picture: the land, the map, or both side by side.
        theme: light, dark, or the system's wish.
        chosen: which run the controls show, from 1.
    """

    problem: str = "trap"
    data: str = ""
    scaling: str = "given"
    start: tuple[float, float] | None = None
    rules: tuple[Rule, ...] = CAUGHT_AND_FREED
    steps: int = 300
    seed: int = 0
    height: str = "linear"
    cut: float = 1.0
    lines: int = 20
    colours: str = "Lagoon"
    arrows: str = "step"
    curve: str = "linear"
    step: int | None = None
    speed: str = "1"
    camera: tuple[float, float, float] | None = None
    large: str = "land"
    theme: str = "auto"
    chosen: int = 1

    @property
    def problem_shown(self) -> ls.Problem:
        """The problem itself."""
        if self.problem == OWN:
            return own.problem_of(self.data, standardise=self.scaling == "standardised")
        return ls.PROBLEMS[self.problem]

    @property
    def start_weights(self) -> tuple[float, float]:
        """Where the runs start."""
        return self.start or self.problem_shown.start

    @property
    def rule(self) -> Rule:
        """The rule of the chosen run."""
        return self.rules[self.chosen - 1]

    @property
    def ground(self) -> Scene:
        """What makes the landscape, and nothing of the runs."""
        return Scene(self.problem, self.data, self.scaling)

    def until(self, step: int) -> Scene:
        """The scene without what changes on the way from this step on: up to there its paths are the same."""
        return replace(self, rules=tuple(rule.until(step) for rule in self.rules))

    def runs(self) -> tuple[Scene, ...]:
        """Each run alone: what makes its path, and nothing of how it is looked at."""
        return tuple(
            replace(
                self.ground, start=self.start, rules=(rule,), steps=self.steps, seed=self.seed if rule.batch_size else 0
            )
            for rule in self.rules
        )


FIELDS: tuple[Field, ...] = (
    choice("problem", "The problem", (*ls.PROBLEMS, OWN)),
    Field("data", "The data", own.read_data, str, "a table such as “x,no|yes;1.5,0;2,1”"),
    choice("scaling", "The scaling", SCALINGS),
    Field("start", "The start", read_pair, write_numbers, "two numbers such as “-0.44, -0.27” inside the picture"),
    Field(
        "rules",
        "The list of runs",
        lambda text: read_rules(text, MOST_RUNS),
        write_rules,
        f"one to {MOST_RUNS} runs such as “Momentum,learning_rate:0.3~Adam”",
    ),
    whole("steps", "The number of steps", 1, MOST_STEPS),
    whole("seed", "The seed", 0, MOST_SEED),
    choice("height", "The height", HEIGHTS, Part.VIEW),
    Field(
        "cut",
        "The sea level",
        lambda text: read_number(text, 0.02, 1),
        write_number,
        "a number from 0.02 to 1, the share of the height that is shown",
        Part.VIEW,
    ),
    whole("lines", "The number of level lines", 2, 80, Part.VIEW),
    choice("colours", "The colours", COLOURS, Part.VIEW),
    choice("arrows", "The arrows", ARROWS, Part.VIEW),
    choice("curve", "The curve's scale", CURVES, Part.VIEW),
    whole("step", "The step on screen", 0, MOST_STEPS, Part.PAGE),
    choice("speed", "The speed", SPEEDS, Part.PAGE),
    Field(
        "camera",
        "The camera",
        read_camera,
        write_numbers,
        "three numbers: azimuth and elevation in degrees, zoom from 0.2 to 10",
        Part.PAGE,
    ),
    choice("large", "The large picture", LARGE, Part.PAGE),
    choice("theme", "The theme", THEMES, Part.PAGE),
    whole("chosen", "The chosen run", 1, MOST_RUNS, Part.PAGE),
)
BY_NAME = {field.name: field for field in FIELDS} | RULE_FIELDS
DEFAULT = Scene()


@lru_cache(maxsize=256)  # every request names its scene
def from_link(query: str, *, longest: int = LONGEST) -> tuple[Scene, tuple[str, ...]]:
    """The scene of a query string (with or without ``?``), and a sentence for each thing that could not be used."""
    try:
        pairs = read_query(query, longest=longest)
    except ValueError as error:
        return DEFAULT, (str(error),)
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


def read_theme(query: str) -> tuple[str, tuple[str, ...]]:
    """The theme that an address asks for, of a page without a scene; and a sentence where there is none such."""
    asked = dict(reversed(_pairs(query))).get("theme", DEFAULT.theme)
    try:
        return str(BY_NAME["theme"].read(asked)), ()
    except ValueError:
        return DEFAULT.theme, (f"{BY_NAME['theme'].complaint(asked)} {DEFAULT.theme} is used instead.",)


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return read_query(query)
    except ValueError:
        return []


def change(scene: Scene, values: Mapping[str, str]) -> tuple[Scene, dict[str, str]]:
    """The scene with the values that can be used, and for each of the others a sentence by the field's name.

    The settings of a rule are those of the chosen run.
    """
    good: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, text in values.items():
        try:
            good[name] = BY_NAME[name].read(text)
        except ValueError as error:
            wrong[name] = f"These data cannot be used: {error}." if name == "data" else BY_NAME[name].complaint(text)
    settings = {name: good.pop(name) for name in RULE_FIELDS if name in good}
    changed = replace(scene, **good)
    changed = replace(changed, chosen=min(changed.chosen, len(changed.rules)))
    rules = list(changed.rules)
    rules[changed.chosen - 1] = replace(changed.rule, **settings)
    changed = _fitting(replace(changed, rules=tuple(rules)), good, settings, wrong)
    if changed.step is not None:
        changed = replace(changed, step=min(changed.step, changed.steps))
    return changed, wrong


def _fitting(scene: Scene, given: dict[str, Any], settings: dict[str, Any], wrong: dict[str, str]) -> Scene:
    """The scene with what fits its landscape; sentences on what was given and does not."""
    if scene.problem == OWN:
        scene = replace(scene, data=scene.data or own.read_data(TINY_TABLE))
        try:
            _ = scene.problem_shown
        except ValueError as error:
            wrong["scaling"] = f"The features cannot be standardised: {error}."
            scene = replace(scene, scaling="given")
    elif scene.data:
        scene = replace(scene, data="")
    if scene.start is not None and not _inside(scene.start, scene.problem_shown.window):
        if "start" in given:
            (a, b), (c, d) = scene.problem_shown.window
            shown = write_numbers(scene.start)
            wrong["start"] = (
                f"The start must lie inside the picture, w1 from {a:.4g} to {b:.4g} "
                f"and w2 from {c:.4g} to {d:.4g}; got “{shown}”."
            )
        scene = replace(scene, start=None)
    if scene.start == scene.problem_shown.start:
        scene = replace(scene, start=None)
    data = scene.problem_shown.dataset
    most = len(data) if data else 0
    if any((rule.batch_size or 0) > most for rule in scene.rules):
        if settings.get("batch_size") or "rules" in given:
            there = f"there are {most} examples" if most else "this landscape has no examples"
            wrong["batch_size"] = f"The minibatch size must be “all” or at most the number of examples; {there}."
        fitting = (replace(r, batch_size=None) if (r.batch_size or 0) > most else r for r in scene.rules)
        scene = replace(scene, rules=tuple(fitting))
    return scene


@lru_cache(maxsize=512)
def to_link(scene: Scene, *parts: Part) -> str:
    """The query string of a scene, without ``?``; with ``parts`` only of those: `Part.RUN` alone is the path's key."""
    pairs = [("v", VERSION)]
    for field in FIELDS:
        value = getattr(scene, field.name)
        if value == getattr(DEFAULT, field.name) or value is None or (parts and field.part not in parts):
            continue
        if field.name == "rules" and len(scene.rules) == 1:
            # A single run is written setting by setting, as a person would.
            pairs += ({"optimizer": scene.rule.optimizer} | settings_of(scene.rule)).items()
        else:
            pairs.append((field.name, field.write(value)))
    return write_query(pairs)


def _inside(point: tuple[float, float], window: tuple[tuple[float, float], tuple[float, float]]) -> bool:
    return all(low <= value <= high for value, (low, high) in zip(point, window, strict=True))


def _instead(scene: Scene, name: str) -> str:
    if name == "rules":
        return "Two runs are shown instead."
    if name == "data":
        return "A small table is shown instead." if scene.problem == OWN else "They are left out."
    if name == "start":
        return f"The run starts at {write_numbers(scene.problem_shown.start)} instead."
    value = getattr(scene.rule if name in RULE_FIELDS else scene, name)
    if name == "batch_size":
        return "All are used."
    if name == "changes":
        return "They are left out."
    return "It is left out." if value is None else f"{BY_NAME[name].write(value)} is used instead."
