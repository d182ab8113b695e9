"""The HTTP edge, on the app itself and on a real gunicorn with several workers."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.factory import create_app
from app.settings import Settings

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Settings()).server.test_client()


def body(output: str, properties: dict[str, Any], changed: str) -> dict[str, Any]:
    """What the page sends for a callback with one output and one input."""
    identity, name = output.split(".")
    inputs = [
        {"id": key.split(".")[0], "property": key.split(".")[1], "value": value} for key, value in properties.items()
    ]
    return {
        "output": output,
        "outputs": {"id": identity, "property": name},
        "inputs": inputs,
        "changedPropIds": [changed],
        "state": [],
    }


PIECE = body(
    "store-piece.data",
    {"store-request.data": {"pieces": [{"run": "v=1&learning_rate=0.3", "first": 0}]}},
    "store-request.data",
)


def test_health(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "OK")


def test_the_page_says_what_it_is(client: FlaskClient) -> None:
    text = client.get("/").text
    assert '<html lang="en">' in text
    assert 'name="description"' in text
    assert "<noscript>" in text
    assert "--accent:#0b5fa5" in text
    assert '<html lang="en" data-theme="dark">' in client.get("/?theme=dark").text
    assert len(text) < 25_000, "no picture travels with the empty page"
    assert "<script>x" not in client.get("/?theme=<script>x").text


def test_a_path_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "no such page" in answer.text


def test_headers(client: FlaskClient) -> None:
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-" in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors *" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers
    assert "X-Frame-Options" not in headers


def test_a_body_that_is_too_large_is_refused(client: FlaskClient) -> None:
    assert (
        client.post("/_dash-update-component", data="x" * 100_000, content_type="application/json").status_code == 413
    )


def test_a_piece_comes_through_a_callback(client: FlaskClient) -> None:
    answer = client.post("/_dash-update-component", json=PIECE)
    assert answer.status_code == 200
    (piece,) = json.loads(answer.json["response"]["store-piece"]["data"])
    assert (piece["run"], piece["first"], piece["next"]) == ("v=1&optimizer=GradientDescent&learning_rate=0.3", 0, 64)


def test_two_apps_in_one_process_answer_for_themselves() -> None:
    small, large = (create_app(Settings(grid_size=size)).server.test_client() for size in (11, 21))
    figures = body(
        "store-figures.data", {"store-landscape.data": "bowl", "store-mode.data": "light"}, "store-mode.data"
    )
    sizes = []
    for each in (small, large):
        answer = each.post("/_dash-update-component", json=figures).json
        sizes.append(answer["response"]["store-figures"]["data"]["surface"]["data"][0]["z"]["shape"])
    assert sizes == ["11, 11", "21, 21"]


@contextmanager
def gunicorn(tmp_path: Path, workers: int) -> Iterator[str]:
    """A real server with several workers that share a cache of files, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "LOSS_LANDSCAPE_CACHE": "files", "LOSS_LANDSCAPE_CACHE_DIR": str(tmp_path / "cache")}
    command = ["-m", "gunicorn", "app.wsgi:server", "--preload", "--no-control-socket", f"--workers={workers}"]
    with subprocess.Popen(
        [sys.executable, *command, f"--bind=127.0.0.1:{port}", "--worker-class=gthread", "--threads=4"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stderr is not None
            for line in server.stderr:  # it says when it listens; workers start right after
                if "Listening" in line:
                    break
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.communicate(timeout=20)


def fetch(url: str, payload: dict[str, Any] | None = None) -> tuple[int, bytes]:
    data = None if payload is None else json.dumps(payload).encode()
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})  # noqa: S310  our own server
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        return answer.status, answer.read()


def test_eight_first_requests_at_once_to_a_fresh_gunicorn(tmp_path: Path) -> None:
    with gunicorn(tmp_path, workers=3) as url, ThreadPoolExecutor(8) as people:
        pages = list(people.map(lambda _: fetch(f"{url}/"), range(8)))
        assert {status for status, _ in pages} == {200}
        assert all(b"_dash-config" in page and b"DashRenderer" in page for _, page in pages)
        pieces = list(people.map(lambda _: fetch(f"{url}/_dash-update-component", PIECE), range(8)))
        assert {status for status, _ in pieces} == {200}
        assert len({text for _, text in pieces}) == 1, "the same piece from any worker has the same bits"


def test_a_wrong_setting_stops_the_start_with_one_sentence() -> None:
    environment = {**os.environ, "LOSS_LANDSCAPE_PORT": "eighty"}
    done = subprocess.run(
        [sys.executable, "-m", "app"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr.strip() == "LOSS_LANDSCAPE_PORT must be a whole number of at least 0; got 'eighty'"


def test_python_m_app_prints_the_address_and_serves() -> None:
    environment = {**os.environ, "LOSS_LANDSCAPE_PORT": "0"}
    with subprocess.Popen(
        [sys.executable, "-m", "app"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            url = next(word for word in line.split() if word.startswith("http://"))
            assert fetch(f"{url}healthz") == (200, b"OK")
        finally:
            server.terminate()
