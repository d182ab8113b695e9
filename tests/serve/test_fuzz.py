"""Garbage at a running gunicorn: it answers each with something short, says nothing of it in the log, and goes on.

Bodies come from a grammar made of the app's own callbacks: whole ones with values of every kind, and damaged ones.
Addresses come from its own paths. Hypothesis adds JSON, bytes and texts of its own.
"""

from __future__ import annotations

import contextlib
import copy
import http.client
import json
import random
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import losscore as ls
from tests.serve.grammar import MARK, address, sent
from tests.serving import Gunicorn, fetch, gunicorn, opened, piece

BODIES, LIKELY, ADDRESSES, INVENTED = 1000, 1200, 700, 400
SHORT = 8192
KNOWN = piece("v=1&learning_rate=0.3", 0)


class Target:
    """A server, and what has been asked of it."""

    def __init__(self, server: Gunicorn) -> None:
        self.server = server
        place = urlsplit(server.url)
        self.host, self.port = place.hostname or "", place.port or 0
        self.talk = http.client.HTTPConnection(self.host, self.port, timeout=120)
        self.asked = 0
        self.statuses: dict[int, int] = {}

    def begin(self) -> None:
        """Count anew: what one test has asked for is the same, whichever tests ran before it."""
        self.asked = 0
        self.statuses = {}

    def ask(self, method: str, address: str, body: bytes | None = None, kind: str = "application/json") -> None:
        """Send anything, and hold the answer to what an answer may be."""
        self.asked += 1
        for last in (False, True):  # a server may close a kept connection at any time
            try:
                self.talk.putrequest(method, address, skip_accept_encoding=True)
                self.talk.putheader("X-Mark", MARK)
                if body is not None:
                    self.talk.putheader("Content-Type", kind)
                    self.talk.putheader("Content-Length", str(len(body)))
                self.talk.endheaders(body)
                answer = self.talk.getresponse()
                text = answer.read()
                break
            except (OSError, http.client.HTTPException):
                self.talk.close()
                if last:
                    raise
        shown = f"{method} {address[:200]!r} {(body or b'')[:300]!r}: {answer.status} {text[:300]!r}"
        assert 200 <= answer.status < 500, shown
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        assert b"Traceback" not in text, shown
        kind_of_answer = answer.headers.get_content_type()
        if answer.status >= 400:
            assert len(text) < SHORT, shown
            if method != "HEAD":
                assert kind_of_answer in ("application/json", "text/html", "text/plain"), shown
            if kind_of_answer == "application/json" and method != "HEAD":
                assert set(json.loads(text)) == {"error"}, shown
        assert "Set-Cookie" not in answer.headers


@pytest.fixture(scope="module")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with gunicorn(tmp_path_factory.mktemp("fuzz"), workers=2, grid_size="15", max_steps="600") as server:
        before = server.ask(KNOWN).body
        answers = fetch(server.url).body
        target = Target(server)
        yield target
        target.talk.close()
        # Alive, the same workers, and right as before; with nothing of what was sent in the log.
        assert server.process.poll() is None
        assert len(server.workers()) == 2, "no worker died"
        assert fetch(f"{server.url}readyz").status == 200
        assert server.ask(KNOWN).body == before
        assert fetch(server.url).body == answers
        log = server.log()
        assert log
        assert MARK not in log
        assert "Traceback" not in log
        for line in server.lines():
            assert line["level"] == "info" or line.get("status", 0) < 500, line


@pytest.fixture
def target(_server: Target) -> Target:
    _server.begin()
    return _server


def links(chance: random.Random) -> str:
    """Something like a link's query, or not at all."""
    names = ["problem", "start", "rules", "steps", "step", "speed", "camera", "theme", "chosen", "v", "optimizer"]
    names += ["learning_rate", "momentum", "schedule", "page", "url", "maxwidth", "format", "lesson", "data", MARK]
    values = [*ls.PROBLEMS, *ls.OPTIMIZERS, *ls.SCHEDULES, "0.3", "1e400", "-1", "nan", "0,0", "1,2,3", "9" * 400, MARK]
    values += [
        "",
        "dark",
        "Momentum,learning_rate:0.3~Adam",
        "~" * 50,
        "\u202e",
        "%00",
        "<script>alert(1)</script>",
        "1",
        "own",
        "valleys",
        "hike",
        "networks",
        "x,0|1;1,0;2,1",
        "http://127.0.0.1/hike",
        f"http://{MARK}:x/",
    ]
    parts = [f"{chance.choice(names)}={chance.choice(values)}" for _ in range(chance.randrange(6))]
    return chance.choice(["", "?"]) + "&".join(parts)


