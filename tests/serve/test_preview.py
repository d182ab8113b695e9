"""The picture of an address, pixel by pixel against what the engine says."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

import losscore as ls
from app.factory import create_app
from app.kit.theme import PALETTES, Mode
from app.lesson.steps import steps
from app.preview.about import about
from app.preview.ink import _LETTERS, _font
from app.preview.land import clipped
from app.runs.names import rule_name
from app.runs.rule import SCHEDULES, Rule
from app.settings import ASSETS, Settings
from app.store.cache import BoundedCache

WIDE, TALL = 640, 630  # pixels that are landscape
STAR, BLUE, ORANGE = (225, 29, 46), (0, 114, 178), (213, 94, 0)


@pytest.fixture(scope="module")
def server() -> Flask:
    return create_app(Settings(heavy_jobs=1, heavy_wait=0)).server


@pytest.fixture(scope="module")
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def picture(client: FlaskClient, query: str) -> np.ndarray:
    """Its colours ``(630, 1200, 3)``."""
    answer = client.get(f"/preview.png?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "image/png"), answer.text[:300]
    with Image.open(io.BytesIO(answer.data)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
        return np.asarray(image.convert("RGB")).astype(int)


def at(problem: str, w1: float, w2: float) -> tuple[int, int]:
    """Row and column of weights."""
    (a, b), (c, d) = ls.PROBLEMS[problem].window
    return int((d - w2) / (d - c) * TALL), int((w1 - a) / (b - a) * WIDE)


def like(colours: np.ndarray, colour: tuple[int, int, int], within: int = 12) -> np.ndarray:
    """Where the colours are about this one."""
    return (np.abs(colours - np.array(colour)) <= within).all(axis=-1)


def drawn_by_the_browser(name: str, share: np.ndarray) -> np.ndarray:
    """The colours of shares of the height as the page has them, by the table of its own script; straight in between."""
    (table,) = re.findall(rf"  {name}: \[(.*?)\]", (ASSETS / "lib" / "ramp.js").read_text(), flags=re.DOTALL)
    given = np.array([list(bytes.fromhex(colour)) for colour in re.findall(r'"#([0-9a-f]{6})"', table)], dtype=float)
    places = np.linspace(0, 1, len(given))
    return np.stack([np.interp(share, places, given[:, k]) for k in range(3)], axis=-1)


def test_the_star_stands_on_the_lowest_minimum(client: FlaskClient) -> None:
    # Both places by a source other than our own Newton's method: see tests/losscore.
    for problem, places in {"trap": [(2.442676, 1.591823)], "band": [(0.399, 2.895404)]}.items():
        seen = picture(client, f"problem={problem}&learning_rate=0.05&steps=5")
        for place in places:
            assert like(seen[at(problem, *place)], STAR).all()
        rows, columns = np.nonzero(like(seen[:, :WIDE], STAR, 4))
        middle = rows.mean(), columns.mean()
        assert np.abs(np.array(middle) - at(problem, *places[0])).max() < 4, "and nothing else is as red"


def test_two_minima_that_tie_get_two_stars(client: FlaskClient) -> None:
    seen = picture(client, "problem=textbook&steps=1")
    for sign in (1, -1):
        assert like(seen[at("textbook", sign * 1.06267, -sign * 1.06267)], STAR).all()


def test_a_local_minimum_is_an_open_circle_and_a_saddle_a_cross(client: FlaskClient) -> None:
    seen = picture(client, "problem=trap&steps=1")
    row, column = at("trap", -0.108066, -2.960450)
    assert not like(seen[row, column], (255, 255, 255), 60), "open"
    around = [seen[row + dy, column + dx] for dy, dx in ((7, 0), (-7, 0), (0, 7), (0, -7))]
    assert like(np.array(around), (255, 255, 255), 60).sum() >= 3
    row, column = at("textbook", 0.0, 0.0)
    assert like(picture(client, "problem=textbook&steps=1")[row, column], (255, 255, 255), 20)


def test_the_path_is_the_one_that_the_rule_walks(client: FlaskClient) -> None:
    problem = ls.PROBLEMS["band"]
    seen = picture(client, "problem=band&optimizer=GradientDescent&learning_rate=1&steps=60")
    w = np.array(problem.start)
    walked = [w]
    for _ in range(60):  # the rule itself, in one line
        w = w - 1.0 * problem.objective.gradient(w)
        walked.append(w)
    middles = [(a + b) / 2 for a, b in pairwise(walked)]
    start, end = np.array(at("band", *walked[0])), np.array(at("band", *walked[-1]))
    tried = 0
    for middle in middles:
        place = np.array(at("band", *middle))
        if min(np.hypot(*(place - start)), np.hypot(*(place - end))) < 16:
            continue
        tried += 1
        assert like(seen[tuple(place)], BLUE).all()
    assert tried > 4
    assert like(seen[tuple(end)], BLUE).all(), "its mark stands at its end"


def test_a_scene_at_a_step_shows_the_path_that_far(client: FlaskClient) -> None:
    whole, part = (picture(client, f"problem=band&learning_rate=1&steps=60{more}") for more in ("", "&step=2"))
    blue = [int(like(seen[:, :WIDE], BLUE).sum()) for seen in (whole, part)]
    assert blue[0] > 1.5 * blue[1] > 0


def test_what_a_teacher_hides_of_the_end_is_hidden_here_too(client: FlaskClient) -> None:
    plain, silent = (picture(client, f"problem=bowl&learning_rate=2{more}") for more in ("", "&hide=outcome"))
    differ = (np.abs(plain - silent) > 40).any(axis=-1)
    assert differ[:, :WIDE].mean() < 0.001, "the landscape and the path are the same, but for soft edges"
    assert differ[:, WIDE:].any(axis=1).sum() > 20, "a line is gone, and what stood below it moved up"


def test_each_run_has_its_colour(client: FlaskClient) -> None:
    seen = picture(client, "problem=band&rules=GradientDescent,learning_rate:1~Momentum,learning_rate:1")
    assert like(seen[:, :WIDE], BLUE).sum() > 200
    assert like(seen[:, :WIDE], ORANGE).sum() > 200


@pytest.mark.parametrize(
    "more", ["", "&height=log", "&cut=0.5", "&colours=Viridis", "&colours=Cividis", "&colours=Greys"]
)
def test_the_colour_of_the_ground_is_its_height(client: FlaskClient, more: str) -> None:
    problem = ls.PROBLEMS["trap"]
    seen = picture(client, f"lesson=valleys&problem=trap{more}")[:, :WIDE]  # in a lesson: the bare ground
    (a, b), (c, d) = problem.window
    x, y = a + (b - a) * (np.arange(WIDE) + 0.5) / WIDE, d - (d - c) * (np.arange(TALL) + 0.5) / TALL
    loss = problem.objective(np.stack(np.meshgrid(x, y), axis=-1))
    low, high = loss.min(), loss.max()
    height = loss
    if "cut" in more:
        high = low + 0.5 * (high - low)
        height = np.minimum(loss, high)
    if "log" in more:
        height, low, high = np.log(loss), np.log(low), np.log(high)
    share = np.clip((height - low) / (high - low), 0, 1)
    scale = more.partition("colours=")[2] or "Lagoon"
    away = (seen - drawn_by_the_browser(scale, share))[3::29, 3::29].reshape(-1, 3)
    near, places = 8, len(away)
    right = int((np.abs(away) <= near).all(axis=-1).sum())
    lighter = int((away >= -near).all(axis=-1).sum())
    assert right > 0.8 * places
    assert lighter > 0.99 * places, "what is not the height's colour lies under a white level line"
    assert right < places, "there are level lines"


def test_what_leaves_the_landscape_leaves_the_picture(client: FlaskClient) -> None:
    seen = picture(client, "problem=trap&optimizer=GradientDescent&learning_rate=5")
    assert like(seen[:, :WIDE], BLUE).sum() > 200
    assert not like(seen[:, WIDE : WIDE + 40], BLUE).any()


def test_other_scenes_have_other_pictures_and_the_same_scene_the_same(client: FlaskClient) -> None:
    queries = ["", "problem=bowl", "problem=bowl&learning_rate=2", "problem=bowl&start=1,1", "theme=dark", "height=log"]
    answers = [client.get(f"/preview.png?{query}") for query in queries]
    assert len({answer.data for answer in answers}) == len(queries)
    assert len({answer.headers["ETag"] for answer in answers}) == len(queries)
    twins = [client.get(f"/preview.png?{query}") for query in ("learning_rate=2&problem=bowl&unknown=1", queries[2])]
    assert len({answer.headers["ETag"] for answer in twins}) == 1


def paper(mode: Mode) -> tuple[int, ...]:
    return tuple(bytes.fromhex(PALETTES[mode].paper[1:]))


def test_the_card_is_in_the_theme_of_the_scene(client: FlaskClient) -> None:
    assert (picture(client, "")[5, 1190] == paper("light")).all()
    assert (picture(client, "theme=dark")[5, 1190] == paper("dark")).all()


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.slug)
def test_a_lesson_s_picture_answers_nothing(client: FlaskClient, step) -> None:  # type: ignore[no-untyped-def]
    page = "" if step.page == "/" else f"&page={step.page[1:]}"
    seen = picture(client, f"lesson={step.slug}{page}")
    for colour in (STAR, BLUE, ORANGE, (0, 158, 115), (204, 121, 167)):
        assert not like(seen, colour, 3).any(), "neither a mark nor a path"
    assert len(np.unique(seen.reshape(-1, 3), axis=0)) > 20
    if step.hides_ground or step.page != "/":
        other = picture(client, f"lesson={step.slug}{page}&problem=rugged&width=20")
        assert (seen == other).all(), "it knows nothing of the scene"


def test_a_hike_s_picture_shows_no_landscape(client: FlaskClient) -> None:
    """Of two hikes on different landscapes the left sides differ in nothing but the needle."""
    one, other = (picture(client, f"page=hike&seed={seed}")[:, :WIDE] for seed in (1, 7))
    rows, columns = np.nonzero((np.abs(one - other) > 30).any(axis=-1))  # a soft edge may have another of few colours
    assert rows.size
    assert np.hypot(rows - TALL / 2, columns - WIDE / 2).max() < 170, "inside the rose"
    walked = client.get("/preview.png?page=hike&seed=1&walk=10:0.1&guess=yes")
    assert walked.data == client.get("/preview.png?page=hike&seed=1").data, "nor of the walk"


@pytest.mark.parametrize("page", ["", "page=hike&", "page=networks&", "page=practice&"])
def test_every_page_has_a_picture_in_both_themes(client: FlaskClient, page: str) -> None:
    assert (picture(client, page) != picture(client, f"{page}theme=dark")).any()


@pytest.mark.parametrize("problem", list(ls.PROBLEMS))
@pytest.mark.parametrize("more", ["", "&colours=Greys&lines=80&theme=dark", "&height=log&cut=0.1"])
def test_the_files_are_small(client: FlaskClient, problem: str, more: str) -> None:
    assert len(client.get(f"/preview.png?problem={problem}{more}").data) <= 110_000


def test_a_land_alone_is_the_middle_of_the_whole_picture_and_light(client: FlaskClient) -> None:
    answer = client.get("/preview.png?land=1&preset=caught-and-freed")
    alone = Image.open(io.BytesIO(answer.data)).convert("RGB")
    assert alone.size == (400, 250)
    assert len(answer.data) <= 40_000
    whole = picture(client, "preset=caught-and-freed")[115:515, :WIDE]
    small = np.asarray(Image.fromarray(whole.astype(np.uint8)).resize((400, 250), Image.Resampling.LANCZOS)).astype(int)
    assert np.abs(small - np.asarray(alone).astype(int)).mean() < 8


def test_data_of_one_s_own_and_a_network_that_takes_long_have_one(client: FlaskClient) -> None:
    picture(client, "problem=own&data=x,no%7Cyes;1,0;2,1;3,0;4,1")
    seen = picture(client, "page=networks&layers=20&width=32&steps=3000")
    assert like(seen[:, :WIDE], BLUE).any(), "the examples"


def test_a_run_that_is_too_long_here_is_not_drawn() -> None:
    short = create_app(Settings(max_steps=50)).server.test_client()
    assert not like(picture(short, "problem=trap&learning_rate=0.3")[:, :WIDE], BLUE).any()
    assert like(picture(short, "problem=trap&learning_rate=0.3&steps=50")[:, :WIDE], BLUE).any()


@contextmanager
def busy(server: Flask) -> Iterator[None]:
    """All places for heavy work are taken."""
    cache = next(each for each in server.extensions["cache"] if isinstance(each, BoundedCache))
    taken, over = threading.Event(), threading.Event()

    def work() -> None:
        with cache.heavy.place("something else"):
            taken.set()
            over.wait(60)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        assert taken.wait(60)
        yield
    finally:
        over.set()
        worker.join()


def test_it_is_kept_and_whoever_has_it_is_told_so_without_work(server: Flask, client: FlaskClient) -> None:
    first = client.get("/preview.png?problem=scaled")
    assert first.headers["Cache-Control"] == "public, max-age=86400"
    tag = first.headers["ETag"]
    with busy(server):
        kept = client.get("/preview.png?problem=scaled")
        assert (kept.status_code, kept.data) == (200, first.data), "from the cache"
        refused = client.get("/preview.png?problem=scaled&learning_rate=0.2")
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 0
        again = client.get("/preview.png?problem=scaled", headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
    assert client.get("/preview.png?problem=scaled&learning_rate=0.2").status_code == 200


def test_every_letter_of_its_words_is_in_its_face() -> None:
    said = {rule_name(Rule(optimizer, schedule=schedule)) for optimizer in ls.OPTIMIZERS for schedule in SCHEDULES}
    said |= {step.title for step in steps()} | {ls.PROBLEMS[name].title for name in ls.PROBLEMS}
    said |= {ls.PROBLEMS[name].teaches for name in ls.PROBLEMS}
    said |= {about(page, "").title for page in ("/", "/hike", "/networks", "/practice")} | {"259°, loss 1.2e-07 …"}
    missing = bytes(_font(30).getmask("\uffff"))
    for letter in sorted(set("".join(said).translate(_LETTERS)) - {" "}):
        assert bytes(_font(30).getmask(letter)) != missing, letter


def test_a_line_is_cut_where_it_leaves() -> None:
    line = np.array([[10.0, 10.0], [20.0, 20.0], [1e300, 20.0], [30.0, -1e9], [30.0, 40.0]])
    cut = clipped(line)
    good = np.isfinite(cut).all(axis=1)
    assert (np.abs(cut[good]) <= 800).all()
    assert (cut[:2] == line[:2]).all()
    assert (cut[-1] == line[-1]).all()
    assert not good.all(), "a gap"
    assert len(clipped(np.array([[-1e9, -1e9], [-1e9, 1e9]]))) == 0
