"""From the address to the page."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, html

from app.callbacks.lab import pictures, run_data
from app.ids import Id
from app.layout.lab import lab
from app.results import Results
from app.scene import from_link
from app.theme import Mode


def register(app: Dash, results: Results) -> None:
    """The address, once read in the browser, asks for its page."""
    app.clientside_callback(
        ClientsideFunction("loss_landscape_address", "read"),
        Output(Id.ADDRESS, "data"),
        Input(Id.LOCATION, "search"),
    )

    @app.callback(
        output=Output(Id.PAGE, "children"),
        inputs={"address": Input(Id.ADDRESS, "data")},
        prevent_initial_call=True,
    )
    def show(address: Any) -> html.Div:
        return page(results, address)


def page(results: Results, address: Any) -> html.Div:
    """The page of an address as the browser reads it: ``{"search": text, "dark": bool}``, else the default."""
    given = address if isinstance(address, dict) else {}
    search = given.get("search")
    scene, complaints = from_link(search if isinstance(search, str) else "")
    mode: Mode = "light"
    if scene.theme == "dark" or (scene.theme == "auto" and given.get("dark") is True):
        mode = "dark"
    return lab(scene, complaints, mode, pictures(results, scene.problem, mode), run_data(scene))
