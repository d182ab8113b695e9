"""Zoomed, with wider spaces, in forced colours, without motion: nothing is lost on any page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selenium.webdriver.common.by import By

from tests.browser.axe import assert_accessible
from tests.browser.hike import HikePage
from tests.browser.lab import Lab
from tests.browser.networks import Networks
from tests.browser.practice import Practice
from tests.browser.senses import blank, emulate, lost, show_as, space_out
from tests.wide import wide

pytestmark = pytest.mark.browser

# What has a meaning by its colour, and what the player is worked with.
MARKS = ".spot, .mark, .swatch, progress, input[type=range], .player .primary, .ramp, .hike-land, .levels, svg.curve"


def _teach(lab: Lab) -> None:
    lab.driver.get(f"{lab.dash.server.url}/teach")
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, ".teach"))


def _lesson(lab: Lab) -> None:
    lab.driver.get(f"{lab.dash.server.url}/?lesson=loss&hide=surface")  # the surface is looked at in the lab
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, ".lesson-choices button"))


PAGES: dict[str, Callable[[Lab], None]] = {
    "lab": lambda lab: lab.open("?step=300", surface=True),
    "lesson": _lesson,
    "hike": lambda lab: HikePage(lab.dash).open("?seed=1&walk=250:0.3"),
    "end of the hike": lambda lab: HikePage(lab.dash).open("?seed=1&walk=250:0.3&guess=no"),
    "networks": lambda lab: Networks(lab.dash).open("?layers=1&width=3&steps=40&step=40", surface=True),
    "practice": lambda lab: Practice(lab.dash).open("?seed=9&problem=8"),
    "worksheet": lambda lab: Practice(lab.dash).open("?seed=9&view=key"),
    "teach": _teach,
}


def none(lab: Lab, find: Callable[[], list[str]], state: str) -> None:
    """Nothing is found wrong, as soon as the page has settled."""
    found: list[str] = []

    def settled() -> bool:
        found[:] = find()
        return not found

    try:
        lab.until(settled)
    except AssertionError:
        pytest.fail(f"{state}:\n  " + "\n  ".join(found))


@pytest.mark.parametrize("page", wide(PAGES, ("lab", "lesson", "end of the hike", "practice")))
def test_nothing_is_lost(lab: Lab, page: str) -> None:
    driver = lab.driver
    # 200 % and 400 % on a laptop.
    for zoom in (2, 4):
        show_as(driver, 1366, 768, zoom=zoom)
        if zoom == 2:
            PAGES[page](lab)
        none(lab, lambda: lost(driver), f"{page} at {zoom}00 %")
    stuck = """return [...document.querySelectorAll("body *")].filter((each) => each.checkVisibility()
        && ["fixed", "sticky"].includes(getComputedStyle(each).position)).map((each) => each.className)"""
    assert lab.js(stuck) == [], "at 400 % nothing is stuck over what is read"
    # The spaces that a reader may ask for, on a laptop and on a phone.
    for width, height in ((1366, 768), (390, 844)):
        show_as(driver, width, height, mobile=width < 500)
        space_out(driver)
        none(lab, lambda: lost(driver), f"{page} with wide spaces")
    lab.js("document.adoptedStyleSheets = []")
    # The system's colours, light and dark, and nothing that moves.
    show_as(driver, 1366, 768)
    for scheme in ("dark", "light"):
        emulate(driver, forced_colors="active", prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
        none(lab, lambda: blank(driver, MARKS), f"{page} in forced colours")
        assert lab.js("return document.getAnimations().length") == 0
    assert_accessible(driver, f"{page} in forced colours")
    told = lab.js("""const chosen = "button[aria-pressed=true], .lesson-progress [aria-current]";
        const pressed = [...document.querySelectorAll(chosen)];
        const same = pressed.filter(function (each) {
          const other = document.createElement("button");
          each.after(other);
          const look = (element) => { const style = getComputedStyle(element);
            return [style.backgroundColor, style.borderColor, style.color].join(); };
          const equal = look(each) === look(other);
          other.remove();
          return equal;
        });
        const here = getComputedStyle(document.querySelector(".top nav [aria-current=page]"));
        return { same: same.map((each) => each.textContent), here: here.textDecorationLine };""")
    assert told == {"same": [], "here": "underline"}


def test_what_is_lost_is_found(lab: Lab) -> None:
    Practice(lab.dash).open("?seed=9")
    assert lost(lab.driver) == []
    lab.js("""document.querySelector(".practice").insertAdjacentHTML("beforeend",
        "<p style='white-space: nowrap; width: 40px'>far too long</p>" +
        "<p style='overflow: hidden; height: 9px'>cut off</p><p style='width: 3000px'>wide</p>" +
        "<span class=spot style='background: none'></span>")""")
    found = lost(lab.driver)
    for sentence in ("“far too long” sticks out", "“cut off” is cut off below", "the page is", "“wide” stands beside"):
        assert any(sentence in each for each in found), found
    assert len(blank(lab.driver, ".spot")) == 1
