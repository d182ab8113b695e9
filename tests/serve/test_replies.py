"""Replies of callbacks: kept where they depend on the request alone, in every form; written plainly."""

from __future__ import annotations

import gzip
import json
import logging
from pathlib import Path
from typing import Any

import brotli
import pytest
from dash import dcc, html
from flask.testing import FlaskClient
from plotly.io.json import to_json_plotly

from app.factory import create_app
from app.kit.components import Choice, plain
from app.pages import PAGES, page
from app.settings import Settings
from tests.golden.opened import RESULTS
from tests.serving import callback, opened

RUN = "v=1&optimizer=GradientDescent&learning_rate=0.3"
FORMS = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


@pytest.fixture(scope="module", params=["memory", "files"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = str(tmp_path_factory.mktemp("cache"))
    return create_app(Settings(cache=request.param, cache_dir=folder, grid_size=21)).server.test_client()


def asked(at: int, first: int = 0) -> dict[str, Any]:
    """The page's request for a piece: it stamps each with the time."""
    return callback("store-piece.data", {"store-request.data": {"pieces": [{"run": RUN, "first": first}], "at": at}})


def was_kept(client: FlaskClient, caplog: pytest.LogCaptureFixture, body: Any, form: str = "br") -> tuple[bool, Any]:
    """Whether the log says that the reply was there already, and the reply."""
    caplog.clear()
    with caplog.at_level(logging.INFO, "app.requests"):
        answer = client.post("/_dash-update-component", json=body, headers={"Accept-Encoding": form})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding", "identity") == form
    (line,) = (record.msg for record in caplog.records if record.name == "app.requests")
    assert isinstance(line, dict)
    return bool(line.get("kept")), json.loads(FORMS[form](answer.data))


def test_the_time_of_a_request_makes_no_other_reply(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    made, first = was_kept(client, caplog, asked(1))
    kept, again = was_kept(client, caplog, asked(2))
    assert (made, kept) == (False, True)
    assert first == again
    other, piece = was_kept(client, caplog, asked(2, first=64))
    assert not other
    assert piece != first


def test_a_kept_reply_is_the_same_in_every_form(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    body = opened("?problem=bowl&steps=70")
    replies = [was_kept(client, caplog, body, form) for form in ("gzip", "gzip", "br", "identity", "gzip", "br")]
    assert [kept for kept, _ in replies] == [False, True, True, True, True, True]
    assert all(reply == replies[0][1] for _, reply in replies)


def test_a_look_is_compressed_for_whoever_takes_it(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    names = "store-sight.data", "div-why.children"
    look = {"run": RUN, "weights": [[0.1, 0.2]], "chosen": 0, "step": 5, "at": 1}
    body = callback("store-sight.data", {"store-look.data": look}) | {
        "output": f"..{'...'.join(names)}..",
        "outputs": [dict(zip(("id", "property"), name.split("."), strict=True)) for name in names],
    }
    replies = [was_kept(client, caplog, body, form) for form in ("br", "gzip", "identity")]
    assert [kept for kept, _ in replies] == [False] * 3, "weights differ from second to second"
    assert replies[0][1] == replies[1][1] == replies[2][1]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_written_plainly_is_the_page_as_dash_writes_it(path: str) -> None:
    made = page(RESULTS, {"path": path, "search": "", "dark": False})
    assert json.loads(to_json_plotly(plain(made))) == json.loads(to_json_plotly(made))


def test_every_kind_of_part_is_written_plainly() -> None:
    tree = html.Div(
        [
            "text",
            None,
            3,
            html.P(html.B("bold"), className="x", **{"data-a": 1, "aria-label": "b"}),
            dcc.Store(id="a", data={"deep": [1, {"props": 2}], "none": None}),
            Choice(id="b", label="B", value="1", options=[{"value": "1", "label": "one"}]),
            (html.Br(), [html.I()]),
        ]
    )
    assert json.loads(json.dumps(plain(tree))) == json.loads(to_json_plotly(tree))
    assert plain({"a": [html.Br()], "b": "c"}) == {"a": [plain(html.Br())], "b": "c"}


def test_a_component_takes_no_property_that_it_does_not_have() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument: `labl`"):
        Choice(id="a", labl="x")


def test_a_file_written_anew_is_read_anew(tmp_path: Path) -> None:
    from app.serve.files import Files

    file = tmp_path / "a.css"
    files = Files({"a.css": file}, "digest", "/")
    file.write_text("a{}" * 300)
    before = files.read("a.css")
    assert files.read("a.css") is before, "not read, compressed and named again at each request"
    file.write_text("b{}" * 301)
    assert files.read("a.css").plain == b"b{}" * 301
