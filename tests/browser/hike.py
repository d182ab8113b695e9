"""The hike's page as a hand, an eye and a keyboard use it."""

from __future__ import annotations

from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.page import Page


class HikePage(Page):
    """One open hike."""

    @property
    def says(self) -> str:
        return self.said

    def open(self, query: str = "", *, surface: bool = False) -> None:
        """Open an address and wait until the ground (or the landscape) is there."""
        self.driver.get(f"{self.dash.server.url}/hike{self.address_of(query, surface=surface)}")
        if "guess=" in query:
            self.until_seen()
        else:
            self.until_rose()

    def until_rose(self) -> None:
        """Wait until the rose lies on the ground."""
        self.until(lambda: self.js("return Boolean(window.LossLandscape?.hike?.pixel(0, 0.1))"), "for the rose")

    def until_seen(self) -> None:
        """Wait until the landscape is drawn and has risen, and the walks on it begin."""
        self.until(
            lambda: self.js("""const hike = window.LossLandscape?.hike?.state;
                return Boolean(hike?.reading?.revealed && hike.walks?.player.paths[0]?.rows
                    && hike.walks.player.paths[0].run.startsWith(hike.reading.hike));"""),
            "for the land",
        )

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    @property
    def said(self) -> str:
        return self.find("#div-hike_said").text

    @property
    def hike(self) -> str:
        """What the page holds of the hike: the text of its address."""
        return str(self.js("return LossLandscape.hike.state.reading.hike"))

    @property
    def steps(self) -> int:
        return self.hike.count(":")

    def value(self, field: str) -> str:
        return str(self.find(f"#input-hike_{field}").get_attribute("value"))

    def press(self, button: str) -> None:
        element = self.find(f"#button-hike_{button}")
        self.js("arguments[0].scrollIntoView({ block: 'center' })", element)
        element.click()

    def point(self, bearing: float, length: float) -> tuple[int, int]:
        """Where on the screen a step of this direction and length ends, on the ground as it is drawn now."""
        self.js("document.querySelector('[data-hike-rose]').scrollIntoView({ block: 'nearest' })")
        x, y = self.js("return LossLandscape.hike.pixel(arguments[0], arguments[1])", bearing, length)
        return round(x), round(y)

    def drag(self, bearing: float, length: float) -> None:
        """Take the handle of the next step and pull it there."""
        step = self.js("return LossLandscape.hike.state.step")
        begin, end = self.point(step["bearing"], step["length"]), self.point(bearing, length)
        actions = ActionChains(self.driver, duration=60)
        pointer = actions.w3c_actions.pointer_action
        pointer.move_to_location(*begin)
        pointer.pointer_down()
        for k in range(1, 6):
            pointer.move_to_location(begin[0] + (end[0] - begin[0]) * k // 5, begin[1] + (end[1] - begin[1]) * k // 5)
        pointer.pointer_up()
        actions.perform()

    def touch(self, bearing: float, length: float) -> None:
        """Put a finger on the ground where the step should end."""
        x, y = self.point(bearing, length)
        for kind, points in (("touchStart", [{"x": x, "y": y}]), ("touchEnd", [])):
            self.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def resize(self, width: int, height: int) -> None:
        """Show the page as a screen of this size does."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def overflow(self) -> int:
        """Pixels that stick out of the page to the right."""
        return int(self.js("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def console(self) -> list[str]:
        """What the browser's console complains about."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
