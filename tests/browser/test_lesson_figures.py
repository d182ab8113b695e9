"""What a learner does by hand in the first steps, against the engine; a question is seen with its picture."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import numpy as np
import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By

import losscore as ls
from app.lesson.figure import figure
from app.lesson.steps import Step, by_slug, steps
from app.runs.scene import from_link
from tests.browser.axe import assert_accessible
from tests.browser.course import course_page
from tests.browser.finger import Finger
from tests.browser.lab import Lab

pytestmark = pytest.mark.browser
SIZES = ((1351, 625), (1920, 1080), (1024, 700), (390, 844), (360, 640))
FRAME = (800, 600)


def sized(lab: Lab, width: int, height: int) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    lab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    lab.until(lambda: lab.js("return innerWidth === arguments[0] && innerHeight === arguments[1]", width, height))
    lab.frames(3)


def opened(lab: Lab, slug: str, more: str = "&hide=surface") -> None:
    lab.driver.get(f"{lab.dash.server.url}/?lesson={slug}{more}")
    lab.until(lambda: lab.js("return document.querySelector('.figure svg')?.childElementCount > 3"), "for the figure")


def says(lab: Lab) -> list[float]:
    """The numbers under the figure."""
    words = lab.js("return document.querySelector('.figure-says').innerText").replace("−", "-")
    return [float(number) for number in re.findall(r"(?<![w\d.])-?\d+(?:\.\d+)?", words)]


def about(slug: str) -> dict[str, Any]:
    step = by_slug(slug)
    assert step is not None
    return dict(json.loads(figure(step)))


def test_a_prediction_is_dragged_and_the_mean_moves_with_it(lab: Lab) -> None:
    opened(lab, "loss")
    others = about("loss")["predictions"][1:]
    slider = lab.driver.find_element(By.CSS_SELECTOR, ".figure input")
    slider.send_keys(Keys.ARROW_LEFT)
    p, cost, _, mean = says(lab)
    assert p == 0.89, "by keyboard"
    drawing = lab.driver.find_element(By.CSS_SELECTOR, ".figure svg")
    ActionChains(lab.driver).move_to_element(drawing).click_and_hold().move_by_offset(-60, 0).release().perform()
    p, cost, _, mean = says(lab)
    assert 0.05 < p < 0.5, "by hand"
    assert cost == pytest.approx(float(ls.bce([1], [p])), abs=6e-4)
    assert mean == pytest.approx(float(ls.bce(np.ones(5), [p, *others])), abs=6e-4)
    assert_accessible(lab.driver, "the figure of step 1")


def test_the_models_curve_follows_pointer_and_keys_and_a_guess_stays(lab: Lab) -> None:
    opened(lab, "curve")
    objective = ls.PROBLEMS["tiny"].objective
    seen = "return LossLandscape.lab.pictures()?.pixel('map', LossLandscape.lab.state.run.start) ?? null"
    lab.until(lambda: lab.js(seen), "for the map")
    start = says(lab)
    assert start[:2] == [-1.5, 2]
    assert start[-1] == pytest.approx(float(objective(np.array([-1.5, 2]))), abs=6e-4)
    x, y = lab.pixel("contour", (2.0, -1.0))
    pointer = ActionChains(lab.driver, duration=0)
    pointer.w3c_actions.pointer_action.move_to_location(round(x), round(y))
    pointer.perform()
    lab.until(lambda: says(lab)[0] > 1.9, "for the pointer")
    w1, w2, loss = says(lab)
    assert loss == pytest.approx(float(objective(np.array([w1, w2]))), abs=4e-3), "the place is rounded to two decimals"
    # Each bar is what one example costs.
    bars = "return [...document.querySelectorAll('.figure .cost')].map((bar) => Number(bar.getAttribute('height')))"
    heights = lab.js(bars)
    assert_accessible(lab.driver, "the figure of step 2")
    engine = objective.examples(np.array([w1, w2])).losses
    assert np.divide(heights, max(heights)) == pytest.approx(engine / engine.max(), abs=0.03)
    # The keys move the guess: a fiftieth of the window at a time.
    lab.driver.find_element(By.CSS_SELECTOR, '[data-panel="contour"]').send_keys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    lab.until(lambda: lab.value("lesson_given") == "-1.38, 1.86", "for the keys")
    far = (3.0, 1.5)  # where no path comes
    assert lab.marked("map", [far], 16) == [0]
    lab.click(lab.pixel("contour", far))
    lab.until(lambda: lab.marked("map", [far], 16)[0] > 40, "for the guess to be painted")
    lab.driver.find_element(By.ID, "button-lesson_answer").click()
    lab.until(lambda: lab.js("return LossLandscape.lab.player.paths[0]?.rows > 0"))
    lab.until(lambda: "answers=curve:" in lab.address)
    lab.driver.refresh()
    lab.until(lambda: lab.js("return window.LossLandscape?.lab?.player.paths[0]?.rows > 0"))
    lab.until_drawn()
    lab.until(lambda: lab.marked("map", [far], 16)[0] > 40, "for the guess beside the truth")


def test_one_step_along_one_weight_is_rate_times_slope(lab: Lab) -> None:
    opened(lab, "slope")
    line, objective = about("slope"), ls.PROBLEMS["bowl"].objective
    at, rate = line["start"], line["rate"]
    for _ in range(2):
        slope, said_rate, again, step = says(lab)
        gradient = float(objective.gradient(np.array([at, line["origin"][1]]))[0])
        assert slope == again == pytest.approx(gradient, abs=6e-4)
        assert abs(said_rate) == rate
        assert step == pytest.approx(-rate * gradient, abs=6e-3)
        at -= rate * gradient
        lab.driver.find_element(By.CSS_SELECTOR, ".figure-controls button").click()
    assert_accessible(lab.driver, "the figure of step 3")


# What of the question and its picture is outside of the window, and how much of the picture the dock covers.
_OUTSIDE = """const all = (selector) => [...document.querySelectorAll(selector)];
const shown = (selector) => all(selector).filter((each) => each.checkVisibility({ visibilityProperty: true }));
const asked = shown("#lesson-question, .ask button, .ask input[type=text]");
const picture = shown('.panel-contour .plot-frame, .diagram, .figure svg, .figure :is(button, input, .figure-says)');
const box = (each) => each.getBoundingClientRect(), dock = shown(".dock").map(box)[0];
const out = [...asked, ...picture].filter((each) => box(each).top < 0 || box(each).left < 0 ||
  box(each).bottom > innerHeight + 0.5 || box(each).right > innerWidth + 0.5);
