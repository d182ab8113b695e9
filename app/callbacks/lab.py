"""The lab's wiring: controls to scene, scene to pictures, pieces of the path to the player."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import orjson
from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

import losscore as ls
from app import controls
from app.controls import rule_name
from app.figures.pictures import pictures as draw_pictures
from app.ids import Id, control
from app.layout.lab import about
from app.results import Results
from app.scene import BY_NAME, MOST_RUNS, RULE_FIELDS, Scene, from_link, to_link
from app.scene import change as change_scene
from app.theme import PALETTES, Mode

_CONTROLS = [each.field for each in controls.rail()]


def register(app: Dash, results: Results) -> None:
    """Everything that happens on the lab page after it was built."""

    @app.callback(
        output={
            "run": Output(Id.RUN, "data"),
            "landscape": Output(Id.LANDSCAPE, "data"),
            "about": Output(Id.ABOUT, "children"),
            "start": Output(Id.START, "value"),
            "suggestions": Output(Id.START, "suggestions"),
            "hidden": Output(Id.MOMENTUM, "hidden"),
            "messages": {field: Output(control(field), "message") for field in _CONTROLS},
            "settings": {field: Output(control(field), "value") for field in RULE_FIELDS},
            "list": Output(Id.RUNS, "runs"),
            "chosen": Output(Id.RUNS, "value"),
        },
        inputs={
            "values": {field: Input(control(field), "value") for field in _CONTROLS},
            "pick": Input(Id.RUNS, "value"),
            "change": Input(Id.RUNS, "change"),
            "run": State(Id.RUN, "data"),
        },
        prevent_initial_call=True,
    )
    def choose(values: dict[str, Any], pick: Any, change: Any, run: Any) -> dict[str, Any]:
        asked = ctx.triggered_prop_ids
        if f"{Id.RUNS}.change" in asked:
            return rearranged(run, change)
        if f"{Id.RUNS}.value" in asked:
            return picked(run, pick)
        return chosen(values, run, new_problem=ctx.triggered_id == Id.PROBLEM)

    @app.callback(
        output=Output(Id.FIGURES, "data"),
        inputs={"problem": Input(Id.LANDSCAPE, "data"), "mode": Input(Id.MODE, "data")},
        prevent_initial_call=True,
    )
    def draw(problem: Any, mode: Any) -> dict[str, Any]:
        return pictures(results, problem, mode)

    @app.callback(
        output=Output(Id.PIECE, "data"),
        inputs={"request": Input(Id.REQUEST, "data")},
        prevent_initial_call=True,
    )
    def piece(request: Any) -> str:
        return answer(results, request)

    @app.callback(
        output=Output(Id.PREDICTION, "data"),
        inputs={"look": Input(Id.LOOK, "data")},
        prevent_initial_call=True,
    )
    def predict(look: Any) -> str:
        return predicted(results, look)

    for function, output, inputs in (
        (
            "show",
            [Output(each, "figure") for each in (Id.SURFACE, Id.CONTOUR, Id.CURVE, Id.MODEL)],
            [Input(Id.FIGURES, "data")],
        ),
        ("load", Output(Id.OUTCOME, "children"), [Input(Id.RUN, "data")]),
    ):
        app.clientside_callback(ClientsideFunction("loss_landscape_lab", function), output, inputs)
    app.clientside_callback(
        ClientsideFunction("loss_landscape_lab", "receive"), Input(Id.PIECE, "data"), prevent_initial_call=True
    )
    app.clientside_callback(
        ClientsideFunction("loss_landscape_lab", "predict"), Input(Id.PREDICTION, "data"), prevent_initial_call=True
    )
    app.clientside_callback(ClientsideFunction("loss_landscape_lab", "speed"), Input(Id.SPEED, "value"))


def run_data(scene: Scene) -> dict[str, Any]:
    """What the player needs to know of a scene: the key of each run, what they share, and how they are looked at."""
    return {
        "scene": to_link(scene, run_only=True),
        "runs": [to_link(run, run_only=True) for run in scene.runs()],
        "names": [rule_name(rule) for rule in scene.rules],
        "ground": [scene.problem, *scene.start_weights, scene.steps],
        "chosen": scene.chosen,
        "steps": scene.steps,
        "step": scene.step,
        "camera": scene.camera,
        "speed": scene.speed,
    }


def chosen(values: dict[str, Any], run: Any, *, new_problem: bool) -> dict[str, Any]:
    """What the controls' values come to: a new run where all can be used, a sentence beside each that cannot.

    With a sentence anywhere the runs on the screen stay as they are. A new problem starts from its own start.
    """
    before = _before(run)
    given = {field: str(value if value is not None else "") for field, value in values.items() if field in BY_NAME}
    if new_problem:
        del given["start"]
    scene, wrong = change_scene(before, given)
    if new_problem:
        scene = replace(scene, start=None)
    result = _nothing() | {
        "hidden": controls.hidden(scene, "momentum"),
        "messages": {field: wrong.get(field, "") for field in _CONTROLS},
    }
    if wrong:
        return result
    if to_link(scene, run_only=True) != to_link(before, run_only=True):
        result |= {"run": run_data(scene), "list": controls.run_list(scene)}
    if scene.problem != before.problem:
        result |= {
            "landscape": scene.problem,
            "about": about(scene.problem_shown),
            "start": controls.text(scene, "start"),
            "suggestions": controls.suggestions(scene),
        }
    return result


def picked(run: Any, number: Any) -> dict[str, Any]:
    """Another run to be shown by the controls; a number that there is not changes nothing."""
    before = _before(run)
    if str(number) not in {str(i) for i in range(1, len(before.rules) + 1)}:
        return _nothing()
    return _shown(replace(before, chosen=int(number)))


def rearranged(run: Any, change: Any) -> dict[str, Any]:
    """A run more, as a copy of the chosen one to be changed, or one less; nothing where that cannot be."""
    before = _before(run)
    asked = change if isinstance(change, dict) else {}
    rules, at = list(before.rules), asked.get("run")
    if asked.get("kind") == "add" and len(rules) < MOST_RUNS:
        return _shown(replace(before, rules=(*rules, before.rule), chosen=len(rules) + 1))
    if asked.get("kind") == "remove" and isinstance(at, int) and 1 <= at <= len(rules) and len(rules) > 1:
        del rules[at - 1]
        chosen_now = before.chosen - (before.chosen >= at and before.chosen > 1)
        return _shown(replace(before, rules=tuple(rules), chosen=chosen_now))
    return _nothing()


def _before(run: Any) -> Scene:
    """The scene on the screen, from what the page holds of it."""
    given = run if isinstance(run, dict) else {}
    link, number = given.get("scene"), given.get("chosen")
    scene, _ = from_link(link if isinstance(link, str) else "")
    if isinstance(number, int) and 1 <= number <= len(scene.rules):
        return replace(scene, chosen=number)
    return scene


def _nothing() -> dict[str, Any]:
    """The answer of `choose` that leaves everything as it is."""
    return {
        **dict.fromkeys(("run", "landscape", "about", "start", "suggestions", "hidden", "list", "chosen"), no_update),
        "messages": dict.fromkeys(_CONTROLS, no_update),
        "settings": dict.fromkeys(RULE_FIELDS, no_update),
    }


def _shown(scene: Scene) -> dict[str, Any]:
    """The answer of `choose` after another run was chosen: the controls stand at its values."""
    return _nothing() | {
        "run": run_data(scene),
        "hidden": controls.hidden(scene, "momentum"),
        "messages": {field: "" if field in RULE_FIELDS else no_update for field in _CONTROLS},
        "settings": {field: controls.text(scene, field) for field in RULE_FIELDS},
        "list": controls.run_list(scene),
        "chosen": str(scene.chosen),
    }


def pictures(results: Results, problem: Any, mode: Any) -> dict[str, Any]:
    """All pictures of a problem's landscape.

    Raises:
        ValueError: a problem or a mode that does not exist.
    """
    if not isinstance(problem, str) or problem not in ls.PROBLEMS or mode not in list(PALETTES):
        raise ValueError(f"There is no landscape {problem!r:.40} in the mode {mode!r:.40}.")
    shown: Mode = mode
    made = ls.PROBLEMS[problem]
    return draw_pictures(made, results.landscape(made), results.critical_points(made), shown)


def answer(results: Results, request: Any) -> str:
    """The reply, as a JSON list, to ``{"pieces": [{"run": link, "first": step}, ...]}``: a piece of each run's path.

    What cannot be given is answered by ``{"run", "first", "error": sentence}``.
    """
    given = request.get("pieces") if isinstance(request, dict) else None
    wanted = given[:MOST_RUNS] if isinstance(given, list) else [{}]
    return "[" + ",".join(_piece(results, each) for each in wanted) + "]"


def _piece(results: Results, wanted: Any) -> str:
    given = wanted if isinstance(wanted, dict) else {}
    run, first = given.get("run"), given.get("first")
    try:
        if not isinstance(run, str) or not isinstance(first, int) or isinstance(first, bool):
            raise ValueError("A request for a piece names a run and its first step.")
        scene, complaints = from_link(run)
        if complaints:
            raise ValueError(complaints[0])
        if len(scene.rules) != 1:
            raise ValueError("A piece belongs to one run; the link names several.")
        return results.piece(scene, first)
    except ValueError as error:
        return orjson.dumps({"run": run, "first": first, "error": str(error)}).decode()


def predicted(results: Results, look: Any) -> str:
    """The reply, as JSON, to ``{"problem": name, "weights": [[w1, w2], ...], "at": time}``: the model at these weights.

    What cannot be given is answered by ``{"error": sentence}``.
    """
    given = look if isinstance(look, dict) else {}
    try:
        problem, weights = given.get("problem"), given.get("weights")
        if not isinstance(problem, str) or problem not in ls.PROBLEMS:
            raise ValueError("A look at the model names a landscape.")
        if not isinstance(weights, list) or not 1 <= len(weights) <= MOST_RUNS:
            raise ValueError(f"A look at the model has the weights of one to {MOST_RUNS} runs.")
        table = np.array(weights, dtype=np.float64)
        if table.shape != (len(weights), 2) or not np.isfinite(table).all():
            raise ValueError("Weights are pairs of finite numbers.")
    except (TypeError, ValueError, OverflowError) as error:
        return orjson.dumps({"error": str(error)}).decode()
    reply = {"problem": problem, "at": given.get("at"), **results.predictions(ls.PROBLEMS[problem], table)}
    return orjson.dumps(reply).decode()
