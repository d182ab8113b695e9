"""How heavy the pages are and how soon one can be used, beside a default Dash page with the same two figures.

Bytes are those that Chromium says came over the wire, headers included, of every request that was finished four
seconds after the surface stood, from the app under gunicorn as the image serves it (after ``python -m app.squeeze``).
Until when a drag on the surface turns its camera is measured with a slowed processor and network (by the browser's own
devices), in turns with the default page, each visit with an empty cache.
"""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import plotly.graph_objects as go
from dash import Dash, dcc, html
from flask import Flask
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from werkzeug.serving import WSGIRequestHandler, make_server

from app.kit.header import PAGES
from app.lab.wiring import picture_link, pictures
from app.runs.results import Results
from app.runs.scene import DEFAULT
from app.serve.files import cut_plotly
from app.settings import Settings
from app.store.cache import make_cache
from tests.bench.timing import ratio, table
from tests.conftest import pytest_setup_options
from tests.serving import fetch, free_port, gunicorn, nginx, until

# Bytes of the first visit to a page and of the second.
LIMITS = {"/": (800_000, 60_000), "/hike": (800_000, 60_000), "/networks": (870_000, 80_000)}
PLAIN = 350_000, 60_000  # of a page without a plot
STANDS = 4.0  # seconds after the surface stands
RATIO = 0.7
PATIENCE = 180.0  # seconds
# A cheap laptop on a school's network: processor half as fast as this one, 4 Mbit/s, 100 ms there and back.
SLOW = {"offline": False, "latency": 100, "downloadThroughput": 500_000, "uploadThroughput": 125_000}
SLOWER_PROCESSOR = 2
AT_REST = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
# By the graph itself, whichever page it stands on: has WebGL drawn a scene, and where is its camera?
CAMERA = """const graph = document.querySelector(":is([data-panel=surface], [id$=surface]) .js-plotly-plot");
  const scene = graph && graph._fullLayout && graph._fullLayout.scene && graph._fullLayout.scene._scene;
  if (!scene || !scene.glplot || !scene.glplot.objects.length) return null;
  const eye = scene.getCamera().eye; return [eye.x, eye.y, eye.z].map((x) => Math.round(x * 1e4) / 1e4);"""

DRAWN = """const all = ":is([data-panel=surface], [id$=surface], .net-land) .js-plotly-plot";
return [...document.querySelectorAll(all)].some((graph) => {
  const scene = graph._fullLayout && graph._fullLayout.scene && graph._fullLayout.scene._scene;
  return Boolean(scene && scene.glplot && scene.glplot.objects.length); });"""


def main(*, quick: bool = False) -> None:
    kind = "cut to our traces" if cut_plotly() else "whole: `make plotly` was not run"
    print(f"plotly.js is {kind}\n")
    with tempfile.TemporaryDirectory() as folder, gunicorn(Path(folder)) as app, default_page() as plain:
        weights(app.url, ("/practice",) if quick else tuple(PAGES), stands=0.5 if quick else STANDS)
        if not quick:
            with zipped(Path(folder) / "nginx", plain) as gzip:
                drags({"lab": f"{app.url}?step=0", "default Dash": plain, "default Dash, gzip": gzip}, turns=3)


def weights(url: str, pages: Sequence[str], stands: float = STANDS) -> None:
    """Print the bytes of first and second visits, ``stands`` seconds after the surface stands."""
    rows = []
    for path in pages:
        with browser() as driver:
            first = visit(driver, url.rstrip("/") + path, stands)
            second = visit(driver, url.rstrip("/") + path, stands)
        limits = LIMITS.get(path, PLAIN)
        parts = zip((first, second), limits, strict=True)
        rows.append([path, *(text for sent, most in parts for text in (f"{sent / 1000:.1f}", f"{most / 1000:.0f}"))])
    print(f"Kilobytes over the wire, {stands:g} seconds after the surface stands")
    table(["page", "first visit", "at most", "second visit", "at most"], rows)


