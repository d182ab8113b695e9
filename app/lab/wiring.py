"""The lab's wiring: a wish to another scene, scene to pictures, pieces of the path to the player."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import orjson
from dash import ClientsideFunction, Dash, Input, Output, no_update

import losscore as ls
from app.figures.light import lighter
from app.figures.pictures import pictures as draw_pictures
from app.figures.terrain import View
from app.kit.ids import Id, control
from app.kit.theme import PALETTES, Mode
from app.lab import controls, wishes
from app.lab.export import losscore_code, torch_code
from app.lab.page import about, why
from app.lab.why import explained
from app.lesson.steps import Step
from app.link.fields import Part
from app.runs import own
from app.runs.names import class_words, rule_name
from app.runs.results import BASIN_ROWS, BASIN_SIZE, Results, pieces
from app.runs.scene import BY_NAME, LONGEST_KEY, MOST_RUNS, Scene, from_link, to_link

_MOST_AHEAD = 2  # pieces of each new run that are sent along at once


def register(app: Dash, results: Results) -> None:
    """Everything that happens on the lab page after it was built."""
    fields = controls.FIELDS

    @app.callback(
        output={
            "run": Output(Id.RUN, "data"),
            "answered": Output(Id.ANSWERED, "data"),
            "landscape": Output(Id.LANDSCAPE, "data"),
            "about": Output(Id.ABOUT, "children"),
            "suggestions": Output(Id.START, "suggestions"),
            "note": Output(Id.DATA, "note"),
            "reading": Output(Id.DATA, "reading"),
            "values": {field: Output(control(field), "value") for field in fields},
            "hidden": {field: Output(control(field), "hidden") for field in fields},
            "messages": {field: Output(control(field), "message") for field in fields},
            "list": Output(Id.RUNS, "runs"),
            "chosen": Output(Id.RUNS, "value"),
        },
        inputs={"wish": Input(Id.WISH, "data")},
        prevent_initial_call=True,
    )
    def choose(wish: Any) -> dict[str, Any]:
        return chosen(results, wish)

    @app.callback(
        output=Output(Id.FIGURES, "data"),
        inputs={"ground": Input(Id.LANDSCAPE, "data"), "mode": Input(Id.MODE, "data")},
        prevent_initial_call=True,
    )
    def draw(ground: Any, mode: Any) -> dict[str, Any]:
        return dict(lighter(pictures(results, ground, mode)))

    for output, request, reply in (
        (Id.PIECE, Id.REQUEST, answer),
        (Id.BASIN_PART, Id.BASIN_REQUEST, basin_part),
        (Id.CODE, Id.CODE_REQUEST, code),
    ):
        app.callback(
            output=Output(output, "data"), inputs={"request": Input(request, "data")}, prevent_initial_call=True
        )(_replying(reply, results))

    @app.callback(
        output={"sight": Output(Id.SIGHT, "data"), "why": Output(Id.WHY, "children")},
        inputs={"look": Input(Id.LOOK, "data")},
        prevent_initial_call=True,
    )
    def see(look: Any) -> dict[str, Any]:
        sight, rows = looked(results, look)
        return {"sight": sight, "why": rows}

    def client(function: str, *inputs: Input, output: Any = None) -> None:
        where = ClientsideFunction("loss_landscape_lab", function)
        more = {} if function in ("show", "load") else {"prevent_initial_call": True}
        app.clientside_callback(where, *([output] if output else []), *inputs, **more)

    graphs = (Id.CONTOUR, Id.CURVE, Id.RATE, Id.MODEL)
    client("show", Input(Id.FIGURES, "data"), output=[Output(each, "figure") for each in graphs])
    client("load", Input(Id.RUN, "data"), output=Output(Id.OUTCOME, "children"))
    client("receive", Input(Id.PIECE, "data"))
    client("see", Input(Id.SIGHT, "data"))
    client("basin", Input(Id.BASIN_PART, "data"))
    client("code", Input(Id.CODE, "data"))
    client("answered", Input(Id.ANSWERED, "data"))
    client("speed", Input(Id.SPEED, "value"))


def _replying(reply: Any, results: Results) -> Any:
    """A callback's function: the reply to a request."""

    def function(request: Any) -> str:
        return str(reply(results, request))

    return function


def run_data(results: Results, scene: Scene, before: Scene | None = None, step: int = 0) -> dict[str, Any]:
    """What the player needs to know of a scene: the key of each run, what they share, and how they are looked at.

    With the scene that was there ``before``, the first pieces of each run that is new come along, up to a step.
    """
    runs = scene.runs()
    keys = [to_link(run, Part.RUN) for run in runs]
    known = {to_link(run, Part.RUN) for run in before.runs()} if before else set(keys)
    new = [run for run, key in zip(runs, keys, strict=True) if key not in known]
    link = to_link(scene, Part.RUN, Part.VIEW)
    ground = to_link(scene.ground, Part.RUN)
    return {
        "scene": link,
        # Without the data where those are too long: then the page says so.
        "address": link if controls.fits(scene) else to_link(_without_data(scene), Part.RUN, Part.VIEW),
        "runs": keys,
        "names": [rule_name(rule) for rule in scene.rules],
        "ground": ground,
        "problem": scene.problem,
        "data": scene.data,
        "classes": class_words(controls.class_names(scene)),
        "start": scene.start_weights,
        "seed": scene.seed,
        "curve": scene.curve,
        "arrows": scene.arrows,
        "chosen": scene.chosen,
        "steps": scene.steps,
        "step": scene.step,
        "camera": scene.camera,
        "speed": scene.speed,
        "pieces": [piece for run in new for piece in _ahead(results, run, step)],
    }


