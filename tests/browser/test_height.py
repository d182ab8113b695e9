"""In a frame that follows what we ask for, the page is as high as it needs, and rests; in any other it scrolls."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By

from tests.browser.course import course_page
from tests.browser.lab import Lab
from tests.wide import wide

pytestmark = pytest.mark.browser

# A course page that listens: to the messages of LTI, or as H5P's resizer does.
LISTENS = """
const heard = [], follow = location.hash.slice(1);
addEventListener("message", function (event) {
  const frame = document.querySelector("iframe"), said = event.data;
  if (event.source !== frame.contentWindow) return;
  heard.push(said);
  if (follow === "object" && said.subject === "lti.frameResize") frame.style.height = said.height + "px";
  if (follow === "text" && typeof said === "string") frame.style.height = JSON.parse(said).height + "px";
  if (follow !== "h5p" || said.context !== "h5p") return;
  const answer = (action) => event.source.postMessage({ context: "h5p", action }, "*");
  if (said.action === "hello") answer("hello");
  const other = frame.clientHeight !== said.scrollHeight || said.scrollHeight !== said.clientHeight;
  if (said.action === "prepareResize" && other) {
    frame.style.height = said.clientHeight + "px";
    answer("resizePrepared");
  }
  if (said.action === "resize") frame.style.height = said.scrollHeight + "px";
});
"""
PAGES = (
    ("/?step=0", "object", ".js-plotly-plot .gl-container canvas, .no-webgl"),
    ("/networks?layers=1&width=3&steps=40&step=40", "object", "[data-net-plot=contour-1] .main-svg"),
    ("/hike?seed=1", "h5p", "[data-hike-panel] canvas"),
    ("/practice", "h5p", "#div-handout"),
    ("/teach", "text", ".teach"),
)
SIZES = """const page = document.documentElement;
    return [innerWidth, innerHeight, page.scrollHeight, Math.ceil(document.body.getBoundingClientRect().height)];"""


def frame_of(lab: Lab, path: str, style: str) -> str:
    return f'<iframe title="Loss landscape" style="border:0;{style}" src="{lab.dash.server.url}{path}"></iframe>'


def settled(lab: Lab) -> list[int]:
    """The sizes inside the frame, once nothing has been asked for any more for a while."""
    quiet: list[tuple[list[int], int]] = []

    def rests() -> bool:
        lab.driver.switch_to.default_content()
        heard = lab.js("return heard.length")
        lab.driver.switch_to.frame(lab.driver.find_element(By.TAG_NAME, "iframe"))
        quiet.append((lab.js(SIZES), heard))
        del quiet[:-8]
        return len(quiet) == 8 and all(each == quiet[0] for each in quiet)

    lab.until(rests, "for the height to rest")
    return quiet[0][0]


# `make look` tries all pages, the tests one for each way of asking.
@pytest.mark.parametrize(("path", "follow", "there"), wide(PAGES, (PAGES[0], PAGES[2], PAGES[4])), ids=str)
def test_a_frame_that_follows_holds_the_whole_page(lab: Lab, path: str, follow: str, there: str) -> None:
    with course_page(LISTENS) as put:
        lab.driver.get(f"{put(frame_of(lab, path, 'width:1240px;height:300px'))}#{follow}")
        lab.driver.switch_to.frame(lab.driver.find_element(By.TAG_NAME, "iframe"))
        lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, there), f"for {path}")
        for width in (1240, 390):
            lab.driver.switch_to.default_content()
            lab.js("document.querySelector('iframe').style.width = arguments[0] + 'px'", width)
            lab.until(lambda width=width: lab.js("return document.querySelector('iframe').clientWidth") == width)
            inside, height, scrolled, needed = settled(lab)
            assert inside == width
            assert height == pytest.approx(needed, abs=3), "the frame is as high as the page"
            assert scrolled <= height + 1, "nothing is left to scroll"
            assert height > 300
        lab.driver.switch_to.default_content()
        asked = lab.js("return heard.map((each) => each.height).filter(Boolean)")
        assert 0 < len(asked) < 40, f"the height went round and round: {asked}"
        if path.startswith("/?step"):
            lab.driver.switch_to.frame(lab.driver.find_element(By.TAG_NAME, "iframe"))
            stage, player, wide = lab.js("""const box = (each) => document.querySelector(each).getBoundingClientRect();
                return [box(".stage"), box(".player"), innerWidth].map((each) => each.toJSON?.() ?? each);""")
            assert stage["height"] <= 640, "the stage's height comes from its width, not from the frame that follows it"
            assert stage["width"] <= wide
            if wide > 640:
                assert stage["top"] < player["top"] < player["bottom"] <= stage["bottom"], (
                    "the player stands by the land"
                )
        lab.driver.switch_to.default_content()
        lab.driver.get("about:blank")


def test_a_frame_that_does_not_follow_is_good_to_use(lab: Lab) -> None:
    with course_page(LISTENS) as put:
        lab.driver.get(put(frame_of(lab, "/?step=0", "width:700px;height:620px")))
        lab.driver.switch_to.frame(lab.driver.find_element(By.TAG_NAME, "iframe"))
        lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.player.paths.length)"))
        lab.until_drawn()
        bottoms = lab.js("""return ["[data-panel=surface]", "[data-panel=contour]", ".player"].map(
            (each) => document.querySelector(each).getBoundingClientRect().bottom);""")
        assert max(bottoms) <= 620, "pictures and player are seen at once"
        before = lab.js("return scrollY")
        lab.js("document.querySelector('.closer').scrollIntoView()")
        assert lab.js("return scrollY") > before, "the rest is scrolled to, inside the frame"
        lab.driver.switch_to.default_content()
        lab.driver.get("about:blank")


def test_a_page_of_its_own_tells_nobody(lab: Lab) -> None:
    lab.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument",
        {"source": "window.told = 0; const post = postMessage; addEventListener('message', () => { told += 1; });"},
    )
    lab.open("?step=0")
    assert lab.js("return [told, document.documentElement.className]") == [0, ""]
