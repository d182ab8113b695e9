"""A page of a course, of another origin than ours, that shows ours in a frame."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SANDBOX = 'sandbox="allow-scripts"'


@contextmanager
def course_page(script: str = "", headers: Mapping[str, str] | None = None) -> Iterator[Callable[[str], str]]:
    """The page, served. What is yielded takes the frame's tag, and gives the address of a page with it and a script."""
    shown: dict[str, str] = {}

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            icon = '<link rel="icon" href="data:,">'  # else Chromium asks for one, and complains
            head = f'<!doctype html><html lang="en"><title>A course</title>{icon}<script>{script}</script>'
            body = f"{head}<h1>Week 3</h1>{shown.get('frame', '')}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def put(tag: str) -> str:
            shown["frame"] = tag
            return f"http://localhost:{server.server_port}/"

        try:
            yield put
        finally:
            server.shutdown()
