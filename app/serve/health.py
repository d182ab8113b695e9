"""Is the process alive, and can it do its work?"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response

from app.serve.refusals import refusal


def install(server: Flask, ready: Callable[[], tuple[bool, str]]) -> None:
    """``/healthz``: the process answers. ``/readyz``: it can work; ``ready`` says whether, and how."""

    @server.get("/healthz")
    def healthz() -> Response:
        return Response("OK", mimetype="text/plain", headers={"Cache-Control": "no-store"})

    @server.get("/readyz")
    def readyz() -> Response:
        works, said = ready()
        answer = Response(headers={"Cache-Control": "no-store"}) if works else refusal(503, said)
        answer.data, answer.mimetype = said, "text/plain"
        return answer
