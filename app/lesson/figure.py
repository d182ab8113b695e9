"""The small figure of a step: what the page's script needs to draw it, computing as the engine does.

``figure: cost 0.9, 0.6, 0.7`` is -log p with these predictions, of which the first can be dragged. ``figure: model``
is a linear model at the place on the land that is pointed at. ``figure: slope w1`` is the loss along the first weight,
``figure: slope steepest`` that through the lowest point along its steepest direction.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import orjson

import losscore as ls
from app.lesson.judge import WORDS
from app.lesson.steps import Step
from app.runs.scene import from_link

_AWAY = 3.0  # from the lowest point, where one stands first; as far again is shown on either side
_RATES = {"rate": 2.0, "most": 20.0}


def figure(step: Step, *, answered: bool = False) -> str:
    """The figure of a step with all that is needed to draw it, as JSON; empty for a step without one.

    Once the step is answered, the figure on cost shows what the question speaks of: the model where the scene begins.
    """
    kind, _, of = step.figure.partition(" ")
    if not kind:
        return ""
    about = {"cost": _cost, "model": _model, "slope": _slope}[kind](step, of)
    if kind == "cost" and answered:
        about["predictions"] = about["answered"]
    named = f"figure_{kind}_", "figure_mean"
    words = {name.removeprefix("figure_"): text for name, text in WORDS.items() if name.startswith(named)}
    return orjson.dumps({"kind": kind, "words": words, **about}).decode()


def _cost(step: Step, of: str) -> dict[str, Any]:
    scene, _ = from_link(step.query)
    objective = scene.problem_shown.objective
    if not isinstance(objective, ls.Objective):
        raise ValueError(f"a figure on cost needs examples; {scene.problem} has none")
    true = np.exp(-objective.examples(np.array(scene.start_weights)).losses)
    return {"predictions": [float(part) for part in of.split(",")], "answered": true.round(12).tolist()}


def _model(_: Step, __: str) -> dict[str, Any]:
    return {}


def _slope(step: Step, of: str) -> dict[str, Any]:
    scene, _ = from_link(step.query)
    problem, (w1, w2) = scene.problem_shown, scene.start_weights
    if of == "w1":
        return _RATES | {
            "origin": [0.0, w2],
            "direction": [1.0, 0.0],
            "range": problem.window[0],
            "start": w1,
            "name": WORDS["figure_along_w1"],
        }
    floor = ls.lowest(problem.critical_points)[0].weights
    direction = np.linalg.eigh(problem.objective.hessian(floor))[1][:, -1]
    return _RATES | {
        "origin": (floor - _AWAY * direction).tolist(),
        "direction": direction.tolist(),
        "range": [-_AWAY, 3 * _AWAY],
        "start": 0.0,
        "name": WORDS["figure_along_steepest"],
    }
