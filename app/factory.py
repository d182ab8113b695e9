"""`create_app`: settings in, a Dash app out. Nobody imports it but ``wsgi``, ``__main__`` and the tests."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from dash import Dash, html
from flask import Flask, has_request_context, request

from app import web
from app.cache import make_cache
from app.callbacks import lab as lab_callbacks
from app.callbacks import networks as networks_callbacks
from app.callbacks import pages
from app.callbacks.lab import run_data
from app.layout.lab import lab
from app.layout.networks import networks
from app.layout.shell import shell
from app.network_results import NetworkResults
from app.network_scene import DEFAULT as NETWORK
from app.results import Results
from app.scene import DEFAULT
from app.settings import ASSETS, Settings
from app.theme import style_sheet

_DESCRIPTION = (
    "Turn the loss landscape of a real model on real data, drop a ball, and watch an optimizer walk it downhill."
)
_INDEX = """<!doctype html>
<html lang="en"{theme}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="description" content="{description}">
<title>{title}</title>
<style>{style}</style>
{css}
{favicon}
</head>
<body>
<noscript>This page draws a landscape that you can turn, and needs JavaScript for that. Please allow it for this
page.</noscript> {entry}
<footer>{config}{scripts}{renderer}</footer>
</body>
</html>"""


class _App(Dash):  # type: ignore[misc]  # Dash does not type itself
    """Dash with a page around it that knows its language, its theme and what to show while it loads."""

    def interpolate_index(self, **parts: Any) -> str:
        chosen = (
            parse_qs(request.query_string.decode("utf-8", "replace")).get("theme") if has_request_context() else None
        )
        theme = chosen[0] if chosen and chosen[0] in ("light", "dark") else ""
        return _INDEX.format(
            theme=f' data-theme="{theme}"' if theme else "",
            description=_DESCRIPTION,
            title=parts["title"],
            style=style_sheet(),
            css=parts["css"],
            favicon=parts["favicon"],
            entry=parts["app_entry"].replace("Loading...", "Drawing the landscape …"),
            config=parts["config"],
            scripts=parts["scripts"],
            renderer=parts["renderer"],
        )


def _only_ids(*pages: html.Div) -> html.Div:
    """What has an id on any page, bare."""
    with_id = {each.id: each for page in pages for each in page._traverse() if getattr(each, "id", None)}
    return html.Div([type(each)(id=name) for name, each in with_id.items()])


def create_app(settings: Settings | None = None) -> Dash:
    """The whole app, warmed up: it has answered its first request before it is returned."""
    chosen = settings or Settings()
    server = Flask("app")
    results = Results(make_cache(server, chosen), chosen)
    app = _App(
        "app",
        server=server,
        assets_folder=str(ASSETS),
        title="Loss Landscape",
        update_title=None,
        add_log_handler=False,
    )
    app.layout = shell()
    # All ids of all pages, so that a wrong id in a callback is still caught. It travels with every page, so without
    # all the rest.
    app.validation_layout = _only_ids(
        shell(),
        lab(DEFAULT, (), "light", {}, run_data(results, DEFAULT)),
        networks(NETWORK, "", (), "light", {}),
    )
    pages.register(app, results)
    lab_callbacks.register(app, results)
    networks_callbacks.register(app, NetworkResults(results.cache))
    web.install(app, server, chosen)
    return app
