"""One server of the app for all browser tests, and a page for each."""

from __future__ import annotations

import functools
import socket
from collections.abc import Iterator

import pytest
from dash import Dash
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


@pytest.fixture
def lab(dash_duo: DashComposite) -> Iterator[Lab]:
    """A lab page, not opened yet; whatever a test did, its console must have stayed silent."""
    dash_duo.start_server(the_app(), navigate=False, port=free_port())
    page = Lab(dash_duo)
    yield page
    assert page.console() == []
