"""`create_app`: settings in, a Dash app out. Nobody imports it but ``wsgi``, ``__main__`` and the tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from dash import Dash, dcc, html
from flask import Flask, has_request_context, request

from app import pages
from app import serve as web
from app.hike import wiring as hike_callbacks
from app.kit.components import plain
from app.kit.ids import Id
from app.kit.shell import outline, shell
from app.kit.theme import style_sheet
from app.lab import wiring as lab_callbacks
from app.lab.page import lab
from app.lab.wiring import run_data
from app.lesson import wiring as lesson_callbacks
from app.lesson.card import lesson_card
from app.lesson.check import Checked
from app.lesson.check_card import check_page
from app.lesson.steps import steps
from app.networks import wiring as networks_callbacks
from app.networks.page import networks, networks_in_lesson
from app.networks.results import NetworkResults
from app.networks.scene import DEFAULT as NETWORK
from app.practice import Place
from app.practice import wiring as practice_callbacks
from app.practice.page import practice
from app.preview.draw import Previews
from app.runs.results import Results
from app.runs.scene import DEFAULT
from app.serve.files import Files
from app.serve.modules import FOLDERS
from app.serve.pages import ABOUT, PLOTTED, configuration, icon
from app.serve.pages import theme as chosen_theme
from app.settings import ASSETS, Settings
from app.store.cache import make_cache
from app.teach.page import ends_ids

_INDEX = """<!doctype html>
<html lang="en"{theme}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
{about}
<style>{style}</style>
{css}
{favicon}
{early}
</head>
<body>
<noscript>This page draws a landscape that you can turn, and needs JavaScript for that. Please allow it for this
page.</noscript> {entry}
<footer>{config}{phrases}{scripts}{renderer}</footer>
</body>
</html>"""


class App(Dash):  # type: ignore[misc]  # Dash does not type itself
    """Dash with a page around it that knows its language, its theme and what to show while it loads."""

    files: Files | None = None

    def callback(self, *args: Any, **kwargs: Any) -> Any:
        """As Dash's own; components in what a function gives back are written out before Dash looks at them."""
        register = super().callback(*args, **kwargs)

        def registered(function: Callable[..., Any]) -> Any:
            @wraps(function)
            def written(*args: Any, **kwargs: Any) -> Any:
                return plain(function(*args, **kwargs))

            return register(written)

        return registered

    def interpolate_index(self, **parts: Any) -> str:
        theme = chosen_theme() if has_request_context() else ""
        files = self.files
        path = request.path if has_request_context() else ""
        page = path.strip("/") or "lab"
        early, modules = files.modules(page) if files and path else ("", "")
        if files:
            parts |= {name: files.renamed(parts[name], page) for name in ("scripts", "css")}
            parts["config"] = configuration(parts["config"], files)
        return _INDEX.format(
            theme=f' data-theme="{theme}"' if theme else "",
            about=ABOUT,
            style=style_sheet(),
            css=parts["css"],
            early="\n".join(filter(None, (files.early() if files and path in PLOTTED else "", early))),
            favicon=icon(files) if files else parts["favicon"],
            entry=parts["app_entry"].replace("Loading...", "Drawing the landscape …"),
            config=parts["config"],
            phrases=files.phrases(page) if files else "",
            scripts=parts["scripts"],
            # A module too, so that it runs after the page's own: what Dash calls on the page is there by then.
            renderer=modules + parts["renderer"].replace('type="application/javascript"', 'type="module"'),
        )


def create_app(settings: Settings | None = None) -> App:
    """The whole app, warmed up: it has answered its first request before it is returned."""
    chosen = settings or Settings()
    server = Flask("app")
    web.prepare(server, chosen)
    cache = make_cache(server, chosen)
    results = Results(cache, chosen)
    app = App(
        "app",
        server=server,
        assets_folder=str(ASSETS),
        assets_path_ignore=[f"^{folder}$" for folder in FOLDERS],
        requests_pathname_prefix=chosen.path_prefix,
        routes_pathname_prefix="/",
        title="Loss Landscape",
        update_title=None,
        add_log_handler=False,
    )
    app.layout = shell()
    # All ids of all pages, so that a wrong id in a callback is still caught. It travels with every page, so without
    # pictures.
    app.validation_layout = html.Div(
        [
            shell(),
            outline(lab(DEFAULT, (), "light", {}, run_data(results, DEFAULT))),
            outline(hike_callbacks.page(results, "", False)),
            outline(networks_in_lesson(lesson_card(steps()[0]), "light", "light")),
            outline(check_page(None, Checked(), "light", "light")),
            outline(practice(Place(), (), "light")),
            outline(networks(NETWORK, "", (), "light", {})),
            outline(html.Div([dcc.Store(id=Id.TEACH_OPEN), *(html.Ul(id=each) for each in ends_ids())])),
        ]
    )
    pages.register(app, results)
    lab_callbacks.register(app, results)
    hike_callbacks.register(app, results)
    lesson_callbacks.register(app, results)
    practice_callbacks.register(app)
    trained = NetworkResults(cache)
    networks_callbacks.register(app, trained)
    previews = Previews(results, trained)
    app.files = web.install(app, server, chosen, cache=cache, ready=results.ready, previews=previews)
    web.warm(server, chosen.path_prefix)
    return app
