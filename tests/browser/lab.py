"""The lab page as a hand and an eye use it."""

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

PATIENCE = Page.patience
HOME = (-118.0, 40.0, 1.0)  # the first view of the land, as assets/lib/fit.js has it
# The canvas on which the painter paints above the "land" or the "map", and where weights lie on it, in its own dots.
CANVAS = """const panel = arguments[0] === "map" ? "contour" : "surface";
    const frame = document.querySelector('[data-panel="' + panel + '"]');
    const canvas = [...frame.children].filter((each) => each.tagName === "CANVAS").pop(), c = canvas.getContext("2d");
    const dots = canvas.width / canvas.clientWidth;
    const at = (place) => LossLandscape.lab.pictures().pixel(arguments[0], place).map((value) => value * dots);
    """


class Lab(Page):
    """One open lab page."""

    @property
    def says(self) -> str:
        return self.sentence

    def open(self, query: str = "", *, surface: bool = False) -> None:
        """Open an address and wait until all pictures and the first pieces of the paths are drawn.

        The surface is left out, which costs least; a test that looks at it asks for it.
        """
        self.driver.get(f"{self.dash.server.url}/{self.address_of(query, surface=surface)}")
        self.until(lambda: self.js("return Boolean(window.LossLandscape?.lab?.player.paths.length)"))
        self.until_drawn()

    def until_drawn(self) -> None:
        """Wait until all pictures show the newest figures with every run at the player's step, and the land rests."""
        self.until(
            lambda: self.js("""
                const { player, state, inSight, pictures, painted } = LossLandscape.lab;
                const away = (panel) => Boolean(document.querySelector('.away [data-panel="' + panel + '"]'));
                const newest = (panel) => {
                  const graph = document.querySelector("#graph-" + panel + " .js-plotly-plot");
                  return graph?.layout?.meta?.version === state.version ? graph : null;
                };
                if (!player.paths.every((path) => path.rows > 0)) return false;
                if (!away("contour") && !(newest("contour") && pictures()?.pixel("map", state.run.start))) return false;
                return LossLandscape.draw.PANELS.every(function (panel) {
                  if (away(panel)) return true;
                  // What is scrolled away, or behind another tab, is not drawn.
                  if (inSight[panel] === false) return true;
                  const last = painted[panel];
                  return newest(panel) && last?.version === state.version && last.runs.length === player.paths.length
                    && last.runs.every(({ rows, until }) => rows > 0 && until === player.step);
                });""")
        )
        if self.surface and self.js("return !document.querySelector('.no-land, .no-surface')"):
            self._until_the_land_rests()
        self.frames()

    def _until_the_land_rests(self) -> None:
        """Wait until it stands: it rises when it is new, and is turned within half a second."""
        places: list[Any] = []

        def rests() -> bool:
            places.append(
                self.js("""const { pictures, state } = LossLandscape.lab, window = state.figures.window;
                return [0, 1].map((k) => pictures()?.pixel("land", [window[0][k], window[1][k]]) ?? null)""")
            )
            return len(places) > 2 and None not in places[-1] and places[-1] == places[-2] == places[-3]

        self.until(rests, "for the land")

    def until_version(self, version: int) -> None:
        """Wait until the server's figures were drawn so many times."""
        code = "return document.querySelector('#graph-contour .js-plotly-plot').layout.meta.version"
        self.until(lambda: self.js(code) == version)
        self.until_drawn()

    def until_run(self, part: str) -> None:
        """Wait until the runs' link has this in it, and all is drawn."""
        self.until(lambda: part in self.link, f"for {part}")
        self.until_drawn()

    @property
    def link(self) -> str:
        """The link of the runs on the screen."""
        return self.js("return LossLandscape.lab.state.run.scene")

    # What is seen.

    @property
    def sentence(self) -> str:
        return str(
            self.js("""const place = document.querySelector("#div-outcome"), lines = place?.querySelectorAll("p") ?? [];
            return lines.length ? [...lines].map((line) => line.innerText).join("\\n") : place?.innerText ?? "";""")
        )

    @property
    def address(self) -> str:
        return self.driver.current_url

    @property
    def step(self) -> int:
        return int(self.js("return LossLandscape.lab.player.step"))

    @property
    def count(self) -> str:
        return self.driver.find_element(By.CSS_SELECTOR, '[data-show="step"]').text

    def message(self, field: str) -> str:
        return self.driver.find_element(By.ID, f"input-{field}-message").text

    def value(self, field: str) -> str:
        return self.driver.find_element(By.ID, f"input-{field}").get_attribute("value")

    def weights(self, run: int = 0) -> np.ndarray:
        """The path of a run that the page has so far."""
        return np.array(
            self.js("return Array.from(LossLandscape.lab.player.paths[arguments[0]].weights)", run)
        ).reshape(-1, 2)

    def drawn(self, panel: str, trace: int, run: int = 0) -> dict[str, list[float]]:
        """The numbers that were painted of a run in a curve: 0 its line, 1 its ball."""
        return self.js(
            """const { values, rows, until, ball } = LossLandscape.lab.painted[arguments[0]].runs[arguments[2]];
            const last = Math.min(ball, rows - 1), end = Math.min(until + 1, rows);
            if (arguments[1]) return { x: [last], y: [values[last]] };
            return { x: Array.from({ length: end }, (_, t) => t), y: Array.from(values.slice(0, end)) };""",
            panel,
            trace,
            run,
        )

    def inked(self, where: str, places: Any) -> np.ndarray:
        """Whether something is painted over the "land" or the "map" at each of some weights ``(n, 2)``: ``(n,)``."""
        return self._painted(where, places)[:, 3] > 128

    def ball(self, where: str, place: Any, run: int = 0) -> bool:
        """Whether a run's ball, or the ring around a star in which it has arrived, is painted at weights."""
        return self.coloured(where, place, run, 12.0) >= 40 or self.coloured(where, place, run, 30.0) >= 120

    def coloured(self, where: str, place: Any, run: int = 0, radius: float = 12.0) -> int:
        """How many of the painter's dots within some px around weights have a run's own colour."""
        return int(
            self.js(
                CANVAS
                + """const colour = LossLandscape.lab.state.figures.styles[arguments[2]].colour;
            const wanted = [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16));
            const [x, y] = at(arguments[1]), reach = arguments[3] * dots;
            const data = c.getImageData(Math.round(x - reach), Math.round(y - reach), 2 * reach, 2 * reach).data;
            let many = 0;
            for (let i = 0; i < data.length; i += 4)
              if (data[i + 3] > 200 && wanted.every((value, k) => Math.abs(data[i + k] - value) < 24)) many += 1;
            return many;""",
                where,
                [float(value) for value in place],
                run,
                radius,
            )
        )

    def marked(self, where: str, places: Any, radius: float = 6.0) -> list[int]:
        """How many of the painter's dots there are around each of some weights ``(n, 2)``."""
        return list(
            self.js(
                CANVAS
                + """return arguments[1].map((place) => {
              const [x, y] = at(place), reach = arguments[2] * dots;
              const data = c.getImageData(Math.round(x - reach), Math.round(y - reach), 2 * reach, 2 * reach).data;
              return data.filter((value, i) => i % 4 === 3 && value > 128).length; });""",
                where,
                np.asarray(places, dtype=float).reshape(-1, 2).tolist(),
                radius,
            )
        )

    def _painted(self, where: str, places: Any) -> np.ndarray:
        """The painter's own dots, red, green, blue and opacity, at weights ``(n, 2)``: ``(n, 4)``."""
        return np.array(
            self.js(
                CANVAS
                + """return arguments[1].map((place) => { const [x, y] = at(place);
              return Array.from(c.getImageData(Math.round(x), Math.round(y), 1, 1).data); });""",
                where,
                np.asarray(places, dtype=float).reshape(-1, 2).tolist(),
            )
        ).reshape(-1, 4)

    def see(self, panel: str) -> None:
        """Open the tab of a panel, and scroll to it: what is out of sight is not drawn."""
        self.reach(f'[data-panel="{panel}"]')
        # The page learns of it a moment later.
        self.until(lambda: self.js("return LossLandscape.lab.inSight[arguments[0]] !== false", panel), f"for {panel}")

    def top(self) -> None:
        """Scroll back to the pictures."""
        self.js("window.scrollTo(0, 0)")
        self.frames()

    def _there(self, panel: str) -> None:
        assert panel != "surface" or self.surface, "this page was opened without its surface: open(..., surface=True)"

    def camera(self) -> list[float]:
        """Azimuth and elevation in degrees, and zoom."""
        self._there("surface")
        return list(self.js("return LossLandscape.lab.pictures().camera") or HOME)

    def settled_camera(self) -> list[float]:
        """The camera once it has come to rest."""
        self._until_the_land_rests()
        return self.camera()

    def picture(self, panel: str) -> np.ndarray:
        """The pixels of a panel, as a screenshot holds them: (height, width, 3)."""
        self._there(panel)
        element = self.driver.find_element(By.CSS_SELECTOR, f'[data-panel="{panel}"]')
        return np.asarray(Image.open(io.BytesIO(element.screenshot_as_png)).convert("RGB")).astype(int)

    def console(self) -> list[str]:
        """What the browser's console complains about."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    # What is done.

    def press(self, action: str) -> None:
        self.reach(f'[data-action="{action}"]').click()

    def lose_webgl(self) -> None:
        """Take the 3-D picture away, as a browser does when many are open."""
        self.js("""const graph = document.querySelector('[data-panel="surface"] .js-plotly-plot');
            graph._fullLayout.scene._scene.glplot.gl.getExtension("WEBGL_lose_context").loseContext();""")

    def choose(self, field: str, value: str) -> None:
        Select(self.driver.find_element(By.ID, f"input-{field}")).select_by_value(value)

    def change_theme(self, theme: str) -> None:
        """Choose another theme, and wait until everything is drawn in it."""
        version = self.js("return LossLandscape.lab.state.version")
        self.choose("theme", theme)
        self.until(lambda: self.js("return LossLandscape.lab.state.version") > version, f"for the {theme} pictures")
        self.until_drawn()

    def write(self, field: str, text: str) -> None:
        """Type a value over the one that stands there, and leave with Enter."""
        box = self.driver.find_element(By.ID, f"input-{field}")
        box.send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE, text, Keys.ENTER)

    def slider(self) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, "[data-scrub] input")

    def play_to_the_end(self) -> None:
        """Jump to the last step, as the End key does."""
        self.slider().send_keys(Keys.END)
        self.until(
            lambda: self.js("""const player = LossLandscape.lab.player;
                return !player.playing && player.paths.every((path) => path.next === null && player.outcome(path));""")
        )

    def pixel(self, panel: str, point: tuple[float, float]) -> tuple[int, int]:
        """Where weights are seen on the screen: on the "surface", or on the "contour"."""
        self._there(panel)
        x, y = self.js(
            """const box = document.querySelector('[data-panel="' + arguments[0] + '"]').getBoundingClientRect();
            const at = LossLandscape.lab.pictures().pixel(arguments[0] === "contour" ? "map" : "land", arguments[1]);
            return [box.left + at[0], box.top + at[1]];""",
            panel,
            [float(value) for value in point],
        )
        return round(x), round(y)

    def click(self, at: tuple[int, int]) -> None:
        """A short press of the left button."""
        actions = ActionChains(self.driver, duration=0)
        actions.w3c_actions.pointer_action.move_to_location(*at).click()
        actions.perform()

    def drag(self, start: tuple[int, int], by: tuple[int, int], moves: int = 3) -> None:
        """Press, move and let go, as a hand does that turns the surface."""
        actions = ActionChains(self.driver, duration=60)
        pointer = actions.w3c_actions.pointer_action
        pointer.move_to_location(*start)
        pointer.pointer_down()
        for k in range(1, moves + 1):
            pointer.move_to_location(start[0] + by[0] * k // moves, start[1] + by[1] * k // moves)
        pointer.pointer_up()
        actions.perform()

    def centre(self, panel: str) -> tuple[int, int]:
        """The middle of a panel on the screen, wherever the page is scrolled to."""
        self.js(
            """document.querySelector('[data-panel="' + arguments[0] + '"]').scrollIntoView({ block: 'nearest' })""",
            panel,
        )
        x, y = self.js(
            """const box = document.querySelector('[data-panel="' + arguments[0] + '"]').getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];""",
            panel,
        )
        return round(x), round(y)
