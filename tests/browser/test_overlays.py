"""Everything that a page claims to draw is seen on the screen, looked for in pixels; and the list of it is whole.

The sets below are what the pages speak of: legends, /teach, the lesson and the words of each picture. A trace without a
name, or one that is not in its set, makes a test fail, and so does a part of a set that is not drawn.
"""

from __future__ import annotations

import numpy as np
import pytest
from dash.testing.composite import DashComposite
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from app.practice import exercise
from tests.browser.hike import HikePage
from tests.browser.lab import Lab
from tests.browser.networks import Networks
from tests.browser.overlays import (
    changed,
    ground_of_the_land,
    seen_above,
    seen_in,
    seen_in_svg,
    seen_on_curve,
    shot,
    without,
)
from tests.browser.practice import Practice

pytestmark = pytest.mark.browser

MARKS = {"lowest", "local minimum", "saddle"}
RUN = {"halo", "path", "dots", "begin", "ball"}
ARROWS = {"slope", "velocity", "step"}
RACE = "?problem=trap&rules=Momentum,learning_rate:0.1~GradientDescent,learning_rate:1.6&step=4&steps=40"


def plot(lab: Lab, panel: str) -> WebElement:
    return lab.driver.find_element(By.CSS_SELECTOR, f"#graph-{panel} .js-plotly-plot")


def test_in_the_lab(lab: Lab) -> None:
    lab.open(RACE, surface=True)
    lies = {*MARKS, *ARROWS, "start", "run 1", "run 2"}
    for panel in ("surface", "contour"):
        assert seen_above(lab, panel) == lies, panel
    assert ground_of_the_land(lab) > 0.2
    assert seen_in(lab, plot(lab, "contour"), large=["loss"]) == {"loss"}
    for panel in ("curve", "rate"):
        lab.see(panel)
        lab.until_drawn()
        assert seen_on_curve(lab, panel) == {"run 1", "run 2"}
    lab.see("model")
    lab.until(lambda: lab.js("return Boolean(LossLandscape.lab.state.examples)"), "for the model")
    lab.until_drawn()
    assert seen_in(lab, plot(lab, "model")) == {"examples", "prediction"}

    # Level lines, and the dotted line of the lowest loss.
    lab.top()
    graph = plot(lab, "contour")
    whole = shot(lab, graph)
    with without(lab, graph, [0], {"line.width": 0}):
        assert len(changed(whole, shot(lab, graph))) > 300, "level lines of the map"
    graph = plot(lab, "curve")
    whole = shot(lab, graph)
    lab.js("arguments[0].querySelectorAll('.shapelayer path').forEach((each) => each.remove())", graph)
    assert len(changed(whole, shot(lab, graph))) > 20, "the dotted line of the lowest loss"

    # A step under the pointer: on the land a ring shows it, with the arrows of that step, and a box tells of it.
    at = lab.weights()[1]
    land = lab.driver.find_element(By.CSS_SELECTOR, '[data-panel="surface"]')
    before = shot(lab, land)
    x, y = lab.pixel("contour", tuple(at))
    lab.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x, "y": y})
    lab.until(lambda: lab.js("return LossLandscape.lab.state.hover?.step") == 1)
    lab.frames()
    tip = lab.driver.find_element(By.CSS_SELECTOR, ".tip")
    assert tip.is_displayed()
    assert "step 1" in tip.text
    there = np.array(lab.js("return LossLandscape.lab.pictures().pixel('land', arguments[0])", at.tolist()))
    assert (np.hypot(*(changed(before, shot(lab, land)) - there).T) < 14).sum() > 20


