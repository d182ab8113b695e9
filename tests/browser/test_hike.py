"""A whole hike in a real browser, by hand and by keyboard alone; what the server said on the way is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from dash.testing.application_runners import ThreadedRunner
from dash.testing.composite import DashComposite
from flask import Response
from selenium.webdriver import Keys

import losscore as ls
from app.factory import create_app
from app.hike.link import read
from app.hike.starts import begin
from app.hike.walk import track
from tests.app.test_hike import SOURCE, may_be_known, strange
from tests.browser.axe import assert_accessible
from tests.browser.conftest import free_port
from tests.browser.hike import HikePage
from tests.browser.senses import emulate
from tests.browser.test_lab_steady import WITHOUT_WEBGL

pytestmark = pytest.mark.browser
REPLIES: list[str] = []


@pytest.fixture(scope="module")
def heard() -> Iterator[ThreadedRunner]:
    """The app, served; every reply of a callback is kept."""
    app = create_app()

    plain = app.server.wsgi_app

    def uncompressed(environ: dict[str, Any], start_response: Any) -> Any:
        """Replies as they are read: a browser that asks for no compression."""
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        return plain(environ, start_response)

    def keep(response: Response) -> Response:
        if response.mimetype == "application/json" and not response.direct_passthrough:
            REPLIES.append(response.get_data(as_text=True))
        return response

    app.server.wsgi_app = uncompressed
    app.server.after_request_funcs.setdefault(None, []).append(keep)
    with ThreadedRunner() as runner:
        runner(app, port=free_port())
        yield runner


@pytest.fixture
def hike(dash_duo: DashComposite, heard: ThreadedRunner) -> Iterator[HikePage]:
    """A hike's page, not opened yet; its console must have stayed silent."""
    REPLIES.clear()
    dash_duo.server = heard
    page = HikePage(dash_duo)
    yield page
    assert page.console() == []


def until_steps(page: HikePage, number: int) -> None:
    page.until(lambda: page.steps == number, f"for step {number}")
    page.until(lambda: f"Step {number}:" in page.said)


def the_end_is_true(page: HikePage) -> None:
    """What is seen at the end is the engine's."""
    page.until_seen()
    page.until(lambda: "guess=" in page.driver.current_url, "for the address, which follows a moment later")
    query = page.js("return location.search")
    hike, complaints = read(SOURCE, query)
    assert not complaints
    assert hike.revealed
    title = page.find("[data-hike-title]")
    assert page.js("return document.activeElement === arguments[0]", title), "the title has the focus"
    assert title.text.startswith(("Yes", "No", "You are")), "the verdict is the title"
    assert hike.problem.title in page.find("#div-hike_reveal").text
    walks = page.js("""const { land, walks } = LossLandscape.hike.state;
        return walks.player.paths.map((path, k) => [land.walkers[k].name, Array.from(path.weights)]);""")
    rate = 0.3 if hike.problem.name == "trap" else 2.0
    paths = {
        "You": track(hike).weights,
        "Gradient descent": ls.descend(hike.problem.objective, ls.GradientDescent(rate), hike.start, 300).weights,
        "Momentum": ls.descend(hike.problem.objective, ls.Momentum(rate), hike.start, 300).weights,
    }
    assert {name for name, _ in walks} == set(paths)
    for name, weights in walks:
        assert np.allclose(np.reshape(weights, (-1, 2)), paths[name], atol=1e-5), name
    page.until(
        lambda: page.js("return LossLandscape.hike.state.walks.player.step") > 0, "for the walks to play at once"
    )
    table = page.find(".hike-walkers").text
    assert f"{track(hike).altitudes[-1]:.4f}" in table
    lowest = ls.lowest(hike.problem.critical_points)[0]
    assert f"{lowest.loss:.4f}" in page.find(".hike-answer").text