def _without_data(scene: Scene) -> Scene:
    return replace(scene, data="")


def _ahead(results: Results, run: Scene, step: int) -> list[str]:
    """The first pieces of a run, as JSON texts, up to a step; not too many of them."""
    texts: list[str] = []
    for begin, _ in pieces(run.steps):
        if len(texts) == _MOST_AHEAD or begin > max(step, 0):
            break
        texts.append(results.piece(run, begin))
        if orjson.loads(texts[-1])["next"] is None:
            break
    return texts


def chosen(results: Results, wish: Any) -> dict[str, Any]:
    """What a wish comes to: another scene where that can be, a sentence beside each value that cannot be used."""
    wished = wishes.wished(wish)
    scene, before = wished.scene, wished.before
    given = wished.given
    result: dict[str, Any] = {
        **dict.fromkeys(
            ("run", "answered", "landscape", "about", "suggestions", "note", "reading", "list", "chosen"), no_update
        ),
        "hidden": {field: controls.hidden(scene, field) for field in controls.FIELDS},
        "messages": {field: wished.wrong.get(field, "") for field in controls.FIELDS},
        "values": {field: _shown(scene, field, given, wished.wrong) for field in controls.FIELDS},
    }
    if not wished.wrong and isinstance(wish, dict) and wish.get("clean") is True:
        # Nothing was wrong before: what stays as it is need not be drawn again, and a slider is answered sooner.
        result["messages"] = dict.fromkeys(controls.FIELDS, no_update)
        result["hidden"] = {
            field: no_update if hides == controls.hidden(before, field) else hides
            for field, hides in result["hidden"].items()
        }
    if wished.wrong:
        # With a sentence anywhere the runs on the screen stay as they are, and so does what was typed.
        return result | {"values": dict.fromkeys(controls.FIELDS, no_update), "answered": wished.at}
    if wished.reading and "wrong" in wished.reading:
        kept = dict.fromkeys(controls.FIELDS, no_update)
        return result | {"values": kept, "reading": wished.reading | {"at": wished.at}, "answered": wished.at}
    if wished.reading or (scene.data and scene.data != before.data):
        read = wished.reading or own.reading_of(scene.data)
        result["reading"] = read | {"of": controls.text(scene, "data"), "asked": wished.reading is not None}
    result["run"] = run_data(results, scene, before, wished.step) | {"answered": wished.at}
    for part, told in (
        ("list", controls.run_list),
        ("chosen", lambda each: str(each.chosen)),
        ("note", controls.data_note),
    ):
        if told(scene) != told(before):
            result[part] = told(scene)
    # A step's question was answered: now everything is shown that was held back.
    unveiled = isinstance(wish, dict) and wish.get("unveil") is True
    if unveiled or scene.ground != before.ground:
        result |= {"about": about(scene), "suggestions": controls.suggestions(scene)}
    if unveiled or picture_link(scene) != picture_link(before):
        result["landscape"] = picture_link(scene)
    return result


def _shown(scene: Scene, field: str, given: dict[str, str], wrong: dict[str, str]) -> Any:
    """What a control is to show: nothing new where what stands there says the same."""
    text = controls.text(scene, field)
    there = given.get(field)
    if there is None:
        return text
    return no_update if field in wrong or there == text or wishes.same(field, there, text) else text


def picture_link(scene: Scene) -> str:
    """What the pictures depend on, as a link."""
    look = {name: getattr(scene, name) for name in ("height", "cut", "lines", "colours", "arrows")}
    if look["arrows"] == "none":
        look["arrows"] = "step"  # the page draws these
    return to_link(replace(scene.ground, **look))


def veiled_link(scene: Scene, step: Step | None) -> str:
    """The pictures' link; while a step's question is open with the start instead of marks, or without any picture."""
    link = picture_link(scene)
    if step is None:
        return link
    start = BY_NAME["start"].write(scene.start_weights)
    return f"{_HIDDEN}{link}" if step.hides_ground else f"{_VEILED}{link}&start={start}"


_VEILED, _HIDDEN = "veiled ", "hidden "


