"""The wiring of the page on networks: controls to scene, and questions about it, each answered in a moment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import orjson
from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from app.figures import network as draw
from app.figures.light import lighter
from app.kit.ids import NetworkId, network_control
from app.kit.theme import PALETTES, Mode, run_styles
from app.networks.controls import CONTROLS, control_text, hidden_controls, run_names
from app.networks.page import about
from app.networks.presets import PRESETS, preset_of
from app.networks.results import SMALL, NetworkResults, Training, seconds_a_step, sizes, stride
from app.networks.scene import BY_NAME, MOST_SEED, MOST_TABLE, SEVERAL, NetworkScene, from_link, to_link
from app.networks.scene import change as change_scene
from app.runs import own
from app.runs.names import class_words
from app.store.wire import wire

_FIELDS = [control.field for control in CONTROLS]
_ECHO = ("kind", "scene", "run", "size", "first", "which", "step", "mode")
_PLACES = 41  # per axis at which a network is asked


def register(app: Dash, results: NetworkResults) -> None:
    """Everything that happens on the page after it was built."""

    @app.callback(
        output={
            "run": Output(NetworkId.RUN, "data"),
            "preset": Output(NetworkId.PRESET, "value"),
            "claim": Output(NetworkId.CLAIM, "children"),
            "values": {field: Output(network_control(field), "value") for field in _FIELDS},
            "messages": {field: Output(network_control(field), "message") for field in _FIELDS},
            "hidden": {field: Output(network_control(field), "hidden") for field in _FIELDS},
            "reading": Output(network_control("table"), "reading"),
        },
        inputs={
            "values": {field: Input(network_control(field), "value") for field in _FIELDS},
            "preset": Input(NetworkId.PRESET, "value"),
            "asked": Input(network_control("table"), "asked"),
            "run": State(NetworkId.RUN, "data"),
        },
        prevent_initial_call=True,
    )
    def choose(values: dict[str, Any], preset: Any, asked: Any, run: Any) -> dict[str, Any]:
        if f"{network_control('table')}.asked" in ctx.triggered_prop_ids:
            return taken(values, asked, run)
        return picked(preset) if ctx.triggered_id == NetworkId.PRESET else chosen(values, run)

    @app.callback(
        output=Output(NetworkId.REPLY, "data"),
        inputs={"request": Input(NetworkId.REQUEST, "data")},
        prevent_initial_call=True,
    )
    def work(request: Any) -> str:
        return answer(results, request)

    app.clientside_callback(
        ClientsideFunction("loss_landscape_networks", "load"),
        Output(NetworkId.OUTCOME, "children"),
        Input(NetworkId.RUN, "data"),
    )
    for function, source in (
        ("receive", Input(NetworkId.REPLY, "data")),
        ("speed", Input(NetworkId.SPEED, "value")),
    ):
        app.clientside_callback(
            ClientsideFunction("loss_landscape_networks", function), source, prevent_initial_call=True
        )


def run_data(scene: NetworkScene) -> dict[str, Any]:
    """What the page needs to know of a scene: its trainings, and how it is looked at."""
    trainings = scene.trainings()
    helpers = [each for training in trainings for each in scene.helpers(training)]
    return {
        "scene": to_link(scene, run_only=True),
        "runs": [to_link(each) for each in trainings],
        "helpers": [to_link(each) for each in helpers],
        "names": run_names(scene),
        "networks": [each.network.formula for each in trainings],
        "size": trainings[0].network.size,
        "classes": class_words(scene.dataset.label_names),
        "ground": [to_link(trainings[0])],
        "slice": scene.slice,
        "directions": scene.directions,
        "sizes": sizes(scene),
        "small": SMALL,
        "several": SEVERAL if scene.several == "yes" and scene.slice != "line" else 0,
        "seconds": max(seconds_a_step(each) * each.steps for each in trainings),
        "steps": scene.steps,
        "stride": max(map(stride, trainings)),
        "step": scene.step,
        "speed": scene.speed,
        "camera": scene.camera,
        "flat": trainings[0].network.features == 2,
        "most_seed": MOST_SEED,
    }


def chosen(values: dict[str, Any], run: Any) -> dict[str, Any]:
    """What the controls' values come to: another scene where all can be used, a sentence beside each that cannot."""
    before = _before(run)
    given = {field: str(value if value is not None else "") for field, value in values.items() if field in BY_NAME}
    scene, wrong = change_scene(before, given)
    result = _nothing() | {"messages": {field: wrong.get(field, "") for field in _FIELDS}}
    # What was asked for decides which controls are shown, so that one that is wrong can be mended.
    asked = replace(scene, data="own") if given.get("data") == "own" else scene
    result["hidden"] = hidden_controls(asked)
    if not wrong and to_link(scene, run_only=True) != to_link(before, run_only=True):
        name = preset_of(scene)
        result |= {"run": run_data(scene), "preset": name, "claim": about(scene, name)}
    return result


