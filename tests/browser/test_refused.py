"""A refused request is told once in its own words and not asked again; all else goes on."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from dash.testing.composite import DashComposite
from selenium.webdriver.common.by import By

from app.factory import create_app
from tests.browser.axe import assert_accessible
from tests.browser.conftest import free_port
from tests.browser.lab import Lab
from tests.browser.networks import Networks

pytestmark = pytest.mark.browser
AGAIN = 5.5  # seconds: the page asks again after five where nobody answered


class Gate:
    """A proxy before the app that answers callbacks with a status of its own and a page; 0 lets them through."""

    def __init__(self, behind: Callable[..., Iterable[bytes]]) -> None:
        self.behind, self.status, self.asked = behind, 0, 0
        self.about = "store-wish"  # what it does not let through

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not self.status or environ["REQUEST_METHOD"] != "POST":
            return self.behind(environ, start)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        if f'"changedPropIds":["{self.about}.data"]'.encode() not in body:
            return self.behind(environ, start)
        self.asked += 1
        start(f"{self.status} Refused", [("Content-Type", "text/html"), ("Content-Length", "12")])
        return [b"<h1>No.</h1>"]


@pytest.fixture
def gated(dash_duo: DashComposite) -> tuple[Lab, Gate]:
    app = create_app()
    gate = Gate(app.server.wsgi_app)
    app.server.wsgi_app = gate  # type: ignore[method-assign]
    dash_duo.start_server(app, navigate=False, port=free_port())
    return Lab(dash_duo), gate


def told(lab: Lab) -> str:
    """What stands at the lower edge of the page."""
    return "\n".join(each.text for each in lab.driver.find_elements(By.CSS_SELECTOR, ".patience p") if each.text)


def test_every_status_has_its_sentence_and_only_what_may_succeed_is_asked_again(gated: tuple[Lab, Gate]) -> None:
    lab, gate = gated
    lab.open("?problem=bowl&optimizer=GradientDescent&step=0&steps=20")
    lab.until(lambda: lab.js("return Boolean(LossLandscape.lab.state.examples)"))
    sentences = set()
    for number, status in enumerate((400, 404, 413, 500, 418), start=21):
        gate.status, gate.asked = status, 0
        lab.write("steps", str(number))
        lab.until(lambda: gate.asked and told(lab), f"for the words of {status}")
        sentences.add(told(lab))
        assert "isn’t answering" not in lab.sentence
        assert "can’t be reached" not in told(lab)
        assert lab.message("steps") == told(lab), "beside what was asked for, too"
        if status == 400:
            assert_accessible(lab.driver, "after a refusal", within=".patience")
            time.sleep(AGAIN)
        assert gate.asked == 1
        gate.status = 0
        lab.write("learning_rate", f"0.{number}")
        lab.until_run(f"learning_rate=0.{number}")
        assert "steps=20" in lab.link, "what was refused is not used"
        assert lab.value("steps") == str(number), "nor lost"
        lab.driver.find_element(By.CSS_SELECTOR, ".patience button").click()
        assert told(lab) == ""
    assert len(sentences) == 5

    gate.status, gate.asked = 503, 0
    lab.write("steps", "30")
    lab.until(lambda: "Many people are at work" in told(lab))
    lab.until(lambda: gate.asked >= 2, "for it to ask again")
    gate.status = 0
    lab.until_run("steps=30")
    lab.until(lambda: told(lab) == "")


def test_pieces_that_are_refused_stop_the_player_until_somebody_wants_more(gated: tuple[Lab, Gate]) -> None:
    lab, gate = gated
    lab.open("?problem=bowl&step=0&steps=2000&optimizer=GradientDescent&learning_rate=0.001")
    lab.until(lambda: lab.js("return Boolean(LossLandscape.lab.state.examples)"))
    gate.status, gate.about = 500, "store-request"
    lab.slider().send_keys("\ue010")  # End
    lab.until(lambda: "Something went wrong on the server" in told(lab))
    before = gate.asked
    time.sleep(AGAIN)
    assert gate.asked == before
    assert "isn’t answering" not in lab.sentence
    gate.status = 0
    lab.play_to_the_end()


def test_a_table_that_is_too_large_is_refused_once_and_the_page_goes_on(site: DashComposite, tmp_path: Path) -> None:
    """Its 6,000 rows are 126 kB; the server takes 64."""
    table = tmp_path / "large.csv"
    table.write_text("hours,passed\n" + "".join(f"{i / 7:.15f},{i % 2}\n" for i in range(6000)))
    lab = Lab(site)
    lab.open("?problem=own&optimizer=GradientDescent&step=0")
    lab.until(lambda: lab.js("return Boolean(LossLandscape.lab.state.examples)"))
    link = lab.link
    file = lab.driver.find_element(By.CSS_SELECTOR, "input[type=file]")
    file.send_keys(str(table))
    lab.until(lambda: "at most 600 rows" in lab.message("data"), "for the page's own sentence at the field")
    assert "6,001 lines" in lab.message("data")
    assert told(lab) == ""
    assert lab.console() == [], "it is not sent"
    # A page that knows no limit sends it: then the server's sentence stands at the field, and it is sent once.
    lab.js("dash_clientside.set_props('input-data', { limits: null })")
    file.send_keys(str(table))
    lab.until(lambda: "larger than the server accepts" in lab.message("data"), "for the server's sentence at the field")
    assert "65,536 bytes" in lab.message("data"), "how much is accepted"
    time.sleep(AGAIN)
    assert sum("413" in line for line in lab.console()) == 1
    assert "isn’t answering" not in lab.sentence
    assert lab.link == link
    lab.write("learning_rate", "0.07")
    lab.until_run("learning_rate=0.07")
    assert len(lab.value("data")) > 100_000, "what was given stands there still"
    lab.until(lambda: "larger than the server accepts" in lab.message("data"))
    lab.play_to_the_end()
    assert lab.console() == []


def test_a_networks_table_that_the_server_refuses_is_told_at_its_box(site: DashComposite) -> None:
    page = Networks(site)
    page.open("?data=own&layers=1&width=2&steps=20&step=0&table=0,0,0~1,1,1", whole=False)
    scene = page.scene
    page.js("dash_clientside.set_props('input-net-table', { limits: null })")
    page.js(
        """const box = document.querySelector('#input-net-table');
        Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, '1,2,0\\n'.repeat(20000));
        box.dispatchEvent(new Event('input', { bubbles: true }));"""
    )
    page.js("document.querySelector('#input-net-table').closest('details').open = true")
    page.driver.find_element(By.XPATH, "//button[.='Use this table']").click()
    page.until(lambda: "larger than the server accepts" in page.message("table"), "for the server's sentence")
    assert page.scene == scene
