"""Take the README's picture anew: ``.venv/bin/python -m tests.browser.screenshot``, with Chromium as for the tests."""

from __future__ import annotations

import threading
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from werkzeug.serving import make_server

from app.factory import create_app
from app.settings import ASSETS
from tests.conftest import pytest_setup_options

PICTURE = ASSETS / "images" / "lab.png"
SCENE = "?step=300"
READY = """const player = window.LossLandscape?.lab?.player;
    return Boolean(player?.paths.length && player.paths.every(player.outcome));"""


def main() -> None:
    """Serve the app, open a scene that says much, and save what the browser shows at 1366 x 650."""
    server = make_server("127.0.0.1", 0, create_app().server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    driver = webdriver.Chrome(options=pytest_setup_options(), service=Service("chromedriver"))
    try:
        metrics = {"width": 1366, "height": 650, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        driver.get(f"http://127.0.0.1:{server.port}/{SCENE}")
        while not driver.execute_script(READY):
            time.sleep(0.2)
        time.sleep(4)  # until the surface, too, is drawn by software
        PICTURE.parent.mkdir(exist_ok=True)
        driver.save_screenshot(str(PICTURE))
    finally:
        driver.quit()
        server.shutdown()


if __name__ == "__main__":
    main()