def test_basin_map_and_field_of_arrows(lab: Lab) -> None:
    lab.open("?problem=trap&optimizer=GradientDescent&learning_rate=0.3&step=2&steps=10&arrows=field", surface=True)
    contour = plot(lab, "contour")
    assert seen_in(lab, contour, large=["loss"]) == {"loss", "downhill"}
    pictures = {
        name: lab.driver.find_element(By.CSS_SELECTOR, f'[data-panel="{name}"]') for name in ("contour", "surface")
    }
    # The ground alone: what lies on it would only be in the way.
    bare = """const { pictures } = LossLandscape.lab;
        pictures().set({ marks: [], start: null, arrows: [], tags: [] }); pictures().runs([], []);"""
    lab.js(bare)
    lab.frames()
    ground = {name: shot(lab, element) for name, element in pictures.items()}
    lab.press("basin")
    lab.until(
        lambda: lab.js("return LossLandscape.lab.basins.done(LossLandscape.lab.state.run.runs[0])"), "for the map"
    )
    lab.until_drawn()
    lab.top()
    lab.js(bare)
    lab.frames()
    # Over the ground lies the colour of the key, through which it shines.
    key = lab.js(
        "return Array.from(document.querySelectorAll('[data-basin-key] .mark'), (e) => e.style.backgroundColor)"
    )
    colours = np.array([[float(part) for part in each[4:-1].split(",")] for each in key])
    tinted = {name: shot(lab, element) for name, element in pictures.items()}
    there, here = (each["contour"][20:-20, 20:-20].reshape(-1, 1, 3)[::97] for each in (tinted, ground))
    assert (np.abs(there - (0.62 * colours + 0.38 * here)).max(axis=2).min(axis=1) < 12).mean() > 0.8
    assert len(changed(ground["surface"], tinted["surface"])) > 0.15 * ground["surface"][..., 0].size, "on the land too"
    lab.press("basin-off")
    lab.until_drawn()
    lab.top()
    lab.js(bare)
    lab.frames()
    for name, element in pictures.items():
        assert (shot(lab, element) == ground[name]).mean() > 0.99, f"the ground of the {name} is as before"


# Of the second table's line an end is, by rounding, a last digit outside of the window.
@pytest.mark.parametrize("table", ["a,b,0|1;1,1,0;2,2,1;3,3,0;4,4,1", "a,0|1;2,0;2,1;2,0;2,0;2,1"])
def test_a_line_of_lowest_points(lab: Lab, table: str) -> None:
    lab.open(f"?problem=own&data={table}&step=20&steps=20&arrows=none", surface=True)
    for panel in ("surface", "contour"):
        assert "line" in seen_above(lab, panel)


def test_the_guess_of_a_step_that_asks_for_a_point(lab: Lab) -> None:
    lab.driver.get(f"{lab.dash.server.url}/?lesson=surface")
    both = """return ["land", "map"].every(
        (where) => window.LossLandscape?.lab?.pictures()?.pixel(where, LossLandscape.lab.state.run.start))"""
    lab.until(lambda: lab.js(both), "for both pictures")
    lab.settled_camera()
    assert seen_above(lab, "contour") == {"start"}, "nothing else is shown before it is answered"
    lab.click(lab.pixel("contour", (1.5, -2.0)))
    lab.until(lambda: lab.value("lesson_given") != "")
    given = [float(part) for part in lab.value("lesson_given").split(",")]
    assert given == pytest.approx([1.5, -2.0], abs=0.05)
    for panel in ("contour", "surface"):
        assert seen_above(lab, panel) == {"start", "guess"}, panel
    lab.js("document.querySelector('#button-lesson_answer').click()")
    lab.until(lambda: lab.js("return LossLandscape.lab.player.paths.length > 0"))
    lab.until_drawn()
    lab.play_to_the_end()
    lab.until_drawn()
    assert {"guess", "run 1"} <= seen_above(lab, "contour"), "beside where it rests"


