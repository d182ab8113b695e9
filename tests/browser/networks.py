"""The page on networks as a hand and an eye use it."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from tests.browser.page import Page

_IDLE = """const { state, player } = LossLandscape.networks;
    return Boolean(state.run) && player.paths.length > 0 && !state.asked && !player.playing && !state.held
        && document.querySelector('[data-net-show="busy"]').hidden;"""


class Networks(Page):
    """One open page on networks."""

    patience = 120.0  # a cold training takes its time

    @property
    def says(self) -> str:
        return f"{self.sentence} {self.work}"

    def open(self, query: str = "", *, whole: bool = True, surface: bool = False) -> None:
        """Open an address; with ``whole`` wait until everything that was asked for has come and is drawn.

        The surfaces are left out, which costs least; a test that looks at them asks for them.
        """
        self.driver.get(f"{self.dash.server.url}/networks{self.address_of(query, surface=surface)}")
        self.until(lambda: self.js("return Boolean(window.LossLandscape?.networks?.state.run)"))
        if whole:
            self.until_idle()

    def until_idle(self) -> None:
        """Wait until nothing is under way and the player rests."""
        self.until(lambda: self.js(_IDLE), "for everything to be there")

    # What is seen.

    def text(self, show: str) -> str:
        """The text of one of the page's places, as the document holds it."""
        return self.js(f"return document.querySelector('[data-net-show=\"{show}\"]').textContent")

    @property
    def sentence(self) -> str:
        return self.driver.find_element(By.ID, "div-net-outcome").text

    @property
    def work(self) -> str:
        return self.text("work")

    @property
    def scene(self) -> str:
        """The link of what is shown."""
        return self.js("return LossLandscape.networks.state.run.scene")

    @property
    def step(self) -> int:
        return int(self.js("return LossLandscape.networks.player.step"))

    def message(self, field: str) -> str:
        return self.driver.find_element(By.ID, f"input-net-{field}-message").text

    def value(self, field: str) -> str:
        return self.driver.find_element(By.ID, f"input-net-{field}").get_attribute("value")

    def losses(self, run: int = 0) -> np.ndarray:
        """The losses of a training that the page has so far."""
        return np.array(self.js("return Array.from(LossLandscape.networks.player.paths[arguments[0]].losses)", run))

    def view(self, name: str, run: int = 0) -> np.ndarray:
        """Numbers of a path as it is seen from its slice."""
        return np.array(
            self.js("return Array.from(LossLandscape.networks.state.views[arguments[0]][arguments[1]])", run, name)
        )

    def traces(self, plot: str) -> list[dict[str, Any]]:
        """Type, and numbers of x and y, of what a plot shows."""
        return self.js(
            """const plot = document.querySelector('[data-net-plot="' + arguments[0] + '"]')
                || document.querySelector("#graph-net-progress .js-plotly-plot");
            return (plot._fullData || []).map((trace) => ({ type: trace.type,
                x: Array.from(trace.x || []), y: Array.from(trace.y || []), name: trace.name }));""",
            plot,
        )

    def rows(self) -> dict[str, list[str]]:
        """The table of what the slice does not show, by its first cells."""
        cells = self.js(
            """return Array.from(document.querySelector('[data-net-show="honest"]').tBodies[0].rows,
                (row) => Array.from(row.cells, (cell) => cell.textContent))"""
        )
        return {row[0]: row[1:] for row in cells}

    def picture(self, plot: str) -> np.ndarray:
        """The pixels of a plot: (height, width, 3)."""
        self._there(plot)
        element = self.reach(f'[data-net-panel="{plot}"]')
        return np.asarray(Image.open(io.BytesIO(element.screenshot_as_png)).convert("RGB")).astype(int)

    def _there(self, plot: str) -> None:
        assert not plot.startswith("surface") or self.surface, (
            "this page was opened without its surfaces: open(..., surface=True)"
        )

    def eye(self, number: int = 1) -> list[float]:
        """Where a land is seen from: azimuth and elevation in degrees, zoom."""
        self._there("surface")
        view = self.js("return LossLandscape.networks.lands.views[arguments[0] - 1]", number)
        return [round(view[name], 3) for name in ("azimuth", "elevation", "zoom")]

    def marks(self, kind: str, run: int = 0) -> list[list[float]]:
        """Where the marks of a kind lie on a slice."""
        marks = self.js("return LossLandscape.networks.state.pictures.cuts[arguments[0]].marks", run)
        return [mark["weights"] for mark in marks if mark["mark"] == kind]

    def painted(self, panel: str, places: list[tuple[float, float]]) -> list[bool]:
        """Whether something is painted above a land or a map near these places of the slice."""
        return self.js(
            """const frame = document.querySelector('[data-net-panel="' + arguments[0] + '"]');
            const [what, n] = arguments[0].split("-"), where = what === "contour" ? "map" : "land";
            const canvas = Array.from(frame.children).filter((each) => each.tagName === "CANVAS").at(-1);
            const dots = canvas.width / canvas.clientWidth, c = canvas.getContext("2d");
            return arguments[1].map((place) => {
                const at = LossLandscape.networks.lands.pixel(n - 1, where, place);
                const [x, y] = at.map((px) => Math.round(px * dots));
                return c.getImageData(x - 4, y - 4, 9, 9).data.some((value, k) => k % 4 === 3 && value); })""",
            panel,
            places,
        )

    def console(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    # What is done.

    def press(self, action: str) -> None:
        self.reach(f'[data-net-action="{action}"]').click()

    def unfold(self) -> None:
        """Open all groups of controls."""
        self.js("document.querySelectorAll('.net .story details').forEach((each) => { each.open = true; })")

    def choose(self, field: str, value: str) -> None:
        self.unfold()
        Select(self.driver.find_element(By.ID, f"input-net-{field}")).select_by_value(value)

    def write(self, field: str, text: str) -> None:
        """Type a value over the one that stands there, and leave."""
        self.unfold()
        box = self.driver.find_element(By.ID, f"input-net-{field}")
        box.send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE, text, Keys.TAB)

    def slider(self) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, "[data-net-scrub] input")

    def drag(self, number: int, by: tuple[int, int], moves: int = 6) -> None:
        """Turn a land as a hand does."""
        box = self.driver.find_element(By.CSS_SELECTOR, f'[data-net-panel="surface-{number}"]').rect
        x, y = round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)
        actions = ActionChains(self.driver, duration=60)
        pointer = actions.w3c_actions.pointer_action
        pointer.move_to_location(x, y)
        pointer.pointer_down()
        for k in range(1, moves + 1):
            pointer.move_to_location(x + by[0] * k // moves, y + by[1] * k // moves)
        pointer.pointer_up()
        actions.perform()
