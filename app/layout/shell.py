"""What every page stands in: the address and the place for the page."""

from __future__ import annotations

from dash import dcc, html

from app.ids import Id


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
