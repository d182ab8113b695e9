"""What is taken away from the lab, and what it does where something is missing: WebGL, downloads, the server."""

from __future__ import annotations

import csv
import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from dash.testing.composite import DashComposite
from PIL import Image
from selenium.webdriver.common.by import By

from app.lab.export import losscore_code
from app.runs.scene import from_link
from tests.browser.conftest import free_port
from tests.browser.lab import PATIENCE, Lab
from tests.browser.test_lab_why import engine

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent.parent


def saved(folder: Path, name: str) -> Path:
    """A file that the browser has saved, once it is whole."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        path = folder / name
        if path.exists() and path.stat().st_size and not list(folder.glob("*.crdownload")):
            return path
        time.sleep(0.1)
    raise AssertionError(f"{name} was not saved; there are {[path.name for path in folder.iterdir()]}")


def test_everything_can_be_taken_away(lab: Lab, tmp_path: Path) -> None:
    rules = "GradientDescent,learning_rate:0.3~GradientDescent,learning_rate:1.6,schedule:CosineDecay"
    lab.open(f"?step=300&rules={rules}&arrows=none&camera=-60,40,1.2", surface=True)
    lab.press("save-csv")
    with saved(tmp_path, "loss-landscape-trap.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for run in (0, 1):
        mine = [row for row in rows if row["run"] == str(run + 1)]
        path = engine(lab.link, run)
        assert np.array_equal([[float(row["w1"]), float(row["w2"])] for row in mine], path.weights)
        assert np.array_equal([float(row["loss"]) for row in mine], path.losses)
    for panel in ("surface", "contour", "curve", "rate", "model"):
        for kind in ("png", "svg"):
            lab.reach(f'[data-action="save-picture"][data-of="{panel}"][data-kind="{kind}"]').click()
            data = saved(tmp_path, f"loss-landscape-trap-{panel}.{kind}").read_bytes()
            if kind == "svg":
                assert b"<svg" in data[:500], panel
                continue
            picture = Image.open(io.BytesIO(data)).convert("RGB")
            assert len(picture.getcolors(10**7) or []) > (500 if panel in ("surface", "contour") else 20), panel
            if panel != "model":
                # Each run's own colour is in it: all that is painted above land and map comes along.
                looks = lab.js("return LossLandscape.lab.state.figures.styles.slice(0, 2).map((each) => each.colour)")
                for colour in looks:
                    rgb = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
                    near = np.abs(np.asarray(picture).astype(int) - rgb).max(axis=-1) < 24
                    assert near.sum() > 20, (panel, colour)
    lab.press("show-code")
    source = lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, "[data-source]"))
    run = lab.js("return LossLandscape.lab.state.run.runs[0]")
    scene, _ = from_link(run)
    assert lab.until(lambda: source[0].get_attribute("textContent")) == losscore_code(scene, run)
    assert "torch.optim.SGD" in source[1].get_attribute("textContent")
    lab.press("copy-link")
    said = lab.driver.find_element(By.CSS_SELECTOR, "[data-taken]")
    lab.until(lambda: "link is copied" in said.text or "by hand" in said.text)


WITHOUT_WEBGL = """const make = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
  return /webgl/.test(kind) ? null : make.call(this, kind, ...more); };"""


def test_without_webgl_the_contour_stands_in(lab: Lab) -> None:
    lab.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WITHOUT_WEBGL})
    lab.driver.get(f"{lab.dash.server.url}/?learning_rate=0.3")
    lab.until(lambda: "has no WebGL" in lab.driver.find_element(By.TAG_NAME, "body").text)
    lab.surface = False
    assert not lab.driver.find_element(By.CSS_SELECTOR, '[data-panel="surface"]').is_displayed()
    lab.until(lambda: lab.step > 5, "for the run on the map")
    lab.until_drawn()
    assert lab.inked("map", lab.weights()[:5]).all()
    lab.click(lab.pixel("contour", (0.6, 1.2)))
    lab.until(lambda: "start=" in lab.link)


def test_a_lost_context_is_said_and_the_surface_comes_back(lab: Lab) -> None:
    lab.open("?step=20&learning_rate=0.3", surface=True)
    lab.lose_webgl()
    body = lab.driver.find_element(By.TAG_NAME, "body")
    lab.until(lambda: "took the 3-D picture away" in body.text)
    assert lab.driver.find_element(By.ID, "graph-contour").is_displayed()
    lab.press("surface-again")
    lab.until(lambda: "took the 3-D picture away" not in body.text)
    lab.until(lambda: len(np.unique(lab.picture("surface").reshape(-1, 3) // 8, axis=0)) > 150, "for the surface")


def test_several_labs_on_one_page(lab: Lab, tmp_path: Path) -> None:
    frames = "".join(
        f'<iframe title="lab {i}" src="{lab.dash.server.url}/?problem={name}&step=5&learning_rate=0.3" '
        'width="700" height="600"></iframe>'
        for i, name in enumerate(("trap", "bowl", "saddle"))
    )
    (tmp_path / "page.html").write_text(
        f"<!doctype html><html lang=en><title>Labs</title><link rel=icon href=data:,>{frames}"
    )
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"], cwd=tmp_path)
    try:
        wait_for(port)
        lab.driver.get(f"http://127.0.0.1:{port}/page.html")
        for frame, problem in zip(
            lab.driver.find_elements(By.TAG_NAME, "iframe"), ("trap", "bowl", "saddle"), strict=True
        ):
            # A browser draws no frames for a frame that is scrolled away, and there the player rests.
            lab.js("arguments[0].scrollIntoView()", frame)
            lab.driver.switch_to.frame(frame)
            lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.player.paths[0]?.rows)"))
            lab.until_drawn()
            assert lab.value("problem") == problem
            assert lab.js("return document.documentElement.scrollWidth") <= 700
            lab.driver.switch_to.default_content()
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens on port {port}")


class Server:
    """The app in a process of its own, that can go away and come back."""

    def __init__(self) -> None:
        self.port = free_port()
        self.start()

    def start(self) -> None:
        environment = {**os.environ, "LOSS_LANDSCAPE_PORT": str(self.port)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self.port)
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz") as reply:
            assert reply.status == 200

    def stop(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


def test_a_server_that_goes_away_is_announced_and_picked_up_again(dash_duo: DashComposite, server: Server) -> None:
    """Its console is not silent, of course: the browser notes each request that nobody answered."""
    lab = Lab(dash_duo)
    lab.driver.get(f"http://127.0.0.1:{server.port}/?learning_rate=0.01&steps=2000&speed=8&hide=surface")
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.player.paths[0]?.rows)"))
    lab.until(lambda: lab.step > 20)
    server.stop()
    lab.choose("optimizer", "Momentum")
    lab.until(lambda: "The server isn’t answering" in lab.sentence, "for the announcement")
    server.start()
    lab.until(lambda: "optimizer=Momentum" in lab.link, "for the wish to be fulfilled after all")
    lab.until(lambda: "The server isn’t answering" not in lab.sentence)
    step = lab.step
    lab.until(lambda: lab.step > step + 50 or not lab.js("return LossLandscape.lab.player.playing"))
    lab.play_to_the_end()
    assert np.array_equal(lab.weights(), engine(lab.link).weights)
