"""On paper every picture is whole: as wide as its box there, with its curves, and no table ends at a scroll box."""

from __future__ import annotations

import base64
import re

import pytest
from selenium.webdriver.common.by import By

from tests.browser.lab import Lab

pytestmark = pytest.mark.browser
PAPER = 718  # px: A4 between the margins that Chromium leaves


def test_pictures_and_tables_are_whole_on_paper(lab: Lab) -> None:
    lab.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _DEAF})
    lab.open("?problem=trap&step=300&steps=300", surface=True)
    lab.play_to_the_end()
    assert lab.js("return LossLandscape.lab.inSight.rate") is False, "the rate stands behind another tab"
    # What a browser does before it prints: the event, at the size of the screen; then the layout of the paper.
    lab.js("window.dispatchEvent(new Event('beforeprint')); window.onPaper = true")
    metrics = {"width": PAPER, "height": 1040, "deviceScaleFactor": 1, "mobile": False}
    lab.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    lab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    boxes = lab.js(_BOXES)
    assert set(boxes) == {"surface", "contour", "curve", "model", "rate"}
    for panel, (frame, pictures) in boxes.items():
        assert frame[0] >= 0, panel
        assert frame[2] <= PAPER, panel
        assert pictures, panel
        for picture in pictures:
            assert picture[0] >= frame[0] - 1, panel
            assert picture[2] <= frame[2] + 1, panel
            assert picture[3] <= frame[3] + 1, panel
            assert picture[2] - picture[0] > 0.9 * (frame[2] - frame[0]), f"{panel}: not shrunk more than needed"
    # Each curve's runs lie above its axes, from the first step at the left to the last at the right.
    for panel in ("curve", "rate"):
        axes, above, (left, right) = lab.js(
            """const graph = document.querySelector("#graph-" + arguments[0] + " .js-plotly-plot");
            const canvas = graph.querySelector("canvas.curves"), { width, height } = canvas;
            const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
            const inked = Array.from({ length: width }, (_, x) => x).filter((x) =>
              Array.from({ length: height }, (_, y) => data[4 * (y * width + x) + 3]).some((value) => value > 128));
            const of = (e) => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; };
            return [of(graph.querySelector(".main-svg")), of(canvas), [inked[0] / width, inked.pop() / width]];""",
            panel,
        )
        assert above == pytest.approx(axes, abs=1), panel
        assert left < 0.3, panel
        assert 0.85 < right <= 1, panel
    copied = lab.js("""const c = document.querySelector('[data-panel="surface"] > canvas.printed');
        const data = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        const blue = LossLandscape.lab.state.figures.styles[0].colour;
        const run = [1, 3, 5].map((k) => parseInt(blue.slice(k, k + 2), 16));
        const blue_at = (i) => run.every((value, k) => Math.abs(value - data[i + k]) < 24);
        let many = 0;
        for (let i = 0; i < data.length; i += 4) if (blue_at(i)) many += 1;
        return [new Set(data.filter((_, i) => i % 404 === 1)).size, many];""")
    assert copied[0] > 30, "the land is a picture of many colours"
    assert copied[1] > 40, "and the run lies on it"
    for table in lab.driver.find_elements(By.CSS_SELECTOR, ".table-frame"):
        assert lab.js("return arguments[0].scrollWidth <= Math.ceil(arguments[0].getBoundingClientRect().width)", table)
    shown = lab.js(
        "return [...document.querySelectorAll('button')].filter((b) => b.offsetWidth).map((b) => b.textContent)"
    )
    assert shown == [], "nothing to press on paper"
    lab.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    lab.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    lab.js("window.onPaper = false; window.dispatchEvent(new Event('afterprint'))")
    assert lab.js("return document.querySelectorAll('.printed, .main-svg[viewBox]').length") == 0

    # And as the browser itself prints it: two sheets, not one for each thing that found no room.
    pdf = base64.b64decode(lab.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})["data"])
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2


# The layout of the paper is none of the screen's: no script hears that anything has another size there.
_DEAF = """const Real = window.ResizeObserver;
window.ResizeObserver = class extends Real {
  constructor(tell) { super((...told) => { if (!window.onPaper) tell(...told); }); }
};
window.addEventListener("resize", (event) => { if (window.onPaper) event.stopImmediatePropagation(); }, true);"""
_BOXES = """const edges = (e) => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
return Object.fromEntries([...document.querySelectorAll("[data-panel]")].map((frame) => [frame.dataset.panel,
  [edges(frame), [...frame.querySelectorAll(".main-svg, canvas.printed, [data-panel=contour] > canvas")]
    .filter((each) => each.checkVisibility()).map(edges)]]));"""
