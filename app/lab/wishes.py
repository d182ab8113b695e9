"""Wishes: what somebody does to the page, as a value, and the scene that it leads to.

A wish is ``{"kind", "scene": link on the screen, "chosen": run, "at": time, "step", "onward"}``, ``"clean"`` if no
control says that something is wrong, and, by its kind:

* ``values``: ``{"values": {field: text of its control}, "asked": [fields just touched]}``
* ``pick``: another run, ``{"run": number}``; ``add``: one beside the chosen run; ``remove``: ``{"run": number}``
* ``scene``: another scene, ``{"link"}``, as undo and reset ask for
* ``read``: a table of one's own, ``{"text", "ways": how to read it where that is open}``
* ``random``: a start drawn from the seed; ``copy``: the data on the screen, to be edited
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from app.lab import controls
from app.runs import own
from app.runs.rule import CHANGEABLE
from app.runs.scene import BY_NAME, LONGEST_KEY, MOST_RUNS, MOST_SEED, OWN, Scene, change, from_link


@dataclass(frozen=True, slots=True)
class Wished:
    """What a wish comes to.

    Attributes:
        before: the scene on the screen.
        scene: the scene wished for; where something is wrong, as much of it as can be.
        wrong: a sentence for each field that cannot be used.
        given: what the controls show now, by field.
        at: the time of the wish, by which the page knows that it was answered.
        step: the step on the screen.
        reading: of a table, how it was read (as `app.runs.own` tells it), or ``{"wrong": sentence}``.
    """

    before: Scene
    scene: Scene
    wrong: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    at: Any = None
    step: int = 0
    reading: dict[str, Any] | None = None


def wished(wish: Any) -> Wished:
    """The scene that a wish leads to. Whatever the wish is, there is a scene."""
    given = wish if isinstance(wish, dict) else {}
    before = _before(given)
    step = given.get("step")
    at_step = step if isinstance(step, int) and not isinstance(step, bool) and step >= 0 else 0
    kinds: dict[str, Callable[[], Wished]] = {
        "values": lambda: _values(before, given, at_step),
        "pick": lambda: _pick(before, given.get("run")),
        "add": lambda: _add(before),
        "remove": lambda: _remove(before, given.get("run")),
        "scene": lambda: Wished(before, _scene(given.get("link"))),
        "read": lambda: _read(before, given),
        "random": lambda: _random(before),
        "copy": lambda: _copy(before),
    }
    made = kinds.get(str(given.get("kind")), lambda: Wished(before, before))()
    stamp = given.get("at") if isinstance(given.get("at"), (int, float)) else time.time()
    return replace(made, at=stamp, step=at_step)


def same(name: str, one: str, other: str) -> bool:
    """Whether two texts of a control say the same."""
    try:
        return bool(BY_NAME[name].read(one) == BY_NAME[name].read(other))
    except ValueError:
        return False


def _before(given: dict[str, Any]) -> Scene:
    scene, number = _scene(given.get("scene")), given.get("chosen")
    if isinstance(number, int) and 1 <= number <= len(scene.rules):
        return replace(scene, chosen=number)
    return scene


def _scene(link: Any) -> Scene:
    return from_link(link if isinstance(link, str) else "", longest=LONGEST_KEY)[0]


def _values(before: Scene, given: dict[str, Any], step: int) -> Wished:
    """What the controls show now. Settings change the whole run, or if asked only what follows the step on screen."""
    values = given.get("values")
    texts = {
        name: str(value if value is not None else "")
        for name, value in (values if isinstance(values, dict) else {}).items()
        if name in controls.FIELDS
    }
    touched = {name: text for name, text in texts.items() if not _stands(before, name, text)}
    touched.pop("data", None)  # which is the box's, read by a wish of its own
    if "problem" in touched:
        touched.pop("start", None)
        before_ground = replace(before, start=None)
    else:
        before_ground = before
    if "scaling" in touched:
        before_ground = replace(before_ground, start=None)
        touched.pop("start", None)
    on_the_way = given.get("onward") is True and 0 < step < before.steps
    if given.get("onward") is True and given.get("clean") is False:
        # A value that was refused before still stands in its box: nobody chose it for this step.
        asked = given.get("asked")
        for name in set(CHANGEABLE) - set(map(str, asked if isinstance(asked, list) else ())):
            touched.pop(name, None)
    can_move = [name for name in CHANGEABLE if on_the_way and before.rule.has(name)]
    moved = {name: touched.pop(name) for name in can_move if name in touched}
    late: dict[str, str] = {}
    if given.get("onward") is True and step >= before.steps:
        # Nothing of the run is left to change, and nobody has asked for another one.
        late = {name: _LATE for name in CHANGEABLE if before.rule.has(name) and touched.pop(name, None) is not None}
    if not on_the_way and any(name in touched for name in CHANGEABLE):
        # The whole run is set anew: what was changed on the way belonged to the run before.
        before_ground = _with_rule(before_ground, replace(before_ground.rule, changes=()))
    scene, wrong = change(before_ground, touched)
    for name, text in moved.items():
        try:
            scene = _with_rule(scene, scene.rule.changed(step, name, float(BY_NAME[name].read(text))))
        except ValueError as error:
            wrong[name] = str(error) if "changed" in str(error) else BY_NAME[name].complaint(text)
    return Wished(before, scene, wrong | late, texts)


_LATE = "This is the last step. Go back to the step from which it should change, or let “From this step on” go."


def _stands(scene: Scene, name: str, text: str) -> bool:
    """Whether a control shows what the scene says."""
    shown = controls.text(scene, name)
    return text == shown or same(name, text, shown)


def _with_rule(scene: Scene, rule: Any) -> Scene:
    rules = list(scene.rules)
    rules[scene.chosen - 1] = rule
    return replace(scene, rules=tuple(rules))


def _pick(before: Scene, number: Any) -> Wished:
    there = {str(i): i for i in range(1, len(before.rules) + 1)}
    return Wished(before, replace(before, chosen=there.get(str(number), before.chosen)))


# What is added beside a run, the first that is not there yet.
_COMPARED = ("Momentum", "GradientDescent", "Adam", "Nesterov", "RMSProp", "AdaGrad", "AdamW")


def _add(before: Scene) -> Wished:
    if len(before.rules) >= MOST_RUNS:
        return Wished(before, before)
    # The same settings under another rule, so that there is something to compare.
    others = (replace(before.rule, optimizer=name, changes=()) for name in _COMPARED)
    rules = (*before.rules, next(rule for rule in others if rule not in before.rules))
    return Wished(before, replace(before, rules=rules, chosen=len(rules)))


def _remove(before: Scene, number: Any) -> Wished:
    rules = list(before.rules)
    if not isinstance(number, int) or not 1 <= number <= len(rules) or len(rules) == 1:
        return Wished(before, before)
    del rules[number - 1]
    left = before.chosen - (before.chosen >= number and before.chosen > 1)
    return Wished(before, replace(before, rules=tuple(rules), chosen=left))


def _random(before: Scene) -> Wished:
    """The next seed, and the start that it draws, evenly from the window."""
    (a, b), (c, d) = before.problem_shown.window
    seed = (before.seed + 1) % (MOST_SEED + 1)
    draw = np.random.Philox(key=seed).random_raw(2) / 2.0**64
    start = (float(f"{a + draw[0] * (b - a):.4g}"), float(f"{c + draw[1] * (d - c):.4g}"))
    inside = (min(max(start[0], a), b), min(max(start[1], c), d))
    return Wished(before, replace(before, start=inside, seed=seed))


def _read(before: Scene, given: dict[str, Any]) -> Wished:
    """A table of one's own. One that cannot be used changes nothing; the sentence goes back to its box."""
    text = given.get("text")
    try:
        reading = own.take(text if isinstance(text, str) else "", given.get("ways"))
    except ValueError as error:
        return Wished(before, before, reading={"wrong": str(error)})
    scene, wrong = change(replace(before, problem=OWN, start=None), {"data": reading.data})
    if wrong:
        return Wished(before, before, reading={"wrong": " ".join(wrong.values())})
    return Wished(before, scene, reading=reading.told)


def _copy(before: Scene) -> Wished:
    """The data on the screen as data of one's own, to be edited."""
    data = before.problem_shown.dataset
    if data is None or before.problem == OWN:
        return Wished(before, before)
    try:
        return Wished(before, replace(before, problem=OWN, data=own.copy_of(data), start=None))
    except ValueError as error:
        return Wished(before, before, {"problem": f"These data cannot be edited here: {error}."})