def pictures(results: Results, ground: Any, mode: Any) -> dict[str, Any]:
    """All pictures of a landscape, from the link that `picture_link` made.

    Raises:
        ValueError: a link that says anything else, or a mode that does not exist.
    """
    if not isinstance(ground, str) or mode not in list(PALETTES):
        raise ValueError(f"There are no pictures of {ground!r:.40} in the mode {mode!r:.40}.")
    if ground.startswith(_HIDDEN):
        return {"ground": ground}
    veiled = ground.startswith(_VEILED)
    scene, complaints = from_link(ground.removeprefix(_VEILED), longest=LONGEST_KEY)
    if complaints:
        raise ValueError(complaints[0])
    shown: Mode = mode
    made = scene.problem_shown
    view = View(scene.height, scene.cut, scene.lines, scene.colours, scene.arrows)
    points = () if veiled else results.critical_points(made)
    line = None if veiled else made.lowest_line
    drawn = draw_pictures(made, results.landscape(made), points, shown, view, line)
    if veiled:
        drawn["words"] = dict.fromkeys(drawn["words"], "First answer the question, or skip it.")
    return {"ground": ground, **drawn}


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
        return results.piece(_one_run(run), first)
    except ValueError as error:
        return orjson.dumps({"run": run, "first": first, "error": str(error)}).decode()


def _one_run(link: str) -> Scene:
    """The scene of a run's key.

    Raises:
        ValueError: a link with something that cannot be used, or of several runs.
    """
    scene, complaints = from_link(link, longest=LONGEST_KEY)
    if complaints:
        raise ValueError(complaints[0])
    if len(scene.rules) != 1:
        raise ValueError("This asks about one run; the link names several.")
    return scene


def looked(results: Results, look: Any) -> tuple[str, Any]:
    """The reply, as JSON, to a look at the model, and the chosen run's step with its numbers, as components.

    A look is ``{"run": link, "weights": [[w1, w2], ...], "chosen": index, "step": t, "at": time}``. The reply holds the
    model at these weights and each example's part at those of the chosen run, or ``{"error": sentence}``.
    """
    given = look if isinstance(look, dict) else {}
    try:
        run, weights, chosen, step = (given.get(name) for name in ("run", "weights", "chosen", "step"))
        if not isinstance(run, str):
            raise ValueError("A look at the model names a run.")
        if not isinstance(weights, list) or not 1 <= len(weights) <= MOST_RUNS:
            raise ValueError(f"A look at the model has the weights of one to {MOST_RUNS} runs.")
        table = np.array(weights, dtype=np.float64)
        if table.shape != (len(weights), 2) or not np.isfinite(table).all():
            raise ValueError("Weights are pairs of finite numbers.")
        if not isinstance(chosen, int) or not 0 <= chosen < len(table) or not isinstance(step, int):
            raise ValueError("A look at the model names the chosen run and the step.")
        scene = _one_run(run)
        taken = results.step(scene, step)
    except (TypeError, ValueError, OverflowError) as error:
        return orjson.dumps({"error": str(error)}).decode(), no_update
    problem = scene.problem_shown
    # With two features the panel has room for one run: the chosen one goes first.
    first = np.concatenate([table[chosen : chosen + 1], table]) if _flat(problem) else table
    sight = {
        "run": run,
        "at": given.get("at"),
        "prediction": results.predictions(problem, first),
        "examples": results.examples(problem, table[chosen]),
    }
    words = why(rule_name(scene.rule), taken.number, explained(taken), chosen + 1) if taken else None
    return orjson.dumps(sight).decode(), words


def _flat(problem: ls.Problem) -> bool:
    return problem.dataset is not None and problem.dataset.x.shape[1] == 2


def basin_part(results: Results, request: Any) -> str:
    """The reply, as JSON, to ``{"run": link, "row": first row}``: some rows of the run's basin map.

    What cannot be given is answered by ``{"error": sentence}``.
    """
    given = request if isinstance(request, dict) else {}
    run, row = given.get("run"), given.get("row")
    try:
        if not isinstance(run, str) or not isinstance(row, int):
            raise ValueError("A part of a basin map names a run and its first row.")
        scene = _one_run(run)
        rows = results.basin_rows(scene, row)
    except ValueError as error:
        return orjson.dumps({"run": run, "row": row, "error": str(error)}).decode()
    points = results.critical_points(scene.problem_shown)
    reply = {
        "run": run,
        "row": row,
        "size": BASIN_SIZE,
        "next": row + BASIN_ROWS if row + BASIN_ROWS < BASIN_SIZE else None,
        "minimum": rows.tolist(),
        "lowest": len(ls.lowest(points)),
        "minima": [{"weights": point.weights.tolist(), "loss": point.loss} for point in ls.minima(points)],
    }
    return orjson.dumps(reply).decode()


def code(_results: Results, request: Any) -> str:
    """The reply, as JSON, to ``{"run": link}``: the run as Python with losscore and with PyTorch."""
    run = request.get("run") if isinstance(request, dict) else None
    try:
        if not isinstance(run, str):
            raise ValueError("A request for code names a run.")
        scene = _one_run(run)
    except ValueError as error:
        return orjson.dumps({"error": str(error)}).decode()
    return orjson.dumps({"losscore": losscore_code(scene, run), "torch": torch_code(scene, run)}).decode()