def taken(values: dict[str, Any], asked: Any, run: Any) -> dict[str, Any]:
    """What comes of a table ``{"text", "ways", "at"}``; one that cannot be used leaves everything as it is."""
    given = asked if isinstance(asked, dict) else {}
    text = given.get("text")
    try:
        reading = own.take(text if isinstance(text, str) else "", given.get("ways"), MOST_TABLE)
    except ValueError as error:
        return _nothing() | {"reading": {"wrong": str(error), "at": given.get("at")}}
    table = reading.data.replace("~", "-").replace(";", "\n")
    result = chosen(values | {"table": table}, run)
    if wrong := result["messages"]["table"]:
        return _nothing() | {"reading": {"wrong": wrong, "at": given.get("at")}}
    return result | {
        "values": result["values"] | {"table": table},
        "reading": reading.told | {"of": table, "asked": True},
    }


def picked(preset: Any) -> dict[str, Any]:
    """Another example: the controls stand at its values, and its claim is told."""
    if not isinstance(preset, str) or preset not in PRESETS:
        return _nothing()
    scene = PRESETS[preset].scene
    return {
        "run": run_data(scene),
        "preset": no_update,
        "claim": about(scene, preset),
        "values": {field: control_text(scene, field) for field in _FIELDS},
        "messages": dict.fromkeys(_FIELDS, ""),
        "hidden": hidden_controls(scene),
        "reading": no_update,
    }


def _nothing() -> dict[str, Any]:
    each = dict.fromkeys(_FIELDS, no_update)
    alone = dict.fromkeys(("run", "preset", "claim", "reading"), no_update)
    return alone | {"values": each, "messages": each, "hidden": each}


def _before(run: Any) -> NetworkScene:
    link = run.get("scene") if isinstance(run, dict) else None
    return from_link(link if isinstance(link, str) else "")[0]


def answer(results: NetworkResults, request: Any) -> str:
    """The reply, as JSON, to a question ``{"kind", "scene", ...}``; what cannot be given is ``{"error": sentence}``."""
    given = request if isinstance(request, dict) else {}
    echo = {name: value for name in _ECHO if _plain(value := given.get(name))}
    try:
        kind = given.get("kind")
        if not isinstance(kind, str) or kind not in _KINDS:
            raise ValueError("There is no such question.")
        reply = _KINDS[kind](results, _scene(given.get("scene")), given)
    except ValueError as error:
        reply = {"error": str(error)}
    return orjson.dumps(echo | reply, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS).decode()


def _plain(value: Any) -> bool:
    """Whether a part of a question can be sent back as it is, so that the page knows which one was answered."""
    return isinstance(value, str) or (isinstance(value, int) and abs(value) < 2**53)


def _scene(link: Any) -> NetworkScene:
    if not isinstance(link, str):
        raise ValueError("A question names its scene.")
    scene, complaints = from_link(link)
    if complaints:
        raise ValueError(complaints[0])
    return scene


def _number(given: dict[str, Any], name: str, low: int, high: int) -> int:
    value = given.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(f"“{name}” must be a whole number from {low} to {high}.")
    return value


def _run(scene: NetworkScene, given: dict[str, Any]) -> int:
    return _number(given, "run", 0, len(scene.trainings()) - 1)


def _pieces(results: NetworkResults, scene: NetworkScene, given: dict[str, Any]) -> dict[str, Any]:
    """A piece of each training that is asked for: ``{"pieces": [{"run": link, "first": step}, ...]}``."""
    known = {to_link(each): each for training in scene.trainings() for each in (training, *scene.helpers(training))}
    wanted = given.get("pieces")
    if not isinstance(wanted, list) or not 1 <= len(wanted) <= len(known):
        raise ValueError(f"One to {len(known)} pieces can be asked for.")
    out = []
    for each in wanted:
        training = known.get(str(each.get("run"))) if isinstance(each, dict) else None
        if training is None:
            raise ValueError("A piece belongs to one of the scene's trainings.")
        out.append(_piece(results, training, _number(each, "first", 0, training.steps)))
    return {"pieces": out}


