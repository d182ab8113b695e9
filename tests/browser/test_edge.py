"""The page on real servers: under a path, with a busy server, in a frame with few rights."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dash.testing.composite import DashComposite
from plotly.offline import get_plotlyjs_version
from selenium.webdriver.common.by import By

from app.factory import create_app
from app.serve.files import cut_plotly, small
from app.settings import ASSETS, Settings
from tests.browser.axe import assert_accessible
from tests.browser.conftest import free_port
from tests.browser.course import course_page
from tests.browser.lab import Lab
from tests.serving import ROOT, fetch, gunicorn, nginx, until

pytestmark = pytest.mark.browser
PAGES = ("lab", "hike", "networks", "practice")


class RemoteLab(Lab):
    """A lab that is served at some address."""

    def open_at(self, url: str) -> None:
        self.driver.get(url)
        self.until(lambda: self.js("return Boolean(window.LossLandscape?.lab?.player?.paths.length)"))
        self.until_drawn()

    def resources(self) -> list[str]:
        """Every address that the page asked for."""
        code = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
        return [str(name) for name in self.js(code)]


@pytest.fixture
def remote(dash_duo: DashComposite) -> Iterator[RemoteLab]:
    """A browser, nowhere yet; its console must stay silent."""
    page = RemoteLab(dash_duo)
    yield page
    assert page.console() == []


def test_under_a_path_behind_nginx_the_page_works_and_asks_nobody_else(remote: RemoteLab, tmp_path: Path) -> None:
    front = free_port()
    with gunicorn(tmp_path / "app", workers=2, path_prefix="/math/landscape/", proxies="1") as server:
        block = f"server {{ listen 127.0.0.1:{front}; location /math/landscape/ {{ proxy_pass {server.url};"
        block += " proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr; } }"
        with nginx(tmp_path / "nginx", block):
            url = f"http://127.0.0.1:{front}/math/landscape/"
            until(lambda: fetch(url).status == 200, "nginx")
            remote.open_at(f"{url}?problem=saddle&step=0&hide=surface")
            remote.play_to_the_end()
            assert remote.address.startswith(url)
            asked = remote.resources()
            assert all(name.startswith((url, "data:", "blob:")) for name in asked), asked
            assert any("plotly.min.js" in name for name in asked)
            assert not any("/_dash-component-suites/" in name for name in asked)
            assert remote.console() == []
            remote.driver.get(f"{url}nowhere")
            remote.driver.find_element(By.LINK_TEXT, "the start").click()
            remote.until(lambda: remote.address.startswith(f"{url}?") or remote.address == url)
            remote.until_drawn()  # a page that is left while it loads says so in the console
            noted = remote.console()
            assert all("404" in line for line in noted), noted  # of the page that is not there
            remote.driver.get("about:blank")  # before the server goes
            remote.console()


def test_the_plotly_js_that_is_sent_is_the_version_that_plotly_py_speaks_to(lab: Lab) -> None:
    lab.open("?step=0")
    assert lab.js("return Plotly.version") == get_plotlyjs_version()
    traces = set(lab.js("return Object.keys(Plotly.PlotSchema.get().traces)"))
    assert traces >= {"scatter", "scatter3d", "surface", "mesh3d", "contour", "heatmap"}
    assert ("bar" in traces) == (cut_plotly() is None)


def test_without_the_built_plotly_the_page_works_with_the_whole_one(
    dash_duo: DashComposite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.serve.files.CUT_PLOTLY", tmp_path / "nothing.js")
    dash_duo.start_server(create_app(), navigate=False, port=free_port())
    page = Lab(dash_duo)
    page.open("?step=0", surface=True)
    assert page.js("return 'bar' in Plotly.PlotSchema.get().traces")
    assert page.console() == []


def test_with_our_scripts_as_few_bytes_every_page_works(
    dash_duo: DashComposite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    subprocess.run(["node", "app/serve/plotly/small.mjs", "assets", str(tmp_path)], cwd=ROOT, check=True)
    monkeypatch.setattr("app.serve.files.SMALL", tmp_path)
    app = create_app()
    assert app.files
    ours = {name: path for name, path in app.files.sources.items() if name.startswith("assets/")}
    few = {name: path for name, path in ours.items() if path.is_relative_to(tmp_path)}
    assert {"assets/pages/lesson.js", "assets/stage.css", *(f"assets/pages/{page}/main.js" for page in PAGES)} <= set(
        few
    )
    written = {name: ASSETS / name.removeprefix("assets/") for name in ours}
    assert small(tmp_path, written), "made of these"
    changed = tmp_path / "changed.js"
    changed.write_bytes(written["assets/pages/lesson.js"].read_bytes() + b"\n")
    assert small(tmp_path, {**written, "assets/pages/lesson.js": changed}) == {}, "never what was made of others"
    dash_duo.start_server(app, navigate=False, port=free_port())
    page = Lab(dash_duo)
    page.open("?step=0", surface=True)
    assert page.js("return performance.getEntriesByType('resource').filter((e) => /stage.stage.js/.test(e.name))") == []
    for address, there in (
        ("hike?seed=1", "[data-hike-panel] canvas"),
        ("networks?layers=1&width=3&steps=40&step=40", "[data-net-panel] canvas"),
        ("practice?seed=9&problem=8", "#form-answer"),
    ):
        page.driver.get(f"{dash_duo.server.url}/{address}")
        page.until(lambda there=there: page.driver.find_elements(By.CSS_SELECTOR, there), address)
    assert page.console() == []


def test_the_page_waits_for_a_busy_server_and_says_so(dash_duo: DashComposite) -> None:
    app = create_app(Settings(heavy_jobs=1, heavy_wait=0))
    (cache,) = app.server.extensions["cache"]
    begun, end = threading.Event(), threading.Event()

    def long_work() -> None:
        with cache.heavy.place("something long"):
            begun.set()
            end.wait(120)

    somebody = threading.Thread(target=long_work)
    somebody.start()
    try:
        begun.wait(60)
        dash_duo.start_server(app, navigate=False, port=free_port())
        page = Lab(dash_duo)
        page.driver.get(f"{dash_duo.server.url}/?step=0")

        def words() -> str:
            return " ".join(each.text for each in page.driver.find_elements(By.CSS_SELECTOR, ".patience"))

        page.until(lambda: "Many people are at work" in words(), "for the page to say that it waits")
        assert_accessible(page.driver, "while the server is busy", within=".patience")
    finally:
        end.set()
        somebody.join()
    page.until(lambda: page.js("return Boolean(window.LossLandscape?.lab?.player?.paths.length)"))
    page.until_drawn()
    page.until(lambda: words() == "", "for the words to go")
    assert all("503" in line for line in page.console()), "the browser itself notes the refused requests, nothing else"


@pytest.fixture
def frame() -> Iterator[Callable[[str], str]]:
    """A page of another origin that shows an address in a frame with these attributes."""
    with course_page() as put:
        yield put


@pytest.mark.parametrize("rights", ["", 'sandbox="allow-scripts"', 'sandbox="allow-scripts allow-same-origin"'])
def test_in_a_frame_of_another_origin(lab: Lab, frame: Callable[[str], str], rights: str) -> None:
    # WebGL is tried once, with the fewest rights.
    url = f"{lab.dash.server.url}/?step=0" + ("" if rights == 'sandbox="allow-scripts"' else "&amp;hide=surface")
    lab.driver.get(frame(f'<iframe {rights} title="Loss landscape" width="100%" height="620" src="{url}"></iframe>'))
    lab.driver.switch_to.frame(lab.driver.find_element(By.TAG_NAME, "iframe"))
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.player?.paths.length)"))
    lab.until_drawn()
    lab.play_to_the_end()
    if rights == 'sandbox="allow-scripts"':
        assert lab.js("return self.origin") == "null"


@pytest.mark.parametrize(
    ("policy", "rights"), [("require-corp", ""), ("require-corp", 'sandbox="allow-scripts"'), ("credentialless", "")]
)
def test_in_a_frame_of_an_isolated_page(lab: Lab, policy: str, rights: str) -> None:
    isolated = {"Cross-Origin-Embedder-Policy": policy, "Cross-Origin-Opener-Policy": "same-origin"}
    with course_page(headers=isolated) as put:
        url = f"{lab.dash.server.url}/?step=0&hide=surface"
        lab.driver.get(put(f'<iframe {rights} title="Loss landscape" width="100%" height="620" src="{url}"></iframe>'))
        assert lab.js("return crossOriginIsolated")
        lab.driver.switch_to.frame(lab.driver.find_element(By.TAG_NAME, "iframe"))
        lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.player.paths[0]?.rows)"))
        lab.play_to_the_end()


def test_with_cookies_and_site_data_blocked(lab: Lab) -> None:
    """As a browser does that blocks them: touching either throws."""
    script = """function blocked() { throw new DOMException("blocked", "SecurityError"); }
      for (const name of ["localStorage", "sessionStorage", "indexedDB"])
        Object.defineProperty(window, name, { get: blocked });
      Object.defineProperty(Document.prototype, "cookie", { get: blocked, set: blocked });"""
    lab.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    lab.open("?step=0", surface=True)
    lab.play_to_the_end()


def test_nobody_else_is_asked_nothing_is_stored_and_no_cookie_is_set(lab: Lab) -> None:
    lab.open("?step=0", surface=True)
    lab.play_to_the_end()
    origins = "return [...new Set(performance.getEntriesByType('resource').map((each) => new URL(each.name).origin))]"
    assert lab.js(origins) == [lab.js("return location.origin")]
    assert lab.js("return document.cookie") == ""
    assert lab.driver.get_cookies() == []
    assert lab.js("return [localStorage.length, sessionStorage.length]") == [0, 0]
    assert lab.js("return indexedDB.databases().then((all) => all.length)") == 0
