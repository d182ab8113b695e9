"""The stage in the lab: how much of it the land covers, what is drawn in a frame, clicks and turns, no WebGL."""

from __future__ import annotations

import numpy as np
import pytest
from selenium.webdriver.common.by import By

import losscore as ls
from tests.browser.lab import Lab
from tests.browser.test_lab_steady import WITHOUT_WEBGL
from tests.wide import wide

pytestmark = pytest.mark.browser
LAPTOP = (1351, 625)

# The pixels of the land that neither dock nor side column covers, and those of the stage that they leave free.
_COVERED = """const graph = document.querySelector('[data-panel="surface"] .js-plotly-plot');
const box = (selector) => document.querySelector(selector).getBoundingClientRect();
const { glplot } = graph._fullLayout.scene._scene, wide = graph.clientWidth, tall = graph.clientHeight;
const c = Object.assign(document.createElement("canvas"), { width: wide, height: tall }).getContext("2d");
glplot.redraw();
c.drawImage(glplot.canvas, 0, 0, wide, tall);
const data = c.getImageData(0, 0, wide, tall).data, at = graph.getBoundingClientRect(), stage = box(".stage");
const over = [box(".dock"), box(".side")];
const free = (x, y) => !over.some((r) => x >= r.left && x < r.right && y >= r.top && y < r.bottom);
let land = 0, room = 0;
for (let j = 0; j < tall; j++) for (let i = 0; i < wide; i++) {
  const x = at.left + i, y = at.top + j;
  const seen = x >= 0 && x < innerWidth && y >= 0 && y < innerHeight && free(x, y);
  if (seen && data[4 * (j * wide + i) + 3] > 127) land += 1;
}
for (let y = Math.ceil(stage.top); y < Math.min(stage.bottom, innerHeight); y++)
  for (let x = Math.ceil(stage.left); x < stage.right; x++) if (free(x, y)) room += 1;
return [land, room];"""


def covered(lab: Lab) -> tuple[int, float]:
    """Pixels of the land that are seen, and the share of the free stage that they are."""
    land, room = lab.js(_COVERED)
    return int(land), land / room


def sized(lab: Lab, width: int, height: int) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    lab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


# A computer that says it draws with a graphics card: 0x9246 is UNMASKED_RENDERER_WEBGL.
_WITH_A_CARD = """const own = WebGL2RenderingContext.prototype.getParameter;
WebGL2RenderingContext.prototype.getParameter = function (name) {
  return name === 0x9246 ? "ANGLE (Intel, Mesa Intel(R) UHD Graphics 620, OpenGL 4.6)" : own.call(this, name);
};"""
_TRIANGLES = """return document.querySelector('[data-panel="surface"] .js-plotly-plot')._fullData[0].i.length"""


@pytest.mark.parametrize("problem", wide(ls.PROBLEMS, ("trap", "ravine", "textbook")))
def test_the_land_fills_its_stage(lab: Lab, problem: str) -> None:
    """And is drawn with two triangles for each cell of the loss, eight where a graphics card draws them."""
    sized(lab, *LAPTOP)
    card = problem == "textbook"
    if card:
        lab.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WITH_A_CARD})
    lab.open(f"?problem={problem}&step=0", surface=True)
    pixels, share = covered(lab)
    assert pixels >= (100_000 if problem == "trap" else 85_000)
    assert share >= 0.25
    assert lab.js(_TRIANGLES) == 2 * 100**2 * (4 if card else 1)
    if problem in ("textbook", "ravine"):
        return
    for width, height in ((2560, 1300), (800, 600), (390, 844), (320, 640)):
        sized(lab, width, height)
        lab.until(lambda width=width: lab.js("return innerWidth") == width)
        lab.frames(4)
        lab.until_drawn()
        lab.top()
        assert covered(lab)[1] >= 0.25, f"{problem} at {width} x {height}"


