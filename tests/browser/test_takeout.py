"""In a frame that may save, copy, print and open nothing, everything can be taken along all the same, by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.axe import assert_accessible
from tests.browser.course import SANDBOX, course_page
from tests.browser.lab import Lab
from tests.browser.page import Page

pytestmark = pytest.mark.browser

WIDE = 'title="Loss landscape" width="100%" height="640"'
SELECTED = """const area = document.activeElement;
    return area.tagName === "TEXTAREA" ? area.value.slice(area.selectionStart, area.selectionEnd) : null;"""


@pytest.fixture
def enter(lab: Lab) -> Iterator[Callable[[str], None]]:
    """Open an address of ours in a frame of a course page that has no right but to run scripts."""
    with course_page() as put:

        def go(address: str) -> None:
            # A tab that a driver has opened need not have the focus, as that of a person has.
            lab.driver.execute_cdp_cmd("Page.bringToFront", {})
            lab.driver.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})
            lab.driver.get(put(f'<iframe {SANDBOX} {WIDE} src="{lab.dash.server.url}{address}"></iframe>'))
            lab.driver.switch_to.frame(lab.driver.find_element(By.TAG_NAME, "iframe"))

        yield go
        lab.driver.switch_to.default_content()
        lab.driver.get("about:blank")


def one(page: Page, selector: str) -> WebElement:
    return page.driver.find_element(By.CSS_SELECTOR, selector)


def press(page: Page, selector: str) -> None:
    page.reach(selector).click()


def selected(page: Page) -> str:
    """The text that is there to be copied: selected, focused, and with a name for the ear."""
    page.until(lambda: page.js(SELECTED), "for a selected text")
    area = page.driver.switch_to.active_element
    assert area.get_attribute("aria-label"), "a text to copy has a label"
    return str(page.js(SELECTED))


def refused_to_print(lab: Lab) -> None:
    """The browser itself notes that the frame may not print, nor open a tab; nothing else is in its console."""
    noted = ("Ignored call to 'print()'", "Blocked opening")
    assert [line for line in lab.console() if not any(words in line for words in noted)] == []


def test_the_lab_in_a_frame_with_few_rights(lab: Lab, enter: Callable[[str], None]) -> None:
    enter("/?step=300&rules=GradientDescent,learning_rate:0.3~Adam,learning_rate:0.1")
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.player?.paths.length)"))
    lab.until_drawn()
    assert lab.js("return self.origin") == "null"

    press(lab, '[data-action="copy-link"]')
    assert selected(lab).startswith(f"{lab.dash.server.url}/?v=1")
    assert "Adam" in selected(lab)
    assert "copy it from here" in one(lab, "[data-taken]").text

    press(lab, '[data-action="save-csv"]')
    lab.until(lambda: (lab.js(SELECTED) or "").startswith("run,"), "for the table")
    rows = selected(lab).strip().splitlines()
    assert len(rows) == 1 + sum(lab.js("return LossLandscape.lab.player.paths.map((path) => path.rows)"))
    assert "loss-landscape-trap.csv, if this frame may save files" in one(lab, "[data-taken]").text
    assert_accessible(lab.driver, "with a text to copy by hand", within=".takeout")

    there = """const image = document.querySelector(".takeout img");
        return image?.src.startsWith(arguments[0]) && image.naturalWidth;"""
    for kind in ("svg", "png"):
        press(lab, f'[data-action="save-picture"][data-of="contour"][data-kind="{kind}"]')
        lab.until(lambda kind=kind: lab.js(there, f"data:image/{kind}"), f"for the picture as {kind}")
    assert one(lab, ".takeout img").get_attribute("alt") == "Contour as PNG"
    assert one(lab, ".takeout img").size["width"] > 200
    assert "Right-click the picture" in one(lab, ".takeout").text
    assert_accessible(lab.driver, "with a picture to save by hand", within=".takeout")

    press(lab, ".takeout button")
    assert not lab.driver.find_elements(By.CSS_SELECTOR, ".takeout")
    on = "return document.activeElement.dataset.action"
    assert lab.js(on) == "save-picture", "the focus goes back to where it came from"

    press(lab, '[data-action="show-code"]')
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, "[data-source]"))
    buttons = lab.driver.find_elements(By.CSS_SELECTOR, ".code button")
    buttons[0].click()
    lab.until(lambda: "import losscore" in (lab.js(SELECTED) or ""), "for the code")
    buttons[1].click()
    lab.until(lambda: "take it from below" in one(lab, "[data-taken]").text)

    press(lab, "[data-share='']")
    link = lab.until(lambda: one(lab, "#share-link"))
    assert link.get_attribute("value").startswith(f"{lab.dash.server.url}/?v=1"), "the whole link can be selected there"
    refused_to_print(lab)


def test_practice_in_a_frame_with_few_rights(lab: Lab, enter: Callable[[str], None]) -> None:
    enter("/practice?seed=9")
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, "#div-handout"))
    press(lab, ".visit summary")
    status = one(lab, ".handout [role=status]")
    for index, words in enumerate(("It should be copied", "isn’t allowed to print")):
        lab.driver.find_elements(By.CSS_SELECTOR, ".handout button")[index].click()
        lab.until(lambda words=words: words in status.text)
        assert lab.js(SELECTED) == one(lab, "#div-handout-text").get_attribute("value")

    press(lab, "#div-sheets a")
    assert selected(lab) == f"{lab.dash.server.url}/practice?v=1&seed=9&view=sheet"
    assert "isn’t allowed to open a tab" in one(lab, ".takeout").text
    assert_accessible(lab.driver, "with the address of a worksheet", within=".takeout")
    one(lab, ".takeout a").click()
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, ".practice-sheet"))
    press(lab, "[data-print]")
    assert selected(lab) == f"{lab.dash.server.url}/practice?v=1&seed=9&view=sheet"
    assert "isn’t allowed to print" in one(lab, ".takeout").text
    lab.driver.find_element(By.LINK_TEXT, "Practise on the screen").click()
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, "#div-handout"), "for the way back")
    refused_to_print(lab)


def test_a_page_of_its_own_shows_no_text_beside_what_it_saved(lab: Lab) -> None:
    lab.open("?step=0")
    lab.driver.execute_cdp_cmd(
        "Browser.setPermission", {"permission": {"name": "clipboard-write"}, "setting": "granted"}
    )
    press(lab, '[data-action="copy-link"]')
    lab.until(lambda: one(lab, "[data-taken]").text == "The link is copied.")
    press(lab, '[data-action="save-csv"]')
    lab.until(lambda: one(lab, "[data-taken]").text == "Saved as loss-landscape-trap.csv.")
    assert not lab.driver.find_elements(By.CSS_SELECTOR, ".takeout")
