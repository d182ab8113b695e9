"""Every address that the product writes holds only what RFC 3986 allows in one, and says what it was to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.factory import create_app
from app.lab.export import losscore_code, torch_code
from app.lesson.address import opened
from app.link.frame import read as read_frame
from app.pages import page
from app.preview.about import about
from app.preview.embed import embedded, snippet
from app.runs.results import Results
from app.runs.scene import DEFAULT, LONGEST_KEY, Scene, change, from_link, to_link
from app.serve.sharing import address_of, picture_of, tags
from app.settings import Settings
from app.teach.presets import expanded, presets
from tests.app.test_results import results
from tests.app.test_scene import scenes

HERE = "https://school.example/landscape/"
# pchar / "/" / "?", section 3.4 of the RFC, behind a scheme and a host.
QUERY = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*"
ADDRESS = re.compile(rf"(?:https?://[a-z.:0-9]+)?{QUERY}(?:#{QUERY})?")
OLD = "v=1&problem=own&data=hours,no|yes;0.5,0;1.5,0;2.5,1;1,1;3,1;2.2,0"
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@st.composite
def named_tables(draw: st.DrawFn) -> Scene:
    """Own data whose column and classes are called whatever people call them."""
    head = f"{draw(NAMES)},{draw(NAMES)}|{draw(NAMES)}"
    scene, _ = change(DEFAULT, {"problem": "own", "data": f"{head};1,0;2,1;3,0;4,1"})
    return scene


def every_address(path: str, query: str) -> Iterator[str]:
    """What is written of a page: its tags, its picture, the code of its frame."""
    told = about(path, query)
    yield address_of(told, HERE)
    yield picture_of(told, HERE)
    yield embedded(address_of(told, HERE))
    for text in (tags(path, query, HERE), snippet(embedded(address_of(told, HERE)), told.full_title)):
        for value in re.findall(r'(?:href|src|content)="([^"]*)"', text):
            address = value.replace("&amp;", "&")
            if address.startswith(HERE):
                yield address


@given(scenes() | named_tables())
def test_of_every_scene(scene: Scene) -> None:
    link = to_link(scene)
    assert re.fullmatch(QUERY, link), link
    for address in every_address("/", link):
        assert ADDRESS.fullmatch(address), address
    for code in (losscore_code, torch_code):
        noted = re.search(r"\?(\S+)$", code(scene, link), re.MULTILINE)
        assert noted
        assert noted[1] == link


@given(st.sampled_from(["/", "/hike", "/networks", "/practice", "/teach"]), st.text(max_size=80))
def test_of_every_page_whatever_its_address_was(path: str, text: str) -> None:
    for query in (text, f"problem=own&data={text}&lesson={text}", f"panels={text}&preset={text}&seed=1"):
        for address in every_address(path, query):
            assert ADDRESS.fullmatch(address), address
        frame, rest, _ = read_frame(path, f"embed=1&{query}")
        _, scene, _ = opened(f"lesson=slope&{query}")
        assert all(re.fullmatch(QUERY, each) for each in (frame.link, rest, scene)), (frame.link, rest, scene)
        if path != "/networks":  # which reads its own
            assert re.fullmatch(QUERY, expanded(path, f"preset=x&{query}")[0])


def test_an_old_link_with_a_bare_line_opens_the_same_scene() -> None:
    scene, complaints = from_link(OLD)
    assert complaints == ()
    assert scene.problem_shown.dataset is not None
    assert scene.problem_shown.dataset.label_names == ("no", "yes")
    assert from_link(to_link(scene), longest=LONGEST_KEY) == (scene, ())
    assert "data=hours,no%7Cyes;0.5,0" in to_link(scene)


@pytest.fixture(scope="module")
def made() -> Results:
    return results()


@pytest.mark.parametrize("path", ["/", "/hike", "/networks", "/practice", "/teach"])
@pytest.mark.parametrize("query", ["", f"?{OLD}&embed=1", "?lesson=slope", "?view=sheet&seed=3", "?seed=1&guess=no"])
def test_every_link_on_every_page(made: Results, path: str, query: str) -> None:
    links = list(_links(page(made, {"path": path, "search": query})))
    assert links
    for link in links:
        assert ADDRESS.fullmatch(link), link


def _links(part: Any) -> Iterator[str]:
    """The addresses in a tree of components."""
    if isinstance(part, list | tuple):
        for each in part:
            yield from _links(each)
    elif hasattr(part, "to_plotly_json"):
        properties = part.to_plotly_json()["props"]
        for name, value in properties.items():
            if name in ("href", "src", "data-share") and isinstance(value, str):
                yield value
            elif name == "data-frame" and isinstance(value, str):
                yield f"?{value}"
        yield from _links(properties.get("children"))


def test_of_every_scene_with_a_name() -> None:
    for preset in presets().values():
        assert re.fullmatch(QUERY, preset.query), preset.name


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Settings(grid_size=31)).server.test_client()


def test_oembed_of_an_old_link(client: FlaskClient) -> None:
    answer = client.get(f"/oembed?url={quote(f'http://localhost/?{OLD}', safe='')}").json
    assert answer
    (source,) = re.findall(r'src="([^"]*)"', answer["html"])
    address = source.replace("&amp;", "&")
    assert ADDRESS.fullmatch(address), address
    assert parse_qs(urlsplit(address).query)["data"][0].startswith("hours,no|yes;")
    assert ADDRESS.fullmatch(answer["thumbnail_url"])
