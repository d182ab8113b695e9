"""axe-core and the Tab key in those states of the pages that no other test of theirs comes to: all open at once."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By

from tests.browser.axe import assert_accessible
from tests.browser.finger import Finger
from tests.browser.lab import Lab
from tests.browser.networks import Networks
from tests.browser.test_lab_steady import WITHOUT_WEBGL
from tests.browser.walk import assert_walkable, unfold

pytestmark = pytest.mark.browser


def press(lab: Lab, selector: str) -> None:
    lab.reach(selector).click()


def each_tab(lab: Lab, state: str) -> None:
    """The page with each tab of "Look closer" open: what is behind another is no part of it."""
    tabs = lab.driver.find_elements(By.CSS_SELECTOR, '[role="tab"]')
    assert len(tabs) == 6
    for tab in tabs:
        name = tab.get_attribute("data-tab-of")
        lab.reach(f'[data-tab-of="{name}"]').click()
        assert_accessible(lab.driver, f"{state}, {name}", within="body" if name == "model" else ".closer")


def test_the_lab_with_everything_open(lab: Lab) -> None:
    lab.open(
        "?problem=band&steps=60&step=60&rules=GradientDescent,learning_rate:1~Momentum,learning_rate:1", surface=True
    )
    unfold(lab.driver)
    for panel in ("surface", "curve", "model", "rate", "contour"):
        press(lab, f'[data-action="words"][data-of="{panel}"]')
        lab.until(lambda panel=panel: len(lab.driver.find_element(By.ID, f"words-{panel}").text) > 60)
    assert [each.is_displayed() for each in lab.driver.find_elements(By.CSS_SELECTOR, "[data-words]")].count(True) == 1
    press(lab, '[data-action="tell-mark"]')
    card = lab.driver.find_element(By.CSS_SELECTOR, "[data-mark-card]")
    lab.until(lambda: "starts on a grid end here" in card.text, "for the card of a mark")
    press(lab, '[data-action="show-code"]')
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, "[data-source]"), "for the code")
    press(lab, '[data-action="basin"]')
    says = lab.driver.find_element(By.CSS_SELECTOR, "[data-basin-says]")
    lab.until(lambda: "reach the lowest valley" in says.text, "for the map of basins")
    each_tab(lab, "with everything open")
    assert_walkable(lab.driver, "the lab with everything open")
    lab.choose("theme", "dark")
    lab.until(lambda: lab.js("return LossLandscape.lab.state.version") > 1)
    each_tab(lab, "with everything open, dark")


def test_the_lab_with_own_data_at_play_and_with_a_finger(lab: Lab) -> None:
    lab.driver.get(f"{lab.dash.server.url}/")
    lab.until_drawn()
    assert_accessible(lab.driver, "at the first visit, playing")
    lab.open("?problem=own&step=0", surface=True)
    unfold(lab.driver)
    lab.js(
        """const box = document.querySelector("#input-data");
        Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, "1,2\\n3,x,4");
        box.dispatchEvent(new Event("input", { bubbles: true }));"""
    )
    lab.driver.find_element(By.XPATH, "//button[text()='Use this table']").click()
    lab.until(lambda: "Line 2" in lab.message("data"), "for the sentence on the table")
    press(lab, '[data-tool="move"]')
    assert_accessible(lab.driver, "with data of one's own, a tool and a complaint")
    assert_walkable(lab.driver, "the lab with data of one's own")
    finger = Finger(lab.driver)
    finger.tap_on('[data-panel="surface"]')
    lab.until(lambda: lab.js("return document.activeElement.dataset.panel === 'surface'"), "for the finger's focus")
    assert_accessible(lab.driver, "with a finger on the surface")


def test_the_lab_without_its_surface(lab: Lab) -> None:
    lab.open("?step=20&learning_rate=0.3", surface=True)
    lab.lose_webgl()
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, ".no-webgl button"), "for the words instead")
    assert_accessible(lab.driver, "with a lost surface")
    assert_walkable(lab.driver, "the lab with a lost surface")
    lab.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WITHOUT_WEBGL})
    lab.driver.get(f"{lab.dash.server.url}/?step=0&theme=dark")
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, ".no-webgl"), "for the words instead")
    assert_accessible(lab.driver, "without WebGL, dark")
    networks = Networks(lab.dash)
    networks.open("?layers=1&width=3&steps=40&step=40", surface=True)
    assert "draw 3-D pictures" in networks.driver.find_element(By.CSS_SELECTOR, ".no-webgl").text
    large = "return document.querySelector('[data-net-panel=contour-1]').offsetWidth / innerWidth"
    networks.until(lambda: networks.js(large) > 0.4, "for the map in the land's place")
    assert_accessible(networks.driver, "the networks without WebGL")


def test_the_networks_with_everything_open_and_pages_between(lab: Lab) -> None:
    networks = Networks(lab.dash)
    networks.open("?layers=1&width=3&steps=40&step=40&several=yes&compare=skips&theme=dark", surface=True)
    unfold(networks.driver)
    networks.until(lambda: networks.text("table"), "for the table of the path")
    assert_accessible(networks.driver, "the networks with everything open, dark")
    assert_walkable(networks.driver, "the networks with everything open")
    lab.driver.get(f"{lab.dash.server.url}/networks?lesson=many")
    lab.until(
        lambda: lab.driver.find_elements(By.CSS_SELECTOR, ".lesson-page .waiting"), "for the step on many weights"
    )
    assert_accessible(lab.driver, "a step of the lesson whose network is still to come")
    assert_walkable(lab.driver, "that step")
    lab.driver.get(f"{lab.dash.server.url}/teach?theme=dark")
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, ".teach"))
    unfold(lab.driver)
    assert_accessible(lab.driver, "the page for teachers, all open, dark")
    lab.driver.get(f"{lab.dash.server.url}/nowhere")
    assert_accessible(lab.driver, "a page that is not there")
    assert_walkable(lab.driver, "a page that is not there")
    assert all("404" in line for line in lab.console()), "the browser itself notes the page that is not there"
