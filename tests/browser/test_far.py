"""A run that leaves the window, however far it goes, leaves the pictures as they are without it, and the page alive."""

from __future__ import annotations

from urllib.parse import quote

import numpy as np
import pytest
from selenium.webdriver.common.by import By

from tests.browser.lab import Lab
from tests.browser.overlays import shot

pytestmark = pytest.mark.browser

# Gradient descent from (-2.5, 2.5) with rate 12 jumps from side to side along w2 = -w1 and reaches 3.8e44 in 300 steps.
FAR = "?problem=textbook&optimizer=GradientDescent&learning_rate=12&steps=300&camera=-125,38,1.85&step="
# Square metres as they come: the two first runs of the page swing far out of the picture.
SIZES = "size,no|yes;850,0;1200,0;1400,1;1600,0;2100,1;2600,1;1500,1;1300,0"


def pictures(lab: Lab) -> dict[str, np.ndarray]:
    """Surface and contour without what is drawn of the run."""
    found = {}
    lab.js("document.querySelector('[data-arrows]').hidden = true")
    for panel in ("surface", "contour"):
        graph = lab.driver.find_element(By.CSS_SELECTOR, f"#graph-{panel} .js-plotly-plot")
        lab.js("arguments[0].scrollIntoView({ block: 'center' })", graph)
        lab.driver.execute_async_script(
            """const [graph, done] = arguments;
            const drawn = graph.data.map((trace, i) => (/run|arrow/.test(trace.meta) ? i : -1)).filter((i) => i >= 0);
            const frames = (left) => (left ? requestAnimationFrame(() => frames(left - 1)) : done());
            Plotly.restyle(graph, { visible: false }, drawn).then(() => frames(4));""",
            graph,
        )
        found[panel] = shot(lab, graph)
    return found


def along(lab: Lab, panel: str) -> np.ndarray:
    """The numbers of the path that a picture holds: (m, 2 or 3), gaps left out."""
    line = lab.drawn(panel, 1 if panel == "contour" else 0)
    points = np.array([line[axis] for axis in "xyz" if axis in line], dtype=float).T
    return points[np.isfinite(points).all(axis=1)]


def test_the_pictures_of_a_run_that_has_left_are_those_of_its_start(lab: Lab) -> None:
    lab.open(f"{FAR}0", surface=True)
    start = pictures(lab)
    lab.open(f"{FAR}300", surface=True)
    assert np.abs(lab.weights()[-1]).max() > 1e44
    for panel, most in (("surface", 3.0), ("contour", 3.6)):
        lab.until(lambda panel=panel: len(along(lab, panel)) > 2, f"for the part inside on the {panel}")
        points = along(lab, panel)
        assert (np.abs(points[:, :2]) <= most + 1e-6).all()
        assert np.abs(points[:, 0] + points[:, 1]).max() < 1e-3, "along w2 = -w1"
    # The path itself is seen: from the start to both corners.
    contour = lab.picture("contour")
    for w in (-2.9, -2.0, 2.0, 2.9):
        x, y = lab.pixel("contour", (w, -w))
        left, top = lab.js(
            "const b = document.querySelector('#graph-contour').getBoundingClientRect(); return [b.x, b.y]"
        )
        spot = contour[round(y - top) - 3 : round(y - top) + 4, round(x - left) - 3 : round(x - left) + 4].reshape(
            -1, 3
        )
        assert (np.abs(spot - [0, 114, 178]).max(axis=1) < 40).any(), f"run 1's blue at {w}"
    end = pictures(lab)
    for panel, whole in start.items():
        assert (np.abs(whole - end[panel]).max(axis=-1) > 16).mean() < 0.001, panel
    lab.see("curve")
    lab.until(lambda: len(lab.drawn("curve", 0)["y"]) == 301)
    line = lab.drawn("curve", 0)
    assert np.nanmax(line["y"]) > 1e88, "the loss is told as it is"
    assert lab.js("return document.querySelectorAll('#graph-curve .ytick').length") >= 3


def test_own_data_as_they_come_keep_the_page_alive(lab: Lab) -> None:
    query = f"?problem=own&data={quote(SIZES, safe=',;')}&camera=-125,38,1.85&step="
    lab.open(f"{query}0", surface=True)
    start = pictures(lab)
    lab.open(f"{query}300", surface=True)
    window = np.array(lab.js("return LossLandscape.lab.state.figures.window"))
    wide = window[:, 1] - window[:, 0]
    assert (np.abs(lab.weights() - window.mean(axis=1)) > 3 * wide).any(), "the run does leave the picture"
    for panel in ("surface", "contour"):
        points = along(lab, panel)[:, :2]
        assert (points >= window[:, 0] - 0.11 * wide).all()
        assert (points <= window[:, 1] + 0.11 * wide).all()
    # It plays, and a control is answered meanwhile.
    lab.press("restart")
    lab.press("play")
    lab.until(lambda: lab.step > 20)
    lab.choose("optimizer", "Momentum")
    lab.until_run("Momentum")
    end = pictures(lab)
    for panel, whole in start.items():
        assert (np.abs(whole - end[panel]).max(axis=-1) > 16).mean() < 0.001, panel
