"""What the page on networks shows, as plain values, and the one table that turns a link into it and back.

The rules are those of `app.runs.scene`: any text gives a scene, a sentence tells what could not be used, and only what
differs from the default is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import losscore as ls
from app.link.fields import Field, Part, choice, read_query, read_whole, whole, write_query
from app.runs.rule import RULE_FIELDS, Rule
from app.runs.scene import BY_NAME as LAB
from app.runs.scene import LONGEST, VERSION
from losscore.datasets import Ways

DATA = (*ls.MADE, *ls.REAL, "own")
ACTIVATIONS = ("tanh", "relu")
SLICES = ("path", "random", "three", "line")
COMPARISONS = ("none", "skips", "batches", "optimizers")
HEIGHTS = ("auto", "linear", "log")
MOST_STEPS, MOST_SEED, MOST_BATCH = 3000, 999_999, 2000
MOST_TABLE = 2500  # characters of a table: more would not fit into an address
MOST_WORK = 10**10  # weights times examples times steps: about ten seconds of one core
SEVERAL = 6  # small slices side by side


@dataclass(frozen=True, slots=True)
class NetworkScene:
    """What a link of the page holds.

    Attributes:
        data: what is learned: "moons", "circles", "spirals", "iris", "cancer" or "own".
        table: with "own", the rows, with ``~`` between them.
        data_seed: which noise the made data have.
        layers, width, activation, skips: the network.
        optimizer, learning_rate, momentum, schedule: how it is trained.
        batch: examples that a step looks at, 0 for all.
        seed: which weights it starts from, and which minibatches it sees.
        steps: of training.
        slice: along which plane the landscape is cut.
        directions: which random directions.
        several: whether several small slices are shown too.
        compare: what the second network differs in, if there is one.
        batch2, optimizer2, learning_rate2: the second network's, where they differ.
        height: how heights are drawn; "auto" takes the logarithm where they span a factor of 100.
        step, speed, camera, large, theme: as in the lab.
    """

    data: str = "moons"
    table: str = ""
    data_seed: int = 0
    layers: int = 2
    width: int = 8
    activation: str = "tanh"
    skips: str = "no"
    optimizer: str = "Adam"
    learning_rate: float = 0.03
    momentum: float = 0.9
    schedule: str = "Constant"
    batch: int = 0
    seed: int = 36
    steps: int = 500
    slice: str = "path"
    directions: int = 0
    several: str = "no"
    compare: str = "none"
    batch2: int = 10
    optimizer2: str = "GradientDescent"
    learning_rate2: float = 0.5
    height: str = "auto"
    step: int | None = None
    speed: str = "4"
    camera: tuple[float, float, float] | None = None
    large: str = "land"
    theme: str = "auto"

    @property
    def network(self) -> ls.Network:
        """The network itself."""
        features = self.dataset.x.shape[1]
        return ls.Network(features, self.layers, self.width, self.activation, self.skips == "yes")

    @property
    def dataset(self) -> ls.Dataset:
        """The examples."""
        return _dataset(self.data, self.table, self.data_seed)

    @property
    def rule(self) -> Rule:
        """How it is trained."""
        return Rule(
            optimizer=self.optimizer,
            learning_rate=self.learning_rate,
            momentum=self.momentum,
            schedule=self.schedule,
        )

    @property
    def work(self) -> int:
        """How much a training takes: weights times examples times steps."""
        return self.network.size * len(self.dataset) * self.steps

    def trainings(self) -> tuple[NetworkScene, ...]:
        """Each network that is shown, alone: what makes its path, and nothing of how it is looked at."""
        first = replace(DEFAULT, **{name: getattr(self, name) for name in TRAINING})
        seconds: dict[str, dict[str, Any]] = {
            "none": {},
            "skips": {"skips": "no" if self.skips == "yes" else "yes"},
            "batches": {"batch": self.batch2},
            "optimizers": {"optimizer": self.optimizer2, "learning_rate": self.learning_rate2},
        }
        second = seconds[self.compare]
        return (first, replace(first, **second)) if second else (first,)

    def helpers(self, training: NetworkScene) -> tuple[NetworkScene, ...]:
        """The trainings from two other seeds that a plane through three needs."""
        if self.slice != "three":
            return ()
        return tuple(replace(training, seed=(training.seed + i) % (MOST_SEED + 1)) for i in (1, 2))


@lru_cache(maxsize=32)
def _dataset(data: str, table: str, seed: int) -> ls.Dataset:
    if data == "own":
        return ls.Dataset.from_csv(table.replace("~", "\n"), standardise=True, ways=Ways(plain=True))
    return ls.MADE[data](seed=seed) if data in ls.MADE else ls.REAL[data]()


def _batch(name: str, label: str) -> Field:
    def read(text: str) -> int:
        return 0 if text.strip().lower() == "all" else read_whole(text, 1, MOST_BATCH)

    def write(value: int) -> str:
        return str(value) if value else "all"

    return Field(name, label, read, write, f"“all” or a whole number from 1 to {MOST_BATCH}")


def _read_table(text: str) -> str:
    rows = "~".join(line.strip() for line in text.replace("~", "\n").splitlines() if line.strip())
    if len(rows) > MOST_TABLE:
        raise ValueError(
            f"Your table must have at most {MOST_TABLE:,} characters, so that it fits into the address; it has "
            f"{len(rows):,}."
        )
    if rows:
        _sentence(lambda: _dataset("own", rows, 0))
    return rows


def _sentence(function: Callable[[], Any]) -> None:
    """Call it; what it refuses is raised as a whole sentence."""
    try:
        function()
    except ValueError as error:
        text = str(error)
        raise ValueError(f"{text[:1].upper()}{text[1:]}.") from None


FIELDS: tuple[Field, ...] = (
    choice("data", "The data", DATA),
    Field("table", "Your table", _read_table, str, "rows of one or two numbers and a label"),
    whole("data_seed", "The seed of the data", 0, MOST_SEED),
    whole("layers", "The number of hidden layers", 1, 20),
    whole("width", "The number of units in a layer", 2, 32),
    choice("activation", "The activation", ACTIVATIONS),
    choice("skips", "The choice of skip connections", ("no", "yes")),
    RULE_FIELDS["optimizer"],
    RULE_FIELDS["learning_rate"],
    RULE_FIELDS["momentum"],
    RULE_FIELDS["schedule"],
    _batch("batch", "The batch size"),
    whole("seed", "The seed", 0, MOST_SEED),
    whole("steps", "The number of steps", 2, MOST_STEPS),
    choice("slice", "The kind of slice", SLICES),
    whole("directions", "The number of the directions", 0, MOST_SEED),
    choice("several", "The choice of several slices", ("no", "yes")),
    choice("compare", "The comparison", COMPARISONS),
    _batch("batch2", "The other batch size"),
    replace(RULE_FIELDS["optimizer"], name="optimizer2", label="The other optimizer"),
    replace(RULE_FIELDS["learning_rate"], name="learning_rate2", label="The other learning rate"),
    choice("height", "The scale of heights", HEIGHTS),
    whole("step", "The step on screen", 0, MOST_STEPS, Part.PAGE),
    LAB["speed"],
    LAB["camera"],
    LAB["large"],
    LAB["theme"],
)
BY_NAME = {field.name: field for field in FIELDS}
# What makes a training.
TRAINING = tuple(field.name for field in FIELDS[:14])
DEFAULT = NetworkScene()


def from_link(query: str, presets: Mapping[str, NetworkScene] | None = None) -> tuple[NetworkScene, tuple[str, ...]]:
    """The scene of a query string (with or without ``?``), and a sentence for each thing that could not be used.

    ``preset=name`` starts from one of the presets; other values change it.
    """
    try:
        pairs = read_query(query, longest=LONGEST)
    except ValueError as error:
        return DEFAULT, (str(error),)
    base, values, complaints = DEFAULT, dict[str, str](), list[str]()
    for name, text in pairs:
        if name in values:
            complaints.append(f"The address gives “{name}” more than once; the first is used.")
        elif name == "v" and text != VERSION:
            complaints.append(
                f"The address was made by another version (“{text[:10]}”); it is read by the rules of {VERSION}."
            )
        elif name == "preset" and presets is not None:
            base = presets.get(text, DEFAULT)
            if text not in presets:
                complaints.append(f"There is no example called “{text[:40]}”; there are {', '.join(presets)}.")
        elif name in BY_NAME:
            values[name] = text
    scene, wrong = change(base, values)
    complaints += [f"{sentence} {_instead(scene, name)}".strip() for name, sentence in wrong.items()]
    return scene, tuple(dict.fromkeys(complaints))


def change(scene: NetworkScene, values: Mapping[str, str]) -> tuple[NetworkScene, dict[str, str]]:
    """The scene with the values that can be used, and for each of the others a sentence by the field's name.

    What can be used each by itself may be too much together: then the scene before stays, with a sentence.
    """
    good: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, text in values.items():
        try:
            good[name] = BY_NAME[name].read(text)
        except ValueError as error:
            wrong[name] = str(error) if name == "table" else BY_NAME[name].complaint(text)
    changed = replace(scene, **good)
    if changed.data == "own" and not changed.table:
        wrong.setdefault("table", "Your own data are still missing: paste rows such as “0.5, 1.2, 1”, one to a line.")
        changed = replace(changed, data=scene.data if scene.data != "own" else DEFAULT.data)
    name, sentence = together(changed)
    if sentence:
        # Of what was before, the training is taken back whole: a mixture would be nobody's wish.
        wrong[name] = sentence
        before = scene if not together(scene)[1] else DEFAULT
        kept = {each: getattr(before, each) for each in (*TRAINING, "batch2")}
        changed = replace(changed, **kept)
        if together(changed)[1]:
            changed = replace(changed, compare="none")
    if changed.step is not None:
        changed = replace(changed, step=min(changed.step, changed.steps))
    return changed, wrong


def together(scene: NetworkScene) -> tuple[str, str]:
    """Which field asks for too much, and a sentence on it; two empty texts where all is well."""
    for training, name in zip(scene.trainings(), ("batch", "batch2"), strict=False):
        examples = len(training.dataset)
        if training.batch > examples:
            return name, (
                f"{BY_NAME[name].label} must be at most {examples}, the number of examples, or “all”; "
                f"got “{training.batch}”."
            )
    if scene.work > MOST_WORK:
        fitting = MOST_WORK // (scene.network.size * len(scene.dataset))
        return "steps", (
            f"This is too much for one page: {scene.network.size:,} weights, {len(scene.dataset)} examples and "
            f"{scene.steps} steps. At most {fitting} steps fit, or take fewer layers or units."
        )
    return "", ""


def to_link(scene: NetworkScene, *, run_only: bool = False) -> str:
    """The query string of a scene, without ``?``; with ``run_only`` without how it is looked at."""
    pairs = [("v", VERSION)]
    for field in FIELDS:
        value = getattr(scene, field.name)
        if (
            value != getattr(DEFAULT, field.name)
            and value is not None
            and (field.part is not Part.PAGE or not run_only)
        ):
            pairs.append((field.name, field.write(value)))
    return write_query(pairs)


def _instead(scene: NetworkScene, name: str) -> str:
    if name == "table":
        return f"The data “{scene.data}” are used instead."
    value = getattr(scene, name)
    return "It is left out." if value is None else f"{BY_NAME[name].write(value)} is used instead."
