"""The facts of a scene: what its link says, and what its runs do."""

from __future__ import annotations

from urllib.parse import parse_qs

import numpy as np

import losscore as ls
from app.lesson.conditions import Fact, Facts
from app.lesson.steps import Step
from app.link.fields import read_number
from app.runs.results import Results
from app.runs.rule import RULE_FIELDS
from app.runs.scene import Scene, from_link

WITHIN = 1e-3  # of the lowest valley's loss: the fact `within` is the step since which a run has been so near
_FEATURES = 2  # of the examples that the networks of the lesson see


def facts_of(results: Results, step: Step, query: str | None = None) -> Facts:
    """The facts of a step's own scene, or of another query on its page."""
    return page_facts(results, step.page, step.query if query is None else query, step.heights)


def page_facts(results: Results, page: str, query: str, heights: tuple[tuple[float, float], ...] = ()) -> Facts:
    """The facts of a scene by its page and its query."""
    if page == "/networks":
        return network_facts(query)
    return scene_facts(results, from_link(query)[0], heights)


def scene_facts(results: Results, scene: Scene, heights: tuple[tuple[float, float], ...] = ()) -> Facts:
    """The facts of a scene of the lab.

    Of the scene: ``problem``, ``runs`` (their number), ``steps``, ``start_w1``, ``start_w2``, ``height_1``, ... of the
    places, ``stars`` (how many lowest points there are), and where there is one ``floor`` (its loss), ``curvature``
    (the steepest there) and ``limit`` (2 / curvature, the rate above which plain descent cannot rest there).

    Of each run: its settings by their names in a link, ``outcome``, ``start_loss``, ``loss``, ``w1`` and ``w2`` where
    it ended; and where they apply ``arrived`` (the step since which it has been where it rests) and ``within`` (see
    `WITHIN`).
    """
    w1, w2 = scene.start_weights
    general: dict[str, Fact] = {
        "problem": scene.problem,
        "runs": float(len(scene.rules)),
        "steps": float(scene.steps),
        "start_w1": w1,
        "start_w2": w2,
    }
    for number, place in enumerate(heights, start=1):
        general[f"height_{number}"] = float(scene.problem_shown.objective(np.array(place)))
    stars = ls.lowest(results.critical_points(scene.problem_shown))
    general["stars"] = float(len(stars))
    if stars:
        curvature = float(stars[0].eigenvalues[-1])
        general |= {"floor": float(stars[0].loss), "curvature": curvature, "limit": 2.0 / curvature}
    return Facts(general, tuple(_run_facts(results, run) for run in scene.runs()))


def network_facts(query: str) -> Facts:
    """The facts of a scene of the networks' page: ``layers``, ``width`` and ``weights``, how many there are in all."""
    given = parse_qs(query)
    plain = ls.Network(_FEATURES)
    try:
        layers, width = (
            int(read_number(given.get(name, [str(getattr(plain, name))])[0])) for name in ("layers", "width")
        )
        made = ls.Network(_FEATURES, layers, width)
    except ValueError:
        made = plain
    return Facts({"layers": float(made.layers), "width": float(made.width), "weights": float(made.size)})


def _run_facts(results: Results, run: Scene) -> dict[str, Fact]:
    path, verdict = results.path(run), results.verdict(run)
    settings = {name: getattr(run.rule, name) for name in RULE_FIELDS}
    facts: dict[str, Fact] = {name: value for name, value in settings.items() if isinstance(value, float | int | str)}
    facts |= {
        "outcome": str(verdict.kind),
        "start_loss": float(path.losses[0]),
        "loss": float(path.losses[-1]),
        "w1": float(path.weights[-1][0]),
        "w2": float(path.weights[-1][1]),
    }
    if "arrived" in verdict.numbers:
        facts["arrived"] = verdict.numbers["arrived"]
    stars = ls.lowest(results.critical_points(run.problem_shown))
    if stars:
        above = np.flatnonzero(path.losses - stars[0].loss > WITHIN)
        since = int(above[-1]) + 1 if len(above) else 0
        if since < len(path.losses):
            facts["within"] = float(since)
    return facts
