"""The app as it is served: gunicorn that stops, loses a worker, logs, counts and tells the truth about itself."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from app.factory import create_app
from app.settings import Settings
from app.store.cache import remembered
from app.store.heavy import WAITING, BusyError, HeavyWork
from tests.serving import fetch, gunicorn, one_process, opened, piece, redis_server, until

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
    """It goes on without Redis, so it stays ready, and says how; the log says when it goes and when it returns."""

    def said() -> list[str]:
        return [line["message"] for line in server.lines() if line["event"] == "app.store.cache"]

    with (
        redis_server(tmp_path / "redis") as redis,
        gunicorn(tmp_path, workers=1, cache="redis", redis_url=redis.url) as server,
    ):
        ready = f"{server.url}readyz"
        assert (fetch(ready).status, fetch(ready).body) == (200, b"OK")
        pieces = [server.ask(piece(RUN, first)).body for first in (0, 64)]
        assert said() == []
        for turn in (1, 2):
            redis.stop()
            gone = time.monotonic()
            while time.monotonic() - gone < 3:  # longer than it is left alone before it is asked again
                answer = fetch(ready)
                assert answer.status == 200
                assert answer.body.startswith(b"degraded: Redis does not answer")
                assert fetch(f"{server.url}healthz").status == 200
                assert [server.ask(piece(RUN, first)).body for first in (0, 64)] == pieces
            assert len(said()) == 2 * turn - 1
            assert "does not answer" in said()[-1]
            redis.start()
            # Those who ask for pieces see it return as well as who asks whether it is ready.
            if turn == 1:
                until(lambda: fetch(ready).body == b"OK", "readiness")
            until(lambda: server.ask(piece(RUN, 0)).status == 200 and len(said()) % 2 == 0, "word of its return")
            assert server.ask(piece(RUN, 0)).body == pieces[0]
            assert said()[-1] == "Redis answers again"
            assert fetch(ready).body == b"OK"
        assert len(said()) == 4
        assert "Traceback" not in server.log()


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


HEAVY = (
    "preview.png?problem=rugged&rules=Momentum,learning_rate:0.012~Adam,learning_rate:0.02&steps=5000&start=0.{},0.2"
)


@pytest.mark.parametrize("kind", ["gunicorn", "make run"])
def test_heavy_requests_never_hold_back_light_ones(tmp_path: Path, kind: str) -> None:
    """All places and all waiting rooms are taken, by work that takes seconds; who asks for a page has it meanwhile.

    Told by order, not by time: with the threads full of those who wait, a page would come after most of them.
    """
    many, jobs = 30, 2
    answered: list[int] = []

    def ask(number: int) -> None:
        with suppress(OSError, HTTPException):  # the server stops before it has come to the last of them
            answered.append(fetch(f"{server.url}{HEAVY.format(300 + number)}").status)

    settings = {"heavy_jobs": str(jobs), "heavy_wait": "50"}
    with ThreadPoolExecutor(many) as people, ExitStack() as stack:
        if kind == "gunicorn":
            quick = ("--graceful-timeout=1",)
            server = stack.enter_context(gunicorn(tmp_path, workers=1, options=quick, **settings))
        else:
            server = stack.enter_context(one_process(tmp_path, **settings))
        for number in range(many):
            people.submit(ask, number)
        refused = many - jobs - WAITING
        until(
            lambda: answered.count(503) >= refused, "those beyond the waiting room, who are asked to come back at once"
        )
        assert answered.count(503) == refused
        before = answered.count(200)
        for path in ("", "hike", "healthz", "readyz", "_dash-layout", "practice", "robots.txt", "networks") * 2:
            assert fetch(f"{server.url}{path}").status == 200
        assert answered.count(200) - before <= jobs, "the heavy ones are still under way"
        assert len(answered) < many


def test_who_comes_to_the_same_work_waits_without_a_place_and_finds_it_done() -> None:
    heavy, looked, begun, end = HeavyWork(1, 60), threading.Event(), threading.Event(), threading.Event()
    kept: dict[str, str] = {}

    def look() -> str | None:
        looked.set()
        return kept.get("a")

    def make() -> str:
        begun.set()
        end.wait(60)
        kept["a"] = "made"
        return "made"

    with ThreadPoolExecutor(3) as people:
        first = people.submit(heavy.once, "a", lambda: kept.get("a"), make)
        begun.wait(60)
        second = people.submit(heavy.once, "a", look, lambda: "made twice")
        looked.wait(60)
        end.set()
        assert (first.result(60), second.result(60)) == ("made", "made")


def test_nobody_waits_where_too_many_wait_already() -> None:
    heavy, end = HeavyWork(1, 60, waiting=2), threading.Event()
    places = [threading.Event() for _ in range(3)]

    def work(number: int) -> None:
        with heavy.place(f"work {number}"):
            places[number].set()
            end.wait(60)

    people = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for each in people:
        each.start()
    until(lambda: sum(place.is_set() for place in places) == 1 and heavy._room == 0, "one at work and two who wait")
    with pytest.raises(BusyError), heavy.place("one more"):
        pass
    end.set()
    for each in people:
        each.join()
    with heavy.place("one more"):
        assert heavy._room == 2


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