def drags(pages: dict[str, str], turns: int) -> None:
    """Print the seconds until a drag turns the camera on each page, in turns; the first is compared with the others."""
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(turns):
        for name, address in pages.items():
            with browser() as driver:
                taken[name].append(until_dragged(driver, address))
    ours, *others = (np.array(seconds) for seconds in taken.values())
    rows = [[name, f"{np.median(seconds):.2f}", ""] for name, seconds in taken.items()]
    for row, other in zip(rows[1:], others, strict=True):
        row[2] = ratio(ours, other)
    print(f"Seconds from the address to the first drag that turns the surface, slowed down; medians of {turns} turns")
    table(["page", "seconds", f"lab / this (at most {RATIO})"], rows)


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """A browser that has never been anywhere, and that notes what it fetches."""
    options = pytest_setup_options()
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("chromedriver"))
    try:
        yield driver
    finally:
        driver.quit()


def visit(driver: webdriver.Chrome, url: str, stands: float) -> int:
    """Bytes over the wire of all requests that are finished so many seconds after the surface stands.

    It plays, as for whoever has not asked for less motion. A page whose pictures come later, or that has none, stands
    when it is there.
    """
    driver.get("about:blank")
    driver.get_log("performance")
    driver.get(url)
    wait(lambda: driver.execute_script("return Boolean(document.querySelector('#div-page main'))"), "the page")
    if url.endswith(("/", "/networks")):
        wait(lambda: driver.execute_script(DRAWN), "the surface")
    time.sleep(stands)
    messages = (json.loads(entry["message"])["message"] for entry in driver.get_log("performance"))
    finished = (each["params"] for each in messages if each["method"] == "Network.loadingFinished")
    return sum(int(each["encodedDataLength"]) for each in finished)


def until_dragged(driver: webdriver.Chrome, url: str) -> float:
    """Seconds from asking for an address until a drag on the surface has turned its camera."""
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", SLOW)
    driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", AT_REST)  # as on the default page, nothing plays
    driver.set_page_load_timeout(PATIENCE)
    begin = time.perf_counter()
    driver.get(url)
    before = wait(lambda: driver.execute_script(CAMERA), "the surface")
    while True:
        left, top, width, height = driver.execute_script(
            "const all = ':is([data-panel=surface], [id$=surface]) .js-plotly-plot';"
            "const b = document.querySelector(all).getBoundingClientRect();"
            "return [b.left, b.top, b.width, b.height]"
        )
        x, y = left + width / 2, top + height / 2
        pointer(driver, "mousePressed", x, y)
        for step in range(1, 6):
            pointer(driver, "mouseMoved", x + 15 * step, y)
            if driver.execute_script(CAMERA) != before:
                return time.perf_counter() - begin
        pointer(driver, "mouseReleased", x + 75, y)
        assert time.perf_counter() - begin < PATIENCE, "no drag turned the surface"


def pointer(driver: webdriver.Chrome, kind: str, x: float, y: float) -> None:
    """Press, move or let go of the left button."""
    event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
    driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)


def wait(true: Callable[[], Any], what: str) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        value = true()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE:g} s in vain for {what}")


class _Silent(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  werkzeug's name
        return


@contextmanager
def default_page() -> Iterator[str]:
    """A page as Dash's manual makes it, with the lab's surface and contour on it; its address."""
    results = Results(make_cache(Flask("default"), Settings()), Settings())
    drawn = pictures(results, picture_link(DEFAULT), "light")
    ground = drawn["contour"]["data"][0]
    page = Dash("default", include_assets_files=False)
    page.layout = html.Div(
        [
            dcc.Graph(id="surface", figure=go.Figure(go.Surface(x=ground["x"], y=ground["y"], z=ground["z"]))),
            dcc.Graph(id="contour", figure=drawn["contour"]),
        ]
    )
    server = make_server("127.0.0.1", 0, page.server, threaded=True, request_handler=_Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.shutdown()


@contextmanager
def zipped(folder: Path, origin: str) -> Iterator[str]:
    """The same behind nginx, which compresses: what a careful operator makes of it."""
    port = free_port()
    block = f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass {origin}; }} gzip on; gzip_proxied any;"
    with nginx(folder, block + " gzip_types application/javascript text/javascript application/json text/css; }"):
        until(lambda: fetch(f"http://127.0.0.1:{port}/").status == 200, "nginx")
        yield f"http://127.0.0.1:{port}/"
