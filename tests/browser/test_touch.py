"""On a phone: a finger scrolls the page over a surface, until a tap has given that the focus; then it turns it."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from tests.browser.finger import Finger
from tests.browser.hike import HikePage
from tests.browser.lab import Lab
from tests.browser.networks import Networks
from tests.browser.page import Page

pytestmark = pytest.mark.browser

Angles = tuple[float, float]


def hint(page: Page, surface: str) -> str:
    """What is written on a surface for the finger."""
    return str(page.js("return getComputedStyle(document.querySelector(arguments[0]), '::after').content", surface))


def scrolls_then_turns(page: Page, finger: Finger, surface: str, angles: Callable[[], Angles]) -> None:
    """What each surface promises a finger. ``angles``: the camera's azimuth and elevation in degrees, at rest."""
    x, y = finger.middle(surface)
    focused = "return document.activeElement === document.querySelector(arguments[0])"
    before, top = angles(), finger.scrolled
    assert "Tap it" in hint(page, surface)

    finger.swipe((x, y + 60), (x, y - 60))
    page.until(lambda: finger.scrolled > top + 40, "for the page to scroll under the finger")
    assert angles() == before
    assert not page.js(focused, surface), "a finger that scrolls gives no focus"

    finger.tap(finger.middle(surface))
    page.until(lambda: page.js(focused, surface), "for the focus")
    assert "Drag to turn" in hint(page, surface)
    assert page.js("return getComputedStyle(document.querySelector(arguments[0])).outlineWidth", surface) == "2px"
    assert angles() == before, "a tap turns nothing"

    top = finger.scrolled
    height = page.js("return document.querySelector(arguments[0] + ' .js-plotly-plot').clientHeight", surface)
    finger.swipe((x, y), (x - 45, y + 30))
    page.until(lambda: angles() != before, "for the surface to turn under the finger")
    page.until(lambda: angles()[0] == pytest.approx(before[0] + 180 * 45 / height, abs=0.3))
    assert angles()[1] == pytest.approx(before[1] + 180 * 30 / height, abs=0.3), "as far as the finger went"
    assert finger.scrolled == top

    after = angles()
    finger.tap(finger.middle(f"section:has({surface}) :is(h2, h3)"))
    page.until(lambda: not page.js(focused, surface), "for the focus to go")
    assert "Tap it" in hint(page, surface)
    x, y = finger.middle(surface)
    top = finger.scrolled
    finger.swipe((x, y + 40), (x, y - 40))
    page.until(lambda: finger.scrolled > top + 20, "for the page to scroll again")
    assert angles() == after


def to_angles(eye: list[float]) -> Angles:
    x, y, z = eye
    return math.degrees(math.atan2(y, x)), math.degrees(math.asin(z / math.hypot(x, y, z)))


def test_the_lab_by_finger(lab: Lab) -> None:
    finger = Finger(lab.driver)
    lab.open("?step=0", surface=True)
    scrolls_then_turns(lab, finger, '[data-panel="surface"]', lambda: to_angles(lab.settled_camera()))
    start = lab.js("return LossLandscape.lab.state.run.start")
    assert start == [-0.44, -0.27], "no tap and no swipe on the surface was taken for a new start"
    assert "camera=" in lab.js("return location.search"), "the camera is in the address"

    # On the contour, and on every other picture, a finger scrolls; a tap on the contour starts there.
    for panel in ("contour", "curve", "model", "rate"):
        x, y = finger.middle(f"#graph-{panel}")
        top = finger.scrolled
        finger.swipe((x, y + 40), (x, y - 20))
        lab.until(lambda top=top: finger.scrolled > top + 20, f"for the page to scroll over {panel}")
    assert lab.js("return LossLandscape.lab.state.run.start") == start
    finger.middle("#graph-contour")
    seen = [-1.0]

    def rests() -> bool:
        """The page has stood still for one look: what a swipe has set going may still be on its way."""
        before, seen[0] = seen[0], finger.scrolled
        return before == seen[0]

    lab.until(rests, "for the page to stand still")
    finger.tap(lab.pixel("contour", (1.0, 1.0)))
    lab.until(lambda: lab.js("return LossLandscape.lab.state.run.start[0] > 0"), "for the new start")
    assert lab.js("return LossLandscape.lab.state.run.start") == pytest.approx([1, 1], abs=0.1)
    lab.until_drawn()
    low, high = lab.js("return LossLandscape.lab.state.figures.window[0]")
    x, y = lab.js("return LossLandscape.lab.state.run.start")
    finger.tap_on('[data-action="start-left"]')
    moved = [pytest.approx(x - (high - low) / 50, abs=0.01), y]
    lab.until(lambda: lab.js("return LossLandscape.lab.state.run.start") == moved, "for the start to move by a button")
    lab.until_drawn()

    # The player, under the thumb.
    if not lab.js("return LossLandscape.lab.player.playing"):
        finger.tap_on('[data-action="play"]')
    lab.until(lambda: lab.step > 0, "for the runs to play")
    finger.tap_on('[data-action="play"]')
    lab.until(lambda: not lab.js("return LossLandscape.lab.player.playing"), "for the pause")
    left, top, width = lab.js(
        "const box = document.querySelector('[data-scrub] input').getBoundingClientRect();"
        "return [box.left, box.top + box.height / 2, box.width]"
    )
    finger.swipe((left + 10, top), (left + width / 2, top))
    last = lab.js("return LossLandscape.lab.player.last()")
    lab.until(lambda: lab.step == pytest.approx(last / 2, abs=last / 10), "for the step under the finger")


def test_the_surfaces_of_networks_and_hike_by_finger(lab: Lab) -> None:
    finger = Finger(lab.driver)
    networks = Networks(lab.dash)
    networks.open("?layers=1&width=3&steps=40&step=40", surface=True)
    surface = '[data-net-panel="surface-1"]'
    scrolls_then_turns(networks, finger, surface, lambda: to_angles(networks.eye()))
    networks.until(lambda: "camera=" in networks.js("return location.search"), "for the camera in the address")

    hike = HikePage(lab.dash)
    hike.open("?seed=1&walk=250:0.3&guess=no")

    def angles() -> Angles:
        eye = hike.js("""return document.querySelector("#graph-hike_surface .js-plotly-plot")
            ._fullLayout.scene._scene.getCamera().eye""")
        return to_angles([eye[axis] for axis in "xyz"])

    scrolls_then_turns(hike, finger, '[data-hike-panel="surface"]', angles)
    before = angles()
    hike.find('[data-hike-panel="surface"]').send_keys("\ue014")  # the right arrow key
    hike.until(lambda: angles()[0] == pytest.approx(before[0] - 15, abs=0.3), "for the keys to turn it")
