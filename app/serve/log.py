"""The log: one line of JSON for each request, without a word of the request itself.

A line tells the time, the route (never the path, which anybody may write), the callback, the status, how long it took
and how many bytes went out; the address of who asked only where the operator asked for it.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Flask, Response, g, request

from app.kit.header import PAGES
from app.serve.refusals import places

UNSEEN = "loss_landscape.unseen"  # a request of our own, which is no line in the log
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_REQUESTS = logging.getLogger("app.requests")

# What else wants to know of each request: the line as it is written.
Observer = Callable[[dict[str, Any]], None]


class JsonLine(logging.Formatter):
    """A record as one line of JSON; an error as its kind and where it came from."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if isinstance(record.msg, dict):
            line |= record.msg
        else:
            line |= {"event": record.name, "message": record.getMessage()}
        if record.exc_info and record.exc_info[1]:
            line |= {"error": type(record.exc_info[1]).__name__, "at": places(record.exc_info[1])}
        return orjson.dumps(line, default=str).decode()


def handler() -> logging.Handler:
    """Writes such lines to the standard error."""
    writes = logging.StreamHandler(sys.stderr)
    writes.setFormatter(JsonLine())
    return writes


def start() -> None:
    """Everything that is logged in this process comes as such lines."""
    logging.basicConfig(level=logging.INFO, handlers=[handler()], force=True)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)


def route() -> str:
    """Which of our routes a request asks for."""
    rule = request.url_rule.rule if request.url_rule else ""
    if request.path in PAGES:
        return request.path
    return rule if rule and "<path:path>" not in rule else "(none)"


def install(server: Flask, *, addresses: bool, observers: list[Observer]) -> None:
    """A line for each request. Installed before all others, so that it sees the reply as it goes out."""

    @server.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @server.after_request
    def end(response: Response) -> Response:
        if UNSEEN in request.environ:
            return response
        line: dict[str, Any] = {
            "event": "request",
            "method": request.method if request.method in _METHODS else "(other)",
            "route": route(),
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.began) * 1000, 2) if "began" in g else None,
            "bytes": response.content_length or 0,
        }
        for name in ("callback", "kept"):
            if name in g:
                line[name] = g.get(name)
        line |= g.get("trouble", {})
        if addresses:
            line["address"] = request.remote_addr
        wrong = response.status_code >= 500 and response.status_code != 501  # a format that nobody promised
        _REQUESTS.log(logging.ERROR if wrong else logging.INFO, line)
        for observer in observers:
            observer(line)
        return response