def value(chance: random.Random, depth: int = 0) -> Any:
    """A value of any kind; often like one of the page's own."""
    kinds: list[Callable[[], Any]] = [
        lambda: None,
        lambda: chance.choice([True, False]),
        lambda: chance.choice([0, -1, 2**31, 2**63, -(2**70), 1e308, -1e308, 5e-324, 0.1]),
        lambda: chance.choice(["", MARK, "x" * chance.randrange(3000), "\x00\n\r", "é😀\u2028", "../../etc/passwd"]),
        lambda: links(chance),
        lambda: chance.choice([*ls.PROBLEMS, "light", "dark", "auto"]),
        lambda: {"path": chance.choice(["/", "/hike", MARK, 3]), "search": links(chance), "dark": True},
        lambda: {"pieces": [{"run": links(chance), "first": chance.choice([0, 64, 320, 576, -1, 1.5, MARK])}]},
        lambda: {"pieces": [value(chance, depth + 1) for _ in range(chance.randrange(8))]},
        lambda: {"problem": chance.choice([*ls.PROBLEMS]), "weights": [[chance.choice([0, 1e300, -3, None])] * 2]},
        lambda: {
            "kind": chance.choice(["values", "pick", "add", "remove", "scene", "random", "copy", MARK, 7]),
            "values": {
                chance.choice(["start", "rules", "steps", "data", "seed", "learning_rate", MARK]): links(chance)
            },
            "asked": chance.choice([["start"], [MARK], 5, None]),
            "link": links(chance),
            "run": chance.choice([1, 2, 9, "1", None]),
            "scene": links(chance),
            "chosen": chance.choice([1, 4, 2**60, None]),
            "step": chance.choice([0, 5, 10**12, -1, "x"]),
            "at": chance.choice([1, 1e300, None, MARK]),
        },
        lambda: {
            "run": links(chance),
            "weights": [[chance.choice([0, 1e300, -3, 0.5])] * 2] * chance.randrange(6),
            "chosen": chance.choice([0, 1, -1, 99, True]),
            "step": chance.choice([0, 5, 10**12, -1, 599]),
        },
        lambda: {"run": links(chance), "part": chance.choice([0, 3, 10**9, -1]), "first": 0, "language": MARK},
        lambda: {"scene": links(chance), "chosen": chance.choice([1, 2, 99, "1", None]), "runs": []},
        lambda: {"kind": chance.choice(["add", "remove", MARK]), "run": chance.choice([1, 4, -1, "1"])},
    ]
    if depth < 4:
        kinds += [
            lambda: [value(chance, depth + 1) for _ in range(chance.randrange(4))],
            lambda: {chance.choice(["a", MARK, "weights", "run"]): value(chance, depth + 1) for _ in range(3)},
        ]
    return chance.choice(kinds)()


def likely(chance: random.Random, one: dict[str, Any]) -> dict[str, Any]:
    """A callback's body as the page sends it, with values as its components send them, or nearly."""

    def made(part: dict[str, str], _: int = 0) -> Any:
        return sent(chance, part["id"], part["property"])

    return _body(chance, one, made)


def whole(chance: random.Random, callbacks: list[dict[str, Any]]) -> dict[str, Any]:
    """A body as the page sends it, with any values."""
    return _body(chance, chance.choice(callbacks), lambda _: value(chance))


def _body(chance: random.Random, one: dict[str, Any], made: Callable[[dict[str, str]], Any]) -> dict[str, Any]:
    named = one["output"].strip(".").split("...")
    outputs = [{"id": name.rsplit(".", 1)[0], "property": name.rsplit(".", 1)[1]} for name in named]
    inputs = [{**part, "value": made(part)} for part in one["inputs"]]
    # First which property, so that the one table that is asked for has its turn among twenty values.
    kind = chance.choice(sorted({part["property"] for part in inputs})) if inputs else ""
    changed = [part for part in inputs if part["property"] == kind]
    body = {
        "output": one["output"],
        "outputs": outputs if one["output"].startswith("..") else outputs[0],
        "inputs": inputs,
        "changedPropIds": [f"{part['id']}.{part['property']}" for part in chance.sample(changed, 1)] if inputs else [],
    }
    if one["state"]:
        body["state"] = [{**part, "value": made(part)} for part in one["state"]]
    return body


def damaged(chance: random.Random, body: dict[str, Any]) -> Any:
    """The same with something wrong in it."""
    body = copy.deepcopy(body)
    place: Any = body
    while chance.random() < 0.6:
        inner = list(place.values()) if isinstance(place, dict) else list(place) if isinstance(place, list) else []
        inner = [each for each in inner if isinstance(each, (dict, list)) and each]
        if not inner:
            break
        place = chance.choice(inner)
    if isinstance(place, dict):
        key = chance.choice([*place, MARK])
        if chance.random() < 0.4:
            place.pop(key, None)
        else:
            place[key] = value(chance)
    elif isinstance(place, list):
        if chance.random() < 0.5:
            place.append(value(chance))
        else:
            place.pop()
    return body


