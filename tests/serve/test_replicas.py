"""Any piece of any path from any process, machine or cache, and with the cache away: the same bits."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask import Flask
from redis import Redis as RedisClient

import losscore as ls
from app.link.fields import Part
from app.runs.results import Results, pieces
from app.runs.scene import Rule, Scene, to_link
from app.settings import Settings
from app.store.cache import RawBytes, make_cache, remembered, round_trip
from tests.serving import ROOT, Redis, fetch, free_port, gunicorn, nginx, opened, piece, redis_server, until

SCENES = [
    Scene(rules=(Rule("Momentum", 0.1, 0.8),), steps=700),
    Scene(rules=(Rule(learning_rate=1.6, schedule="CosineDecay"),), steps=400),
    Scene(problem="bowl", rules=(Rule("Adam", 0.1),), steps=330),
]
KINDS = ("memory", "files", "redis")


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, redis: Redis, tmp_path: Path) -> Settings:
    return Settings(cache=request.param, cache_dir=str(tmp_path / "cache"), redis_url=redis.url)


def process(settings: Settings) -> Results:
    """What another worker would have: a cache of its own on the same settings."""
    return Results(make_cache(Flask("test"), settings), settings)


def decoded(packed: dict[str, str]) -> np.ndarray:
    shape = tuple(int(n) for n in packed["shape"].split(","))
    return np.frombuffer(base64.b64decode(packed["bdata"]), dtype="<" + packed["dtype"]).reshape(shape)


def joined(replies: list[dict[str, Any]], name: str) -> np.ndarray:
    return np.concatenate([decoded(reply[name]) for reply in replies])


def whole(scene: Scene) -> ls.Path:
    return ls.descend(scene.problem_shown.objective, scene.rule.make(scene.steps), scene.start_weights, scene.steps)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: to_link(scene))
def test_two_processes_take_turns_and_the_path_is_the_engines(settings: Settings, scene: Scene) -> None:
    turns = itertools.cycle((process(settings), process(settings)))
    replies: list[dict[str, Any]] = []
    first: int | None = 0
    while first is not None:
        replies.append(json.loads(next(turns).piece(scene, first)))
        first = replies[-1]["next"]
    path = whole(scene)
    assert np.array_equal(joined(replies, "weights"), path.weights)
    assert np.array_equal(joined(replies, "losses"), path.losses)
    assert replies[-1]["outcome"]["sentence"] == ls.verdict(path, scene.problem_shown).sentence


def test_what_is_kept_is_not_made_again(settings: Settings) -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"\x80\x04 bytes of any kind"

    cache = make_cache(Flask("test"), settings)
    key = f"{settings.cache} {time.time_ns()}"
    assert remembered(cache, key, make) == remembered(cache, key, make) == b"\x80\x04 bytes of any kind"
    assert made == [1]
    assert round_trip(cache)


def test_redis_holds_our_bytes_and_nothing_is_unpickled(redis: Redis, tmp_path: Path) -> None:
    settings = Settings(cache="redis", redis_url=redis.url)
    cache = make_cache(Flask("test"), settings)
    talk = RedisClient.from_url(redis.url)
    talk.flushall()
    source = Results(cache, settings)
    text = source.piece(SCENES[0], 0)
    kept = {key: talk.get(key) for key in talk.scan_iter()}
    assert kept
    assert all(value is not None and value[:1] == b"b" for value in kept.values())
    assert all(0 < talk.ttl(key) <= settings.cache_seconds for key in kept)
    # Somebody writes a pickle that would run a program into every place: it is not read, and the bits are the same.
    trap = f"cos\nsystem\n(S'touch {tmp_path / 'ran'}'\ntR.".encode()
    for key in kept:
        talk.set(key, trap)
        talk.set(str(key.decode()) + "!", b"!" + trap)
    assert RawBytes().loads(trap) is None
    assert source.piece(SCENES[0], 0) == text
    assert not (tmp_path / "ran").exists()


def test_redis_goes_away_and_comes_back(redis: Redis) -> None:
    """Slower, never wrong, never an error; and an absent Redis is asked seldom, so that it slows nothing down."""
    settings = Settings(cache="redis", redis_url=redis.url)
    source, scene, path = process(settings), SCENES[0], whole(SCENES[0])
    spans = [begin for begin, _ in pieces(scene.steps)]
    replies = [json.loads(source.piece(scene, spans[0]))]
    redis.stop()
    try:
        asked = 0
        client = source.cache.cache._redis
        get = client.get

        def counted(*arguments: Any) -> Any:
            nonlocal asked
            asked += 1
            return get(*arguments)

        client.get = counted
        replies.append(json.loads(source.piece(scene, spans[1])))
        for _ in range(200):
            assert json.loads(source.piece(scene, spans[1])) == replies[-1]
        assert asked < 20, "left alone after it did not answer"
        assert not round_trip(source.cache)
    finally:
        redis.start()
    until(lambda: round_trip(source.cache), "Redis")
    replies += [json.loads(process(settings).piece(scene, begin)) for begin in spans[2:]]
    assert np.array_equal(joined(replies, "weights"), path.weights)


def test_a_redis_that_hangs_is_waited_for_once() -> None:
    """It accepts the connection and says nothing: whoever has waited for it a few times leaves it alone for a while."""
    asked: list[socket.socket] = []

    def accept(silent: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                asked.append(silent.accept()[0])

    with socket.create_server(("127.0.0.1", 0)) as silent:
        listener = threading.Thread(target=accept, args=(silent,))
        listener.start()
        settings = Settings(cache="redis", redis_url=f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        source = process(settings)
        first = source.piece(SCENES[1], 0)
        assert all(source.piece(SCENES[1], 0) == first for _ in range(50))
        silent.shutdown(socket.SHUT_RDWR)
        listener.join()
    for each in asked:
        each.close()
    assert 1 <= len(asked) <= 6, "fifty-one pieces, and no more than a few patient connections"


def test_three_replicas_behind_nginx_with_redis(tmp_path: Path, redis: Redis) -> None:
    """Round robin, no sticky sessions; Redis goes away and comes back while a learner plays."""
    ports, front = [free_port() for _ in range(3)], free_port()
    upstream = " ".join(f"server 127.0.0.1:{port};" for port in ports)
    block = f"upstream app {{ {upstream} }} server {{ listen 127.0.0.1:{front};"
    block += " location / { proxy_pass http://app; add_header X-Replica $upstream_addr always; } }"
    url = f"http://127.0.0.1:{front}/"
    with ExitStack() as stack:
        for port in ports:
            folder = tmp_path / str(port)
            stack.enter_context(gunicorn(folder, workers=1, port=port, cache="redis", redis_url=redis.url))
        stack.enter_context(nginx(tmp_path / "nginx", block))
        until(lambda: fetch(f"{url}readyz").status == 200, "nginx")
        files = {fetch(url).body for _ in range(3)}
        assert len(files) == 1, "one page, with the same names of files, from each"
        for scene in SCENES:
            run, path, replies = to_link(scene, Part.RUN), whole(scene), []
            seen = set()
            for number, (first, _) in enumerate(pieces(scene.steps)):
                if scene is SCENES[0] and number == 1:
                    redis.stop()
                if scene is SCENES[0] and number == 2:
                    redis.start()
                answers = [fetch(f"{url}_dash-update-component", piece(run, first)) for _ in range(3)]
                assert {answer.status for answer in answers} == {200}
                assert len({answer.body for answer in answers}) == 1, "the same bits from each"
                seen |= {answer.headers["X-Replica"] for answer in answers}
                (made,) = json.loads(answers[0].json()["response"]["store-piece"]["data"])
                replies.append(made)
                if made["next"] is None:
                    break
            assert len(seen) == 3
            assert np.array_equal(joined(replies, "weights"), path.weights)
            assert np.array_equal(joined(replies, "losses"), path.losses)
        texts = {fetch(f"{url}_dash-layout").body for _ in range(3)}
        assert len(texts) == 1
        shown = [fetch(f"{url}_dash-update-component", opened("?problem=saddle")).json() for _ in range(3)]
        assert shown[0] == shown[1] == shown[2]


@pytest.mark.parametrize("cut", [True, False], ids=["a proxy that cuts the prefix off", "one that passes it on"])
def test_under_a_prefix_behind_nginx(tmp_path: Path, cut: bool) -> None:
    front = free_port()
    with gunicorn(tmp_path / "app", workers=1, path_prefix="/math/landscape/", proxies="1") as server:
        origin = server.url.removesuffix("/math/landscape/")
        block = f"server {{ listen 127.0.0.1:{front}; location /math/landscape/ {{ "
        block += f"proxy_pass {origin}{'/' if cut else ''}; proxy_set_header Host $http_host;"
        block += " proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto https; } }"
        with nginx(tmp_path / "nginx", block):
            url = f"http://127.0.0.1:{front}/math/landscape/"
            page = until(lambda: (got := fetch(url)).status == 200 and got, "nginx").body.decode()
            links = [part.split('"')[0] for part in page.replace("href=", "src=").split('src="')[1:]]
            # What others are told of the page is absolute, as the proxy was asked for it.
            told = [link for link in links if "://" in link]
            assert told[0] == url.replace("http:", "https:")
            picture = page.partition('og:image" content="')[2].partition('"')[0]
            assert picture == f"{told[0]}preview.png"
            for address in (picture, *told[1:]):
                assert fetch(address.replace("https:", "http:").replace("&amp;", "&")).status == 200, address
            for link in [link for link in links if link not in told]:
                assert link.startswith("/math/landscape/_files/"), link
                answer = fetch(f"http://127.0.0.1:{front}{link}")
                assert (answer.status, "immutable" in answer.headers["Cache-Control"]) == (200, True)
            assert '"requests_pathname_prefix":"/math/landscape/"' in page.replace("\\u002f", "/")
            assert fetch(f"{url}_dash-layout").status == 200
            assert fetch(f"{url}_dash-update-component", opened("", "/")).status == 200
            missing = fetch(f"{url}nowhere")
            assert missing.status == 404
            assert 'href="/math/landscape/"' in missing.body.decode()


def test_the_nginx_of_the_readme_serves_the_app(tmp_path: Path) -> None:
    front = free_port()
    (host,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)
    with gunicorn(tmp_path / "app", workers=1, path_prefix="/landscape/", proxies="1") as server:
        origin = server.url.removesuffix("/landscape/")
        block = host.replace("http://127.0.0.1:8050", origin).replace("listen 80;", f"listen 127.0.0.1:{front};")
        with nginx(tmp_path / "nginx", block):
            url = f"http://127.0.0.1:{front}/landscape/"
            page = until(lambda: (got := fetch(url)).status == 200 and got, "nginx")
            assert b'"requests_pathname_prefix":"/landscape/"' in page.body.replace(b"\\u002f", b"/")
            assert fetch(f"{url}_dash-update-component", opened()).status == 200
