"""Parts that several pages are made of."""

from __future__ import annotations

from dash import html

# How a land is turned without dragging: action, label, what is spoken.
TURNS = (
    ("turn-left", "↺", "Turn the surface to the left"),
    ("turn-right", "↻", "Turn the surface to the right"),
    ("tilt-up", "↑", "See the surface from higher up"),
    ("tilt-down", "↓", "See the surface from lower down"),
)
RESET = ("camera-reset", "Reset", "Reset the camera")


def camera(buttons: list[html.Button]) -> html.Div:
    """The buttons that turn a land, as one group."""
    return html.Div(buttons, className="camera", role="group", **{"aria-label": "Camera"})


def notice(complaints: tuple[str, ...]) -> html.Div | None:
    """What the address asked for and could not have, in a card above everything; nothing where all was well."""
    if not complaints:
        return None
    return html.Div([html.P(sentence) for sentence in complaints], className="card notice")
