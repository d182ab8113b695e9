"""The app as it is served: gunicorn that stops, loses a worker, logs, counts and tells the truth about itself."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from app.cache import remembered
from app.factory import create_app
from app.settings import Settings
from tests.serving import fetch, gunicorn, opened, piece, redis_server, until

RUN = "v=1&learning_rate=0.3"


def test_sigterm_finishes_what_is_under_way(tmp_path: Path) -> None:
    with gunicorn(tmp_path, workers=1) as server:
        place, body = urlsplit(server.url), json.dumps(piece(RUN, 0)).encode()
        with socket.create_connection((place.hostname or "", place.port or 0), timeout=60) as talk:
            talk.sendall(
                b"POST /_dash-update-component HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body)
            )
            assert b"100 Continue" in talk.recv(1024), "the worker has begun to read it"
            server.process.send_signal(signal.SIGTERM)
            until(lambda: "Handling signal: term" in server.log(), "gunicorn to hear of it")
            assert server.process.poll() is None
            talk.sendall(body)
            answer = HTTPResponse(talk)
            answer.begin()
            reply = json.loads(answer.read())
        assert answer.status == 200
        assert json.loads(reply["response"]["store-piece"]["data"])[0]["next"] == 64
        assert server.process.wait(60) == 0


def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    with gunicorn(tmp_path, workers=2) as server:
        first = server.workers()
        before = server.ask(piece(RUN, 0)).body
        os.kill(first[0], signal.SIGKILL)
        until(lambda: len(server.workers()) == 3, "another worker")
        for _ in range(8):
            assert until(lambda: server.ask(piece(RUN, 0)), "an answer").body == before


def test_readyz_tells_the_truth_about_files(tmp_path: Path) -> None:
    with gunicorn(tmp_path, workers=1) as server:
        assert fetch(f"{server.url}readyz").status == 200
        folder = Path(server.settings["cache_dir"])
        shutil.rmtree(folder)
        folder.write_text("in the way: nobody can write here now, not even root")
        answer = fetch(f"{server.url}readyz")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
        assert answer.body == b"The cache (files) does not answer."
        assert fetch(f"{server.url}healthz").status == 200
        assert server.ask(piece(RUN, 0)).status == 200, "slower, but never an error to the learner"
        folder.unlink()
        folder.mkdir()
        assert fetch(f"{server.url}readyz").status == 200
        assert "Traceback" not in server.log()


def test_readyz_tells_the_truth_about_redis(tmp_path: Path) -> None:
    with redis_server(tmp_path / "redis") as redis, gunicorn(tmp_path, cache="redis", redis_url=redis.url) as server:
        assert fetch(f"{server.url}readyz").status == 200
        redis.stop()
        for _ in range(6):
            assert fetch(f"{server.url}readyz").status == 503
            assert fetch(f"{server.url}healthz").status == 200
        redis.start()
        assert until(lambda: fetch(f"{server.url}readyz").status == 200, "readiness")


def test_the_log_is_json_and_holds_nothing_of_the_request(tmp_path: Path) -> None:
    with gunicorn(tmp_path, workers=1) as server:
        fetch(f"{server.url}?theme=marker-in-the-query")
        fetch(f"{server.url}marker-in-the-path")
        fetch(server.url, headers={"X-Forwarded-For": "203.0.113.77", "User-Agent": "marker-agent"})
        server.ask(piece("v=1&learning_rate=marker", 0))
        server.ask({"output": "marker.output"})
        place = urlsplit(server.url)
        for line in (b"GET /marker\x01 HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nmarker: \x00\r\n\r\n", b"marker\r\n\r\n"):
            with socket.create_connection((place.hostname or "", place.port or 0), timeout=60) as talk:
                talk.sendall(line)
                assert b" 400 " in talk.recv(4096)
        until(lambda: server.log().count("no valid HTTP") == 3, "three lines")
        lines = [line for line in server.lines() if line["event"] == "request"]
        assert "marker" not in server.log()
        assert "127.0.0.1" not in "".join(json.dumps(line) for line in lines)
        assert "203.0.113.77" not in server.log()
        seen = [(line["method"], line["route"], line["status"]) for line in lines if line["route"] != "/healthz"]
        assert seen == [
            ("GET", "/", 200),
            ("GET", "(none)", 404),
            ("GET", "/", 200),
            ("POST", "/_dash-update-component", 200),
            ("POST", "/_dash-update-component", 400),
        ]
        assert lines[-2]["callback"] == "store-piece.data"
        assert all(line["ms"] >= 0 and line["bytes"] > 0 and line["time"].endswith("+00:00") for line in lines)


def test_the_log_holds_addresses_where_they_are_asked_for(tmp_path: Path) -> None:
    with gunicorn(tmp_path, workers=1, log_addresses="yes", proxies="1") as server:
        fetch(server.url, headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.77"})
        line = until(lambda: [line for line in server.lines() if line.get("route") == "/"], "the line")[0]
        assert line["address"] == "203.0.113.77", "what the one proxy in front saw, not what the asker says"


def test_metrics_add_up_over_the_workers(tmp_path: Path) -> None:
    with gunicorn(tmp_path, workers=2, metrics="yes", metrics_dir=str(tmp_path / "metrics")) as server:
        for first in (0, 64, 320):
            for _ in range(5):
                assert server.ask(piece(f"{RUN}&steps=400", first)).status == 200
        for _ in range(4):
            text = fetch(f"{server.url}metrics").body.decode()
            made = 'loss_landscape_requests_total{callback="store-piece.data",method="POST",'
            made += 'route="/_dash-update-component",status="200"} 15.0'
            assert made in text, "from whichever worker"
        assert 'loss_landscape_kept_replies_total{callback="store-piece.data"} 12.0' in text
        assert "loss_landscape_request_seconds_bucket" in text


def test_metrics_are_not_there_unless_asked_for() -> None:
    assert create_app(Settings(grid_size=11)).server.test_client().get("/metrics").status_code == 404
    shown = create_app(Settings(grid_size=11, metrics=True)).server.test_client()
    assert b"loss_landscape_requests" in shown.get("/metrics").data


def test_too_much_heavy_work_is_asked_to_come_back() -> None:
    app = create_app(Settings(grid_size=11, heavy_jobs=1, heavy_wait=0))
    client: FlaskClient = app.server.test_client()
    (cache,) = app.server.extensions["cache"]
    begun, end = threading.Event(), threading.Event()

    def long_work() -> None:
        with cache.heavy.place("something long"):
            begun.set()
            end.wait(60)

    somebody = threading.Thread(target=long_work)
    somebody.start()
    begun.wait(60)
    for body in (opened(), piece(RUN, 0)):
        answer = client.post("/_dash-update-component", json=body)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "2"
        assert "try again" in answer.json["error"]
    assert client.get("/").status_code == 200, "what is light goes on"
    end.set()
    somebody.join()
    for body in (opened(), piece(RUN, 0)):
        assert client.post("/_dash-update-component", json=body).status_code == 200


def test_the_same_heavy_work_is_done_once() -> None:
    app = create_app(Settings(grid_size=11, heavy_jobs=2, heavy_wait=60))
    (cache,) = app.server.extensions["cache"]
    made: list[int] = []

    def slow() -> bytes:
        made.append(1)
        threading.Event().wait(0.2)
        return b"x"

    with ThreadPoolExecutor(8) as people:
        assert set(people.map(lambda _: remembered(cache, "same", slow), range(8))) == {b"x"}
    assert len(made) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PATH_PREFIX", "landscape"),
        ("PATH_PREFIX", "/a b/"),
        ("REDIS_URL", "http://x"),
        ("METRICS", "perhaps"),
        ("FRAME_ANCESTORS", "a; script-src *"),
        ("HEAVY_JOBS", "0"),
    ],
)
def test_a_wrong_setting_stops_gunicorn_with_one_sentence(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"LOSS_LANDSCAPE_{name}", value)
    command = [sys.executable, "-m", "gunicorn", "--config", "python:app.gunicorn_settings", "app.wsgi:server"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    (sentence,) = done.stderr.strip().splitlines()
    assert sentence.startswith(f"LOSS_LANDSCAPE_{name} must be ")
