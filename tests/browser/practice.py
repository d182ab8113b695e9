"""The practice page as a hand, a keyboard and an eye use it."""

from __future__ import annotations

from collections.abc import Callable

from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from app.practice import Exercise, exercise, read_place
from tests.browser.page import Page


class Practice(Page):
    """One open practice page."""

    @property
    def says(self) -> str:
        return self.feedback

    def open(self, query: str = "") -> None:
        """Open an address and wait until the page is there."""
        self.driver.get(f"{self.dash.server.url}/practice{query}")
        self.until(lambda: self.all(".practice, .practice-sheet"))

    def resize(self, width: int, height: int, zoom: int = 1) -> None:
        """Show the page on a screen of this size; a zoom makes it so many times narrower, and as many times sharper."""
        metrics = {"width": width // zoom, "height": height // zoom, "deviceScaleFactor": zoom, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    # What is seen.

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    @property
    def address(self) -> str:
        return self.driver.current_url

    @property
    def asked(self) -> Exercise:
        """The exercise that the page shows."""
        place, _ = read_place(self.js("return new URL(location.href).search"))
        return exercise(*place.key)

    @property
    def title(self) -> str:
        return self.js("return document.querySelector('#h2-practice')?.textContent || ''")

    @property
    def feedback(self) -> str:
        """What is said of the answer, formulas by their spoken words."""
        return self.spoken("#div-feedback")

    def spoken(self, selector: str) -> str:
        return self.js(
            """const place = document.querySelector(arguments[0])?.cloneNode(true);
            if (!place) return "";
            place.querySelectorAll("[role=img]").forEach((img) => img.replaceWith(img.getAttribute("aria-label")));
            return place.textContent;""",
            selector,
        )

    def console(self) -> list[str]:
        """What the browser's console complains about."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    # By mouse.

    def answer(self, *texts: str) -> str:
        """Click into each field, write, click Check; give back what is said."""
        fields = self.all("#form-answer input")
        if fields[0].get_attribute("type") == "radio":
            fields[int(texts[0])].click()
        else:
            for field, text in zip(fields, texts, strict=True):
                field.click()
                field.send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE, text)
        return self.said_after(self.one("#form-answer button").click)

    def said_after(self, act: Callable[[], None]) -> str:
        """What is said of an answer, once the reply to it is on the page."""
        self.replied_after(act)
        return self.feedback

    def replied_after(self, act: Callable[[], None]) -> None:
        """Do something that asks the server, and wait until its reply is drawn."""
        self.js(
            """if (window.replies) return;
            const fetch = window.fetch, replies = (window.replies = { sent: 0, done: 0 });
            window.fetch = function (...asked) {
              replies.sent++;
              const drawn = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
              const done = () => setTimeout(() => drawn(() => replies.done++), 0);
              return fetch(...asked).then(function (reply) { // its headers; a picture's numbers may come later
                reply.clone().text().finally(done);
                return reply; });
            };"""
        )
        before = self.js("return window.replies.done")
        act()
        self.until(
            lambda: self.js(
                "return window.replies.done > arguments[0] && window.replies.done === window.replies.sent", before
            ),
            "for a reply",
        )

    def next(self) -> None:
        self.moved_by(self.one("#button-next").click)

    def moved_by(self, act: Callable[[], None]) -> None:
        """Do something that shows another problem, and wait until its address is there."""
        before = self.js("return location.search")
        act()
        self.until(lambda: self.js("return location.search") != before, "for another problem")
        self.until(lambda: self.title == self.asked.title, "for its title")

    # By keyboard.

    def keys(self, *keys: str) -> None:
        actions = ActionChains(self.driver)
        for key in keys:
            actions.send_keys(key)
        actions.perform()

    def tab_to(self, selector: str, *, back: bool = False) -> None:
        """Press Tab until the focus is on what a selector names."""
        for _ in range(60):
            if self.js("return document.activeElement.matches(arguments[0])", selector):
                return
            if back:
                ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
            else:
                self.keys(Keys.TAB)
        raise AssertionError(f"60 tabs do not reach {selector}")
