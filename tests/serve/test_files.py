"""What the browser loads: compressed beforehand, kept for a year under changing names, 304 without work."""

from __future__ import annotations

import base64
import gzip
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import dash
import numpy as np
import plotly
import pytest
from flask.testing import FlaskClient

from app.factory import App, create_app
from app.figures.light import lighter
from app.kit.phrases import script
from app.serve.files import OF_PAGES, POLYFILL, UNUSED, collect, cut_plotly
from app.serve.packed import Shelf
from app.settings import ASSETS, Settings
from tests.serving import opened, piece


@pytest.fixture(scope="module")
def app() -> App:
    return create_app(Settings(grid_size=11))


@pytest.fixture(scope="module")
def client(app: App) -> FlaskClient:
    return app.server.test_client()


def addresses(client: FlaskClient) -> list[str]:
    return re.findall(r'(?:src|href)="(/_files/[^"]+)"', client.get("/").text)


def test_every_file_of_the_page_has_a_name_that_changes_and_is_kept_for_a_year(client: FlaskClient) -> None:
    page = client.get("/").text
    # What a browser fetches: addresses that only tell others of the page are no files of it.
    fetched = re.findall(r'<(?:script|link(?! rel="(?:canonical|alternate)"))[^>]*(?:src|href)="([^"]*)"', page)
    assert len(fetched) > 10
    assert [address for address in fetched if not address.startswith("/_files/")] == []
    for address in addresses(client):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers


def test_each_is_sent_as_the_browser_takes_it_and_is_the_same(app: App, client: FlaskClient) -> None:
    assert app.files
    for address in addresses(client):
        plain = client.get(address)
        assert "Content-Encoding" not in plain.headers
        assert plain.headers["Vary"] == "Accept-Encoding"
        name = address.split("/", 3)[3]
        path = app.files.sources[name]
        assert plain.data == (script(path) if name.startswith("phrases/") else path.read_bytes())
        small = client.get(address, headers={"Accept-Encoding": "gzip, deflate, br"})
        middle = client.get(address, headers={"Accept-Encoding": "gzip"})
        if len(plain.data) > 500:
            assert small.headers["Content-Encoding"] == "br"
            assert brotli.decompress(small.data) == plain.data
            assert middle.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(middle.data) == plain.data
            assert len(small.data) < len(plain.data) * 0.6
        refused = client.get(address, headers={"Accept-Encoding": "br;q=0, gzip;q=0"})
        assert refused.data == plain.data


