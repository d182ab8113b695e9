"""The lab's wiring: controls to scene, scene to pictures, pieces of the path to the player."""

from __future__ import annotations

from typing import Any

import orjson
from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

import losscore as ls
from app import controls
from app.controls import run_name
from app.figures.pair import pair
from app.ids import Id, control
from app.layout.lab import about
from app.results import Results
from app.scene import BY_NAME, Scene, change, from_link, to_link
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
            "hidden": Output(Id.MOMENTUM, "hidden"),
            "messages": {field: Output(control(field), "message") for field in _CONTROLS},
        },
        inputs={
            "values": {field: Input(control(field), "value") for field in _CONTROLS},
            "run": State(Id.RUN, "data"),
        },
        prevent_initial_call=True,
    )
    def choose(values: dict[str, Any], run: Any) -> dict[str, Any]:
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

    for function, output, inputs in (
        (
            "show",
            [Output(Id.SURFACE, "figure"), Output(Id.CONTOUR, "figure")],
            [Input(Id.FIGURES, "data")],
        ),
        ("load", Output(Id.OUTCOME, "children"), [Input(Id.RUN, "data")]),
    ):
        app.clientside_callback(ClientsideFunction("loss_landscape_lab", function), output, inputs)
    app.clientside_callback(
        ClientsideFunction("loss_landscape_lab", "receive"), Input(Id.PIECE, "data"), prevent_initial_call=True
    )
    app.clientside_callback(
        ClientsideFunction("loss_landscape_lab", "theme"),
        Output(Id.MODE, "data"),
        Input(Id.THEME, "value"),
        State(Id.MODE, "data"),
    )
    app.clientside_callback(ClientsideFunction("loss_landscape_lab", "speed"), Input(Id.SPEED, "value"))


def run_data(scene: Scene) -> dict[str, Any]:
    """What the player needs to know of a scene: the run's key, its name, and how it is looked at."""
    return {
        "run": to_link(scene, run_only=True),
        "name": run_name(scene),
        "steps": scene.steps,
        "step": scene.step,
        "camera": scene.camera,
    }


def chosen(values: dict[str, Any], run: Any, *, new_problem: bool) -> dict[str, Any]:
    """What the controls' values come to: a new run where all can be used, a sentence beside each that cannot.

    With a sentence anywhere the run on the screen stays as it is. A new problem starts from its own start.
    """
    before, _ = from_link(run["run"] if isinstance(run, dict) and isinstance(run.get("run"), str) else "")
    given = {field: str(value if value is not None else "") for field, value in values.items() if field in BY_NAME}
    if new_problem:
        del given["start"]
    scene, wrong = change(Scene(), given)
    nothing: dict[str, Any] = dict.fromkeys(("run", "landscape", "about", "start"), no_update)
    result = {
        **nothing,
        "hidden": controls.hidden(scene, "momentum"),
        "messages": {f: wrong.get(f, "") for f in _CONTROLS},
    }
    if wrong:
        return result
    if to_link(scene, run_only=True) != to_link(before, run_only=True):
        result["run"] = run_data(scene)
    if scene.problem != before.problem:
        result |= {
            "landscape": scene.problem,
            "about": about(scene.problem_shown),
            "start": controls.text(scene, "start"),
        }
    return result


def pictures(results: Results, problem: Any, mode: Any) -> dict[str, Any]:
    """Both pictures of a problem's landscape.

    Raises:
        ValueError: a problem or a mode that does not exist.
    """
    if problem not in ls.PROBLEMS or mode not in PALETTES:
        raise ValueError(f"There is no landscape {problem!r:.40} in the mode {mode!r:.40}.")
    shown: Mode = mode
    made = ls.PROBLEMS[problem]
    return pair(made, results.landscape(made), results.critical_points(made), shown)


def answer(results: Results, request: Any) -> str:
    """The reply, as JSON, to a request ``{"run": link, "first": step}`` for a piece of a path.

    What cannot be given is answered by ``{"run", "first", "error": sentence}``.
    """
    given = request if isinstance(request, dict) else {}
    run, first = given.get("run"), given.get("first")
    try:
        if not isinstance(run, str) or not isinstance(first, int) or isinstance(first, bool):
            raise ValueError("A request for a piece names a run and its first step.")
        scene, complaints = from_link(run)
        if complaints:
            raise ValueError(complaints[0])
        return results.piece(scene, first)
    except ValueError as error:
        return orjson.dumps({"run": run, "first": first, "error": str(error)}).decode()
