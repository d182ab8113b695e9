"""What all tests share: dash[testing]'s browser, as this project needs it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from selenium.webdriver.chrome.options import Options

# Machines are shared: how long an example takes says nothing. The same examples every time: a red run is red again;
# new ones are looked for with: make test ARGS="--hypothesis-profile=explore"
settings.register_profile("same", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("same")

WIDTH, HEIGHT = 1366, 768
# The first that is there. The headless shell is Chromium without the windows, menus and services around the page, which
# nobody sees here: opening a lab takes 1.5 seconds of processor time instead of 2.2, a page that rests a third less.
# By its path, as Debian's command for it is a script: chromedriver would end the script, and leave the browser behind.
BROWSERS = ("/usr/lib/chromium/chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = [
    "--headless=new",
    "--no-sandbox",  # the tests may run as root, in a container
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    # No word to anybody but the app under test.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The surface is really drawn, by software. The page around it is put together without GL, which would cost as
    # much again: in processor time a lab that plays needs 7 s instead of 13, an open one 3.6 instead of 5.6.
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    f"--window-size={WIDTH},{HEIGHT}",
]


def pytest_setup_options() -> Options:
    """Chromium's options, asked for by dash[testing]."""
    return browser_options(BROWSERS)


def browser_options(browsers: tuple[str, ...]) -> Options:
    """How the first of these browsers that is there is started."""
    options = Options()
    options.binary_location = next(path for name in browsers if (path := shutil.which(name)))
    for argument in CHROMIUM:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return options


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors, as each waits for its browser now and then; four are enough for anybody."""
    return min(4, 1 + (os.cpu_count() or 1))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes seconds comes first, so that at the end no worker waits long for another one."""
    slow = tuple(str(Path(__file__).parent / name) for name in ("browser", "serve", "load", "bench"))
    items.sort(key=lambda item: not str(item.path).startswith(slow))


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see the defaults, whatever the machine's environment sets."""
    for name in [name for name in os.environ if name.startswith("LOSS_LANDSCAPE_")]:
        monkeypatch.delenv(name)
