"""What passes for a callback's body, and what is refused before Dash sees it."""

from __future__ import annotations

import copy
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.factory import create_app
from app.serve.bodies import DEPTH
from app.settings import Settings
from tests.serve.grammar import MARK, sent
from tests.serving import ROOT, callback, opened, piece

ADDRESS = "/_dash-update-component"
GOOD = piece("v=1&learning_rate=0.3", 0)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Settings(grid_size=11)).server.test_client()


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def with_value(value: Any) -> dict[str, Any]:
    return callback("store-piece.data", {"store-request.data": value})


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in GOOD.items() if name != key}


BAD = {
    "null": None,
    "a list": [],
    "nothing in it": {},
    "a text": "hello",
    "an unknown output": GOOD | {"output": "store-nothing.data"},
    "an output that is no text": GOOD | {"output": ["store-piece.data"]},
    "a callback of the browser": GOOD | {"output": "store-mode.data"},
    "outputs of another": GOOD | {"outputs": {"id": "div-page", "property": "children"}},
    "outputs in a list": GOOD | {"outputs": [GOOD["outputs"]]},
    "no outputs": without("outputs"),
    "no inputs": without("inputs"),
    "too many inputs": GOOD | {"inputs": GOOD["inputs"] * 2},
    "too few inputs": GOOD | {"inputs": []},
    "an input of another": GOOD | {"inputs": [{"id": "div-page", "property": "children", "value": 1}]},
    "an input with an extra": GOOD | {"inputs": [GOOD["inputs"][0] | {"extra": 1}]},
    "an input that is a list": GOOD | {"inputs": [GOOD["inputs"]]},
    "an id that is an object": GOOD | {"inputs": [{"id": {"type": "x"}, "property": "data", "value": 1}]},
    "a state too many": GOOD | {"state": GOOD["inputs"]},
    "a state that is a number": GOOD | {"state": 7},
    "a state that is an empty text": GOOD | {"state": ""},
    "a state that is an empty object": GOOD | {"state": {}},
    "a state that is false": GOOD | {"state": False},
    "a state that is null": GOOD | {"state": None},
    "inputs that are null": GOOD | {"inputs": None},
    "changed that is null": GOOD | {"changedPropIds": None},
    "outputs that are a text": GOOD | {"outputs": "store-piece.data"},
    "a property that is missing": GOOD | {"inputs": [{"id": "store-request", "value": 1}]},
    "something else changed": GOOD | {"changedPropIds": ["div-page.children"]},
    "what changed is a number": GOOD | {"changedPropIds": 3},
    "an unknown part": GOOD | {"extra": 1},
    "deep": with_value(nested(DEPTH + 1)),
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_what_the_page_never_sends_is_refused(client: FlaskClient, body: Any) -> None:
    answer = client.post(ADDRESS, data=json.dumps(body), content_type="application/json")
    assert answer.status_code == 400
    assert answer.mimetype == "application/json"
    assert len(answer.json["error"]) < 400


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "NaN",
        '{"output": NaN}',
        "[1e400]",
        "[Infinity]",
        "1" + "0" * 5000,
        "[" * 5000,
        '"\\ud800"',
        "\x00",
        "\xff\xfe",
    ],
)
def test_what_is_no_json_is_refused(client: FlaskClient, text: str) -> None:
    answer = client.post(ADDRESS, data=text.encode("latin1"), content_type="application/json")
    assert answer.status_code == 400
    assert answer.json == {"error": "The server could not read this request."}


def test_what_calls_itself_something_else_is_refused(client: FlaskClient) -> None:
    assert client.post(ADDRESS, data="{}", content_type="text/plain").status_code == 415
    assert client.get(ADDRESS).status_code == 404
    assert client.put(ADDRESS, json=GOOD).status_code == 405


def test_what_is_too_large_is_refused(client: FlaskClient) -> None:
    answer = client.post(ADDRESS, json=with_value("x" * 100_000))
    assert answer.status_code == 413
    assert "larger" in answer.json["error"]


def test_what_the_page_sends_passes(client: FlaskClient) -> None:
    assert client.post(ADDRESS, json=GOOD).status_code == 200
    assert client.post(ADDRESS, json=opened("?problem=bowl")).status_code == 200
    assert client.post(ADDRESS, json=without("parsedChangedPropsIds")).status_code == 200
    assert client.post(ADDRESS, json=with_value(nested(DEPTH - 6))).status_code == 200, "answered with a sentence"
    assert client.post(ADDRESS, json=with_value("x" * 30_000)).status_code == 200


def test_a_value_that_our_code_refuses_gets_its_sentence(client: FlaskClient) -> None:
    body = callback("store-figures.data", {"store-landscape.data": "problem=atlantis", "store-mode.data": "light"})
    answer = client.post(ADDRESS, json=body)
    assert answer.status_code == 400
    assert "atlantis" in answer.json["error"]


