"""What every page stands in: the address and the place for the page."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from app.kit.ids import Id


def shell() -> html.Div:
    """An empty page that asks for its content as soon as the address is known."""
    return html.Div(
        [
            # refresh=False: the address follows the controls by replaceState, and must not reload the page for it.
            dcc.Location(id=Id.LOCATION, refresh=False),
            dcc.Store(id=Id.ADDRESS),
            html.Div(id=Id.PAGE),
        ]
    )


def outline(page: Any) -> html.Div:
    """A page's components that have an id, bare: all that Dash needs to catch a wrong id in a callback."""
    return html.Div([type(each)(id=each.id) for each in page._traverse() if getattr(each, "id", None)])
