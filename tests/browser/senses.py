"""The page as other eyes have it set: zoomed, with wider spaces, in colours of their own; and what is then lost."""

from __future__ import annotations

import base64
import io
from typing import Any

import numpy as np
from PIL import Image
from selenium.webdriver.common.by import By
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
if (page.scrollWidth > page.clientWidth) wrong.push("the page is " + (page.scrollWidth - page.clientWidth) + " px too wide");
const name = (each) => each.tagName.toLowerCase() + " “" + each.textContent.trim().slice(0, 40) + "”";
// What may be scrolled by itself, or is a drawing.
const APART = "svg, .js-plotly-plot, .unseen, .table-frame, .hike-scroll, .net-scroll, .words, pre, textarea, [data-net-plot]";
for (const each of document.querySelectorAll("body *")) {
  if (each.closest(APART) || !each.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
  const style = getComputedStyle(each), box = each.getBoundingClientRect();
  if (box.width < 3 || style.display === "inline" || each.matches("select, option, input")) continue;
  if (![...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
  const hides = (overflow) => ["hidden", "clip"].includes(overflow);
  if (each.scrollWidth > each.clientWidth + 1) wrong.push(name(each) + (hides(style.overflowX) ? " is cut off" : " sticks out"));
  if (hides(style.overflowY) && each.scrollHeight > each.clientHeight + 1) wrong.push(name(each) + " is cut off below");
  if (box.right > page.clientWidth + 1) wrong.push(name(each) + " stands beside the screen");
}
return [...new Set(wrong)];
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
    found = []
    for each in driver.find_elements(By.CSS_SELECTOR, selector):
        if not each.is_displayed() or each.size["width"] < 4:
            continue
        driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", each)
        if not _picture(driver, each).std(axis=(0, 1)).max() > 12:
            found.append(f"{each.get_attribute('class')} of {each.find_element(By.XPATH, '..').text!r}")
    return found


def _picture(driver: WebDriver, element: Any) -> np.ndarray:
    """The pixels of an element and a little around it: (height, width, 3)."""
    box = driver.execute_script(
        """const box = arguments[0].getBoundingClientRect();
        return { x: box.left - 2, y: box.top + scrollY - 2, width: box.width + 4, height: box.height + 4, scale: 1 };""",
        element,
    )
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": box, "captureBeyondViewport": True})
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")).astype(float)