def test_on_the_page_of_networks(site: DashComposite) -> None:
    page = Networks(site)
    page.open("?layers=1&width=4&steps=90&slice=three&step=30&several=yes", surface=True)

    def graph(name: str) -> WebElement:
        return page.reach(f'[data-net-plot="{name}"]')

    # A stick leads from the slice to the true loss; where that is lower, it is under the ground.
    before = page.picture("surface-1")
    step, place = page.js("""const { state, player } = LossLandscape.networks, view = state.views[0];
        const [low, high] = state.pictures.drawn_limits;
        // Where it is above the picture, only the stick's lower part is seen.
        const seen = (value) => value < high - 0.02 * (high - low);
        const more = Array.from(view.drawn_true, (value, t) => (seen(value) ? value - view.drawn[t] : -Infinity));
        const t = more.indexOf(Math.max(...more.slice(5)), 5);
        player.go(view.at[t]);
        return [view.at[t], [view.a[t], view.b[t]]];""")
    page.until(lambda: page.step == step)
    page.frames()
    assert (np.abs(page.picture("surface-1") - before).sum(axis=-1) > 40).any(), "the ball and its stick have moved"
    for panel in ("contour-1", "surface-1"):
        marks = [place, *page.marks("lowest"), *page.marks("end"), *page.marks("local minimum")]
        assert len(marks) >= 4
        assert all(page.painted(panel, marks)), panel
    progress = page.driver.find_element(By.CSS_SELECTOR, "#graph-net-progress .js-plotly-plot")
    assert seen_in(page, progress) == {"path", "ball", "accuracy"}
    regions = seen_in(page, graph("regions-1"), large=["regions"])
    assert "regions" in regions and len(regions) == 3, regions  # noqa: PT018 - and the examples of both labels
    assert seen_in(page, graph("way")) == {"way", "minimum"}
    assert seen_in(page, graph("small-0"), large=["loss"]) == {"loss"}
    page.open("?layers=1&width=4&steps=90&slice=line&step=30")
    assert seen_in(page, graph("line")) == {"line"}
    assert page.console() == []


def test_on_the_hike(site: DashComposite) -> None:
    """Each thing that was felt is seen on the ground in space and on the map, and so is each walk in the end."""
    page = HikePage(site)
    for surface, where in ((True, "[data-hike-panel]"), (False, "[data-hike-map]")):
        page.open("?seed=4&walk=10:0.1~20:0.5", surface=surface)
        element = page.find(where)
        told = page.js("return LossLandscape.hike.state.pictures.told.felt")
        rose = told["rose"]
        parts = {
            "the slope": {"rose": {**rose, "down": None}},
            "the next step": {"rose": {**rose, "next": None}},
            "the rose": {"rose": None},
            "the way": {"walked": False},
            "the places": {"posts": told["posts"][-1:]},
        }
        whole = shot(page, element)
        for name, other in parts.items():
            page.js("LossLandscape.hike.state.pictures.stage.set({ felt: arguments[0] })", {**told, **other})
            page.frames()
            assert len(changed(whole, shot(page, element))) >= 20, f"{name} is not to be seen on {where}"
    page.open("?seed=4&walk=10:0.1~20:0.5&guess=no")
    page.js("LossLandscape.hike.state.walks.player.go(300)")
    page.find("[data-hike-play=back]").click()
    page.frames()
    whole = shot(page, page.find("[data-hike-map]"))
    for k in range(3):
        page.js(
            """const { land, pictures, walks } = LossLandscape.hike.state, all = walks.player.paths;
            const but = (list) => list.filter((_, k) => k !== arguments[0]);
            pictures.stage.setRuns(but(all), but(land.styles.slice(0, 3)));""",
            k,
        )
        page.frames()
        assert len(changed(whole, shot(page, page.find("[data-hike-map]")))) >= 20, f"walk {k} is not to be seen"
    assert page.console() == []


def test_on_the_page_of_practice(site: DashComposite) -> None:
    page = Practice(site)
    seen: set[str] = set()
    for kind in ("read-loss", "read-slope"):
        number = next(n for n in range(1, 60) if exercise(1, str(n)).kind == kind)
        page.open(f"?seed=1&problem={number}")
        page.until(lambda: page.all("svg.levels"))
        seen |= seen_in_svg(page, page.js("return arguments[0].parentElement", page.one("svg.levels")))
    assert seen >= {"level", "level-label", "point", "point-label", "frame", "grid", "side", "dashed"}
    curve = page.driver.find_element(By.CSS_SELECTOR, "svg.curve")
    assert seen_in_svg(page, page.js("return arguments[0].parentElement", curve)) >= {
        "line",
        "point",
        "dashed",
        "grid",
        "halo",
    }
