"""The HTTP edge: headers, health, paths that do not exist."""

from __future__ import annotations

from dash import Dash
from flask import Flask, Response, request

from app.layout.header import PAGES
from app.settings import Settings

_OWN = ("/_dash", "/assets/", "/_favicon.ico")
_NOT_FOUND = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>No such page</title></head>
<body><h1>There is no such page</h1><p>The lab is at <a href="/">the start</a>.</p></body></html>"""


def install(app: Dash, server: Flask, settings: Settings) -> None:
    """Health, robots, a real 404, the policy and the other headers."""
    server.config["MAX_CONTENT_LENGTH"] = settings.max_body

    @server.get("/healthz")
    def healthz() -> Response:
        return Response("OK", mimetype="text/plain")

    @server.get("/robots.txt")
    def robots() -> Response:
        return Response("User-agent: *\nAllow: /\n", mimetype="text/plain")

    @server.before_request
    def only_what_exists() -> Response | None:
        known = request.path in (*PAGES, "/healthz", "/robots.txt") or request.path.startswith(_OWN)
        return None if known else Response(_NOT_FOUND, status=404, mimetype="text/html")

    headers: dict[str, str] = {}

    @server.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    # The first simultaneous requests to a fresh process can fail (dash #3971), and only an app that has answered
    # knows all its inline scripts: so it answers one request here, before anybody else asks.
    server.test_client().get("/")
    headers.update(_headers(app, settings))


def _headers(app: Dash, settings: Settings) -> dict[str, str]:
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *app.csp_hashes()]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "font-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": settings.frame_ancestors,
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        # Safe without cookies and log-in, and needed in a sandboxed frame, whose origin is opaque.
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Headers": "content-type,x-csrftoken",
    }
