"""A run that leaves the window, however far it goes, leaves the pictures as they are without it, and the page alive."""

from __future__ import annotations

from urllib.parse import quote

import numpy as np
import pytest
from selenium.webdriver.common.by import By

from tests.browser.lab import CANVAS, Lab
from tests.browser.overlays import shot

pytestmark = pytest.mark.browser

# Gradient descent from (-2.5, 2.5) with rate 12 jumps from side to side along w2 = -w1 and reaches 3.8e44 in 300 steps.
FAR = "?problem=textbook&optimizer=GradientDescent&learning_rate=12&steps=300&camera=-125,38,1&step="
# Square metres as they come: the two first runs of the page swing far out of the picture.
SIZES = "size,no|yes;850,0;1200,0;1400,1;1600,0;2100,1;2600,1;1500,1;1300,0"


def pictures(lab: Lab) -> dict[str, np.ndarray]:
    """Land and map without what is drawn of the run."""
    lab.js("""document.querySelector('[data-arrows]').hidden = true;
        document.querySelector('.dock').style.visibility = "hidden"; // it lies over the land's lower edge
        document.querySelector('[data-panel="surface"]').lastElementChild.style.visibility = "hidden"; // the words
        const { pictures } = LossLandscape.lab;
        pictures().set({ marks: [], arrows: [], tags: [], start: null, hover: null, names: ["", ""] });
        pictures().runs([], []);
        Object.assign(pictures(), { set() {}, runs() {} }); // what the page paints next would put them back""")
    lab.frames(4)
    panels = {
        name: lab.driver.find_element(By.CSS_SELECTOR, f'[data-panel="{name}"]') for name in ("surface", "contour")
    }
    return {name: shot(lab, element) for name, element in panels.items()}


def painted(lab: Lab, where: str) -> np.ndarray:
    """Whether each dot of the painter's canvas above the land or the map is painted, without all but the runs."""
    lab.js("LossLandscape.lab.pictures().set({ marks: [], arrows: [], tags: [], start: null, names: ['', ''] })")
    lab.frames()
    width, dots = lab.js(
        CANVAS
        + """const data = c.getImageData(0, 0, canvas.width, canvas.height).data;
        const dots_ = [...data.filter((_, i) => i % 4 === 3)];
        return [canvas.width, dots_.map((alpha) => (alpha > 128 ? 1 : 0)).join("")];""",
        where,
    )
    return np.frombuffer(dots.encode(), dtype=np.uint8).reshape(-1, width) == ord("1")


def test_the_pictures_of_a_run_that_has_left_are_those_of_its_start(lab: Lab) -> None:
    lab.open(f"{FAR}0", surface=True)
    start = pictures(lab)
    lab.open(f"{FAR}300", surface=True)
    assert np.abs(lab.weights()[-1]).max() > 1e44
    # The path itself is seen: along w2 = -w1, from the start to both corners, and nowhere else.
    along = np.linspace(-2.9, 2.9, 59)
    for where in ("map", "land"):
        # Dashes and all, nearly every place of it.
        lab.until(
            lambda where=where: lab.inked(where, np.column_stack([along, -along])).mean() > 0.9,
            f"for it on the {where}",
        )
    for w in (-2.9, -2.0, 2.0, 2.9):
        assert lab.coloured("map", (w, -w), radius=4) > 5, f"run 1's blue at {w}"
    y, x = np.nonzero(painted(lab, "map"))
    (x0, y0), (x1, y1) = (
        lab.js("return LossLandscape.lab.pictures().pixel('map', arguments[0])", [w, -w]) for w in (-3, 3)
    )
    off = np.abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / np.hypot(x1 - x0, y1 - y0)
    assert off.max() < 14, "nothing of the run lies beside its line"
    end = pictures(lab)
    for panel, whole in start.items():
        assert (np.abs(whole - end[panel]).max(axis=-1) > 16).mean() < 0.001, panel
    lab.see("curve")
    lab.until(lambda: len(lab.drawn("curve", 0)["y"]) == 301)
    line = lab.drawn("curve", 0)
    assert np.nanmax(line["y"]) > 1e88, "the loss is told as it is"
    assert lab.js("return document.querySelectorAll('#graph-curve .ytick').length") >= 2


def test_own_data_as_they_come_keep_the_page_alive(lab: Lab) -> None:
    query = f"?problem=own&data={quote(SIZES, safe=',;')}&camera=-125,38,1&step="
    lab.open(f"{query}0", surface=True)
    start = pictures(lab)
    lab.open(f"{query}300", surface=True)
    window = np.array(lab.js("return LossLandscape.lab.state.figures.window"))
    wide = window[:, 1] - window[:, 0]
    assert (np.abs(lab.weights() - window.mean(axis=1)) > 3 * wide).any(), "the run does leave the picture"
    lab.until_drawn()
    assert painted(lab, "map").any(), "the part inside is drawn"
    # It plays, and a control is answered meanwhile.
    lab.press("restart")
    lab.press("play")
    lab.until(lambda: lab.step > 20)
    lab.choose("optimizer", "Momentum")
    lab.until_run("Momentum")
    if lab.js("return LossLandscape.lab.player.playing"):
        lab.press("play")
    lab.until_drawn()
    end = pictures(lab)
    for panel, whole in start.items():
        assert (np.abs(whole - end[panel]).max(axis=-1) > 16).mean() < 0.001, panel