def test_a_whole_hike_by_mouse(hike: HikePage) -> None:
    hike.open("?seed=3&theme=light")
    assert_accessible(hike.driver, "at the start")
    hike.drag(259, 0.6)
    hike.until(lambda: hike.value("bearing") in ("258", "259", "260"), "for the hand's direction")
    assert float(hike.value("length")) == pytest.approx(0.6, abs=0.02)
    hike.press("walk")
    until_steps(hike, 1)
    hike.press("follow")
    until_steps(hike, 2)
    hike.drag(0, 0.05)
    hike.press("follow_far")
    until_steps(hike, 7)
    assert_accessible(hike.driver, "on the way")
    on_the_way = list(REPLIES)
    walked, _ = read(SOURCE, hike.hike)
    hike.press("unsure")
    hike.until(lambda: "guess=unsure" in hike.driver.current_url)
    the_end_is_true(hike)
    assert_accessible(hike.driver, "at the end")
    # Really hidden until then: what the browser got holds slope and altitude underfoot and nothing else.
    frame = {0.001, 0.01, 5.0, 10.0, 360.0, 72.0, 1 / 72, 0.5, 0.2, 0.05}
    moves = [reply for reply in on_the_way if '"response"' in reply and '"div-page"' not in reply]
    assert len(moves) == 3
    for reply in moves:
        told = {key: value for key, value in json.loads(reply)["response"].items() if key != "p-hike_aim"}
        assert not strange(json.dumps(told), may_be_known(walked) | frame)
    assert not any("bdata" in reply for reply in on_the_way)
    assert not any("differences" in reply for reply in on_the_way)
    shown = [reply for reply in REPLIES if "bdata" in reply]
    assert len(shown) == 1
    land = json.loads(shown[0])["response"]["store-hike_land"]["data"]
    assert land["heights"]["differences"], "the test would have seen a grid"


def test_a_whole_hike_by_keyboard_alone(hike: HikePage) -> None:
    hike.open("?seed=1&theme=dark")
    keys = lambda *what: hike.driver.switch_to.active_element.send_keys(*what)  # noqa: E731
    focus = lambda: hike.js("return document.activeElement.id || document.activeElement.className")  # noqa: E731

    def tab_to(name: str) -> None:
        for _ in range(40):
            if name in focus():
                return
            keys(Keys.TAB)
        raise AssertionError(f"no way by Tab to {name}")

    tab_to("hike-rose")
    keys(Keys.HOME)
    downhill = track(begin(SOURCE, 1)).downhill
    hike.until(lambda: float(hike.value("bearing")) == downhill, "for Home to turn downhill")
    keys(Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_LEFT)
    hike.until(lambda: hike.value("length") == "0.79", "for a longer step")
    keys(Keys.ENTER)
    until_steps(hike, 1)
    tab_to("button-hike_follow")
    keys(Keys.SPACE)
    until_steps(hike, 2)
    tab_to("input-hike_bearing")
    keys(Keys.CONTROL, "a", Keys.NULL, "123", Keys.ENTER)
    until_steps(hike, 3)
    assert hike.hike.split("~")[-1].startswith("123:")
    tab_to("input-hike_length")
    keys(Keys.CONTROL, "a", Keys.NULL, "long", Keys.ENTER)
    hike.until(lambda: "“long”" in hike.find("#input-hike_length-message").text, "for a sentence on the length")
    assert hike.steps == 3
    assert_accessible(hike.driver, "with a wrong length")
    keys(Keys.CONTROL, "a", Keys.NULL, "0,3", Keys.ENTER)
    until_steps(hike, 4)
    tab_to("button-hike_yes")
    keys(Keys.SPACE)
    hike.until(lambda: "guess=yes" in hike.driver.current_url)
    the_end_is_true(hike)
    assert_accessible(hike.driver, "at the end, dark")
    assert hike.find("[data-hike-title]").text.endswith("the lowest valley")
    assert "It is the only valley here." in hike.find(".hike-answer").text
    tab_to("button-hike_next")
    keys(Keys.SPACE)
    hike.until(lambda: hike.hike == "seed=2", "for the next hike")
    assert not hike.find("#div-hike_reveal").text
    hike.until_rose()
    assert hike.find("[data-hike-rose]").is_displayed()


def test_a_finger_on_a_phone(hike: HikePage) -> None:
    hike.resize(390, 844)
    hike.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    hike.open("?seed=2")
    hike.touch(135, 0.4)
    hike.until(lambda: hike.value("bearing") in ("134", "135", "136"), "for the finger")
    hike.press("walk")
    until_steps(hike, 1)
    assert hike.overflow() == 0


def test_a_fence_costs_nothing_and_says_so(hike: HikePage) -> None:
    hike.open("?seed=3&walk=250:0.1")
    hike.until(lambda: "Step 1:" in hike.said)
    field = hike.find("#input-hike_length")
    field.send_keys(Keys.CONTROL, "a", Keys.NULL, "9", Keys.ENTER)
    hike.until(lambda: "There is a fence" in hike.said)
    assert hike.steps == 1


def test_a_damaged_address_opens_all_the_same(hike: HikePage) -> None:
    hike.open("?seed=everest&walk=up")
    assert "“everest”" in hike.find("#div-hike_notice").text
    assert "damaged" in hike.find("#div-hike_notice").text
    assert_accessible(hike.driver, "with complaints")
    hike.press("walk")
    until_steps(hike, 1)
    assert not hike.find("#div-hike_notice").text


