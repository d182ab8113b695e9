"""What passes for a callback's body, and what is refused before Dash sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.factory import create_app
from app.settings import Settings
from app.web.bodies import DEPTH
from tests.serving import callback, opened, piece

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
    body = callback("store-figures.data", {"store-landscape.data": "atlantis", "store-mode.data": "light"})
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

    monkeypatch.setattr("app.callbacks.lab.answer", fails)
    with caplog.at_level("INFO", logger="app.requests"):
        answer = broken.post(ADDRESS, json=piece("v=1&learning_rate=0.37", 0))
    assert answer.status_code == 500
    assert answer.json["error"].startswith("Something is wrong on the server.")
    line = caplog.records[-1].msg
    assert (line["error"], line["status"]) == ("KeyError", 500)
    assert any("fails" in place for place in line["at"])
    assert "somebody" not in str(line)
