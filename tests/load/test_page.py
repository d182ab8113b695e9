"""The learner of the load test asks what a real page asks: beside the app, and beside Chromium."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from app.factory import create_app
from app.settings import Settings
from tests.bench.page import browser
from tests.load.page import FRAME, Lab, body_of
from tests.serving import gunicorn, until

LINK = "?problem=trap&rules=GradientDescent,learning_rate:0.3~Momentum,learning_rate:0.1&steps=150"
RUN = "store-sight.data", "store-piece.data", "store-run.data", "div-page.children", "store-figures.data"


class Learner:
    """A lab whose clock runs as the test wants, beside the app in this process."""

    def __init__(self) -> None:
        self.client = Client(create_app(Settings(grid_size=21)).server)
        said = json.loads(self.client.get("/_dash-dependencies").data)
        self.entries = {each["output"]: each for each in said if not each.get("clientside_function")}
        self.now, self.asked = 0.0, Counter[str]()
        self.lab = Lab(self.ask, lambda function, *a, **k: function(*a, **k), lambda: self.now, random.Random(1))  # noqa: S311

    def ask(self, output: str, values: dict[str, Any], *, name: str, changed: str = "") -> dict[str, Any]:
        self.asked[name] += 1
        entry = next(entry for key, entry in self.entries.items() if output in key)
        answer = self.client.post("/_dash-update-component", json=body_of(entry, values, changed))
        assert answer.status_code in (200, 204), (name, values, answer.data)
        return dict(json.loads(answer.data)["response"]) if answer.status_code == 200 else {}

    def live(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end:
            self.lab.frame()
            self.now += FRAME


@pytest.fixture
def learner() -> Learner:
    return Learner()


def test_a_run_is_played_to_its_end(learner: Learner) -> None:
    learner.lab.open("/", LINK)
    learner.live(9)
    assert [path.rows for path in learner.lab.paths] == [151, 151]
    assert all(path.done for path in learner.lab.paths)
    assert not learner.lab.playing
    # 150 steps at 20 a second: all runs' pieces in two requests, a look each second and one at rest.
    assert 8 <= learner.asked.pop("look") <= 9
    assert learner.asked == {"open": 1, "piece": 2}


def test_every_control_gives_another_run(learner: Learner) -> None:
    learner.lab.open("/", LINK)
    learner.live(2)
    seen = {learner.lab.run["runs"][0]}
    for field, value in (("optimizer", "Adam"), ("start", "0.5, 0.5"), ("problem", "bowl")):
        learner.lab.set(field, value)
        seen.add(learner.lab.run["runs"][0])
        learner.live(1)
        assert learner.lab.paths[0].rows > 0
    learner.lab.slide(learner.live)
    seen.add(learner.lab.run["runs"][0])
    assert len(seen) == 5
    assert learner.asked["pictures"] == 1, "another landscape has other pictures"


def test_every_step_of_the_lesson_is_answered(learner: Learner) -> None:
    learner.lab.open("/", "")
    learner.lab.open("/", learner.lab.links[0].partition("/")[2])
    links = sorted(set(learner.lab.links))
    assert len(links) == 11
    for link in links:
        path, _, search = link.partition("?")
        learner.lab.open(path, f"?{search}")
        if path != "/":
            continue
        assert learner.lab.veiled
        assert not learner.lab.paths
        learner.live(2)
        learner.lab.answer()
        assert not learner.lab.veiled
        learner.live(40)
        assert all(path.done for path in learner.lab.paths)
    assert learner.asked["guess"] == learner.asked["watched"] == learner.asked["stage"] == 10


def test_chromium_asks_the_same(learner: Learner, tmp_path: Path) -> None:
    """One visit with a play to the end and a change at rest: request for request, and looks a second."""
    learner.lab.open("/", LINK)
    learner.live(9)
    learner.lab.set("optimizer", "Adam")
    learner.live(2)
    with gunicorn(tmp_path, workers=1, grid_size="21") as server, browser() as driver:
        counted: Counter[str] = Counter()
        wanted: list[dict[str, Any]] = []

        def note() -> Counter[str]:
            for entry in driver.get_log("performance"):
                message = json.loads(entry["message"])["message"]
                body = message["params"].get("request", {}).get("postData")
                if message["method"] == "Network.requestWillBeSent" and body:
                    request = json.loads(body)
                    output = next((name for name in RUN if name in request["output"]), request["output"])
                    counted[output] += 1
                    if output == "store-piece.data":
                        wanted.append(request["inputs"][0]["value"])
            return counted

        def outcome() -> bool:
            script = "return LossLandscape.lab.player.paths.length && !LossLandscape.lab.player.playing"
            return bool(driver.execute_script(script))

        # A screen on which the model can be seen: nobody looks at what is scrolled away.
        driver.set_window_size(1366, 1600)
        driver.get(server.url + LINK)
        until(
            lambda: driver.execute_script("return window.LossLandscape && LossLandscape.lab.player.paths.length"),
            "runs",
        )
        began = time.monotonic()
        until(outcome, "the end of the run")
        played = time.monotonic() - began  # on a slow machine longer than the 7.5 s that it should be
        quiet(note)
        driver.execute_script(
            "LossLandscape.lab.ask({kind: 'values', values: {optimizer: 'Adam'}, asked: ['optimizer']})"
        )
        quiet(note)
        assert counted["div-page.children"] == learner.asked["open"]
        # On a slow machine the page asks once more for what has not come within five seconds.
        for output, name in (("store-piece.data", "piece"), ("store-run.data", "change")):
            assert learner.asked[name] <= counted[output] <= learner.asked[name] + 2
        assert counted["store-figures.data"] == learner.asked["pictures"] == 0
        # One a second while it plays, and one at rest, before the change and after; fewer where frames are slow.
        assert 8 <= learner.asked["look"] <= 11
        assert 4 <= counted["store-sight.data"] <= played + 3
        assert set(counted) <= set(RUN), "nothing that the learner does not know of"
        assert all(set(each) == {"pieces", "at"} for each in wanted)


def quiet(note: Callable[[], Counter[str]]) -> None:
    """Wait until the page has asked for nothing new for two seconds."""
    before, since = Counter[str](), time.monotonic()
    while time.monotonic() - since < 2:
        now = note().copy()
        if now != before:
            before, since = now, time.monotonic()
        time.sleep(0.1)
