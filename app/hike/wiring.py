"""The hike's wiring: a button to a longer walk, and to what is felt there; the landscape only at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update

from app.figures import tracks
from app.figures.contour import contour
from app.figures.surface import surface
from app.figures.terrain import Terrain, View
from app.hike import page as layout
from app.hike.ending import Ending, ending
from app.hike.link import HIGHEST_SEED, LOWEST_SEED, read, read_seed, write
from app.hike.starts import begin
from app.hike.walk import LONGEST, SHORTEST, Hike, downhill, moved, track
from app.kit.ids import Id
from app.kit.theme import Mode, run_styles
from app.link.fields import read_number, write_number
from app.runs.results import Results, trail
from app.runs.scene import read_theme

_GUESSES = {Id.HIKE_YES: "yes", Id.HIKE_NO: "no", Id.HIKE_UNSURE: "unsure"}
_BUTTONS = (
    Id.HIKE_WALK, Id.HIKE_FOLLOW, Id.HIKE_FOLLOW_FAR, Id.HIKE_AGAIN, Id.HIKE_NEXT, Id.HIKE_GO, *_GUESSES,
)  # fmt: skip
_OUTPUTS = {
    "hike": Output(Id.HIKE, "data"),
    "reading": Output(Id.HIKE_READING, "data"),
    "said": Output(Id.HIKE_SAID, "children"),
    "numbers": Output(Id.HIKE_NUMBERS, "children"),
    "steps": Output(Id.HIKE_STEPS, "children"),
    "dark": Output(Id.HIKE_DARK, "hidden"),
    "reveal": Output(Id.HIKE_REVEAL, "children"),
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
            "mode": Input(Id.MODE, "data"),
            "hike": State(Id.HIKE, "data"),
            "seed": State(Id.HIKE_SEED, "value"),
            "bearing": State(Id.HIKE_BEARING, "value"),
            "length": State(Id.HIKE_LENGTH, "value"),
        },
        prevent_initial_call=True,
    )
    def act(presses: Any, mode: Any, hike: Any, seed: Any, bearing: Any, length: Any) -> dict[str, Any]:  # noqa: ARG001
        return acted(
            results, ctx.triggered_id, mode, {"hike": hike, "seed": seed, "bearing": bearing, "length": length}
        )

    app.clientside_callback(
        ClientsideFunction("loss_landscape_hike", "show"),
        Output(Id.HIKE_AIM, "children"),
        Input(Id.HIKE_READING, "data"),
        Input(Id.HIKE_BEARING, "value"),
        Input(Id.HIKE_LENGTH, "value"),
    )


def page(results: Results, query: str, dark: bool) -> html.Div:
    """The page of an address."""
    hike, complaints = read(results, query)
    theme, wrong = read_theme(query)
    mode: Mode = "dark" if theme == "dark" or (theme == "auto" and dark) else "light"
    return layout.hike_page(hike, (*complaints, *wrong), theme, mode, _reveal(results, hike, mode))


def acted(results: Results, pressed: Any, mode: Any, given: dict[str, Any]) -> dict[str, Any]:
    """The answer to a pressed button (or to a new mode, light or dark)."""
    text = {name: value if isinstance(value, str) else "" for name, value in given.items()}
    before, _ = read(results, text["hike"])
    shown: Mode = "dark" if mode == "dark" else "light"
    nothing: dict[str, Any] = dict.fromkeys(_OUTPUTS, no_update)
    if pressed == Id.MODE:
        return nothing | ({"reveal": _reveal(results, before, shown)} if before.revealed else {})
    hike, wrong, messages = _next(results, str(pressed), before, text)
    nothing |= {"seed_message": "", "bearing_message": "", "length_message": ""} | messages
    if messages:
        return nothing
    felt = track(hike)
    nothing |= {"said": layout.said(hike, felt, wrong), "notice": []}
    if hike == before:
        return nothing
    turned = {"bearing": write_number(hike.moves[-1][0])} if hike.moves else {}
    return (
        nothing
        | turned
        | {
            "hike": write(hike),
            "reading": layout.reading(hike, felt),
            "numbers": layout.numbers(hike, felt),
            "steps": layout.steps(hike, felt),
            "dark": hike.revealed,
            "reveal": _reveal(results, hike, shown),
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


def _reveal(results: Results, hike: Hike, mode: Mode) -> list[Any]:
    """The landscape with the three walks on it, once the blindfold is off; before that nothing."""
    if not hike.revealed:
        return []
    problem, end = hike.problem, ending(results, hike)
    names = problem.objective.weight_names
    terrain, points = Terrain(results.landscape(problem), View()), results.critical_points(problem)
    walks, styles = _tracks(hike, end), run_styles("light")
    height = tracks.on_surface(surface(terrain, points, names, mode), walks, styles)
    above = tracks.on_contour(contour(terrain, points, names, mode, problem.objective.gradient), walks, styles)
    return layout.revealed(hike, end, height, above)


def _tracks(hike: Hike, end: Ending) -> tuple[tracks.Track, ...]:
    return tuple(
        tracks.Track(walker.name, walker.weights, walker.losses, trail(hike.problem, walker.weights))
        for walker in end.walkers
    )