def test_an_address_shows_the_same_hike_elsewhere(hike: HikePage) -> None:
    hike.open("?seed=3&walk=250:0.3~200:0.1")
    said = hike.until(lambda: hike.said)
    hike.press("follow")
    until_steps(hike, 3)
    assert hike.said != said
    hike.until(lambda: hike.hike in hike.driver.current_url)
    address = hike.driver.current_url
    after = hike.said
    hike.open("?" + address.split("?")[1])
    assert hike.until(lambda: hike.said == after)


def test_another_number_is_another_hike_and_nonsense_is_none(hike: HikePage) -> None:
    hike.open("?seed=3&walk=250:0.1")
    field = hike.find("#input-hike_seed")
    field.send_keys(Keys.CONTROL, "a", Keys.NULL, "eight", Keys.ENTER)
    hike.until(lambda: "“eight”" in hike.find("#input-hike_seed-message").text)
    assert hike.steps == 1
    field.send_keys(Keys.CONTROL, "a", Keys.NULL, "12", Keys.ENTER)
    hike.until(lambda: hike.hike == "seed=12")
    hike.press("follow")
    until_steps(hike, 1)
    hike.press("again")
    hike.until(lambda: hike.hike == "seed=12")
    assert "blindfolded" in hike.until(lambda: hike.said)


def test_it_fits_320_px_before_and_at_the_end(hike: HikePage) -> None:
    hike.resize(320, 640)
    for end, themes in (("", ("light", "dark")), ("&guess=no", ("dark", "light"))):
        hike.open(f"?seed=3&walk=250:0.3~200:0.1{end}&theme={themes[0]}")
        assert hike.overflow() == 0
        for theme in themes:
            hike.js("document.documentElement.dataset.theme = arguments[0]", theme)  # as the theme's control does
            assert_accessible(hike.driver, f"at 320 px, {theme}{end}")


def test_it_fits_at_200_per_cent(hike: HikePage) -> None:
    """Zoom of 200 % on a laptop: half the width in CSS pixels, twice the pixels."""
    metrics = {"width": 683, "height": 384, "deviceScaleFactor": 2, "mobile": False}
    hike.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    hike.open("?seed=3")
    assert hike.overflow() == 0
    hike.press("walk")
    until_steps(hike, 1)
    hike.press("no")
    hike.until_seen()
    assert hike.overflow() == 0


def test_without_motion_nothing_moves(hike: HikePage) -> None:
    """Whoever wants no motion sees the risen land and the walks at their ends at once; nothing else moves either."""
    emulate(hike.driver, prefers_reduced_motion="reduce")
    hike.open("?seed=3&walk=250:0.3&guess=no")
    assert hike.js("const { player } = LossLandscape.hike.state.walks; return [player.playing, player.step]") == [
        False,
        300,
    ]
    moving = hike.js("""
        const moves = (style) => style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
        const ours = Array.from(document.querySelectorAll("main *")).filter((each) => !each.closest(".js-plotly-plot"));
        return document.getAnimations().length + ours.filter((each) => moves(getComputedStyle(each))).length;""")
    assert moving == 0


# The stage without what was felt and what is said there, as RGB; and with it.
BARE = """const { stage } = LossLandscape.hike.state.pictures, frame = document.querySelector("[data-hike-panel]");
const c = Object.assign(document.createElement("canvas"), { width: frame.clientWidth, height: frame.clientHeight })
    .getContext("2d");
stage.set(arguments[0]);
stage.drawOn(c);
const { data } = c.getImageData(0, 0, c.canvas.width, c.canvas.height);
let coloured = 0, told = 0;
for (let k = 0; k < data.length; k += 4) {
  const [least, most] = [Math.min(data[k], data[k + 1], data[k + 2]), Math.max(data[k], data[k + 1], data[k + 2])];
  if (data[k + 3] > 127 && most - least > 40) coloured += 1;
  told = (Math.imul(told, 31) + data[k] + 256 * data[k + 1] + 65536 * data[k + 2]) | 0;
}
return { told, coloured };"""


