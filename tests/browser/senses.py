"""The page as other eyes have it set: zoomed, with wider spaces, in colours of their own; and what is then lost."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image
from selenium.webdriver.remote.webdriver import WebDriver

# WCAG 2.2, 1.4.12: the spaces that a reader may ask for.
_SPACES = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-bottom: 2em !important; }`);
document.adoptedStyleSheets = [sheet];
"""

# Text that is cut off, sticks out of what it stands in, or makes the page wider than the screen.
_LOST = r"""
const wrong = [], page = document.documentElement;
const wide = page.scrollWidth - page.clientWidth;
if (wide > 0) wrong.push("the page is " + wide + " px too wide");
const name = (each) => each.tagName.toLowerCase() + " “" + each.textContent.trim().slice(0, 40) + "”";
// What may be scrolled by itself, or is a drawing.
const APART = "svg, .js-plotly-plot, .unseen, .table-frame, .hike-scroll, .net-scroll, .words, pre, [data-net-plot]";
for (const each of document.querySelectorAll("body *")) {
  if (each.closest(APART) || !each.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
  const style = getComputedStyle(each), box = each.getBoundingClientRect();
  if (box.width < 3 || style.display === "inline" || each.matches("select, option, input")) continue;
  if (![...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
  const hides = (overflow) => ["hidden", "clip"].includes(overflow);
  const over = hides(style.overflowX) ? " is cut off" : " sticks out";
  if (each.scrollWidth > each.clientWidth + 1) wrong.push(name(each) + over);
  if (hides(style.overflowY) && each.scrollHeight > each.clientHeight + 1) wrong.push(name(each) + " is cut off below");
  if (box.right > page.clientWidth + 1) wrong.push(name(each) + " stands beside the screen");
}
return [...new Set(wrong)];
"""

# The places of what is to be looked at, with a little around it, in pixels of the page.
_BOXES = r"""
const all = [...document.querySelectorAll(arguments[0])];
const shown = all.filter((each) => each.checkVisibility({ visibilityProperty: true }));
return {
  page: [innerWidth, document.documentElement.scrollHeight],
  boxes: shown.map(function (each) {
    const box = each.getBoundingClientRect();
    const place = [box.left - 2, box.top + scrollY - 2, box.right + 2, box.bottom + scrollY + 2].map(Math.round);
    return [each.getAttribute("class") + " in “" + each.parentElement.textContent.trim().slice(0, 40) + "”", place];
  }),
};
"""


def show_as(driver: WebDriver, width: int, height: int, *, zoom: int = 1, mobile: bool = False) -> None:
    """A screen of this size; zoomed it holds so many times less, as many times sharper."""
    metrics = {"width": width // zoom, "height": height // zoom, "deviceScaleFactor": zoom, "mobile": mobile}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def emulate(driver: WebDriver, **features: str) -> None:
    """What the system asks of pages, such as ``forced_colors="active"``; nothing without arguments."""
    asked = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": asked})


def space_out(driver: WebDriver) -> None:
    driver.execute_script(_SPACES)


def lost(driver: WebDriver) -> list[str]:
    """Sentences on text that cannot be read where it stands."""
    return list(driver.execute_script(_LOST))


def blank(driver: WebDriver, selector: str) -> list[str]:
    """Those of the shown elements that a selector names which look like nothing: one colour, or hardly another."""
    found = driver.execute_script(_BOXES, selector)
    width, height = found["page"]
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    page = np.asarray(Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")).astype(float)
    return [
        name
        for name, (left, top, right, bottom) in found["boxes"]
        if not page[max(top, 0) : bottom, max(left, 0) : right].std(axis=(0, 1)).max() > 12
    ]