def _piece(results: NetworkResults, training: NetworkScene, first: int) -> dict[str, Any]:
    part = results.piece(training, first)
    stopped = int(part["stopped"]) >= 0
    reached = first + len(part["rates"])
    done = stopped or reached >= training.steps
    rows = len(part["losses"])
    empty = wire(np.empty(0))
    outcome = {"kind": "trained", "sentence": _outcome(results.training(training)), "from": reached} if done else None
    return {
        "run": to_link(training),
        "first": first,
        "next": None if done else reached,
        "losses": wire(part["losses"]),
        "learning_rates": wire(part["rates"]),
        "kept": wire(part["at"], np.int32),
        "accuracies": wire(part["accuracies"]),
        # The lab's paths have places and a trail on the ground; here they come with the slice.
        "weights": empty,
        "gradients": empty,
        "slides": wire(np.empty(0), np.float32),
        "coasts": wire(np.empty(0), np.float32),
        "trail": wire(np.empty(0), np.float32),
        "trail_ends": wire(np.zeros(rows), np.int32),
        "outcome": outcome,
    }


def _outcome(whole: Training) -> str:
    if whole.stopped:
        return (
            f"Left the finite numbers after {len(whole.losses) - 1} steps: the learning rate is too large for this "
            "ground. What follows is about the last finite weights."
        )
    right = f"{100 * whole.accuracies[-1]:.3g} %"
    return (
        f"After {len(whole.losses) - 1} steps the loss has come from {whole.losses[0]:.4g} to {whole.losses[-1]:.4g}; "
        f"{right} of the examples are right."
    )


def _part(results: NetworkResults, scene: NetworkScene, given: dict[str, Any]) -> dict[str, Any]:
    """Some rows of a slice, made and kept; with ``which`` of a small one."""
    run, which = _run(scene, given), given.get("which")
    if which is None:
        size = _number(given, "size", 2, 101)
        if size not in sizes(scene):
            raise ValueError(f"Slices of this scene have {' or '.join(map(str, sizes(scene)))} points an axis.")
        return {"next": results.rows(scene, run, size, _number(given, "first", 0, size))}
    number = _number(given, "which", 0, SEVERAL - 1)
    return {"next": results.rows(scene, run, SMALL, _number(given, "first", 0, SMALL), scene.directions + number)}


def _minima(results: NetworkResults, scene: NetworkScene, given: dict[str, Any]) -> dict[str, Any]:
    """Some of a slice's hollows, followed down to its minima; with ``which`` those of a small slice."""
    if scene.slice == "line" and given.get("which") is None:
        raise ValueError("A line has no minima that are looked for: choose another kind of slice.")
    run, first = _run(scene, given), _number(given, "first", 0, 101**2)
    if given.get("which") is None:
        return {"next": results.find_minima(scene, run, sizes(scene)[-1], first)}
    number = _number(given, "which", 0, SEVERAL - 1)
    return {"next": results.find_minima(scene, run, SMALL, first, scene.directions + number)}


