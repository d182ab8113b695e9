"""What every page's helper can do: wait, run a script, see what the page says."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from dash.testing.composite import DashComposite
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement


class Page:
    """One open page."""

    patience = 25.0  # seconds: how long we wait before we call it broken, on a slow and shared machine

    def __init__(self, dash_duo: DashComposite) -> None:
        self.dash = dash_duo
        self.driver = dash_duo.driver
        self.surface = True  # whether the page was opened with it

    @property
    def says(self) -> str:
        """What the page says of itself, for the sentence of a test that waited in vain."""
        return ""

    def until(self, true: Callable[[], Any], what: str = "") -> Any:
        """Wait for something to become true, and give it back."""
        end = time.monotonic() + self.patience
        pause = (
            0.02  # seconds; longer and longer, for whoever asks takes processor time from the page that is to answer
        )
        while time.monotonic() < end:
            value = true()
            if value:
                return value
            time.sleep(pause)
            pause = min(1.5 * pause, 0.15)
        raise AssertionError(
            f"waited {self.patience:g} s in vain {what}; the page says: {self.says!r} at {self.driver.current_url}"
        )

    def address_of(self, query: str, *, surface: bool) -> str:
        """The query, with the page's own way to leave the surface out unless a test looks at it.

        WebGL is drawn by software here: a page without its surface costs less than half.
        """
        self.surface = surface
        if surface or "hide=" in query or "panels=" in query:
            return query
        return f"{query}{'&' if '?' in query else '?'}hide=surface"

    def js(self, code: str, *arguments: Any) -> Any:
        return self.driver.execute_script(code, *arguments)

    def frames(self, many: int = 2) -> None:
        """Wait for so many frames of the page: what it shows by then, it has painted."""
        self.driver.execute_async_script(
            """let left = arguments[0]; const done = arguments[1];
            const next = () => (left-- > 0 ? requestAnimationFrame(next) : done()); next();""",
            many,
        )

    def reach(self, selector: str) -> WebElement:
        """Open the tab in which something is, and scroll to it."""
        self.js(
            """const found = document.querySelector(arguments[0]), panel = found.closest("[role=tabpanel]");
            if (panel?.hidden) document.querySelector('[aria-controls="' + panel.id + '"]').click();
            const box = found.getBoundingClientRect();
            if (box.top < 0 || box.bottom > innerHeight) found.scrollIntoView({ block: "center" });""",
            selector,
        )
        self.frames()
        return self.driver.find_element(By.CSS_SELECTOR, selector)
