"""Share: from the dialog to a frame in somebody else's page, and the page for teachers."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from tests.browser.axe import assert_accessible
from tests.browser.course import course_page
from tests.browser.lab import Lab
from tests.browser.test_edge import frame

pytestmark = pytest.mark.browser
__all__ = ["frame"]  # the fixture of a page of another origin


def opened(lab: Lab) -> bool:
    return bool(lab.js("return Boolean(document.querySelector('[data-share-dialog]').open)"))


def field(lab: Lab, name: str) -> str:
    return str(lab.driver.find_element(By.ID, f"share-{name}").get_attribute("value"))


def tick(lab: Lab, kind: str, name: str) -> None:
    lab.driver.find_element(By.CSS_SELECTOR, f'[name="{kind}"][value="{name}"]').click()


def shown(lab: Lab) -> set[str]:
    """The parts of the page that the eye meets."""
    names = lab.js("""return Array.from(document.querySelectorAll("[data-part]")).filter((each) => each.offsetParent)
      .map((each) => each.dataset.part)""")
    return set(names)


def test_from_the_dialog_to_a_frame_in_another_page(lab: Lab, frame: Callable[[str], str]) -> None:
    lab.open(
        "?problem=band&rules=GradientDescent,learning_rate:1~Momentum,learning_rate:1&step=40&theme=dark", surface=True
    )
    before = lab.link
    lab.driver.find_element(By.CSS_SELECTOR, "[data-share]").click()
    assert opened(lab)
    assert_accessible(lab.driver, "with the dialog to share open", within="dialog")
    tick(lab, "part", "contour")
    tick(lab, "part", "curve")
    assert "step=" not in field(lab, "link"), "at the start, unless somebody asks for what is on the screen"
    tick(lab, "opens", "stands")
    way_out = lab.driver.find_element(By.CSS_SELECTOR, '[name="part"][value="whole"]')
    assert way_out.is_selected()
    tick(lab, "lock", "start")
    tick(lab, "lock", "camera")
    assert not way_out.is_selected(), "what is locked has no way out, unless somebody asks for it"
    assert "on your own computer only" in lab.driver.find_element(By.CSS_SELECTOR, ".share-warning").text
    Select(lab.driver.find_element(By.ID, "share-height")).select_by_value("560")
    assert "step=40" in field(lab, "link")
    assert "embed" not in field(lab, "link")
    code = field(lab, "code")
    assert code.count("<iframe") == 1
    assert 'height="560"' in code
    assert "allowfullscreen" in code
    src = html.unescape(re.findall(r'src="([^"]+)"', code)[0])
    assert "panels=surface,player,outcome,curve&lock=start,camera&theme=dark" in src
    # The preview is the frame that the class will see.
    lab.until(lambda: lab.js("return Boolean(document.querySelector('.share-view iframe'))"), "for the preview")
    lab.driver.switch_to.frame(lab.driver.find_element(By.CSS_SELECTOR, ".share-view iframe"))
    chosen = "embed=1&panels=surface,player,outcome,curve&lock=start,camera"
    frame_of = "return document.querySelector('[data-frame]')?.dataset.frame"
    lab.until(lambda: lab.js(frame_of) == chosen, "for the preview of what was chosen last")
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.player?.paths.length)"))
    assert lab.link == before
    lab.driver.switch_to.default_content()
    lab.driver.find_element(By.CSS_SELECTOR, "dialog").send_keys(Keys.ESCAPE)
    lab.until(lambda: not opened(lab))
    assert lab.js("return document.activeElement.dataset.share") == "", "the focus is back where it came from"
    # In a course page, with the few rights that some give.
    lab.driver.get(frame(code.replace("<iframe", '<iframe sandbox="allow-scripts"')))
    lab.driver.switch_to.frame(lab.driver.find_element(By.TAG_NAME, "iframe"))
    lab.until(
        lambda: (
            lab.js("return window.LossLandscape?.lab?.player?.paths.map((path) => path.rows > 40).join()")
            == "true,true"
        )
    )
    assert shown(lab) == {"surface", "player", "outcome", "curve"}
    assert not lab.driver.find_element(By.CSS_SELECTOR, "nav").is_displayed()
    assert lab.link == before
    assert lab.step == 40
    assert lab.js("return document.documentElement.dataset.theme") == "dark"
    seen = "return LossLandscape.lab.pictures()?.pixel('land', LossLandscape.lab.state.run.start) ?? null"
    lab.settled_camera()
    traces = lab.js("return document.querySelector('#graph-contour .js-plotly-plot')?.data?.length ?? 0")
    assert traces == 0, "what is not shown is not drawn"
    # What is locked stays as it is.
    start = lab.js(seen)
    turns = ("turn-", "tilt-", "from-above", "camera-reset")
    buttons = lab.driver.find_elements(By.CSS_SELECTOR, ", ".join(f'[data-action^="{each}"]' for each in turns))
    assert len(buttons) == 6
    assert not any(button.is_enabled() for button in buttons)
    lab.js("document.querySelector('[data-panel=surface]').focus()")
    lab.driver.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
    lab.drag(lab.centre("surface"), (80, 0))
    lab.driver.find_element(By.CSS_SELECTOR, '[data-action="forward"]').click()
    lab.until(lambda: lab.step == 41)
    lab.settled_camera()
    assert lab.js(seen) == start
    assert lab.link == before
    assert_accessible(lab.driver, "embedded")


def test_shared_while_it_plays_it_opens_at_the_start_or_as_it_stands(lab: Lab) -> None:
    lab.open("?problem=bowl&learning_rate=0.05&steps=400&speed=0.25&large=map", surface=True)
    lab.until(lambda: lab.step >= 2, "for the run to play")
    assert "step=" not in lab.address
    first = lab.step
    lab.driver.find_element(By.CSS_SELECTOR, "[data-share]").click()
    assert field(lab, "link").endswith("/?v=1&problem=bowl&optimizer=GradientDescent&steps=400")
    tick(lab, "opens", "stands")
    said = re.findall(r"step=(\d+)", field(lab, "link"))
    assert said, "the step at which it was shared, though it plays"
    assert first <= int(said[0]) <= lab.step
    assert "large=map" in field(lab, "link")
    assert f"step={said[0]}&" in html.unescape(field(lab, "code"))
    tick(lab, "opens", "start")
    assert "step=" not in field(lab, "link") + field(lab, "code")


# Everything in a frame that leads anywhere or can be changed and is not the player's, by what it is called.
LEFT = """const seen = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".player");
    const can = 'a[href], input:not(:disabled), select:not(:disabled), textarea:not([readonly]):not(:disabled), ' +
      'button:not(:disabled):not([data-action=words]):not([data-action=swap])';
    return Array.from(document.querySelectorAll(can)).filter(seen).map((each) => each.outerHTML.slice(0, 120));"""


def test_locked_means_locked_in_a_frame_of_another_origin(lab: Lab, frame: Callable[[str], str]) -> None:
    lab.open("?problem=textbook&step=20&learning_rate=0.3")
    lab.driver.find_element(By.CSS_SELECTOR, "[data-share]").click()
    for box in lab.driver.find_elements(By.NAME, "lock"):
        box.click()
    tick(lab, "opens", "stands")
    tick(lab, "part", "controls")
    code = field(lab, "code")
    lab.driver.get(frame(code.replace("<iframe", '<iframe sandbox="allow-scripts"')))
    lab.driver.switch_to.frame(lab.driver.find_element(By.TAG_NAME, "iframe"))
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.player?.paths[0]?.rows)"))
    lab.until_drawn()
    assert lab.js("return self.origin") == "null"
    before, address = lab.link, lab.js("return location.href")
    assert lab.js(LEFT) == []
    lab.js("for (const each of document.querySelectorAll('details')) each.open = true")
    assert lab.js(LEFT) == []
    # A stubborn hand: every key in every picture, a click and a drag on each, and the buttons all the same.
    keys = (Keys.ARROW_LEFT, Keys.ARROW_UP, Keys.HOME, Keys.END, "u", "r", "s", "p", Keys.ENTER)
    seen = "return LossLandscape.lab.pictures()?.pixel('land', [0.5, 0.5]) ?? null"
    view = lab.js(seen)
    for panel in ("surface", "contour"):
        lab.js("document.querySelector(arguments[0]).focus()", f"[data-panel={panel}]")
        lab.driver.switch_to.active_element.send_keys(*keys)
        lab.click(lab.centre(panel))
        lab.drag(lab.centre(panel), (40, 10))
    lab.js("for (const each of document.querySelectorAll('button:disabled')) each.click()")
    lab.until_drawn()
    assert (lab.link, lab.js("return location.href")) == (before, address)
    assert lab.js(seen) == view, "the camera stays"


def test_the_frame_that_is_shared_fits_a_phone_a_column_and_a_page(lab: Lab) -> None:
    lab.open("?step=0")
    lab.driver.find_element(By.CSS_SELECTOR, "[data-share]").click()
    lab.until(lambda: "aspect-ratio" in field(lab, "code"), "for the preview to be measured")
    code = field(lab, "code")
    assert 'src="' + lab.dash.server.url in code
    with course_page() as put:
        lab.driver.get(put(f'<div id="column" style="width:700px">{code}</div>'))
        sizes = """return [innerWidth, innerHeight, document.documentElement.scrollHeight,
          Math.ceil(document.body.getBoundingClientRect().height)]"""
        for end in (False, True):
            for width in (390, 700, 1000):
                lab.driver.switch_to.default_content()
                lab.js("document.querySelector('#column').style.width = arguments[0] + 'px'", width)
                lab.driver.switch_to.frame(lab.driver.find_element(By.TAG_NAME, "iframe"))
                lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.player?.paths[0]?.rows)"))
                if end:
                    lab.play_to_the_end()
                lab.until(lambda width=width: lab.js("return innerWidth") == width)
                lab.frames(4)
                inside, height, scrolled, needed = lab.js(sizes)
                assert scrolled <= height, f"nothing to scroll at {width} px, {end=}"
                assert height - needed <= 40, f"no blank below at {inside} px, {end=}"
        lab.driver.switch_to.default_content()
        lab.driver.get("about:blank")


def test_every_control_can_be_locked_and_none_of_them_answers(lab: Lab) -> None:
    lab.open("?lock=all&step=20&learning_rate=0.3")
    before = lab.link
    inputs = lab.js("""return Array.from(document.querySelectorAll("[data-grid=rail] :is(input, select, textarea)"),
      (each) => [each.id || each.outerHTML.slice(0, 80), each.matches(":disabled")])""")
    assert len(inputs) > 15
    assert [name for name, disabled in inputs if not disabled] == []
    lab.click(lab.pixel("contour", (2.0, 1.0)))
    lab.js("document.querySelector('[data-panel=contour]').focus()")
    lab.driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    lab.press("forward")
    lab.until(lambda: lab.step == 21)
    assert lab.link == before
    assert_accessible(lab.driver, "with every control locked")


def test_teachers_open_a_ready_made_scene_and_share_it(lab: Lab) -> None:
    lab.driver.get(f"{lab.dash.server.url}/teach?theme=dark")
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, ".teach-scenes article"))
    for summary in lab.driver.find_elements(By.CSS_SELECTOR, ".teach summary"):
        lab.js("arguments[0].parentElement.open = true", summary)
    assert_accessible(lab.driver, "the page for teachers")
    lab.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": True}
    )
    assert lab.js("return document.documentElement.scrollWidth") <= 320
    lab.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    lab.driver.find_element(By.CSS_SELECTOR, '[aria-label="Share it: Momentum helps"]').click()
    assert field(lab, "link").endswith("/?preset=momentum-helps")
    assert 'title="Momentum helps"' in field(lab, "code")
    lab.until(lambda: lab.js("return Boolean(document.querySelector('.share-view iframe'))"), "for the preview")
    lab.driver.find_element(By.CSS_SELECTOR, ".share-head button").click()
    lab.driver.find_element(By.CSS_SELECTOR, '[aria-label="Open: Momentum helps"]').click()
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.player?.paths.length)"))
    lab.until_drawn()
    assert lab.link.startswith("v=1&problem=band&rules=")
    assert lab.js("return document.documentElement.dataset.theme") == "dark", "the theme came along in the link"


def test_a_lesson_in_a_frame_stays_in_its_frame(lab: Lab) -> None:
    lab.driver.get(f"{lab.dash.server.url}/?lesson=slope&embed=1&hide=take,basins")
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, '[rel="next"]'))
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.state?.run)"))
    lab.js("document.querySelector('[data-share]').click()")
    assert lab.driver.find_element(By.CSS_SELECTOR, '[name="part"][value="lesson"]').is_selected()
    lab.driver.find_element(By.CSS_SELECTOR, ".share-head button").click()
    lab.until(lambda: not opened(lab))
    lab.driver.find_element(By.ID, "button-lesson_skip").click()
    lab.until(lambda: lab.js("return document.querySelector('[rel=next]')?.checkVisibility()"), "for the way on")
    lab.driver.find_element(By.CSS_SELECTOR, '[rel="next"]').click()
    lab.until(lambda: "lesson=bold" in lab.address)
    assert "embed=1" in lab.address
    assert "hide=take,basins" in lab.address.replace("%2C", ",")
    lab.until(lambda: lab.driver.find_elements(By.ID, "button-lesson_skip"))
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.state?.run)"))
    lab.driver.find_element(By.ID, "button-lesson_skip").click()
    lab.until(lambda: lab.js("return LossLandscape.lab.player.paths.length"))
    lab.until_drawn()
    assert {"take", "basins"}.isdisjoint(shown(lab))
    whole = lab.driver.find_element(By.CSS_SELECTOR, "[data-whole]")
    lab.js("arguments[0].removeAttribute('target')", whole)
    whole.click()
    lab.until(lambda: "embed" not in lab.address and "lesson=bold" in lab.address)
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, "nav a"))
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.state?.run)"))
    lab.until_drawn()


def test_presenting_makes_type_and_lines_larger_and_the_keys_are_listed(lab: Lab) -> None:
    # High enough for the curve, which a lower screen leaves out while somebody presents.
    metrics = {"width": 1366, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    lab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    lab.open("?step=40&learning_rate=0.3")

    def sizes() -> list[float]:
        return list(
            lab.js("""const graph = document.querySelector("#graph-curve .js-plotly-plot");
            return [graph._fullLayout.xaxis.tickfont.size, LossLandscape.lab.painted.curve.runs[0].size,
              parseFloat(getComputedStyle(document.querySelector("#div-outcome p")).fontSize)]""")
        )

    plain, path = sizes(), lab.weights()
    button = lab.driver.find_element(By.CSS_SELECTOR, "[data-present]")
    button.click()
    lab.until(lambda: all(now > before for now, before in zip(sizes()[:2], plain[:2], strict=True)), "for larger type")
    assert button.get_attribute("aria-pressed") == "true"
    lab.until(lambda: "projector=1" in lab.address)
    assert sizes()[2] > plain[2]
    assert_accessible(lab.driver, "presenting")
    assert (lab.weights() == path).all()
    button.click()
    lab.until(lambda: sizes()[:2] == plain[:2], "for the sizes as they were")
    lab.until(lambda: "projector" not in lab.address)
    lab.js("document.activeElement.blur()")
    lab.driver.find_element(By.TAG_NAME, "body").send_keys("?")
    lab.until(lambda: lab.js("return document.querySelector('dialog[open]')?.innerText ?? ''").find("play, pause") > 0)
    assert_accessible(lab.driver, "with the keys listed", within="dialog[open]")
    lab.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    lab.until(lambda: lab.js("return document.querySelector('dialog[open]') === null"))