def test_an_error_of_ours_is_a_short_answer_and_a_line_without_its_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(grid_size=11))
    broken = app.server.test_client()

    def fails(*_: Any) -> None:
        raise KeyError("what somebody sent")

    monkeypatch.setattr("app.lab.wiring._piece", fails)
    with caplog.at_level("INFO", logger="app.requests"):
        answer = broken.post(ADDRESS, json=piece("v=1&learning_rate=0.37", 0))
    assert answer.status_code == 500
    assert answer.json["error"].startswith("Something is wrong on the server.")
    line = caplog.records[-1].msg
    assert (line["error"], line["status"]) == ("KeyError", 500)
    assert any("fails" in place for place in line["at"])
    assert "somebody" not in str(line)


MUTATED = 4000
CHANGED = ("changedPropIds", "parsedChangedPropsIds")
ODD: tuple[Any, ...] = (None, True, False, 0, 7, -1.5, 2**63, "", MARK, [], [[]], [None], {}, {MARK: 1}, {"id": 1})


def callbacks(client: FlaskClient) -> list[dict[str, Any]]:
    said = json.loads(client.get("/_dash-dependencies").data)
    return [each for each in said if not each.get("clientside_function")]


def whole(chance: random.Random, one: dict[str, Any]) -> dict[str, Any]:
    """A callback's body as the page sends it."""
    several = one["output"].startswith("..")
    named = [name.rsplit(".", 1) for name in one["output"].strip(".").split("...")]
    outputs = [{"id": identity, "property": prop} for identity, prop in named]
    given = {
        part: [{**each, "value": sent(chance, each["id"], each["property"])} for each in one[part]]
        for part in ("inputs", "state")
    }
    changed = [f"{each['id']}.{each['property']}" for each in given["inputs"][:1]]
    body = {"output": one["output"], "outputs": outputs if several else outputs[0], "changedPropIds": changed}
    return body | given | {"parsedChangedPropsIds": changed}


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything in a body but what lies within a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        if key != "value":
            yield (*way, key)
            yield from places(each, (*way, key))


def mutated(chance: random.Random, body: dict[str, Any]) -> dict[str, Any] | None:
    """The same with one part or several replaced, left out, doubled or added; nothing where all stayed as it was."""
    made = copy.deepcopy(body)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        way = chance.choice(list(places(made)) or [("output",)])
        parent: Any = made
        for key in way[:-1]:
            parent = parent[key]
        key, turn = way[-1], chance.random()
        if turn < 0.6:
            parent[key] = copy.deepcopy(chance.choice(ODD))
        elif turn < 0.75:
            del parent[key]
        elif isinstance(parent, list):
            parent.append(copy.deepcopy(chance.choice((parent[key], *ODD))))
        else:
            parent[chance.choice((MARK, "value", "extra"))] = copy.deepcopy(chance.choice(ODD))
    return made if json.dumps(made) != json.dumps(body) else None


def said(body: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """What a body says without its values, and without the parts that a page may as well leave out."""
    inputs = [f"{each['id']}.{each['property']}" for each in whole["inputs"]]
    made = {}
    for name, each in body.items():
        if each == [] and type(each) is list and name in ("state", *CHANGED):
            continue
        if name in CHANGED and isinstance(each, list) and all(one in inputs for one in each):
            continue
        made[name] = each
        if name in ("inputs", "state") and isinstance(each, list):
            made[name] = [{k: one[k] for k in one if k != "value"} if isinstance(one, dict) else one for one in each]
    return made


def test_of_thousands_of_mutated_bodies_none_is_the_servers_mistake(client: FlaskClient) -> None:
    """Every part of every callback's body, wrong in every kind and at random: a 400 with one sentence, never a 5xx."""
    chance, known, refused = random.Random(20261126), callbacks(client), 0  # noqa: S311
    bodies: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for one in known:
        body = whole(chance, one)
        bodies += [(body, body | {part: odd}) for part in (*body, MARK) for odd in ODD]
    while len(bodies) < MUTATED:
        body = whole(chance, chance.choice(known))
        bodies += [(body, made)] if (made := mutated(chance, body)) is not None else []
    for body, made in bodies:
        text = json.dumps(made)
        answer = client.post(ADDRESS, data=text, content_type="application/json")
        assert answer.status_code < 500, made
        if len(text) > Settings().max_body:
            assert answer.status_code == 413
            continue
        if said(made, body) != said(body, body):
            refused += 1
            assert answer.status_code == 400, made
            assert list(answer.json) == ["error"], made
            (sentence,) = re.findall(r"[^.]+\.", answer.json["error"])
            assert sentence == answer.json["error"], "one sentence"
            assert MARK not in sentence, "without a word of the sender's"
    assert refused > 0.9 * MUTATED


# Each process is a copy that has read no body yet; eight of its threads read their first one at once.
FIRST_BODIES = """
import os, sys, threading
from app.serve.bodies import complaint

BODY = {"output": "a.b", "inputs": [{"id": "a", "property": "b"}], "outputs": {"id": "a", "property": "b"}}
sys.setswitchinterval(1e-6)
for _ in range(20):
    child = os.fork()
    if not child:
        gate = threading.Barrier(8)
        threads = [threading.Thread(target=lambda: (gate.wait(), complaint(BODY, {}))) for _ in range(8)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_the_first_bodies_of_a_process_may_come_all_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_BODIES], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0"] * 20, "a process crashed while its threads read their first bodies"
