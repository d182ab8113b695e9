"""The hike's wiring: a button to a longer walk, and to what is felt there; the landscape only at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update

from app.figures.light import differences
from app.figures.marks import by_mark
from app.figures.terrain import Terrain, View
from app.hike import page as layout
from app.hike.ending import Walker, ending
from app.hike.link import HIGHEST_SEED, LOWEST_SEED, read, read_seed, write
from app.hike.starts import begin
from app.hike.walk import LONGEST, MOST_STEPS, SHORTEST, Hike, downhill, moved, track
from app.kit.ids import Id
from app.kit.theme import run_styles
from app.link.fields import read_number, write_number
from app.runs.results import Results
from app.runs.scene import read_theme
from app.store.wire import wire

_GUESSES = {Id.HIKE_YES: "yes", Id.HIKE_NO: "no", Id.HIKE_UNSURE: "unsure"}
_BUTTONS = (
    Id.HIKE_WALK, Id.HIKE_FOLLOW, Id.HIKE_FOLLOW_FAR, Id.HIKE_AGAIN, Id.HIKE_NEXT, Id.HIKE_GO, *_GUESSES,
)  # fmt: skip
_OUTPUTS = {
    "hike": Output(Id.HIKE, "data"),
    "taken": Output(Id.HIKE_TAKEN, "data"),
    "reading": Output(Id.HIKE_READING, "data"),
    "said": Output(Id.HIKE_SAID, "children"),
    "numbers": Output(Id.HIKE_NUMBERS, "children"),
    "steps": Output(Id.HIKE_STEPS, "children"),
    "main": Output(Id.HIKE_MAIN, "className"),
    "land": Output(Id.HIKE_LAND, "data"),
    "reveal": Output(Id.HIKE_REVEAL, "children"),
    "scale": Output(Id.HIKE_SCALE, "children"),
    "notice": Output(Id.HIKE_NOTICE, "children"),
    "seed": Output(Id.HIKE_SEED, "value"),
    "bearing": Output(Id.HIKE_BEARING, "value"),
    "seed_message": Output(Id.HIKE_SEED, "message"),
    "bearing_message": Output(Id.HIKE_BEARING, "message"),
    "length_message": Output(Id.HIKE_LENGTH, "message"),
}


def register(app: Dash, results: Results) -> None:
    """Everything that happens on the hike's page after it was built."""

    @app.callback(
        output=_OUTPUTS,
        inputs={
            "presses": [Input(button, "n_clicks") for button in _BUTTONS],
            "hike": State(Id.HIKE, "data"),
            "taken": State(Id.HIKE_TAKEN, "data"),
            "seed": State(Id.HIKE_SEED, "value"),
            "bearing": State(Id.HIKE_BEARING, "value"),
            "length": State(Id.HIKE_LENGTH, "value"),
        },
        prevent_initial_call=True,
    )
    def act(presses: Any, hike: Any, taken: Any, seed: Any, bearing: Any, length: Any) -> dict[str, Any]:
        given = {"hike": hike, "seed": seed, "bearing": bearing, "length": length}
        pressed = due(presses, taken, ctx.triggered_id)
        return acted(results, pressed, given) | {"taken": presses}

    app.clientside_callback(
        ClientsideFunction("loss_landscape_hike", "show"),
        Output(Id.HIKE_AIM, "children"),
        Input(Id.HIKE_READING, "data"),
        Input(Id.HIKE_LAND, "data"),
        Input(Id.HIKE_BEARING, "value"),
        Input(Id.HIKE_LENGTH, "value"),
    )


def page(results: Results, query: str, dark: bool) -> html.Div:
    """The page of an address."""
    hike, complaints = read(results, query)
    theme, wrong = read_theme(query)
    mode = "dark" if theme == "dark" or (theme == "auto" and dark) else "light"
    return layout.hike_page(hike, (*complaints, *wrong), theme, mode, _reveal(results, hike), land(results, hike))


def due(presses: Any, taken: Any, last: Any) -> list[str]:
    """The buttons whose presses have not been carried out yet, as often as each was pressed, the last one at the end.

    Dash drops the answer to a press when the next press comes before it. The page then still has the hike of before,
    and ``taken``, the presses that went into it, so that here the step that was dropped is taken with the new one.
    """
    now, before = _counts(presses), _counts(taken)
    before += [0] * (len(now) - len(before))
    missing = {
        str(button): min(max(n - known, 0), MOST_STEPS) for button, n, known in zip(_BUTTONS, now, before, strict=False)
    }
    missing[str(last)] = max(missing.pop(str(last), 0), 1)
    return [button for button, times in missing.items() for _ in range(times)]


def _counts(sent: Any) -> list[int]:
    return [each if isinstance(each, int) else 0 for each in sent] if isinstance(sent, list) else []


