"""Parts that several pages are made of."""

from __future__ import annotations

from typing import Any

from dash import html

# How a land is turned without dragging: action, label, what is spoken.
TURNS = (
    ("turn-left", "↺", "Turn the surface to the left"),
    ("turn-right", "↻", "Turn the surface to the right"),
    ("tilt-up", "↑", "See the surface from higher up"),
    ("tilt-down", "↓", "See the surface from lower down"),
)
RESET = ("camera-reset", "Reset", "Reset the camera")
ABOVE = ("from-above", "From above", "See the land straight from above, and back")
SWAP = ("swap", "⇄", "Make the map the large picture, then show both side by side, then the land")


def camera(buttons: list[html.Button]) -> html.Div:
    """The buttons that turn a land, as one group."""
    return html.Div(buttons, className="camera", role="group", **{"aria-label": "Camera"})


def pictures_to_save(pictures: dict[str, str], action: dict[str, str], row: str = "") -> html.Div:
    """For each picture two buttons that save it, as PNG and as SVG.

    Args:
        pictures: what each is called on the page, by the name that its button hands to the page's script.
        action: the attribute by which that script knows such a button, with its value.
        row: an attribute of each row that holds the picture's name, if the script hides rows.
    """

    def save(name: str, label: str, kind: str) -> html.Button:
        told = {**action, "data-of": name, "data-kind": kind, "aria-label": f"{label} as {kind.upper()}"}
        return html.Button(kind.upper(), type="button", disable_n_clicks=True, **told)

    rows = [
        html.Div(
            [html.Span(label), save(name, label, "png"), save(name, label, "svg")],
            className="row-of-buttons",
            **({row: name} if row else {}),
        )
        for name, label in pictures.items()
    ]
    return html.Div(rows, className="pictures-to-save")


def notice(complaints: tuple[str, ...]) -> html.Div | None:
    """What the address asked for and could not have, in a card above everything; nothing where all was well."""
    if not complaints:
        return None
    return html.Div([html.P(sentence) for sentence in complaints], className="card notice")


def closer(panels: dict[str, tuple[str, Any]]) -> html.Section:
    """One tabbed panel below the pictures: what can be looked at more closely, one at a time.

    Args:
        panels: by the name of each part of the page: the name of its tab, and what it shows.
    """
    first = next(iter(panels))
    tabs = [
        html.Button(
            label,
            id=f"tab-{name}",
            type="button",
            role="tab",
            disable_n_clicks=True,
            tabIndex="0" if name == first else "-1",
            **{
                "aria-selected": str(name == first).lower(),
                "aria-controls": f"closer-{name}",
                "data-tab": name,
                "data-tab-of": name,
            },
        )
        for name, (label, _) in panels.items()
    ]
    shown = [
        html.Div(
            panel, id=f"closer-{name}", role="tabpanel", hidden=name != first, **{"aria-labelledby": f"tab-{name}"}
        )
        for name, (_, panel) in panels.items()
    ]
    return html.Section(
        [
            html.H2("Look closer", className="unseen"),
            html.Div(tabs, className="tabs", role="tablist", **{"aria-label": "Look closer", "data-tabs": ""}),
            *shown,
        ],
        className="closer",
        **{"aria-label": "Look closer", "data-grid": "closer"},
    )
