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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844), (320, 640)])
def test_the_lab_before_and_after_its_runs(lab: Lab, theme: str, width: int, height: int) -> None:
    resize(lab, width, height)
    lab.open(f"?step=0&theme={theme}")
    assert_accessible(lab.driver, f"at step 0, {theme}, {width} px wide")
    lab.play_to_the_end()
    assert_accessible(lab.driver, f"at the end, {theme}, {width} px wide")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_lab_with_four_runs_of_another_problem(lab: Lab, theme: str) -> None:
    lab.open(f"?problem=bowl&theme={theme}&step=0&rules=Momentum,learning_rate:0.3~Adam~RMSProp~GradientDescent")
    assert lab.js("return LossLandscape.lab.player.paths.length") == 4
    assert_accessible(lab.driver, f"with several runs, {theme}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_lab_with_an_error_beside_a_control(lab: Lab, theme: str) -> None:
    lab.open(f"?step=0&theme={theme}")
    lab.write("start", "left, right")
    lab.until(lambda: lab.message("start"), "for the sentence beside the start")
    assert_accessible(lab.driver, f"with an error beside a control, {theme}")


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