def test_while_a_run_plays_plotly_draws_nothing(lab: Lab) -> None:
    """Only the model panel asks the server once a second for the model on the screen, and shows it by Plotly."""
    lab.open("?learning_rate=0.002&steps=300&speed=4", surface=True)
    # From the start, however long it took to open: it stops by itself soon after it has come to rest.
    lab.press("restart")
    lab.until_drawn()
    lab.js("""window.calls = [];
        for (const name of ["newPlot", "react", "restyle", "relayout", "update", "redraw", "animate", "addTraces"]) {
          const own = Plotly[name];
          Plotly[name] = (graph, ...more) => {
            const panel = graph.closest?.("[data-panel]")?.dataset.panel;
            if (panel !== "model") calls.push(name + " " + panel);
            return own(graph, ...more);
          };
        }
        const { glplot } = document.querySelector('[data-panel="surface"] .js-plotly-plot')._fullLayout.scene._scene;
        window.drawn = 0;
        const own = glplot.onrender;
        glplot.onrender = () => { drawn += 1; own?.call(glplot); };""")
    lab.press("play")
    first = lab.step
    before = lab.js("return drawn")
    lab.until(lambda: lab.step > first + 30, "for the run to play")
    assert lab.js("return calls") == []
    assert lab.js("return drawn") - before <= 2, "nor does WebGL draw the scene anew"
    step = lab.step
    for where in ("land", "map"):
        assert lab.inked(where, lab.weights()[: step - 1]).all(), "and yet the run is seen to move"
    assert len(lab.drawn("curve", 0)["y"]) > step, "on the curve too"


def test_a_click_starts_at_its_pixel_and_a_turn_starts_nothing(lab: Lab) -> None:
    lab.open("?step=0", surface=True)
    for panel, target in (("surface", (3.6, -0.7)), ("contour", (0.4, 2.0))):
        at, before = lab.pixel(panel, target), lab.value("start")
        lab.click(at)
        lab.until(lambda before=before: lab.value("start") != before, f"for a click on the {panel}")
        lab.until_drawn()
        chosen = tuple(float(part) for part in lab.value("start").split(","))
        assert np.abs(np.subtract(lab.pixel(panel, chosen), at)).max() <= 1, panel
        assert lab.inked("map", [chosen]).all()
    start, camera = lab.value("start"), lab.camera()
    lab.drag(lab.centre("surface"), (120, 40))
    assert lab.settled_camera() != camera
    assert lab.value("start") == start


def test_swapped_the_map_is_large_and_both_still_answer(lab: Lab) -> None:
    lab.open("?step=0", surface=True)
    width = "return document.querySelector('[data-panel=\"' + arguments[0] + '\"]').clientWidth"
    small, large = lab.js(width, "contour"), lab.js(width, "surface")
    lab.press("swap")
    lab.until(lambda: lab.js(width, "contour") > 2 * small and lab.js(width, "surface") < large / 2)
    lab.until_drawn()
    axes = "return document.querySelector('#graph-contour .js-plotly-plot')._fullLayout.xaxis.visible"
    lab.until(lambda: lab.js(axes), "for axes on the large map")
    # On the small land a pixel is much ground, and marks are near: the top of the hill is free.
    for panel, target in (("contour", (3.6, -0.7)), ("surface", (2.4, -1.6))):
        at, before = lab.pixel(panel, target), lab.value("start")
        lab.click(at)
        lab.until(lambda before=before: lab.value("start") != before, f"for a click on the {panel}")
        lab.until_drawn()
        chosen = tuple(float(part) for part in lab.value("start").split(","))
        assert np.abs(np.subtract(lab.pixel(panel, chosen), at)).max() <= 1, panel
    lab.press("swap")
    lab.until(lambda: small < lab.js(width, "contour") < large, "for both side by side")
    lab.press("swap")
    lab.until(lambda: lab.js(width, "contour") == small)
    lab.until_drawn()


def test_land_and_map_side_by_side_and_by_link(lab: Lab) -> None:
    lab.open("?step=0&large=both", surface=True)
    boxes = """return ["surface", "contour"].map(function (name) {
        const box = document.querySelector('[data-panel="' + name + '"]').getBoundingClientRect();
        return [box.left, box.top, box.right, box.bottom]; })"""
    land, above = lab.js(boxes)
    assert land[2] <= above[0] + 1
    assert land[2] - land[0] == pytest.approx(above[2] - above[0], rel=0.1), "equal halves"
    dock = lab.js("return document.querySelector('.dock').getBoundingClientRect().top")
    assert max(land[3], above[3]) <= dock + 1, "the dock covers neither"
    axes = "return document.querySelector('#graph-contour .js-plotly-plot')._fullLayout.xaxis.visible"
    lab.until(lambda: lab.js(axes), "for axes on the map")
    lab.until(lambda: "large=both" in lab.address)
    # The key goes round: the land, the map, both.
    for large in (None, "map", "both"):
        lab.driver.find_element(By.CSS_SELECTOR, '[data-panel="contour"]').send_keys("m")
        lab.until(lambda large=large: (f"large={large}" in lab.address) if large else "large=" not in lab.address)


