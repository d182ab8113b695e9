"""What is told of a pasted link: tags that parse, absolute addresses that open, an oEmbed answer by the standard."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app.factory import create_app
from app.kit.header import PAGES
from app.lesson.address import opened
from app.lesson.steps import steps
from app.link.frame import read as read_frame
from app.networks.presets import SCENES as NAMED
from app.networks.scene import from_link as network_link
from app.practice import read_place
from app.preview.about import MOST_TITLE, MOST_WORDS, about
from app.preview.embed import embedded, snippet
from app.runs.scene import FIELDS, from_link
from app.serve.sharing import tags
from app.settings import Settings
from app.teach.presets import expanded

ROOT = Path(__file__).parent.parent.parent
MARK = "mArK7q9"
HERE = "http://localhost/"


class Head(HTMLParser):
    """What a reader of tags finds in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.metas: dict[str, list[str]] = {}
        self.links: dict[str, list[dict[str, str]]] = {}
        self.frames: list[dict[str, str | None]] = []
        self.names: list[str] = []
        self.title = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        known = dict(attrs)
        if tag == "meta" and (name := known.get("property") or known.get("name")):
            self.metas.setdefault(name, []).append(known["content"] or "")
        if tag == "link":
            self.links.setdefault(known["rel"] or "", []).append({k: v or "" for k, v in known.items()})
        if tag == "iframe":
            self.frames.append(known)

    def handle_data(self, data: str) -> None:
        if self.names[-1:] == ["title"] and not self.title:
            self.title = data

    def one(self, name: str) -> str:
        """The value of a tag that is there once."""
        (value,) = self.metas[name]
        return value


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Settings(grid_size=31)).server.test_client()


def head(client: FlaskClient, address: str, **more: object) -> Head:
    answer = client.get(address, **more)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return Head(answer.text[: answer.text.index("</head>")])


