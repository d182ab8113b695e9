"""Behind reverse proxies: under a path of theirs, and with the address of who really asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.settings import Settings

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Prefix:
    """The app under a path. It works with a proxy that passes the path on, and with one that cuts it off."""

    def __init__(self, app: Wsgi, prefix: str) -> None:
        """``prefix`` ends with a slash."""
        self._app = app
        self._prefix = prefix

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path, script = environ.get("PATH_INFO", ""), self._prefix.rstrip("/")
        if path == script:
            start_response("308 Permanent Redirect", [("Location", self._prefix), ("Content-Length", "0")])
            return []
        environ["SCRIPT_NAME"] = script
        if path.startswith(self._prefix):
            environ["PATH_INFO"] = path[len(script) :]
        return self._app(environ, start_response)


def install(server: Flask, settings: Settings) -> None:
    """What the settings say of the proxies in front."""
    wsgi: Any = server.wsgi_app
    if settings.path_prefix != "/":
        wsgi = Prefix(wsgi, settings.path_prefix)
    if settings.proxies:
        wsgi = ProxyFix(wsgi, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)
    server.wsgi_app = wsgi  # type: ignore[method-assign]
