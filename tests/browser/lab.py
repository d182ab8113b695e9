"""The lab page as a hand and an eye use it."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from tests.browser.page import Page

PATIENCE = Page.patience


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
        """Wait until all graphs hold the newest figure and every run at the step of the player."""
        self.until(
            lambda: self.js("""
                const { player, state, inSight } = LossLandscape.lab;
                return player.paths.every((path) => path.rows > 0) && LossLandscape.draw.PANELS.every(function (panel) {
                  if (document.querySelector('.away [data-panel="' + panel + '"]')) return true;
                  const graph = document.querySelector("#graph-" + panel + " .js-plotly-plot");
                  if (graph?.layout?.meta?.version !== state.version) return false;
                  if (inSight[panel] === false) return true;
                  const runs = graph.data.filter((trace) => trace.meta === "run");
                  const { clip } = LossLandscape, row = (path) => Math.min(player.step, path.rows - 1);
                  const at = (path) => [path.weights[2 * row(path)], path.weights[2 * row(path) + 1]];
                  // The ball of a run that has left the picture is not drawn into it.
                  const flat = panel === "surface" || panel === "contour";
                  const seen = (path) => Number(!flat || clip.inside(at(path), state.figures.window));
                  return player.paths.every((path, run) => runs[runs.length - 4 + run].x.length === seen(path));
                });""")
        )

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
        """The numbers of one of a run's traces that a panel shows."""
        self._there(panel)
        return self.js(
            """const graph = document.querySelector("#graph-" + arguments[0] + " .js-plotly-plot");
            const first = LossLandscape.lab.state.figures[arguments[0]].data.length;
            const trace = graph.data[first + 4 * arguments[1] + arguments[2]];
            const out = {};
            for (const axis of ["x", "y", "z"]) if (trace[axis]) out[axis] = Array.from(trace[axis]);
            return out;""",
            panel,
            trace,
            run,
        )

    def see(self, panel: str) -> None:
        """Scroll to a panel: what is out of sight is not drawn."""
        self.js("document.querySelector('#graph-' + arguments[0]).scrollIntoView({ block: 'center' })", panel)

    def _there(self, panel: str) -> None:
        assert panel != "surface" or self.surface, "this page was opened without its surface: open(..., surface=True)"

    def camera(self) -> list[float]:
        self._there("surface")
        eye = self.js(
            """const graph = document.querySelector("#graph-surface .js-plotly-plot");
            return graph._fullLayout.scene._scene.getCamera().eye"""
        )
        return [round(eye[axis], 4) for axis in "xyz"]

    def settled_camera(self) -> list[float]:
        """The camera once it has come to rest and is written down."""
        self.until(lambda: not self.js("return LossLandscape.lab.state.turning"))
        return self.camera()

    def picture(self, panel: str) -> np.ndarray:
        """The pixels of a panel, as a screenshot holds them: (height, width, 3)."""
        self._there(panel)
        element = self.driver.find_element(By.ID, f"graph-{panel}")
        return np.asarray(Image.open(io.BytesIO(element.screenshot_as_png)).convert("RGB")).astype(int)

    def console(self) -> list[str]:
        """What the browser's console complains about."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    # What is done.

    def press(self, action: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, f'[data-action="{action}"]').click()

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

    def pixel(self, panel: str, point: tuple[float, float], height: float = 0.0) -> tuple[int, int]:
        """Where weights are seen on the screen, by the graph's own axes and camera."""
        self._there(panel)
        x, y = self.js(
            """const graph = document.querySelector("#graph-" + arguments[0] + " .js-plotly-plot");
            const frame = graph.getBoundingClientRect(), full = graph._fullLayout, size = full._size;
            const [a, b, c] = arguments[1];
            if (arguments[0] === "contour")
              return [frame.left + size.l + full.xaxis.d2p(a), frame.top + size.t + full.yaxis.d2p(b)];
            const scene = full.scene._scene;
            const camera = scene.glplot.cameraParams;
            const at = LossLandscape.pick.project(camera, scene.dataScale, [a, b, c], [size.w, size.h]);
            return [frame.left + size.l + at[0], frame.top + size.t + at[1]];""",
            panel,
            [*point, height],
        )
        return round(x), round(y)

    def click(self, at: tuple[int, int]) -> None:
        """A short press of the left button."""
        actions = ActionChains(self.driver, duration=0)
        actions.w3c_actions.pointer_action.move_to_location(*at).click()
        actions.perform()

    def drag(self, start: tuple[int, int], by: tuple[int, int], moves: int = 8) -> None:
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
        self.js("document.querySelector('#graph-' + arguments[0]).scrollIntoView({ block: 'nearest' })", panel)
        x, y = self.js(
            """const box = document.querySelector("#graph-" + arguments[0]).getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];""",
            panel,
        )
        return round(x), round(y)