def acted(results: Results, pressed: Sequence[str], given: dict[str, Any]) -> dict[str, Any]:
    """The answer to pressed buttons, one after the other."""
    text = {name: value if isinstance(value, str) else "" for name, value in given.items()}
    hike, _ = read(results, text["hike"])
    before = hike
    nothing: dict[str, Any] = dict.fromkeys(_OUTPUTS, no_update)
    wrong = ""
    messages: dict[str, str] = {}
    for button in pressed:
        hike, wrong, messages = _next(results, button, hike, text)
        if wrong or messages:
            break
    nothing |= {"seed_message": "", "bearing_message": "", "length_message": ""} | messages
    if messages:
        return nothing
    felt = track(hike)
    nothing |= {"said": layout.said(hike, felt, wrong), "notice": []}
    if hike == before:
        return nothing
    # Who follows the slope goes on where the slope points now.
    follows = felt.downhill is not None and pressed[-1] in (Id.HIKE_FOLLOW, Id.HIKE_FOLLOW_FAR)
    bearing = felt.downhill if follows else hike.moves[-1][0] if hike.moves else None
    turned = {} if bearing is None else {"bearing": write_number(bearing)}
    return (
        nothing
        | turned
        | {
            "hike": write(hike),
            "reading": layout.reading(hike, felt),
            "numbers": layout.numbers(hike, felt),
            "steps": layout.steps(hike, felt),
            "main": layout.main_class(hike),
            "reveal": _reveal(results, hike),
            "scale": layout.scale(hike),
            "land": land(results, hike),
            "seed": str(hike.seed),
        }
    )


def _next(results: Results, pressed: str, hike: Hike, text: dict[str, str]) -> tuple[Hike, str, dict[str, str]]:
    """The hike after a button, a sentence where a step could not be, and sentences about the fields."""
    if pressed == Id.HIKE_GO:
        try:
            return begin(results, read_seed(text["seed"])), "", {}
        except ValueError as error:
            return hike, "", {"seed_message": str(error)}
    if pressed == Id.HIKE_NEXT:
        return begin(results, hike.seed % HIGHEST_SEED + LOWEST_SEED), "", {}
    if pressed == Id.HIKE_AGAIN:
        return replace(hike, moves=(), guess=""), "", {}
    if hike.revealed:
        return hike, "", {}
    if pressed in _GUESSES:
        return replace(hike, guess=_GUESSES[Id(pressed)]), "", {}
    messages = {}
    for name, (low, high) in {"bearing": (0.0, 360.0), "length": (SHORTEST, LONGEST)}.items():
        try:
            read_number(text[name], low, high)
        except ValueError:
            if name == "length" or pressed == Id.HIKE_WALK:
                messages[f"{name}_message"] = _complaint(name, low, high, text[name])
    if messages:
        return hike, "", messages
    length = read_number(text["length"])
    if pressed == Id.HIKE_WALK:
        return *moved(hike, read_number(text["bearing"]), length), {}
    return *downhill(hike, length, layout.FAR if pressed == Id.HIKE_FOLLOW_FAR else 1), {}


def _complaint(name: str, low: float, high: float, text: str) -> str:
    shown = text if len(text) <= 40 else text[:40] + "…"
    got = f"got “{shown}”" if shown.strip() else "the box is empty"
    what = "The direction" if name == "bearing" else "The length"
    return f"{what} must be a number from {low:g} to {high:g}; {got}."


def _reveal(results: Results, hike: Hike) -> list[Any]:
    """What is said once the blindfold is off; before that nothing."""
    return layout.revealed(hike, ending(results, hike)) if hike.revealed else []


def land(results: Results, hike: Hike) -> dict[str, Any] | None:
    """The landscape with the three walks on it, once the blindfold is off; before that nothing.

    The page counts places from the start until then; ``start`` tells where in the window that is.
    """
    if not hike.revealed:
        return None
    problem, view = hike.problem, View()
    terrain = Terrain(results.landscape(problem), view)
    crowds = by_mark(results.critical_points(problem))
    return {
        "heights": differences(terrain.z),
        "window": problem.window,
        "spacing": terrain.levels()["size"],
        "colours": view.colours,
        "ends": [terrain.low, terrain.high],
        "names": problem.objective.weight_names,
        "marks": [{"mark": mark, "weights": each.weights.tolist()} for mark, crowd in crowds.items() for each in crowd],
        "start": hike.start,
        "styles": run_styles("light"),
        "walkers": [_walk(walker) for walker in ending(results, hike).walkers],
    }


def _walk(walker: Walker) -> dict[str, Any]:
    return {
        "name": walker.name,
        "weights": wire(walker.weights),
        "losses": wire(walker.losses),
        "rests": walker.rests,
    }