def test_on_a_phone_one_of_the_two_is_large(lab: Lab) -> None:
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    lab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    boxes = """return [".stage", '[data-panel="surface"]', '[data-panel="contour"]'].map(function (each) {
        const box = document.querySelector(each).getBoundingClientRect(); return [box.width, box.height]; })"""
    lab.open("?step=0&large=both", surface=True)
    stage, land, above = lab.js(boxes)
    assert land == stage, "there is no room for both: the land is large"
    assert above == [96, 96]
    lab.press("swap")
    lab.until(lambda: lab.js(boxes)[2][0] > 300)
    lab.until_drawn()
    stage, land, above = lab.js(boxes)
    assert above == stage, "the large map fills the stage, and nothing stands empty below it"
    assert land == [96, 96]


@pytest.mark.parametrize("how", ["hidden", "none", "lost"])
def test_without_the_land_the_map_is_large(lab: Lab, how: str) -> None:
    if how == "none":
        lab.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WITHOUT_WEBGL})
    if how == "hidden":
        lab.driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument",
            {
                "source": """window.asked = 0; const make = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
              if (/webgl/.test(kind)) asked += 1;
              return make.call(this, kind, ...more); };"""
            },
        )
    if how == "lost":
        lab.open("?step=0", surface=True)
        lab.lose_webgl()
    else:
        lab.driver.get(f"{lab.dash.server.url}/?step=0{'&hide=surface' if how == 'hidden' else ''}")
    lab.surface = False
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, ".lab.no-land"), "for the map to be large")
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.player.paths.length)"))
    lab.until_drawn()
    shares = """const map = document.querySelector('[data-panel="contour"]'), stage = document.querySelector(".stage");
        return [map.clientWidth / stage.clientWidth, map.clientHeight / stage.clientHeight]"""
    lab.until(lambda: min(lab.js(shares)) > 0.5, "for the map to be large")
    lab.until_drawn()
    assert not [
        each for each in lab.driver.find_elements(By.CSS_SELECTOR, '[data-panel="surface"]') if each.is_displayed()
    ]
    if how == "hidden":
        assert lab.js("return asked") == 0, "no WebGL is made"
    target, before = (3.6, -0.7), lab.value("start")
    lab.click(lab.pixel("contour", target))
    lab.until(lambda: lab.value("start") != before, "for a click on the large map")
    chosen = np.array([float(part) for part in lab.value("start").split(",")])
    assert np.abs(chosen - target).max() < np.ptp(ls.PROBLEMS["trap"].window) / 200
    lab.until_drawn()
    if how == "lost":
        lab.press("surface-again")
        lab.until(lambda: not lab.driver.find_elements(By.CSS_SELECTOR, ".lab.no-land"), "for the land")
        lab.surface = True
        lab.until_drawn()
        assert lab.js("return LossLandscape.lab.pictures().pixel('land', [1, 1])")


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl_where_the_focus_is(lab: Lab) -> None:
    sized(lab, *LAPTOP)
    lab.open("?step=0", surface=True)
    x, y = lab.centre("surface")
    frame = lab.driver.find_element(By.CSS_SELECTOR, '[data-panel="surface"]')

    def wheel(down: int, *, ctrl: bool) -> None:
        turn = {"type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": down, "modifiers": 2 if ctrl else 0}
        lab.driver.execute_cdp_cmd("Input.dispatchMouseEvent", turn)

    lab.js("arguments[0].focus({ preventScroll: true })", frame)
    wheel(200, ctrl=False)
    lab.until(lambda: lab.js("return scrollY") > 0, "for the page to be scrolled, even where the land has the focus")
    assert lab.settled_camera()[2] == 1
    lab.top()
    wheel(-200, ctrl=True)
    lab.until(lambda: lab.camera()[2] > 1, "for the zoom")
    assert lab.js("return scrollY") == 0
