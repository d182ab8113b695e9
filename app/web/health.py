"""Is the process alive, and can it do its work?"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response

from app.web.refusals import refusal


def install(server: Flask, ready: Callable[[], str | None]) -> None:
    """``/healthz``: the process answers. ``/readyz``: it can work; ``ready`` gives nothing, or what is wrong."""

    @server.get("/healthz")
    def healthz() -> Response:
        return Response("OK", mimetype="text/plain", headers={"Cache-Control": "no-store"})

    @server.get("/readyz")
    def readyz() -> Response:
        wrong = ready()
        if wrong is None:
            return Response("OK", mimetype="text/plain", headers={"Cache-Control": "no-store"})
        answer = refusal(503, wrong)
        answer.data, answer.mimetype = wrong, "text/plain"
        return answer