const covered = dock ? Math.max(...picture.map((each) => box(each).bottom - dock.top)) : 0;
return [asked.length, picture.length, out.map((each) => each.id || each.className), Math.round(covered), scrollY];"""


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.slug)
def test_picture_question_and_answers_are_on_the_screen_together(lab: Lab, step: Step) -> None:
    """At every size without scrolling. (Without WebGL the map is the large picture, in the same place as the land.)"""
    count = len(step.prediction.choices) + 2 if step.prediction.kind == "choice" else 4
    for sizes, embed in ((SIZES, ""), ((FRAME,), "&embed=1")):
        sized(lab, *sizes[0])
        lab.driver.get(f"{lab.dash.server.url}{step.page}?lesson={step.slug}&hide=surface{embed}")
        lab.until(lambda: lab.js(_OUTSIDE)[0] == count and lab.js(_OUTSIDE)[1] >= 1, "for the question")
        for size in sizes:
            sized(lab, *size)
            lab.until(lambda: lab.js(_OUTSIDE)[2] == [], f"at {size}: {lab.js(_OUTSIDE)}")
            *_, covered, scrolled = lab.js(_OUTSIDE)
            assert covered <= 0, f"the dock covers {covered} px of the picture at {size}"
            assert scrolled == 0


_LAND = "return Boolean(window.LossLandscape?.lab?.pictures()?.pixel('land', LossLandscape.lab.state.run.start))"


def test_the_land_itself_is_seen_with_its_question_in_a_frame_of_a_course(lab: Lab) -> None:
    """Drawn by WebGL, in a frame of 800 x 600 on another page."""
    step = steps()[2]
    sized(lab, 1000, 760)
    source = f"{lab.dash.server.url}/?lesson={step.slug}&amp;embed=1"
    with course_page() as put:
        size = f'width="{FRAME[0]}" height="{FRAME[1]}"'
        lab.driver.get(put(f'<iframe title="Landscape" {size} src="{source}"></iframe>'))
        lab.driver.switch_to.frame(lab.driver.find_element(By.TAG_NAME, "iframe"))
        lab.until(lambda: lab.js(_LAND), "for the land")
        lab.until(lambda: lab.js(_OUTSIDE)[1] > 1 and lab.js(_OUTSIDE)[2] == [], f"in the frame: {lab.js(_OUTSIDE)}")
        count, _, _, covered, scrolled = lab.js(_OUTSIDE)
        assert (count, scrolled) == (len(step.prediction.choices) + 2, 0)
        assert covered <= 0
        window = ls.PROBLEMS["bowl"].window
        dock = lab.js("return document.querySelector('.dock').getBoundingClientRect().top")
        for corner in itertools.product(*window):
            x, y = lab.pixel("surface", corner)
            assert 0 <= x <= FRAME[0]
            assert 0 <= y <= dock, f"the dock covers the land at {corner}"


def test_the_second_step_by_finger(lab: Lab) -> None:
    """It slides over the land and the model's curve follows; a tap on the small picture swaps it with the large one."""
    finger = Finger(lab.driver)
    opened(lab, "curve", "")
    lab.until(lambda: lab.js(_LAND), "for the land")
    for size in ((360, 640), (390, 844)):
        sized(lab, *size)
        lab.until(lambda: lab.js(_OUTSIDE)[2] == [], f"at {size}: {lab.js(_OUTSIDE)}")
        assert lab.js(_OUTSIDE)[3] <= 0
    camera, before = lab.settled_camera(), says(lab)
    x, y = lab.pixel("surface", (0.5, 0.5))
    finger.swipe((x, y), (x + 70, y + 20))
    lab.until(lambda: says(lab) != before and lab.value("lesson_given") != "", "for the curve to follow the finger")
    assert says(lab)[:2] == pytest.approx([float(part) for part in lab.value("lesson_given").split(",")], abs=6e-3)
    assert lab.settled_camera() == camera, "the land is not turned"
    assert finger.scrolled == 0
    large = "return document.querySelector('.lab').dataset.large"
    given = lab.value("lesson_given")
    for panel, now in (("contour", "map"), ("surface", "land")):
        finger.tap(finger.middle(f".panel-{panel} .plot-frame"))
        lab.until(lambda now=now: lab.js(large) == now, f"for the {now} to be large")
    assert lab.value("lesson_given") == given, "a tap on the small picture is no guess"