def test_the_plinth_tells_nothing_and_the_land_rises_out_of_it(hike: HikePage) -> None:
    """Of two landscapes and as many posts the plinth looks the same, pixel by pixel; only the posts differ."""
    hike.resize(1351, 625)
    seen = []
    for seed in (3, 5):
        hike.open(f"?seed={seed}&walk=200:0.1~230:0.1", surface=True)
        posts = hike.js(BARE, {})
        bare = hike.js(BARE, {"felt": None, "tags": []})
        assert bare["told"] != posts["told"], "posts stand on it"
        assert bare["coloured"] < 100, "a plinth is grey"
        seen.append((bare["told"], posts["told"]))
    assert seen[0][0] == seen[1][0], "the plinth is the same whatever it hides"
    assert seen[0][1] != seen[1][1], "what was felt is not"
    before = float(hike.find(".hike-numbers dd").text)
    hike.press("follow")
    until_steps(hike, 3)
    assert float(hike.find(".hike-numbers dd").text) < before
    hike.press("no")
    hike.until_seen()
    hike.until(lambda: hike.js(BARE, {})["coloured"] > 80_000, "for the land in its colours")
    eye = "return LossLandscape.hike.state.pictures.stage.view.azimuth"
    turned = hike.js(eye)
    hike.find("[data-hike-turn=turn-left]").click()
    hike.until(lambda: hike.js(eye) == pytest.approx(turned + 15), "for the land to turn")


def test_without_webgl_the_hike_goes_on_seen_from_above(hike: HikePage) -> None:
    hike.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WITHOUT_WEBGL})
    hike.open("?seed=3", surface=True)
    hike.until(lambda: "no WebGL" in hike.find("[data-hike-lost=none]").text)
    assert not hike.find("[data-hike-panel]").is_displayed()
    hike.drag(90, 0.7)
    hike.until(lambda: abs(float(hike.value("bearing")) - 90) <= 2, "for the hand's direction")
    hike.press("walk")
    until_steps(hike, 1)
    hike.press("no")
    the_end_is_true(hike)
    painted = """const map = document.querySelector("[data-hike-map] canvas");
        const { data } = map.getContext("2d").getImageData(0, 0, map.width, map.height);
        return data.filter((value, k) => k % 4 === 0 && Math.abs(value - data[k + 2]) > 40).length / map.width ** 2"""
    assert hike.js(painted) > 0.5, "the land is on the map"


def test_picture_and_controls_are_on_the_screen_together(hike: HikePage) -> None:
    """At every size the rose, direction, length and the three buttons are seen without scrolling, above each other."""
    hike.open("?seed=3&walk=250:0.3")
    seen = """const box = (each) => document.querySelector(each).getBoundingClientRect().toJSON();
        return ["[data-hike-rose]", ".dock", "#button-hike_follow_far"].map(box);"""
    for width, height in ((1351, 625), (1920, 1080), (1024, 700), (800, 600), (390, 844), (360, 640)):
        hike.resize(width, height)
        hike.until(lambda width=width: hike.js("return innerWidth") == width)
        hike.frames(4)
        rose, dock, button = hike.js(seen)
        place = f"at {width} x {height}: {rose} {dock}"
        assert min(rose["width"], rose["height"]) >= 36, place
        assert rose["top"] >= 0, place
        assert rose["bottom"] <= dock["top"] + 1, place
        assert dock["bottom"] <= height, place
        assert dock["top"] <= button["top"], place
        assert button["bottom"] <= dock["bottom"], place
        assert button["height"] >= 36, place
        if width == 1351:
            assert hike.js("return document.querySelector('.hike-try').getBoundingClientRect().bottom") <= height


def test_a_tone_is_off_until_it_is_wanted(hike: HikePage) -> None:
    hike.open("?seed=3")
    hike.js("""window.heard = [];
        const { voice } = LossLandscape.hike, { play } = voice;
        voice.play = function (context, from, to) {
          window.heard.push([from, to]);
          play(context, from, to);
        };""")
    hike.press("follow")
    until_steps(hike, 1)
    assert hike.js("return window.heard") == []
    button = hike.find("[data-hike-tone]")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    hike.press("follow")
    until_steps(hike, 2)
    heard = hike.until(lambda: (found := hike.js("return window.heard")) and len(found) == 2 and found)
    felt = track(read(SOURCE, hike.hike)[0])
    assert heard[1] == pytest.approx(felt.altitudes[1:].tolist(), abs=1e-5)


def test_the_theme_changes_the_ground_and_stays_in_the_address(hike: HikePage) -> None:
    hike.open("?seed=3&walk=250:0.3&theme=light")
    ground = """return Array.from(document.querySelector("[data-hike-map] canvas").getContext("2d")
        .getImageData(6, 6, 1, 1).data)"""
    before = hike.js(ground)
    hike.js("document.getElementById('input-theme').focus()")
    hike.find("#input-theme").send_keys("Theme: dark")
    hike.until(lambda: hike.js(ground)[0] < before[0] - 80, "for the dark ground")
    hike.until(lambda: "theme=dark" in hike.driver.current_url)
    assert "walk=250:0.3" in hike.driver.current_url
