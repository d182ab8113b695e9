"""By the Tab key alone every page is walked over, there and back: nothing is missed, nothing holds, nothing hides."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By

from tests.browser.hike import HikePage
from tests.browser.lab import Lab
from tests.browser.networks import Networks
from tests.browser.page import Page
from tests.browser.practice import Practice
from tests.browser.walk import assert_walkable, unfold, walk

pytestmark = pytest.mark.browser


def resize(page: Page, width: int, height: int) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def show(page: Page, address: str, there: str) -> None:
    """Open an address, wait for what is there, and unfold it."""
    page.driver.get(f"{page.dash.server.url}{address}")
    page.until(lambda: page.driver.find_elements(By.CSS_SELECTOR, there), f"for {address}")
    unfold(page.driver)


def test_the_lab_the_lesson_and_the_dialog(lab: Lab) -> None:
    for width, height in ((1366, 768), (390, 844)):
        resize(lab, width, height)
        lab.open("?step=0", surface=True)
        lab.js("document.querySelector('#tab-take').click()")  # of the tabs' panels, the one with most to press
        unfold(lab.driver)
        found = assert_walkable(lab.driver, f"the lab, {width} px wide")
        spoken = " ".join(found.stops)
        for name in ("Play", "Step on screen", "Turn the surface", "From above. Arrow keys", "Copy link", "Share"):
            assert name in spoken, f"the walk over the lab never came to {name}"
    show(lab, "/?lesson=loss", ".lesson-choices, .lesson-buttons")
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.state.run)"))
    assert_walkable(lab.driver, "a step of the lesson, 390 px wide")
    resize(lab, 1366, 768)
    assert_walkable(lab.driver, "a step of the lesson")
    show(lab, "/practice", "[data-share]")
    lab.driver.find_element(By.CSS_SELECTOR, "[data-share]").click()
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, "dialog[open] iframe"), "for the preview")
    assert_walkable(lab.driver, "the dialog to share", "dialog")


def test_every_other_page(lab: Lab) -> None:
    networks = Networks(lab.dash)
    networks.open("?layers=1&width=3&steps=40&step=40", surface=True)
    unfold(networks.driver)
    assert_walkable(networks.driver, "the networks")
    hike = HikePage(lab.dash)
    hike.open("?seed=1&walk=250:0.3")
    unfold(hike.driver)
    assert "The ground underfoot" in " ".join(assert_walkable(hike.driver, "the hike").stops)
    hike.open("?seed=1&walk=250:0.3&guess=no")
    assert_walkable(hike.driver, "the end of the hike")
    practice = Practice(lab.dash)
    practice.open("?seed=9")
    unfold(practice.driver)
    assert_walkable(practice.driver, "practice")
    practice.open("?seed=9&view=key")
    assert_walkable(practice.driver, "a worksheet")
    show(practice, "/teach", ".teach-ends li")  # how the scenes end comes in a second reply
    assert_walkable(practice.driver, "the page for teachers")
    lab.open("?embed=1&lock=all&step=20&learning_rate=0.3", surface=True)
    unfold(lab.driver)
    found = assert_walkable(lab.driver, "a lab in which everything is locked")
    assert "Play" in " ".join(found.stops)
    assert "Move the start" not in " ".join(found.stops)


FAULTS = {
    "“Unreachable” is not reached": "<div style='cursor: pointer'>Unreachable</div>",
    "“Skipped” is not reached": "<button tabindex=-1>Skipped</button>",
    "“Trap” holds the focus": "<button>Trap</button>",
    "“Unseen focus” shows no sign of the focus": "<button class=unseen-focus>Unseen focus</button>",
    "“Beneath” is covered": "<div style='position: relative'><button>Beneath</button><div style='position: absolute; "
    "inset: 0; background: red'></div></div>",
    "“Tiny” is a target of": "<button style='font-size: 9px; min-height: 0; padding: 0'>Tiny</button>",
    "“Before” comes after": "<section style='display: flex; flex-direction: column-reverse'><button>After</button>"
    "<p style='height: 90px'>between</p><button>Before</button></section>",
}


def test_the_walk_finds_what_is_wrong(lab: Lab) -> None:
    show(lab, "/practice", "#div-handout")
    lab.js(
        """document.querySelector(".practice h2").insertAdjacentHTML("afterend", "<div id=fault></div>");
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(".unseen-focus:focus { outline: none !important; }");
        document.adoptedStyleSheets = [sheet];
        document.addEventListener("keydown", function (event) {
          if (event.key === "Tab" && document.activeElement.textContent === "Trap") event.preventDefault();
        });"""
    )
    assert walk(lab.driver).wrong == []
    for sentence, fault in FAULTS.items():
        lab.js("document.querySelector('#fault').innerHTML = arguments[0]", fault)
        found = walk(lab.driver).wrong
        assert any(sentence in each for each in found), f"{sentence}; found: {found}"