def _pictures(results: NetworkResults, scene: NetworkScene, given: dict[str, Any]) -> dict[str, Any]:
    """Each network's slice, with the path as it is seen from there; or the line."""
    mode = _mode(given)
    runs = range(len(scene.trainings()))
    empty = {
        "styles": run_styles("light"),
        "curve_styles": run_styles(mode),
        "curve": draw.progress(scene.steps, mode).to_dict(),
        "regions": draw.regions(scene.dataset, mode).to_dict(),
    }
    if given.get("size") == 0:  # before anything is known
        return empty
    if scene.slice == "line":
        figure = draw.line([results.line(scene, run) for run in runs], run_styles(mode), mode, scene.height)
        return empty | {"line": figure.to_dict()}
    size = _number(given, "size", 2, 101)
    if size not in sizes(scene):
        raise ValueError("There is no slice of this size.")
    grids = [results.slice(scene, run, size) for run in runs]
    limits, log = draw.span(grids), draw.is_log(scene.height, grids)
    cuts = []
    # On the coarse slice minima are not yet looked for: they are those of the last one.
    last = size == sizes(scene)[-1]
    for run, grid in zip(runs, grids, strict=True):
        minima = results.minima(scene, run, size).points if last else np.empty((0, 2))
        marks = [("lowest", (0.0, 0.0)), *(("local minimum", point) for point in minima.tolist())]
        if scene.slice == "three":
            marks += [("end", point) for point in results.ends(scene, run)[1:].tolist()]
        seen = results.on_slice(scene, run)
        cuts.append(
            {
                "contour": draw.slice_contour(grid, scene.slice, limits, mode, log=log).to_dict(),
                "marks": [{"mark": mark, "weights": weights} for mark, weights in marks],
                "minima": len(minima) if last else None,
                "at": wire(seen["at"], np.int32),
                # Seven digits are more than is drawn; what is told of losses that ran away needs float64's range.
                "a": wire(draw.drawn(seen["a"], log=False), np.float32),
                "b": wire(draw.drawn(seen["b"], log=False), np.float32),
                "height": wire(seen["height"]),
                "drawn": wire(draw.drawn(seen["height"], log=log), np.float32),
                "true": wire(seen["loss"]),
                "drawn_true": wire(draw.drawn(seen["loss"], log=log), np.float32),
                "accuracy": wire(seen["accuracy"], np.float32),
                "distance": wire(draw.drawn(seen["distance"], log=False), np.float32),
                "explained": float(seen["explained"]),
                "length": float(seen["length"]),
                "centre": float(seen["height"][-1]),
            }
        )
    shown = {"limits": limits, "drawn_limits": draw.drawn(np.array(limits), log=log).tolist(), "log": log}
    return dict(lighter(empty | shown | {"cuts": cuts, "drawn_size": size}))


def _facts(results: NetworkResults, scene: NetworkScene, given: dict[str, Any]) -> dict[str, Any]:
    """How sharply the ground bends where a training ended."""
    return {"sharpness": results.sharpness(scene, _run(scene, given))}


def _way(results: NetworkResults, scene: NetworkScene, given: dict[str, Any]) -> dict[str, Any]:
    """The way down from one of the slice's minima."""
    if scene.slice == "line":
        raise ValueError("A line has no minimum to leave: choose another kind of slice.")
    run, mode = _run(scene, given), _mode(given)
    found = results.way(scene, run, _number(given, "which", 0, 10_000))
    figure = draw.way(found, run_styles(mode)[run]["colour"], mode).to_dict()
    return {"found": {name: value for name, value in found.items() if name not in ("places", "losses")}, "way": figure}


def _several(results: NetworkResults, scene: NetworkScene, given: dict[str, Any]) -> dict[str, Any]:
    """The small slices of the first network, on one scale, and how far they differ."""
    mode = _mode(given)
    grids = [results.slice(scene, 0, SMALL, scene.directions + i) for i in range(SEVERAL)]
    log = draw.is_log(scene.height, grids)
    figures = [figure.to_dict() for figure in draw.small(grids, draw.span(grids), mode, log=log)]
    counts = [len(results.minima(scene, 0, SMALL, scene.directions + i)) for i in range(SEVERAL)]
    return {"small": figures, "counts": counts, "spread": results.spread(scene, 0)}


def _look(results: NetworkResults, scene: NetworkScene, given: dict[str, Any]) -> dict[str, Any]:
    """What each network says of every place of the data's panel at a step."""
    step = _number(given, "step", 0, scene.steps)
    said = results.said(scene, step, _PLACES)
    axes = [wire(axis, np.float32) for axis in said[0]["axes"]]
    return {
        "axes": axes,
        "p": [wire(each["p"], np.float32) for each in said],
        "at": [each["step"] for each in said],
    }


def _mode(given: dict[str, Any]) -> Mode:
    mode = given.get("mode")
    if not isinstance(mode, str) or mode not in PALETTES:
        raise ValueError("The mode is light or dark.")
    shown: Mode = mode
    return shown


_KINDS = {
    "pieces": _pieces,
    "part": _part,
    "minima": _minima,
    "pictures": _pictures,
    "facts": _facts,
    "way": _way,
    "several": _several,
    "look": _look,
}
