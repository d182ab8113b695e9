"""Present: the land gets most of the screen, words and lines are large, nothing is cut off, and it is left again."""

from __future__ import annotations

import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By

from tests.browser.lab import Lab

pytestmark = pytest.mark.browser
SIZES = ((1366, 768), (1024, 768), (1920, 1080))
# What is seen of the page and reaches out of the window, or of the dock out of the dock, and what lies under the dock.
_OUT = """const seen = (each) => {
  const box = each.getBoundingClientRect();
  const drawn = each.closest(".unseen, canvas, svg, .tag") || getComputedStyle(each).visibility === "hidden";
  return box.width > 1 && box.height > 1 && !drawn;
};
const out = (each, [left, top, right, bottom]) => {
  const box = each.getBoundingClientRect();
  return box.left < left - 1 || box.right > right + 1 || box.top < top - 1 || box.bottom > bottom + 1;
};
const dock = document.querySelector(".dock"), at = dock.getBoundingClientRect();
const window_ = [0, 0, innerWidth, innerHeight], inside = [at.left, at.top, at.right, at.bottom];
const scrolled = (each) => each.closest("#div-outcome");
const all = (selector) => [...document.querySelectorAll(selector)].filter((each) => seen(each) && !scrolled(each));
return [
  ...all(".top *, .lab *").filter((each) => out(each, window_)),
  ...all(".dock *").filter((each) => out(each, inside)),
  ...all(".side > *").filter((each) => each.getBoundingClientRect().bottom > at.top + 1),
].map((each) => each.outerHTML.slice(0, 100));"""
_PAGE = (
    "return [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"
)
_LAND = "return document.querySelector('[data-panel=surface]').getBoundingClientRect().width / innerWidth"
# The widths with which a run's own colour is drawn in the next frames.
_WIDTHS = """const done = arguments[0], stroke = CanvasRenderingContext2D.prototype.stroke, widths = [];
CanvasRenderingContext2D.prototype.stroke = function (...path) {
  if (this.strokeStyle === "#0072b2") widths.push(this.lineWidth);
  return stroke.apply(this, path);
};
LossLandscape.lab.pictures().paint(40);
CanvasRenderingContext2D.prototype.stroke = stroke;
done(Math.max(...widths));"""


def sized(lab: Lab, width: int, height: int) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    lab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    lab.until(lambda: lab.js("return innerWidth") == width)
    lab.frames(4)


def font(lab: Lab, selector: str) -> str:
    return str(lab.js("return getComputedStyle(document.querySelector(arguments[0])).fontSize", selector))


def shown(lab: Lab, selector: str) -> bool:
    return any(each.is_displayed() for each in lab.driver.find_elements(By.CSS_SELECTOR, selector))


def test_the_land_gets_the_screen_and_esc_and_the_button_give_it_back(lab: Lab) -> None:
    sized(lab, *SIZES[0])
    lab.open("?projector=1&step=300&theme=light", surface=True)
    for width, height in SIZES:
        sized(lab, width, height)
        lab.until_drawn()
        where = f"{width} x {height}"
        assert lab.js(_LAND) >= 0.7, where
        assert max(lab.js(_PAGE)) <= 0, where
        assert lab.js(_OUT) == [], where
        assert not shown(lab, ".story, .closer"), where
    assert font(lab, "#div-outcome p") == "26px"
    assert font(lab, ".panel-surface .tag") == "20px"
    large = lab.driver.execute_async_script(_WIDTHS)
    ActionChains(lab.driver).send_keys(Keys.ESCAPE).perform()
    lab.until(lambda: "projector" not in lab.address)
    assert shown(lab, ".story")
    assert shown(lab, ".closer")
    button = lab.driver.find_element(By.CSS_SELECTOR, "[data-present]")
    assert button.get_attribute("aria-pressed") == "false"
    lab.until_drawn()
    assert large == pytest.approx(1.6 * lab.driver.execute_async_script(_WIDTHS), rel=0.35), "the land has grown too"
    button.click()
    lab.until(lambda: "projector=1" in lab.address)
    button.click()
    lab.until(lambda: "projector" not in lab.address)
    assert shown(lab, ".story")


def test_a_question_and_its_answers_fit_the_screen(lab: Lab) -> None:
    sized(lab, *SIZES[0])
    lab.driver.get(f"{lab.dash.server.url}/?projector=1&lesson=slope&hide=surface")
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, ".dock .lesson-choices button"))
    for width, height in SIZES:
        sized(lab, width, height)
        assert max(lab.js(_PAGE)) <= 0
        assert lab.js(_OUT) == [], f"{width} x {height}"
        assert (
            len(
                [
                    each
                    for each in lab.driver.find_elements(By.CSS_SELECTOR, ".dock .lesson-choices button")
                    if each.is_displayed()
                ]
            )
            == 4
        )
