"""What is answered instead of a result: short JSON for scripts, a short page for people, never a traceback."""

from __future__ import annotations

import html
import traceback
from pathlib import Path

import orjson
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from app.kit.header import PAGES
from app.kit.theme import style_sheet
from app.store.heavy import COME_BACK, BusyError

_OWN = Path(__file__).resolve().parent.parent.parent
_OURS = (str(_OWN / "app"), str(_OWN / "losscore"))
_SENTENCES = {
    400: "The server could not read this request.",
    404: "There is no such page.",
    405: "This address does not take requests of this kind.",
    413: "This is larger than the server accepts{limit}, so it is not used. "
    "Send less, such as a table with fewer rows.",
    415: "The server takes only JSON here.",
    500: "Something is wrong on the server. It has been written down; nothing you set is lost.",
    503: "Many people are at work here at once. Please try again in a few seconds.",
}
# Static, so that it is whole where nothing else works: the site's bar, its type, and ways on.
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" type="image/svg+xml" href="{home}assets/favicon.svg"><title>{title} · Loss Landscape</title>
<style>{colours}</style><link rel="stylesheet" href="{home}assets/style.css">
<style>main{{max-width:38em;margin:12vh auto;padding:0 32px;font-size:17px}}
main p{{margin:12px 0}}main a{{color:var(--accent)}}</style></head>
<body><header class="top"><h1><span class="brand-sign" aria-hidden="true"></span>Loss Landscape</h1>
<nav aria-label="Pages">{pages}</nav></header>
<main><h2 class="title">{title}</h2><p>{sentence}</p>
<p>Go on from <a href="{home}">the start</a>, or choose a page above.</p></main></body></html>"""
_FOR_PEOPLE = {404: "Perhaps there is a slip in the address, or the page has moved."}
_TITLES = {404: "There is no such page", 503: "Please wait a moment"}


def _sentence(status: int) -> str:
    most = request.max_content_length
    said = _SENTENCES.get(status, _SENTENCES[400 if status < 500 else 500])
    return said.format(limit=f" ({most:,} bytes)" if most else "")


def refusal(status: int, sentence: str = "") -> Response:
    """The answer with this status. Whoever asked for a page gets a page, everybody else JSON."""
    said = sentence or _sentence(status)
    if request.method in ("GET", "HEAD") and not request.path.startswith("/_"):
        title = _TITLES.get(status, "This did not work")
        people = sentence or _FOR_PEOPLE.get(status, said)
        home = html.escape(request.script_root + "/")
        pages = "".join(f'<a href="{home}{path[1:]}">{name}</a>' for path, name in PAGES.items())
        text = _PAGE.format(title=title, sentence=html.escape(people), home=home, pages=pages, colours=style_sheet())
        answer = Response(text, status=status, mimetype="text/html")
    else:
        answer = Response(orjson.dumps({"error": said[:400]}), status=status, mimetype="application/json")
    if status == 503:
        answer.headers["Retry-After"] = str(COME_BACK)
        # Else the scripts of a sandboxed frame could not read it.
        answer.headers["Access-Control-Expose-Headers"] = "retry-after"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def places(error: BaseException) -> list[str]:
    """Where an error came from, for the log: our own files and lines, without anything that a request held."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames[-6:]]


def install(server: Flask) -> None:
    """Answers for every kind of error. `g.trouble` is what the log says of it."""

    @server.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        answer = refusal(error.code or 500)
        if error.code == 405 and (allowed := dict(error.get_headers()).get("Allow")):
            answer.headers["Allow"] = allowed
        return answer

    @server.errorhandler(InvalidResourceError)
    @server.errorhandler(DependencyException)
    def no_such_file(_error: Exception) -> Response:
        return refusal(404)

    @server.errorhandler(BusyError)
    def busy(_error: BusyError) -> Response:
        return refusal(503)

    @server.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        g.trouble = {"error": type(error).__name__, "at": places(error)}
        # A value that our own code refused with a sentence is the sender's; anything else is our mistake.
        raised_in = traceback.extract_tb(error.__traceback__)[-1].filename
        if isinstance(error, ValueError) and raised_in.startswith(_OURS):
            return refusal(400, str(error))
        return refusal(500)
