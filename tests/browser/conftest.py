"""One Chromium and one server of the app for all browser tests, and a page for each."""

from __future__ import annotations

import functools
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash
from dash.testing.application_runners import ThreadedRunner
from dash.testing.composite import DashComposite

from app.factory import create_app
from tests.browser.lab import Lab


def free_port() -> int:
    """A port that nobody listens on: two checkouts may run their tests at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@functools.cache
def the_app() -> Dash:
    """One app for all browser tests: it remembers nothing but results, and compresses its files once."""
    return create_app()


@pytest.fixture(scope="session")
def _site() -> Iterator[ThreadedRunner]:
    """`the_app`, served."""
    with ThreadedRunner() as runner:
        runner(the_app(), port=free_port())
        yield runner


@pytest.fixture(scope="session")
def _chromium(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DashComposite]:
    """A Chromium; starting one takes longer than many a test."""
    with DashComposite(
        server=None,
        browser="Chrome",
        options=pytestconfig.hook.pytest_setup_options(),
        download_path=str(tmp_path_factory.mktemp("download")),
        percy_run=False,
    ) as browser:
        # Dash waits two seconds for what is looked for, also where it is rightly not there. We wait by `Page.until`.
        browser.driver.implicitly_wait(0)
        yield browser


@pytest.fixture
def dash_duo(_chromium: DashComposite, dash_thread_server: ThreadedRunner, tmp_path: Path) -> Iterator[DashComposite]:
    """dash[testing]'s pair of browser and server, with a fresh tab instead of a fresh browser.

    Whatever a test asks of its tab (size, media, scripts, touch) ends with the tab.
    """
    driver = _chromium.driver
    old = driver.window_handles
    driver.switch_to.new_window("tab")
    fresh = driver.current_window_handle
    for handle in old:
        driver.switch_to.window(handle)
        driver.close()
    driver.switch_to.window(fresh)
    driver.delete_all_cookies()
    driver.get_log("browser")
    folder = {"behavior": "allow", "downloadPath": str(tmp_path)}
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", folder)
    _chromium.server = dash_thread_server
    yield _chromium
    # Before its server goes: a page that is left asking would say so in the next test's console.
    driver.switch_to.window(fresh)
    driver.get("about:blank")


@pytest.fixture
def site(dash_duo: DashComposite, _site: ThreadedRunner) -> DashComposite:
    """A browser beside the app as everybody gets it."""
    dash_duo.server = _site
    return dash_duo


@pytest.fixture
def lab(site: DashComposite) -> Iterator[Lab]:
    """A lab page, not opened yet; whatever a test did, its console must have stayed silent."""
    page = Lab(site)
    yield page
    assert page.console() == []