def path_of(address: str) -> str:
    """What a browser asks the server for."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


SCENES = [
    "/",
    "/?theme=dark",
    "/?problem=band&rules=GradientDescent,learning_rate:1~Momentum,learning_rate:1",
    "/?problem=trap&start=0,0&optimizer=Adam&learning_rate=0.1&changes=40@learning_rate@0.5&step=7&height=log",
    "/?problem=own&data=x,no%7Cyes;1,0;2,1;3,0;4,1",
    *(f"{step.page}?lesson={step.slug}" for step in steps()),
    "/?lesson=valleys&theme=dark",
    "/?lesson=valleys&problem=trap&learning_rate=1.6",
    "/?lesson=slope&problem=trap",
    "/hike?seed=4&walk=10:0.1~20:0.5&guess=no",
    "/networks?preset=skips",
    "/networks?layers=3&width=4&theme=dark",
    "/practice?seed=7&view=sheet",
    "/teach",
    "/?preset=caught-and-freed",
    "/?problem=bowl&embed=1&panels=contour,player&hide=why&lock=all",
    "/?lesson=valleys&hide=take&embed=1",
]


@pytest.mark.parametrize("address", SCENES)
def test_every_page_tells_what_it_is(client: FlaskClient, address: str) -> None:
    found = head(client, address)
    assert 3 < len(found.one("og:title")) <= MOST_TITLE
    assert 20 < len(found.one("og:description")) <= MOST_WORDS
    assert found.one("description") == found.one("og:description")
    assert found.one("og:title") in found.title
    assert "Loss Landscape" in found.title
    assert found.one("og:type") == "website"
    assert found.one("og:site_name") == "Loss Landscape"
    assert (found.one("og:image:width"), found.one("og:image:height")) == ("1200", "630")
    assert found.one("og:image:alt")
    assert found.one("twitter:card") == "summary_large_image"
    here, picture = found.one("og:url"), found.one("og:image")
    assert here.startswith(HERE)
    assert picture.startswith(HERE)
    assert [link["href"] for link in found.links["canonical"]] == [here]
    shown = client.get(path_of(picture))
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    # The canonical address says the same of itself: nothing of the scene was lost on the way.
    again = head(client, path_of(here))
    assert (again.metas, again.title) == (found.metas, found.title)


@pytest.mark.parametrize("address", SCENES)
def test_the_address_that_is_told_opens_the_same_scene(client: FlaskClient, address: str) -> None:
    asked, told = urlsplit(address), urlsplit(head(client, address).one("og:url"))
    assert told.path == asked.path
    frame, query, _ = read_frame(asked.path, asked.query)
    told_frame, told_query, _ = read_frame(told.path, told.query)
    assert told_frame == replace(frame, embed=False), "what the teacher chose stays, but in a page of its own"
    (step, rest, _), (told_step, told_rest, _) = opened(expanded(asked.path, query)[0]), opened(told_query)
    assert told_step is step
    if asked.path == "/":
        assert from_link(told_rest) == (from_link(rest)[0], ())
    elif asked.path == "/networks":
        assert network_link(told_rest)[0] == network_link(rest, NAMED)[0]
    elif asked.path == "/practice":
        assert read_place(told.query) == read_place(asked.query)
    elif asked.path == "/hike":
        assert told.query == asked.query


def test_a_step_of_the_lesson_is_found_behind_what_a_link_picks_up_on_its_way() -> None:
    step, rest, wrong = opened("lesson=valleys&utm_source=mail&fbclid=abc")
    assert step is not None
    assert step.slug == "valleys"
    assert from_link(rest)[0] == from_link(step.query)[0]
    assert not wrong


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/?lesson=many&answers=loss:2&theme=dark", "./networks?lesson=many&answers=loss:2&theme=dark"),
        ("/networks?embed=1&lesson=valleys", "./?embed=1&lesson=valleys"),
        ("/networks?lesson=many", None),
        ("/?lesson=valleys", None),
        ("/hike?lesson=many", None),
    ],
)
def test_an_address_leads_to_the_page_of_its_step(client: FlaskClient, asked: str, there: str | None) -> None:
    reply = client.get(asked)
    assert (reply.status_code, reply.headers.get("Location")) == ((302, there) if there else (200, None))


def test_words_of_a_scene_name_its_landscape_its_runs_and_its_start() -> None:
    told = about("/", "problem=band&rules=GradientDescent,learning_rate:1~Momentum,learning_rate:1")
    assert "Two bands" in told.title
    for words in ("Gradient descent, rate 1", "Momentum, rate 1, momentum 0.9", "300 steps", "(−5.2, 2.2)"):
        assert words in told.words
    assert about("/", "problem=bowl&optimizer=Adam&learning_rate=0.1").title == "Bowl: Adam, rate 0.1"
    assert about("/hike", "seed=12").title.startswith("Hike 12")
    assert about("/networks", "preset=skips").title == "20 layers: with and without skips"
    assert "worksheet" in about("/practice", "view=sheet&seed=7").title.lower()


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.slug)
def test_a_lesson_s_words_answer_nothing(step) -> None:  # type: ignore[no-untyped-def]
    said = tags(step.page, f"lesson={step.slug}", HERE)
    told = about(step.page, f"lesson={step.slug}")
    assert step.title in told.title
    for secret in (step.told, *(choice.label for choice in step.prediction.choices)):
        assert secret not in said
    assert about(step.page, f"lesson={step.slug}&problem=rugged&layers=4").words == told.words, "nothing of the scene"
    assert not re.findall(r"\d\.\d", told.title + told.words), "no loss, no weight"
    assert not {int(number) for number in re.findall(r"\d+", told.title + told.words)} - {step.number, len(steps())}


def test_nothing_of_a_hike_but_its_number_is_told() -> None:
    first, other = about("/hike", "seed=1"), about("/hike", "seed=7")
    assert first.title.replace("1", "7") == other.title
    assert (first.words, first.picture) == (other.words, other.picture)


def test_a_page_without_a_scene_is_told_of_by_its_words() -> None:
    told = about("/teach", "theme=dark&problem=bowl")
    assert (told.title, told.query, told.theme) == ("For teachers", "theme=dark", "dark")
    assert about("/nowhere", "problem=bowl") == about("/", "problem=bowl")


BEHIND = [
    (Settings(grid_size=11), {}, "/", HERE),
    (Settings(grid_size=11), {"base_url": "https://a.example:8443"}, "/", "https://a.example:8443/"),
    (Settings(grid_size=11, path_prefix="/landscape/"), {}, "/landscape/", f"{HERE}landscape/"),
    (
        Settings(grid_size=11, path_prefix="/landscape/", proxies=1),
        {"headers": {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "school.example"}},
        "/landscape/",
        "https://school.example/landscape/",
    ),
    (
        Settings(grid_size=11),
        {"headers": {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}},
        "/",
        HERE,  # no proxy is believed
    ),
    (
        Settings(grid_size=11, public_url="https://school.example/x/"),
        {"base_url": "http://10.0.0.7:8050"},
        "/",
        "https://school.example/x/",
    ),
]


@pytest.mark.parametrize(("chosen", "how", "page", "start"), BEHIND, ids=lambda value: str(value)[:40])
def test_addresses_are_absolute_behind_anything(
    chosen: Settings, how: dict[str, object], page: str, start: str
) -> None:
    client = create_app(chosen).server.test_client()
    found = head(client, f"{page}hike?seed=2", **how)
    assert found.one("og:url") == f"{start}hike?seed=2"
    assert found.one("og:image") == f"{start}preview.png?page=hike&seed=2"
    (link,) = found.links["alternate"]
    assert link["type"] == "application/json+oembed"
    assert link["href"].startswith(f"{start}oembed?")
    assert client.get(f"{page}preview.png?page=hike&seed=2", **how).status_code == 200
    answer = client.get(f"{page}oembed?url={quote(found.one('og:url'), safe='')}", **how)
    assert answer.status_code == 200
    assert answer.json["provider_url"] == start
    assert f'src="{start}hike?embed=1&amp;seed=2"' in answer.json["html"]


names = st.sampled_from(
    [*(field.name for field in FIELDS), "lesson", "preset", "page", "v", "seed", "walk", "hide", "lock", MARK]
)
texts = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ['"><script>alert(1)</script>', "'--><img src=x>", MARK, "own", "valleys", "\x00", "1e400", "x" * 5000]
    ),
)


@settings(max_examples=150)
@given(path=st.sampled_from([*PAGES]), pairs=st.lists(st.tuples(names, texts), max_size=5), damage=st.text(max_size=20))
def test_any_address_is_told_of_in_our_own_words(path: str, pairs: list[tuple[str, str]], damage: str) -> None:
    query = "&".join(f"{name}={quote(text)}" for name, text in pairs) + damage
    said = tags(path, query, HERE)
    found = Head(said)
    assert set(found.names) == {"title", "meta", "link"}, "nothing in it opens a tag of its own"
    assert len(found.one("og:title")) <= MOST_TITLE
    assert len(found.one("og:description")) <= MOST_WORDS
    assert len(said) < 30_000
    assert MARK not in said
    assert urlsplit(found.one("og:url")).netloc == "localhost"


@settings(max_examples=40)
@given(query=st.text(max_size=60))
def test_any_query_has_a_page_and_a_picture(client: FlaskClient, query: str) -> None:
    assert client.get(f"/?{quote(query)}").status_code == 200
    assert client.get(f"/preview.png?{quote(query)}").status_code == 200


def test_a_page_that_is_known_is_not_sent_again_and_another_scene_s_is(client: FlaskClient) -> None:
    first = client.get("/?problem=bowl")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/?problem=bowl", headers=tag).status_code == 304
    assert client.get("/?problem=saddle", headers=tag).status_code == 200
    assert first.headers["Cache-Control"] == "no-cache"
    forms = [client.get("/?problem=bowl", headers={"Accept-Encoding": each}) for each in ("br", "gzip", "")]
    assert [form.headers.get("Content-Encoding") for form in forms] == ["br", "gzip", None]
    assert len({form.headers["ETag"] for form in forms}) == 1


def test_the_picture_is_left_out_where_its_address_is_too_long_for_servers(client: FlaskClient) -> None:
    def of(rows: int) -> str:
        return "problem=own&data=x,0|1;" + ";".join(f"{i / 7 + 1 / 3:.12f},{i % 2}" for i in range(1, rows + 1))

    short, long = (next(n for n in range(300) if len(of(n)) > length) for length in (3000, 3930))
    assert "og:image" in head(client, f"/?{of(short)}").metas
    found = head(client, f"/?{of(long)}")
    assert from_link(urlsplit(found.one("og:url")).query) == from_link(of(long))
    assert from_link(of(long))[1] == ()
    assert "og:image" not in found.metas
    assert found.one("twitter:card") == "summary"
    assert "alternate" not in found.links


# oEmbed: https://oembed.com


def asked(client: FlaskClient, url: str, more: str = "") -> tuple[int, dict[str, object]]:
    answer = client.get(f"/oembed?url={quote(url, safe='')}{more}")
    return answer.status_code, answer.json if answer.mimetype == "application/json" else {"page": answer.text}


def test_oembed_answers_by_the_standard(client: FlaskClient) -> None:
    status, said = asked(client, f"{HERE}?problem=bowl&learning_rate=2", "&format=json")
    assert status == 200
    assert (said["version"], said["type"]) == ("1.0", "rich")
    for name, kind in {"html": str, "width": int, "height": int, "title": str, "provider_name": str}.items():
        assert isinstance(said[name], kind), name
    assert {"thumbnail_url", "thumbnail_width", "thumbnail_height"} <= set(said)
    assert client.get(path_of(str(said["thumbnail_url"]))).mimetype == "image/png"
    (frame,) = Head(str(said["html"])).frames
    assert frame["width"] == "100%"
    assert (frame["loading"], frame["allow"]) == ("lazy", "fullscreen; clipboard-write")
    assert "allowfullscreen" in frame
    assert "Bowl" in str(frame["title"])
    source = urlsplit(str(frame["src"]))
    assert "embed=1" in source.query.split("&")
    assert from_link(source.query)[0] == from_link("problem=bowl&learning_rate=2")[0]
    assert client.get(path_of(str(frame["src"]))).status_code == 200


def test_the_discovery_link_of_a_page_leads_to_its_answer(client: FlaskClient) -> None:
    (link,) = head(client, "/practice?view=sheet&seed=7").links["alternate"]
    answer = client.get(path_of(link["href"]))
    assert answer.json["title"] == "Worksheet 7: losses by hand"


@pytest.mark.parametrize(
    ("more", "width", "height"),
    [("", 1200, 720), ("&maxwidth=400", 400, 720), ("&maxwidth=5000&maxheight=300", 1200, 300)],
)
def test_it_keeps_to_the_room_that_there_is(client: FlaskClient, more: str, width: int, height: int) -> None:
    _, said = asked(client, HERE, more)
    assert (said["width"], said["height"]) == (width, height)
    (frame,) = Head(str(said["html"])).frames
    assert frame["height"] == str(height)
    assert frame["width"] == (str(width) if "maxwidth" in more else "100%")
    assert ("thumbnail_url" in said) == (more == ""), "a thumbnail is no larger than the room either"


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/",
        "http://localhost.evil.example/",
        "http://localhost@evil.example/",
        "//localhost/",
        "http://localhost/nowhere",
        "http://localhost/oembed",
        "javascript:alert(1)//localhost/",
        "http://[",
        "x",
    ],
)
def test_other_addresses_are_not_answered(client: FlaskClient, url: str) -> None:
    status, said = asked(client, url)
    assert status == 404
    assert "no address of a page of this server" in str(said["page"])
    assert "evil" not in str(said["page"])


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("", 400, "by its whole address"),
        ("url=http://localhost/&format=xml", 501, "JSON only"),
        ("url=http://localhost/&format=yaml", 400, "JSON only"),
        ("url=http://localhost/&maxwidth=wide", 400, "“maxwidth” must be a whole number"),
        ("url=http://localhost/&maxheight=0", 400, "“maxheight” must be a whole number"),
        ("url=http://localhost/&maxheight=-5", 400, "“maxheight” must be a whole number"),
        ("url=http://localhost/&maxwidth=1e3", 400, "“maxwidth” must be a whole number"),
        ("url=http://localhost/&maxwidth=999999999999", 400, "“maxwidth” must be a whole number"),
        ("url=http://localhost/&maxwidth=٣", 400, "“maxwidth” must be a whole number"),
    ],
)
def test_what_it_cannot_answer_it_says_in_words(client: FlaskClient, query: str, status: int, words: str) -> None:
    answer = client.get(f"/oembed?{query}")
    assert answer.status_code == status
    assert words in answer.text


def test_a_snippet_holds_nothing_but_its_frame() -> None:
    text = snippet(embedded('https://a.example/?data=x,"><script>'), 'A "title" <b>', 640, 480)
    found = Head(text)
    assert found.names == ["iframe"]
    (frame,) = found.frames
    assert frame["title"] == 'A "title" <b>'
    assert (frame["width"], frame["height"]) == ("640", "480")
    assert frame["src"] == 'https://a.example/?embed=1&data=x,"><script>'
    assert list(frame) == ["src", "title", "width", "height", "loading", "style", "allowfullscreen", "allow"]
    assert json.dumps(text)
    assert embedded("https://a.example/hike") == "https://a.example/hike?embed=1"


def test_the_page_s_own_dialog_writes_the_same_snippet() -> None:
    cases = [
        ("https://a.example/?embed=1&v=1&problem=bowl", "Bowl · Loss Landscape", 640),
        ('https://a.example/?embed=1&data=x,"<>', "It's “own” <data> & more", 420),
    ]
    script = (
        'const ll = require("./tests/js/tools.js").load("frame.js", "share.js");'
        "const cases = JSON.parse(process.argv[1]);"
        "console.log(JSON.stringify(cases.map((one) => ll.share.snippet(...one))));"
    )
    node = ["node", "-e", script, json.dumps(cases)]
    done = subprocess.run(node, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [snippet(url, title, None, height) for url, title, height in cases]