def test_the_start_is_dragged_on_the_cover_and_its_words_follow(lab: Lab) -> None:
    sized(lab, 1351, 625)
    lab.open("", surface=True)
    said = """const shown = [...document.querySelectorAll("[data-cover]")].filter((each) => !each.hidden);
        return shown.map((each) => each.dataset.cover)"""
    lab.until(lambda: lab.js(said) == ["caught-lowest"], "for both to have come to rest")
    camera, before = lab.camera(), lab.value("start")
    (target,) = (point.weights for point in ls.lowest(ls.PROBLEMS["trap"].critical_points))
    start = from_link("?problem=trap")[0].start_weights
    goal = (float(target[0]) + 0.5, float(target[1]))
    (from_x, from_y), (to_x, to_y) = lab.pixel("surface", start), lab.pixel("surface", goal)
    pointer = ActionChains(lab.driver, duration=50)
    hand = pointer.w3c_actions.pointer_action
    hand.move_to_location(round(from_x), round(from_y))
    hand.pointer_down()
    hand.move_to_location(round((from_x + to_x) / 2), round((from_y + to_y) / 2))
    hand.move_to_location(round(to_x), round(to_y))
    hand.pointer_up()
    pointer.perform()
    lab.until(lambda: lab.value("start") != before, "for the start to be dragged")
    lab.until(lambda: np.allclose([float(part) for part in lab.value("start").split(",")], goal, atol=0.15))
    lab.until(lambda: np.allclose(lab.js("return LossLandscape.lab.state.run.start"), goal, atol=0.15))
    assert lab.camera() == camera, "the land is not turned"
    lab.until(lambda: lab.js(said) == ["lowest-lowest"], "for what the cover says of both now")
