"""The line above every page: where you are, where else you can go, and the theme."""

from __future__ import annotations

from dash import dcc, html

from app.kit.ids import Id
from app.kit.share import share
from app.lab import controls
from app.runs.scene import Scene

# The pages, by path, as the line names them.
PAGES = {"/": "Lab", "/hike": "Hike", "/networks": "Networks", "/practice": "Practice", "/teach": "Teach"}


def header(path: str, theme: str, mode: str) -> html.Header:
    """The line above the page at a path.

    Args:
        path: one of `PAGES`.
        theme: what was chosen: auto, light or dark.
        mode: what it comes to: light or dark.
    """
    # Relative, so that they hold under any path that a proxy puts the app under.
    links = [
        html.A(name, href=f".{to}", **({"aria-current": "page"} if to == path else {})) for to, name in PAGES.items()
    ]
    return html.Header(
        [
            dcc.Store(id=Id.MODE, data=mode),
            html.H1([html.Span(className="brand-sign", **{"aria-hidden": "true"}), "Loss Landscape"]),
            html.Nav(links, **{"aria-label": "Pages"}) if len(PAGES) > 1 else None,
            html.Button(
                "Present",
                type="button",
                disable_n_clicks=True,
                title="Large pictures, type and lines on the full screen, for a projector; Esc ends it",
                **{"data-present": "", "aria-pressed": "false"},
            ),
            *share(path),
            controls.THEME.component(Scene(theme=theme), hide_label=True),
        ],
        className="top",
    )
