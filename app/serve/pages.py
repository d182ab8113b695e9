"""The page that every address begins with, and what Dash asks for next: made once, compressed, answered from memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import orjson
from flask import Flask, Response, request

from app.kit.header import PAGES
from app.lesson.address import elsewhere
from app.serve.files import PLOTLY, Files
from app.serve.packed import ASK_AGAIN, Packed, Shelf, pack, pack_quickly

_NOT_SHOWN = {"dash_version", "python_version", "plotly_version", "dash_version_url", "ddk_version", "end_id"}
# Pages that begin with pictures by Dash. The hike's own script fetches what its pictures need.
PLOTTED = frozenset({"/", "/networks"})
# As Dash does: nothing in the text can end the script's tag.
_HARMLESS = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&/\u2028\u2029"})
THEMES = ("light", "dark")
ABOUT = "<!-- about -->"  # where the words on the scene of the address stand in a page's HTML
_MOST = 128  # addresses whose HTML is kept, the latest: some 30 kB each
_DASH = ("/_dash-layout", "/_dash-dependencies")


def theme() -> str:
    """The theme that the address asks for, if it asks for one."""
    chosen = request.args.get("theme", "")
    return chosen if chosen in THEMES else ""


def configuration(tag: str, files: Files) -> str:
    """Dash's configuration without its versions and without what differs from page to page.

    The loader of plotly.js is pointed at our file: it fetches it when the first graph is there, and never on a page
    without one.
    """
    start, _, rest = tag.partition(">")
    config = json.loads(rest.removesuffix("</script>"))
    shown = {name: value for name, value in config.items() if name not in _NOT_SHOWN}
    shown |= {"serve_locally": False, "plotlyjs_url": files.address(PLOTLY)}
    text = _same(shown).decode()
    return f"{start}>{text.translate(_HARMLESS)}</script>"


def _same(value: Any) -> bytes:
    """JSON with the same bytes from every process: Dash's order of attributes follows Python's random hashes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def icon(files: Files) -> str:
    """The tag of the page's icon."""
    return f'<link rel="icon" type="image/svg+xml" href="{files.address("assets/favicon.svg")}">'


def install(server: Flask, about: Callable[[str, str], str], texts: Sequence[str] = _DASH) -> None:
    """Answers before Dash does.

    What is kept is bounded: pages times themes, Dash's two texts, and the HTML of the latest addresses.

    Args:
        server: with Dash's views.
        about: of a path and a query: what stands in place of `ABOUT`.
        texts: paths of Dash's texts.
    """
    shelf = Shelf()

    def once(key: tuple[str, str], view: Callable[..., Any]) -> Packed:
        def make() -> Packed:
            answer = server.make_response(view())
            data = answer.get_data()
            kind = answer.mimetype or "text/html"
            return pack(_same(orjson.loads(data)) if kind == "application/json" else data, kind)

        return shelf.get(key, make)

    @lru_cache(_MOST)
    def told(page: bytes, words: str) -> Packed:
        return pack_quickly(page.replace(ABOUT.encode(), words.encode()), "text/html")

    @server.before_request
    def known() -> Response | None:
        if request.method not in ("GET", "HEAD"):
            return None
        view = server.view_functions.get(request.endpoint or "")
        if view is None:
            return None
        if request.path in PAGES:
            asked = request.query_string.decode("utf-8", "replace")
            if there := elsewhere(request.path, asked):
                return Response(status=302, headers={"Location": there, "Cache-Control": "no-cache"})
            page = once((request.path, theme()), view)
            words = about(request.path, asked)
            return told(page.plain, words).reply(ASK_AGAIN)
        if request.path in texts:
            return once((request.path, ""), view).reply(ASK_AGAIN)
        return None
