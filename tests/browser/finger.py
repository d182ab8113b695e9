"""A finger on a phone: real touch events, as the browser's own debugger sends them."""

from __future__ import annotations

from collections.abc import Sequence

from selenium.webdriver.remote.webdriver import WebDriver

Point = Sequence[float]


class Finger:
    """One finger on the screen of a phone of this size."""

    def __init__(self, driver: WebDriver, width: int = 390, height: int = 844) -> None:
        self.driver = driver
        self._cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=True)
        self._cdp("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=5)

    def tap(self, at: Point) -> None:
        self._touch("touchStart", at)
        self._touch("touchEnd")

    def tap_on(self, selector: str) -> None:
        """Scroll to an element and tap its middle."""
        self.tap(self.middle(selector))

    def swipe(self, start: Point, end: Point, moves: int = 8) -> None:
        """Put the finger down, move it, and lift it."""
        self._touch("touchStart", start)
        for k in range(1, moves + 1):
            self._touch("touchMove", [a + (b - a) * k / moves for a, b in zip(start, end, strict=True)])
        self._touch("touchEnd")

    def middle(self, selector: str) -> list[float]:
        """Where the middle of an element is, in the middle of the screen if it can be."""
        return list(
            self.driver.execute_script(
                """const element = document.querySelector(arguments[0]);
                element.scrollIntoView({ block: "center", behavior: "instant" });
                const box = element.getBoundingClientRect();
                return [box.left + box.width / 2, box.top + box.height / 2];""",
                selector,
            )
        )

    @property
    def scrolled(self) -> float:
        """How far the page is scrolled down, in pixels."""
        return float(self.driver.execute_script("return scrollY"))

    def _touch(self, kind: str, at: Point | None = None) -> None:
        points = [] if at is None else [{"x": at[0], "y": at[1]}]
        self._cdp("Input.dispatchTouchEvent", type=kind, touchPoints=points)

    def _cdp(self, command: str, **arguments: object) -> None:
        self.driver.execute_cdp_cmd(command, arguments)
