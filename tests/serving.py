"""Real servers for tests: the app under gunicorn, Redis, nginx; each on a free port of this machine, ended after."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
# The start of every command that serves with our settings.
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "python:app.serve.gunicorn_settings")
PATIENCE = 60.0  # seconds: how long we wait before we call it broken, on a slow and shared machine


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], Any], what: str) -> Any:
    """Wait for something to become true, and give it back."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError, http.client.HTTPException):
            value = true()
            if value:
                return value
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE:g} s in vain for {what}")


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def fetch(
    url: str,
    payload: Any = None,
    *,
    data: bytes | None = None,
    headers: dict[str, str] | None = None,
    method: str | None = None,
) -> Answer:
    """Ask, and give the answer back whatever its status. A payload is sent as JSON."""
    body = json.dumps(payload).encode() if payload is not None else data
    request = urllib.request.Request(url, data=body, headers=headers or {}, method=method)  # noqa: S310  our own server
    if body is not None and not request.has_header("Content-type"):
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def callback(output: str, values: dict[str, Any], changed: str | None = None) -> dict[str, Any]:
    """What the page sends for a callback with one output and inputs ``{"id.property": value}``."""
    identity, name = output.rsplit(".", 1)
    inputs = [
        {"id": key.rsplit(".", 1)[0], "property": key.rsplit(".", 1)[1], "value": value}
        for key, value in values.items()
    ]
    return {
        "output": output,
        "outputs": {"id": identity, "property": name},
        "inputs": inputs,
        "changedPropIds": [changed or next(iter(values))],
        "parsedChangedPropsIds": [changed or next(iter(values))],
    }


def piece(run: str, first: int) -> dict[str, Any]:
    """The page's request for one piece of a run."""
    return callback("store-piece.data", {"store-request.data": {"pieces": [{"run": run, "first": first}]}})


def opened(search: str = "", path: str = "/") -> dict[str, Any]:
    """The page's first request."""
    return callback("div-page.children", {"store-address.data": {"path": path, "search": search, "dark": False}})


@dataclass
class Gunicorn:
    """A running server of the app."""

    url: str
    process: subprocess.Popen[bytes]
    log_file: Path
    settings: dict[str, str] = field(default_factory=dict)

    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    def lines(self) -> list[dict[str, Any]]:
        """The log, each line of it being JSON."""
        return [json.loads(line) for line in self.log().splitlines(keepends=True) if line.endswith("\n")]

    def ask(self, payload: Any) -> Answer:
        return fetch(f"{self.url}_dash-update-component", payload)

    def workers(self) -> list[int]:
        """The process ids of the workers that have been started, oldest first."""
        words = [line["message"] for line in self.lines() if line["event"] == "gunicorn.error"]
        return [int(word.rsplit(" ", 1)[1]) for word in words if word.startswith("Booting worker with pid")]


@contextmanager
def gunicorn(
    folder: Path, *, workers: int = 2, port: int | None = None, options: tuple[str, ...] = (), **settings: str
) -> Iterator[Gunicorn]:
    """The app as the image serves it. ``settings`` by their names in `Settings`; by default the workers share files."""
    port = port or free_port()
    chosen = {"cache": "files", "cache_dir": str(folder / "cache"), **settings}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOSS_LANDSCAPE_")}
    environment |= {f"LOSS_LANDSCAPE_{name.upper()}": value for name, value in chosen.items()}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}
    folder.mkdir(parents=True, exist_ok=True)
    log_file = folder / f"gunicorn-{port}.log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [*GUNICORN, f"--workers={workers}", f"--bind=127.0.0.1:{port}", *options, "app.wsgi:server"],
            cwd=ROOT,
            env=environment,
            stderr=log,
        )
    server = Gunicorn(f"http://127.0.0.1:{port}{settings.get('path_prefix', '/')}", process, log_file, chosen)
    try:
        until(lambda: process.poll() is not None or len(server.workers()) >= workers, "gunicorn's workers")
        assert process.poll() is None, server.log()
        until(lambda: fetch(f"http://127.0.0.1:{port}/healthz").status == 200, "gunicorn")
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def one_process(folder: Path, **settings: str) -> Iterator[Gunicorn]:
    """The app as ``make run`` serves it: ``python -m app``, one process."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOSS_LANDSCAPE_")}
    environment |= {f"LOSS_LANDSCAPE_{name.upper()}": value for name, value in {"port": str(port), **settings}.items()}
    folder.mkdir(parents=True, exist_ok=True)
    log_file = folder / f"app-{port}.log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "app"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=log
        )
    server = Gunicorn(f"http://127.0.0.1:{port}/", process, log_file, settings)
    try:
        until(lambda: process.poll() is not None or fetch(f"{server.url}healthz").status == 200, "the app")
        assert process.poll() is None, server.log()
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


@dataclass
class Redis:
    """A Redis that can go away and come back."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        assert program, "`make test` brings Redis: tests/system-packages servers"
        self.process = subprocess.Popen(
            [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
        )
        until(self._answers, "Redis")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(PATIENCE)
            self.process = None

    def _answers(self) -> bool:
        with socket.create_connection(("127.0.0.1", self.port), timeout=1) as talk:
            talk.sendall(b"PING\r\n")
            return talk.recv(16).startswith(b"+PONG")


@contextmanager
def redis_server(folder: Path) -> Iterator[Redis]:
    """A real Redis that keeps nothing on the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Redis(free_port(), folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


# The logs as they are by default, at the places where the packages have them.
NGINX = """daemon off; error_log {folder}/error.log notice; pid {folder}/nginx.pid; worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {http}
}}
"""


@contextmanager
def nginx(folder: Path, http: str) -> Iterator[None]:
    """A real nginx with this in its ``http`` block; the caller names its port and waits for it."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    assert program, "`make test` brings nginx: tests/system-packages servers"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, http=http))
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"])
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)
