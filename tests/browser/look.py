"""Look at everything: ``python -m tests.browser.look [--screen NAME] [--theme NAME] [page ...]`` (``make look``).

Every page on every screen in both themes is saved as a picture in ``screenshots/``: what is seen at first, and the
whole page. On the way each is asked what the tests ask of a few: axe-core's rules, and whether any text is cut off.
"""

from __future__ import annotations

import argparse
import base64
import sys
import threading
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from werkzeug.serving import make_server

from app.factory import create_app
from app.lesson.steps import steps
from tests.browser.axe import told, violations
from tests.browser.course import course_page
from tests.browser.senses import lost, show_as
from tests.conftest import pytest_setup_options

FOLDER = Path(__file__).parent.parent.parent / "screenshots"
PATIENCE = 120.0  # seconds

_PLAYED = """const player = window.LossLandscape?.lab?.player;
    return Boolean(player?.paths.length && player.paths.every(%s));"""
_IDLE = """const { state, player } = window.LossLandscape?.networks ?? {};
    return Boolean(state?.run) && player.paths.length > 0 && !state.asked;"""
_ROSE = "return Boolean(window.LossLandscape?.hike?.pixel(0, 0.1))"
_DRAWN = "return window.LossLandscape?.hike?.state.walks?.player.paths.length > 0"


def _there(selector: str) -> str:
    return f"return Boolean(document.querySelector({selector!r}))"


# Pages by name: their address, and the script that says that they are there.
PAGES: dict[str, tuple[str, str]] = {
    "lab-start": ("/?step=0", _PLAYED % "(path) => path.rows"),
    "lab": ("/?step=300", _PLAYED % "player.outcome"),
    "lab-race": (
        "/?problem=band&step=300&rules=GradientDescent,learning_rate:1~Momentum,learning_rate:1~Adam~RMSProp",
        _PLAYED % "player.outcome",
    ),
    "lab-own": ("/?problem=own&step=0", _PLAYED % "(path) => path.rows"),
    "hike": ("/hike?seed=1&walk=250:0.3", _ROSE),
    "hike-end": ("/hike?seed=1&walk=250:0.3&guess=no", _DRAWN),
    "networks": ("/networks?layers=1&width=3&steps=40&step=40", _IDLE),
    "networks-pair": ("/networks?layers=1&width=3&steps=40&step=40&several=yes&compare=skips", _IDLE),
    "practice": ("/practice?seed=9&problem=8", _there("#form-answer")),
    "worksheet": ("/practice?seed=9&view=key", _there(".practice-sheet")),
    "teach": ("/teach", _there(".teach")),
    **{f"lesson-{step.number}": (f"/?lesson={step.slug}", _there(".lesson-way")) for step in steps()},
}
SCREENS = {
    "1366x768": (1366, 768),
    "1920x1080": (1920, 1080),
    "1024x700": (1024, 700),
    "390x844": (390, 844),
    "360x640": (360, 640),
    "frame-800x600": (1000, 760),  # the course page around it
}
THEMES = ("light", "dark")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make look", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("pages", nargs="*", metavar="page", help=f"which of: {', '.join(PAGES)} (by default all)")
    parser.add_argument("--screen", action="append", choices=SCREENS, help="only this screen (may be given again)")
    parser.add_argument("--theme", action="append", choices=THEMES, help="only this theme")
    asked = parser.parse_args()
    if unknown := set(asked.pages) - set(PAGES):
        parser.error(f"there is no page {', '.join(sorted(unknown))}; there are {', '.join(PAGES)}")
    FOLDER.mkdir(exist_ok=True)
    server = make_server("127.0.0.1", 0, create_app().server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    driver = webdriver.Chrome(options=pytest_setup_options(), service=Service("chromedriver"))
    wrong = 0
    try:
        with course_page() as put:
            for name in asked.pages or PAGES:
                path, ready = PAGES[name]
                for screen in asked.screen or SCREENS:
                    for theme in asked.theme or THEMES:
                        link = f"{path}{'&' if '?' in path else '?'}theme={theme}"
                        address = f"http://127.0.0.1:{server.port}{link}"
                        width, height = SCREENS[screen]
                        show_as(driver, width, height, mobile=width < 500)
                        if screen.startswith("frame"):
                            source = f'src="{address}&amp;embed=1"'
                            frame = f'<iframe title="Landscape" width="800" height="600" {source}></iframe>'
                            driver.get(put(frame))
                            driver.switch_to.frame(driver.find_element(By.TAG_NAME, "iframe"))
                        else:
                            driver.get(address)
                        found = look(driver, ready, FOLDER / f"{name}-{screen}-{theme}")
                        print(f"{name}, {screen}, {theme}: {'; '.join(found) or 'fine'}", flush=True)
                        wrong += len(found)
    finally:
        driver.quit()
        server.shutdown()
    print(f"The pictures are in {FOLDER.name}/; {wrong or 'nothing'} found wrong.")
    return bool(wrong)


def look(driver: webdriver.Chrome, ready: str, picture: Path) -> list[str]:
    """Wait until the page is there and rests, save its pictures, and tell what is wrong with it."""
    end = time.monotonic() + PATIENCE
    while not driver.execute_script(ready):
        if time.monotonic() > end:
            driver.save_screenshot(f"{picture}.png")
            return [f"it did not come within {PATIENCE:g} s"]
        time.sleep(0.2)
    before, shown = "", driver.get_screenshot_as_base64()
    while before != shown and time.monotonic() < end:
        time.sleep(0.7)
        before, shown = shown, driver.get_screenshot_as_base64()
    picture.with_suffix(".png").write_bytes(base64.b64decode(shown))
    found = [told(violation) for violation in violations(driver)] + lost(driver)
    if picture.name.rsplit("-", 2)[1] == "800x600":
        driver.switch_to.default_content()
        return found
    whole = driver.execute_script("return [innerWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": whole[0], "height": whole[1], "scale": 1}
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    Path(f"{picture}-whole.png").write_bytes(base64.b64decode(shot["data"]))
    return found


if __name__ == "__main__":
    sys.exit(main())