def text_of(chance: random.Random, body: Any) -> bytes:
    """The body as text, sometimes no JSON any more."""
    text = json.dumps(body)
    turn = chance.random()
    if turn < 0.08:
        text = text[: chance.randrange(len(text) + 1)]
    elif turn < 0.12:
        text = text.replace("null", "NaN", 1).replace("0.1", "1e400", 1)
    elif turn < 0.15:
        text = text.replace('"value": ', '"value": ' + "[" * chance.choice([30, 3000]), 1)
    elif turn < 0.17:
        text += "x" * 70_000
    elif turn < 0.19:
        return text.encode() + bytes(chance.randrange(256) for _ in range(20))
    return text.encode("utf-8", "surrogatepass")


def test_bodies_from_a_grammar(target: Target) -> None:
    chance = random.Random(20260701)  # noqa: S311  the same every time
    said = fetch(f"{target.server.url}_dash-dependencies").json()
    callbacks = [each for each in said if not each.get("clientside_function")]
    assert len(callbacks) >= 5
    for _ in range(BODIES):
        body: Any = whole(chance, callbacks)
        if chance.random() < 0.5:
            body = damaged(chance, body)
        kind = "application/json" if chance.random() < 0.97 else chance.choice(["text/plain", "", f"x/{MARK}"])
        target.ask("POST", "/_dash-update-component", text_of(chance, body), kind)
    assert target.asked == BODIES
    assert target.statuses[200] > 200, "whole ones are answered"
    assert target.statuses[400] > 200, "damaged ones are refused"
    assert target.statuses[413] > 0


def test_every_callback_with_values_as_its_page_sends_them(target: Target) -> None:
    """Each in its turn: most are answered, whatever is wrong in some of them."""
    chance = random.Random(20260703)  # noqa: S311
    said = fetch(f"{target.server.url}_dash-dependencies").json()
    callbacks = [each for each in said if not each.get("clientside_function")]
    answered: dict[str, int] = dict.fromkeys((each["output"] for each in callbacks), 0)
    rounds = LIKELY // len(callbacks)
    for turn in range(rounds * len(callbacks)):
        one = callbacks[turn % len(callbacks)]
        before = target.statuses.get(200, 0) + target.statuses.get(204, 0)
        target.ask("POST", "/_dash-update-component", json.dumps(likely(chance, one)).encode("utf-8", "surrogatepass"))
        answered[one["output"]] += target.statuses.get(200, 0) + target.statuses.get(204, 0) - before
    assert target.asked == rounds * len(callbacks) > 1000
    poor = {output: number for output, number in answered.items() if number < rounds // 3}
    assert not poor, f"of {rounds} bodies each"


def test_addresses_from_a_grammar(target: Target) -> None:
    chance = random.Random(20260702)  # noqa: S311
    page = fetch(target.server.url).body.decode()
    files = [part.split('"')[0] for part in page.split('src="')[1:]]
    starts = ["/", "/_dash-layout", "/_dash-dependencies", "/_dash-update-component", "/assets/style.css", "/healthz"]
    starts += ["/_dash-component-suites/dash/x.js", "/_dash-component-suites/os/path.js", "/metrics", "/robots.txt"]
    starts += ["/_files/", "/_reload-hash", "/_favicon.ico", "/readyz", *files]
    starts += ["/preview.png", "/preview.png", "/oembed", "/oembed", "/hike", "/networks", "/practice"]
    twists = [
        "",
        "/",
        "//",
        "/..",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%00",
        "%",
        f"/{MARK}",
        ".map",
        "?",
    ]
    methods = ["GET"] * 12 + ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", MARK.upper()]
    for turn in range(ADDRESSES):
        query = "?" + quote(links(chance).lstrip("?"), safe="=&~,:") if chance.random() < 0.5 else ""
        place = chance.choice(starts) + chance.choice(twists) * chance.randrange(3) + query
        if turn % 3 == 0:
            path, asked = address(chance)
            place = f"{path}?{quote(asked.lstrip('?'), safe='=&~,:;|@/')}"
        if chance.random() < 0.03:
            place += "x" * chance.choice([2000, 5000])
        method = chance.choice(methods)
        target.ask(method, place, b"{}" if method in ("POST", "PUT", "PATCH") else None)
    assert target.asked == ADDRESSES
    assert target.statuses[404] > 50


@settings(max_examples=INVENTED, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    body=st.one_of(
        st.binary(max_size=300),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30),
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
            max_leaves=12,
        ),
    ),
    path=st.text(st.characters(codec="utf-8"), max_size=40),
)
def test_bodies_and_addresses_that_hypothesis_invents(target: Target, body: Any, path: str) -> None:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    target.ask("POST", "/_dash-update-component", text)
    with contextlib.suppress(KeyError):
        target.ask("POST", "/_dash-update-component", json.dumps(with_value(body)).encode())
    target.ask("GET", "/" + quote(path, safe="/?&=;:@"))


def with_value(body: Any) -> dict[str, Any]:
    """What was invented, as the value of a real callback."""
    return opened() | {"inputs": [{"id": "store-address", "property": "data", "value": repr(body)[:500]}]}
