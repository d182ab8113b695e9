"""Parts that several pages are made of."""

from __future__ import annotations

from dash import html


def notice(complaints: tuple[str, ...]) -> html.Div | None:
    """What the address asked for and could not have, in a card above everything; nothing where all was well."""
    if not complaints:
        return None
    return html.Div([html.P(sentence) for sentence in complaints], className="card notice")
