"""The HTTP edge, on the app itself and on a real gunicorn with several workers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.factory import create_app
from app.kit.header import PAGES
from app.kit.theme import PALETTES
from app.settings import Settings
from tests.serving import callback, fetch, gunicorn, piece

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Settings()).server.test_client()


PIECE = piece("v=1&learning_rate=0.3", 0)


def test_health(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "OK")


def test_the_page_says_what_it_is(client: FlaskClient) -> None:
    text = client.get("/").text
    assert '<html lang="en">' in text
    assert 'name="description"' in text
    assert "<noscript>" in text
    assert f"--accent:{PALETTES['light'].accent}" in text
    assert '<html lang="en" data-theme="dark">' in client.get("/?theme=dark").text
    assert len(text) < 36_000, "no picture travels with the empty page: mostly it is the addresses of its scripts"
    assert "<script>x" not in client.get("/?theme=<script>x").text


def test_a_path_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "no such page" in answer.text
    # It is whole without scripts: the bar with all pages, the site's colours and type.
    assert "<script" not in answer.text
    assert {f'href="/{path[1:]}"' for path in PAGES} <= set(re.findall(r'href="[^"]*"', answer.text))
    for file in re.findall(r'href="(/assets/[^"]*)"', answer.text):
        with client.get(file) as sent:
            assert sent.status_code == 200, file


def test_headers(client: FlaskClient) -> None:
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-" in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors *" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    # Both are needed by a course page that asks for isolation; see test_edge.py.
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    for address in ("/", "/preview.png", "/healthz", "/nowhere"):
        assert client.get(address).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in headers
    assert "X-Frame-Options" not in headers


def test_a_body_that_is_too_large_is_refused(client: FlaskClient) -> None:
    assert (
        client.post("/_dash-update-component", data="x" * 100_000, content_type="application/json").status_code == 413
    )


def test_a_piece_comes_through_a_callback(client: FlaskClient) -> None:
    answer = client.post("/_dash-update-component", json=PIECE)
    assert answer.status_code == 200
    (made,) = json.loads(answer.json["response"]["store-piece"]["data"])
    assert (made["run"], made["first"], made["next"]) == ("v=1&optimizer=GradientDescent&learning_rate=0.3", 0, 64)


def test_two_apps_in_one_process_answer_for_themselves() -> None:
    small, large = (create_app(Settings(grid_size=size)).server.test_client() for size in (11, 21))
    figures = callback("store-figures.data", {"store-landscape.data": "bowl", "store-mode.data": "light"})
    sizes = []
    for each in (small, large):
        answer = each.post("/_dash-update-component", json=figures).json
        sizes.append(answer["response"]["store-figures"]["data"]["contour"]["data"][0]["z"]["shape"])
    assert sizes == ["11, 11", "21, 21"]


def test_eight_first_requests_at_once_to_a_fresh_gunicorn(tmp_path: Path) -> None:
    with gunicorn(tmp_path, workers=3) as server, ThreadPoolExecutor(8) as people:
        pages = list(people.map(lambda _: fetch(server.url), range(8)))
        assert {page.status for page in pages} == {200}
        assert all(b"_dash-config" in page.body and b"DashRenderer" in page.body for page in pages)
        pieces = list(people.map(lambda _: server.ask(PIECE), range(8)))
        assert {answer.status for answer in pieces} == {200}
        assert len({answer.body for answer in pieces}) == 1, "the same piece from any worker has the same bits"


def test_python_m_app_prints_the_address_and_serves() -> None:
    environment = {**os.environ, "LOSS_LANDSCAPE_PORT": "0"}
    with subprocess.Popen(
        [sys.executable, "-m", "app"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            url = next(word for word in line.split() if word.startswith("http://"))
            answer = fetch(f"{url}healthz")
            assert (answer.status, answer.body) == (200, b"OK")
            assert not re.search(r"[0-9]+\.[0-9]+", answer.headers["Server"])
        finally:
            server.terminate()
