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


def stands(page: Page, finger: Finger) -> bool:
    """The page does not scroll: what a swipe has set going may still be on its way."""
    before = finger.scrolled
    page.driver.execute_async_script("setTimeout(arguments[0], 150)")
    return finger.scrolled == before


def test_the_lab_by_finger(lab: Lab) -> None:
    finger = Finger(lab.driver)
    lab.open("?step=0", surface=True)
    land = '[data-panel="surface"]'
    focused = "return document.activeElement === document.querySelector(arguments[0])"
    start = lab.js("return LossLandscape.lab.state.run.start")
    home = lab.camera()
    height = lab.js("return document.querySelector(arguments[0]).clientHeight", land)

    # Up and down the page scrolls under it, and nothing turns.
    x, y = lab.centre("surface")
    finger.swipe((x, y + 60), (x, y - 60))
    lab.until(lambda: finger.scrolled > 40, "for the page to scroll under the finger")
    assert lab.settled_camera() == home
    assert not lab.js(focused, land), "a finger that scrolls gives no focus"
    lab.until(lambda: stands(lab, finger), "for the page to stand still")
    lab.top()

    # Sideways it turns, as far as the finger goes, and the page stays.
    x, y = lab.centre("surface")
    finger.swipe((x, y), (x - 45, y))
    lab.until(lambda: lab.settled_camera() != home, "for the land to turn under the finger")
    turned = lab.settled_camera()
    assert turned[0] - home[0] == pytest.approx(180 * 45 / height, abs=1)
    assert turned[1:] == home[1:]
    assert finger.scrolled == 0
    assert lab.js("return LossLandscape.lab.state.run.start") == start, "a swipe is no new start"
    lab.until(lambda: "camera=" in lab.js("return location.search"), "for the camera in the address")

    # A tap starts there. Then the land has the focus, and every finger turns it, until a tap elsewhere.
    finger.tap(lab.pixel("surface", (3.0, -1.0)))
    lab.until(lambda: lab.js("return LossLandscape.lab.state.run.start") != start, "for a start on the land")
    assert lab.js("return LossLandscape.lab.state.run.start") == pytest.approx([3, -1], abs=0.15)
    lab.until_drawn()
    assert lab.js(focused, land)
    assert lab.settled_camera() == turned, "a tap turns nothing"
    finger.swipe((x, y), (x, y + 30))
    lab.until(lambda: lab.settled_camera() != turned, "for the land to tilt under the finger")
    assert lab.settled_camera()[1] - turned[1] == pytest.approx(180 * 30 / height, abs=1)
    assert finger.scrolled == 0
    finger.tap(finger.middle(".story h2"))
    lab.until(lambda: not lab.js(focused, land), "for the focus to go")
    lab.top()
    tilted = lab.settled_camera()
    finger.swipe((x, y + 60), (x, y - 60))
    lab.until(lambda: finger.scrolled > 20, "for the page to scroll again")
    assert lab.settled_camera() == tilted
    lab.until(lambda: stands(lab, finger), "for the page to stand still")

    # On every other picture a finger scrolls; a tap on the map starts there.
    start = lab.js("return LossLandscape.lab.state.run.start")
    for panel in ("rate", "model"):
        lab.see(panel)
        x, y = finger.middle(f"#graph-{panel}")
        top = finger.scrolled
        finger.swipe((x, y - 40), (x, y + 40))
        lab.until(lambda top=top: finger.scrolled < top - 20, f"for the page to scroll over {panel}")
        lab.until(lambda: stands(lab, finger), "for the page to stand still")
    assert lab.js("return LossLandscape.lab.state.run.start") == start
    lab.top()
    # Once a tap has made it the large picture.
    finger.tap(lab.pixel("contour", (2.4, -1.6)))
    lab.until(lambda: lab.js("return document.querySelector('.lab').dataset.large") == "map", "for the map to be large")
    assert lab.js("return LossLandscape.lab.state.run.start") == start, "a tap on the small map is no new start"
    lab.until_drawn()
    # The top of the hill, far from every mark.
    finger.tap(lab.pixel("contour", (2.4, -1.6)))
    lab.until(lambda: lab.js("return LossLandscape.lab.state.run.start") != start, "for the new start")
    assert lab.js("return LossLandscape.lab.state.run.start") == pytest.approx([2.4, -1.6], abs=0.1)
    lab.until_drawn()
    lab.js("document.querySelector('[data-rail=controls]').click()")
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


def test_the_surfaces_of_networks_by_finger(lab: Lab) -> None:
    finger = Finger(lab.driver)
    networks = Networks(lab.dash)
    networks.open("?layers=1&width=3&steps=40&step=40", surface=True)
    surface, home = '[data-net-panel="surface-1"]', networks.eye()
    focused = "return document.activeElement === document.querySelector(arguments[0])"
    x, y = finger.middle(surface)
    finger.swipe((x, y), (x - 45, y))
    networks.until(lambda: networks.eye() != home, "for the land to turn under the finger")
    assert networks.eye()[1:] == home[1:]
    assert finger.scrolled == 0
    networks.until(lambda: "camera=" in networks.js("return location.search"), "for the camera in the address")
    finger.tap(finger.middle(surface))
    networks.until(lambda: networks.js(focused, surface), "for the focus")
    turned = networks.eye()
    finger.swipe((x, y), (x, y + 30))
    networks.until(lambda: networks.eye() != turned, "for the land to tilt under the finger")
    finger.tap(finger.middle(".story h2"))
    networks.until(lambda: not networks.js(focused, surface), "for the focus to go")
    tilted = networks.eye()
    finger.swipe((x, y + 60), (x, y - 60))
    networks.until(lambda: finger.scrolled > 20, "for the page to scroll")
    assert networks.eye() == tilted


def test_the_hidden_ground_by_finger(lab: Lab) -> None:
    """A finger on the stage scrolls the page or turns the ground; on the rose it chooses the step."""
    finger = Finger(lab.driver)
    hike = HikePage(lab.dash)
    hike.open("?seed=1&walk=250:0.3", surface=True)

    def view() -> list[float]:
        seen: dict[str, float] = hike.js("return LossLandscape.hike.state.pictures.stage.view")
        return [seen["azimuth"], seen["elevation"]]

    home = view()
    begin, end = hike.point(250, 0.3), hike.point(40, 0.4)
    finger.swipe(begin, end)
    hike.until(lambda: hike.value("bearing") in ("39", "40", "41"), "for the finger's direction")
    hike.until(lambda: float(hike.value("length")) == pytest.approx(0.4, abs=0.05), "for the finger's length")
    assert (finger.scrolled, view()) == (0, home)
    left, top = hike.js("""const box = document.querySelector("[data-hike-panel]").getBoundingClientRect();
        return [box.left, box.top]""")
    beside = (left + 40, top + 200)
    finger.swipe(beside, (beside[0], beside[1] - 120))
    hike.until(lambda: finger.scrolled > 40, "for the page to scroll under the finger")
    assert view() == home
    hike.until(lambda: stands(hike, finger), "for the page to stand still")
    hike.js("scrollTo({ top: 0, behavior: 'instant' })")
    height = hike.js("return document.querySelector('[data-hike-panel]').clientHeight")
    finger.swipe(beside, (beside[0] + 45, beside[1]))
    hike.until(lambda: view()[0] == pytest.approx(home[0] - 180 * 45 / height, abs=1), "for the ground to turn")
    turned = view()
    hike.find("[data-hike-panel]").send_keys("\ue014")  # the right arrow key
    hike.until(lambda: view()[0] == pytest.approx(turned[0] - 15, abs=0.3), "for the keys to turn it")