def test_who_has_it_gets_304_without_work(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    known = ["/", "/?theme=dark", "/_dash-layout", "/_dash-dependencies", *addresses(client)]
    tags = {address: client.get(address).headers["ETag"] for address in known}

    def never(*_: object) -> None:
        raise AssertionError("compressed again")

    monkeypatch.setattr("app.serve.packed.brotli.compress", never)
    monkeypatch.setattr("app.serve.packed.gzip.compress", never)
    for address, tag in tags.items():
        answer = client.get(address, headers={"If-None-Match": tag, "Accept-Encoding": "br"})
        assert (answer.status_code, answer.data) == (304, b""), address
    assert tags["/"] != tags["/?theme=dark"]


def test_a_class_that_comes_to_a_fresh_server_waits_for_one_compression(monkeypatch: pytest.MonkeyPatch) -> None:
    """As under `make run`, with nothing compressed beforehand: each text once, however many ask at the same time."""
    monkeypatch.setattr("app.serve.packed.FOLDER", Path("nowhere"))
    monkeypatch.setattr("app.serve.files._READ", Shelf())
    made: list[int] = []
    compress = brotli.compress

    def counted(plain: bytes, **how: int) -> bytes:
        made.append(len(plain))
        threading.Event().wait(0.2 if len(plain) > 10**6 else 0)  # so that all the others come meanwhile
        return bytes(compress(plain, **how))

    monkeypatch.setattr("app.serve.packed.brotli.compress", counted)
    server = create_app(Settings(grid_size=11)).server
    asked = addresses(server.test_client())
    made.clear()
    together = threading.Barrier(30)

    def visit(_: int) -> list[bytes]:
        own = server.test_client()
        together.wait()
        return [own.get(address, headers={"Accept-Encoding": "br"}).data for address in asked]

    with ThreadPoolExecutor(30) as people:
        seen = list(people.map(visit, range(30)))
    assert all(each == seen[0] for each in seen)
    texts = {own for own in asked if not own.endswith(".png")}
    assert len(made) <= len(texts)
    assert sum(length > 10**6 for length in made) == 1, "plotly.js"


def test_a_name_of_another_version_gets_todays_file_but_not_for_keeps(app: App, client: FlaskClient) -> None:
    assert app.files
    answer = client.get("/_files/0123456789abcdef/assets/style.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert client.get(f"/_files/{app.files.digest}/assets/nothing.js").status_code == 404
    assert client.get(f"/_files/{app.files.digest}/assets/../app/settings.py").status_code == 404


def test_the_names_change_with_any_file(app: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert app.files
    for path in ASSETS.rglob("*.js"):
        target = tmp_path / path.relative_to(ASSETS)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes() + b"\n")
    monkeypatch.setattr("app.serve.files.ASSETS", tmp_path)
    assert collect(app).digest != app.files.digest


def test_dash_still_has_what_is_left_out_or_replaced(app: App) -> None:
    """Where Dash changes its files, these lists are to be looked at again."""
    names = {f"{package}/{path}" for package, paths in app.registered_paths.items() for path in paths}
    assert POLYFILL in names
    for start in UNUSED:
        assert any(name.startswith(start) for name in names)
    if cut_plotly() and app.files:
        assert app.files.sources[POLYFILL].name == "runtime.min.js"


def test_the_page_names_no_version_and_points_the_loader_at_our_plotly(app: App, client: FlaskClient) -> None:
    page = client.get("/").text
    assert app.files
    for version in (dash.__version__, plotly.__version__, "3.11.", "3.12.", "3.13."):
        assert f'"{version}' not in page
    assert "end_id" not in page
    assert f'"plotlyjs_url":"{app.files.address("plotly/package_data/plotly.min.js")}"' in page.replace("\\u002f", "/")
    assert f'rel="preload" as="script" href="{app.files.address("plotly/package_data/plotly.min.js")}"' in page


def test_replies_come_as_the_page_takes_them_and_are_the_same(client: FlaskClient) -> None:
    for body in (opened(), piece("v=1&learning_rate=0.3", 0)):
        texts = []
        for takes, opens in (("br", brotli.decompress), ("gzip", gzip.decompress), ("identity", bytes)):
            answer = client.post("/_dash-update-component", json=body, headers={"Accept-Encoding": takes})
            assert answer.headers.get("Content-Encoding", "identity") == takes
            assert answer.headers["Vary"] == "Accept-Encoding"
            texts.append(opens(answer.data))
        assert texts[0] == texts[1] == texts[2]
        assert json.loads(texts[0])["response"]


def test_heights_on_the_wire_are_the_engines_to_six_in_a_hundred_thousand() -> None:
    chance = np.random.default_rng(1)
    heights = np.concatenate([chance.lognormal(0, 3, 5000), [0.0, -1.5, np.nan, np.inf, 3e38]]).astype("<f4")
    packed = {"z": {"dtype": "f4", "bdata": base64.b64encode(heights.tobytes()).decode(), "shape": "5005"}}
    small = {"x": {"dtype": "f4", "bdata": base64.b64encode(heights[:9].tobytes()).decode(), "shape": "9"}}
    said = np.frombuffer(base64.b64decode(lighter(packed)["z"]["bdata"]), dtype="<f4")
    assert np.allclose(said, heights, rtol=6.2e-5, atol=0, equal_nan=True)
    assert lighter([small]) == [small], "what is no grid stays as it is"


def test_a_page_loads_every_script_that_its_scripts_call() -> None:
    scripts = {path.relative_to(ASSETS).as_posix(): path.read_text() for path in ASSETS.rglob("*.js")}
    assert set(OF_PAGES) <= {path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*.*")}
    home = {name: file for file, text in scripts.items() for name in re.findall(r"LossLandscape\.(\w+) = ", text)}
    every = {"lab", "hike", "networks", "practice", "teach"}

    def pages(file: str) -> set[str]:
        first, *rest = file.removeprefix("pages/").split("/")
        return {first} if file.startswith("pages/") and rest else set(OF_PAGES.get(file, every))

    called = {
        (file, home[name])
        for file, text in scripts.items()
        for name in re.findall(r"\b(?:ll|LossLandscape)\??\.(\w+)", text)
        if name in home and name != "lab"  # those that call the lab look first whether it is there
    }
    assert len(called) > 50
    assert [(file, other) for file, other in called if not pages(file) <= pages(other)] == []
