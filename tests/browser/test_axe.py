"""axe-core finds nothing on the lab, in any state of it, and would find something where there is something."""

from __future__ import annotations

import pytest

from tests.browser.axe import assert_accessible, violations
from tests.browser.lab import Lab

pytestmark = pytest.mark.browser


def resize(lab: Lab, width: int, height: int) -> None:
    """Show the page as a screen of this size does."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    lab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def in_both_themes(lab: Lab, state: str) -> None:
    """Nothing is found on the page as it is now, in its theme nor in the other one."""
    for _ in range(2):
        theme = lab.js("return document.documentElement.dataset.theme")
        assert_accessible(lab.driver, f"{state}, {theme}")
        lab.change_theme("dark" if theme == "light" else "light")


def test_the_lab_before_and_after_its_runs(lab: Lab) -> None:
    """On three screens, each with one theme before and the other one after; `make look` tries all of them."""
    resize(lab, 1366, 768)
    lab.open("?step=0&theme=light", surface=True)
    assert_accessible(lab.driver, "at step 0, light, on a laptop")
    lab.change_theme("dark")
    for width, height in ((390, 844), (320, 640)):
        resize(lab, width, height)
        assert_accessible(lab.driver, f"at step 0, dark, {width} px wide")
    lab.play_to_the_end()
    resize(lab, 1366, 768)
    assert_accessible(lab.driver, "at the end, dark, on a laptop")
    lab.change_theme("light")
    resize(lab, 390, 844)
    assert_accessible(lab.driver, "at the end, light, 390 px wide")


def test_the_lab_with_four_runs_of_another_problem(lab: Lab) -> None:
    lab.open("?problem=bowl&theme=light&step=0&rules=Momentum,learning_rate:0.3~Adam~RMSProp~GradientDescent")
    assert lab.js("return LossLandscape.lab.player.paths.length") == 4
    in_both_themes(lab, "with several runs")


def test_the_lab_with_an_error_beside_a_control(lab: Lab) -> None:
    lab.open("?step=0&theme=light")
    lab.write("start", "left, right")
    lab.until(lambda: lab.message("start"), "for the sentence beside the start")
    in_both_themes(lab, "with an error beside a control")
    assert lab.message("start"), "the sentence was there all the time"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_lab_of_a_damaged_address(lab: Lab, theme: str) -> None:
    lab.open(f"?step=0&theme={theme}&problem=atlantis&learning_rate=fast")
    lab.until(lambda: "atlantis" in lab.driver.find_element("id", "div-notice").text)
    assert_accessible(lab.driver, f"with a complaint about its address, {theme}")


def test_axe_would_find_something(lab: Lab) -> None:
    lab.open("?step=0")
    lab.js("""document.querySelector("main").insertAdjacentHTML("beforeend",
        "<p id=bad style='color:#999;background:#fff'>faint</p><input id=nameless>")""")
    assert {each["id"] for each in violations(lab.driver)} >= {"color-contrast", "label"}
    assert {each["id"] for each in violations(lab.driver, "#bad")} == {"color-contrast"}
