"""The HTTP edge: everything between the network and Dash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache

from dash import Dash
from flask import Flask, Response, g, request

from app.kit.header import PAGES
from app.preview.draw import Previews
from app.serve import bodies, files, health, log, metrics, pages, proxies, refusals, replies, sharing
from app.serve.headers import EVERY, PREFLIGHT, of_pages
from app.settings import Settings
from app.store.cache import BoundedCache

_CAUGHT = ("/<path:path>", "/_reload-hash")
_ADDRESSES = 128  # whose tags are kept, the latest
_CALLBACK = "/_dash-update-component"
_ROBOTS = "User-agent: *\nAllow: /\n"
# Replicas may differ in these and still give the same replies.
_NOT_SHOWN = (
    "host",
    "port",
    "public_url",
    "cache_dir",
    "redis_url",
    "metrics_dir",
    "proxies",
    "heavy_jobs",
    "heavy_wait",
)


def prepare(server: Flask, settings: Settings) -> None:
    """What has to be there before Dash is: the log sees every request first and every reply last."""
    server.config["MAX_CONTENT_LENGTH"] = settings.max_body
    observers = [metrics.install(server)] if settings.metrics else []
    log.install(server, addresses=settings.log_addresses, observers=observers)
    bodies.install(server)


def install(
    app: Dash,
    server: Flask,
    settings: Settings,
    *,
    cache: BoundedCache,
    ready: Callable[[], tuple[bool, str]],
    previews: Previews,
) -> files.Files:
    """Everything else, on an app whose pages and callbacks are all there."""
    refusals.install(server)
    health.install(server, ready)
    sharing.install(server, settings, previews)

    @server.get("/robots.txt")
    def robots() -> Response:
        return Response(_ROBOTS, mimetype="text/plain")

    # Dash learns its files and inline scripts when it is first asked.
    with server.test_request_context():
        server.preprocess_request()
        app.index()
    found = files.collect(app)
    files.install(server, found)
    of_page = of_pages(app.csp_hashes(), settings)
    shapes = bodies.shapes(app)
    version = _version(found, settings)

    @server.before_request
    def only_what_exists() -> Response | None:
        # Dash answers every path with the page; ours are counted.
        caught = request.url_rule is not None and request.url_rule.rule in _CAUGHT
        return refusals.refusal(404) if caught and request.path not in PAGES else None

    @server.before_request
    def check_body() -> Response | None:
        if request.path != _CALLBACK or request.method != "POST":
            return None
        body = request.get_json()
        wrong = bodies.complaint(body, shapes)
        if wrong:
            return refusals.refusal(400, wrong)
        g.callback = body["output"][:80]
        g.reply_key = replies.name_of(body, version)
        found = g.reply_key and replies.kept(cache, g.reply_key)
        g.kept = bool(found)
        return found or None

    # The tags hold no more of a request than where it came in and what its scene is, so they are made once for a class.
    tags = lru_cache(_ADDRESSES)(sharing.tags)
    pages.install(server, lambda path, query: tags(path, query, sharing.root(settings)))

    @server.after_request
    def finish(response: Response) -> Response:
        # A script, a style sheet and a reply are subject to their page's policy and need none of their own.
        more = of_page if response.mimetype == "text/html" or response.status_code == 304 else {}
        more = PREFLIGHT if request.method == "OPTIONS" else more
        for name, value in {**EVERY, **more}.items():
            response.headers.setdefault(name, value)
        return response

    @server.after_request
    def squeeze(response: Response) -> Response:
        return response if g.get("kept") or "callback" not in g else replies.squeeze(cache, response)

    proxies.install(server, settings)
    return found


def warm(server: Flask, prefix: str) -> None:
    """The first simultaneous requests to a fresh process can fail (dash #3971): so it answers one before all others."""
    server.test_client().get(prefix, environ_overrides={log.UNSEEN: True})


def _version(found: files.Files, settings: Settings) -> str:
    """What a reply depends on beside its request and the code: the files and the settings."""
    shown = [(name, value) for name, value in asdict(settings).items() if name not in _NOT_SHOWN]
    return hashlib.sha256(f"{found.digest} {shown}".encode()).hexdigest()[:16]
