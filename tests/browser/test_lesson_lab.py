"""The lesson in the lab, from first step to last: nothing that answers a question is there before its answer."""

from __future__ import annotations

import numpy as np
import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By

from app.lesson import check
from app.lesson.facts import facts_of
from app.lesson.judge import truth
from app.lesson.steps import Step, steps
from app.runs.scene import from_link
from tests.app.test_lesson import SOURCE
from tests.browser.axe import assert_accessible
from tests.browser.lab import Lab
from tests.browser.test_lab_why import engine

pytestmark = pytest.mark.browser
IN_THE_LAB = [step for step in steps() if step.page == "/"]


def at(lab: Lab, step: Step) -> None:
    slug = "return document.querySelector('[data-lesson]')?.dataset.lesson"
    lab.until(lambda: lab.js(slug) == step.slug, f"for the step {step.slug}")
    lab.until(lambda: lab.js("return Boolean(window.LossLandscape?.lab?.state.run)"))


def nothing_is_given_away(lab: Lab) -> None:
    there = lab.js("""const { player, state } = LossLandscape.lab;
        return [player.paths.length, state.run.pieces.length, state.figures?.marks.length ?? 0,
          state.figures?.lowest.length ?? 0, document.querySelector("[data-ranking]").childElementCount];""")
    assert there == [0, 0, 0, 0, 0]
    assert lab.driver.find_element(By.ID, "div-about").get_attribute("textContent") == ""
    assert "First answer the question" in lab.sentence


def answer(lab: Lab, step: Step) -> None:
    true = truth(step.prediction, facts_of(SOURCE, step))
    if step.prediction.kind == "choice":
        button = lab.driver.find_element(By.ID, f"button-lesson_choice_{true}")
        lab.js("arguments[0].scrollIntoView({ block: 'center' })", button)
        button.click()
    else:
        lab.js("window.scrollTo(0, 0)")
        lab.until(lambda: lab.js("return Boolean(LossLandscape.lab.state.figures)"))
        point = tuple(float(part) for part in true.split(","))
        seen = "return LossLandscape.lab.pictures()?.pixel('map', LossLandscape.lab.state.run.start) ?? null"
        lab.until(lambda: lab.js(seen), "for the map")
        lab.click(lab.pixel("contour", point))
        lab.until(lambda: lab.value("lesson_given") != "", "for the click to be taken as the guess")
        button = lab.driver.find_element(By.ID, "button-lesson_answer")
        lab.js("arguments[0].scrollIntoView({ block: 'center' })", button)
        button.click()
    said = lab.driver.find_element(By.ID, "div-lesson_said")
    lab.until(lambda: said.text.startswith("Right: "), "for what is said to the guess")


def test_through_the_whole_lesson_by_mouse(lab: Lab) -> None:
    lab.driver.get(
        f"{lab.dash.server.url}/?lesson=loss&hide=surface"
    )  # which costs most, and which nothing here looks at
    for step in IN_THE_LAB:
        if step.number == 11:  # the one before it is on another page, with a test of its own
            lab.driver.get(f"{lab.dash.server.url}/?lesson={step.slug}&hide=surface")
        at(lab, step)
        nothing_is_given_away(lab)
        answer(lab, step)
        lab.until(lambda: lab.js("return LossLandscape.lab.player.paths[0]?.rows > 0"), "for the run to be shown")
        lab.js("window.scrollTo(0, 0)")
        lab.play_to_the_end()
        scene, _ = from_link(step.query)
        for run in range(len(scene.rules)):
            assert np.array_equal(lab.weights(run), engine(step.query, run).weights)
        lab.until(lambda step=step: f"lesson={step.slug}" in lab.address)
        if step.number < 9:
            on = lab.driver.find_element(By.CSS_SELECTOR, "a[rel=next]")
            lab.js("arguments[0].scrollIntoView({ block: 'center' })", on)
            on.click()


def test_what_there_is_to_try_is_noticed(lab: Lab) -> None:
    lab.driver.get(f"{lab.dash.server.url}/?lesson=valleys&hide=surface")
    (step,) = (each for each in steps() if each.slug == "valleys")
    at(lab, step)
    # A step opens at its question, so that the numbers of the answers act at once; the page does not move for it.
    lab.until(lambda: lab.js("return document.activeElement.id") == "lesson-question", "for the focus")
    assert lab.js("return scrollY") == 0
    assert lab.driver.find_element(By.CSS_SELECTOR, ".ask a[rel=prev]").is_displayed()
    assert not lab.driver.find_element(By.CSS_SELECTOR, ".ask a[rel=next]").is_displayed()
    ActionChains(lab.driver).send_keys(truth(step.prediction, facts_of(SOURCE, step))).perform()
    said = lab.driver.find_element(By.ID, "div-lesson_said")
    lab.until(lambda: said.text.startswith("Right: "), "for what is said to the key")
    lab.until(lambda: lab.js("return LossLandscape.lab.player.paths[0]?.rows > 0"))
    lab.play_to_the_end()
    assert "well done" not in lab.sentence
    start = from_link(step.solution)[0].start_weights
    # In the sentence itself; the control in the rail follows.
    lab.write("lesson_control_start", f"{start[0]}, {start[1]}")
    lab.until(lambda: lab.value("start") == f"{start[0]}, {start[1]}", "for the control in the rail")
    lab.until_run("start=")
    lab.until(
        lambda: "Lesson: well done" in lab.sentence, "for the praise, which does not wait for the run to be played"
    )
    assert lab.js("const { player } = LossLandscape.lab; return player.playing && player.step < player.last()")
    # And the other way round: what is done elsewhere shows in the sentence.
    lab.js("document.querySelector('[data-rail=controls]').click()")
    lab.write("start", "1, 1")
    lab.until(lambda: lab.value("lesson_control_start") == "1, 1", "for the control in the sentence")
    lab.write("start", "100, 1")
    wrong = "return document.querySelector('#input-lesson_control_start-message').textContent"
    lab.until(lambda: "100" in lab.js(wrong), "for what is wrong")
    # The answer stands in the address, and a page that is opened anew knows it.
    assert "answers=valleys:2" in lab.address
    lab.driver.refresh()
    at(lab, step)
    assert lab.driver.find_element(By.ID, "div-lesson_said").text.startswith("Right: ")
    assert "done" in lab.driver.find_element(By.CSS_SELECTOR, ".lesson-progress [aria-current]").get_attribute("class")


def test_two_steps_by_keyboard_alone(lab: Lab) -> None:
    step = next(each for each in steps() if each.number == 3)
    lab.driver.get(f"{lab.dash.server.url}/?lesson={step.slug}&hide=surface")
    at(lab, step)

    def tab_to(name: str) -> None:
        for _ in range(80):
            if lab.js("return document.activeElement.id || document.activeElement.rel || ''") == name:
                return
            ActionChains(lab.driver).send_keys(Keys.TAB).perform()
        raise AssertionError(f"no way by Tab to {name}")

    tab_to(f"button-lesson_choice_{truth(step.prediction, facts_of(SOURCE, step))}")
    ActionChains(lab.driver).send_keys(Keys.ENTER).perform()
    lab.until(lambda: lab.driver.find_element(By.ID, "div-lesson_said").text.startswith("Right"))
    lab.until(lambda: lab.js("return LossLandscape.lab.player.paths[0]?.rows > 0"))
    tab_to("next")
    ActionChains(lab.driver).send_keys(Keys.ENTER).perform()
    at(lab, next(each for each in steps() if each.number == 4))
    tab_to("button-lesson_skip")
    ActionChains(lab.driver).send_keys(Keys.ENTER).perform()
    lab.until(lambda: lab.driver.find_element(By.ID, "div-lesson_said").text.startswith("Skipped"))


def test_the_cover_invites_and_steps_aside(lab: Lab) -> None:
    lab.open()
    assert lab.driver.find_element(By.CSS_SELECTOR, ".lesson-start").is_displayed()
    assert not lab.driver.find_element(By.ID, "input-optimizer").is_displayed()
    lab.driver.find_element(By.XPATH, "//button[text()='Explore freely']").click()
    lab.until(lambda: lab.driver.find_element(By.ID, "input-optimizer").is_displayed())
    lab.js("document.querySelector('.rail-switch [data-rail=lesson]').click()")
    lab.driver.find_element(By.CSS_SELECTOR, ".lesson-start").click()
    at(lab, steps()[0])


@pytest.mark.parametrize(("width", "theme"), [(1366, "light"), (320, "dark")])
def test_the_lesson_is_accessible_in_the_lab(lab: Lab, width: int, theme: str) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    lab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    lab.driver.get(f"{lab.dash.server.url}/?lesson=valleys&theme={theme}")
    (step,) = (each for each in steps() if each.slug == "valleys")
    at(lab, step)
    assert_accessible(lab.driver)
    assert lab.js("return document.documentElement.scrollWidth") <= width
    skip = lab.driver.find_element(By.ID, "button-lesson_skip")
    lab.js("arguments[0].scrollIntoView({ block: 'center' })", skip)
    skip.click()
    lab.until(lambda: lab.js("return LossLandscape.lab.player.paths[0]?.rows > 0"))
    assert_accessible(lab.driver)


def test_the_step_on_many_weights_shows_the_network_once_it_is_answered(lab: Lab) -> None:
    (step,) = (each for each in steps() if each.page == "/networks")
    lab.driver.get(f"{lab.dash.server.url}/?lesson=rugged&hide=surface")
    at(lab, next(each for each in steps() if each.slug == "rugged"))
    lab.js("document.querySelector('a[rel=next]').click()")
    lab.until(lambda: lab.js("return document.querySelector('[data-lesson]')?.dataset.lesson") == step.slug)
    true = truth(step.prediction, facts_of(SOURCE, step))
    assert true not in lab.js("return document.documentElement.innerHTML")
    assert not lab.driver.find_elements(By.CSS_SELECTOR, "[data-net-page]")
    lab.driver.find_element(By.ID, "input-lesson_given").send_keys(true)
    lab.driver.find_element(By.ID, "button-lesson_answer").click()
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, "[data-net-page]"), "for the network")
    assert lab.driver.find_element(By.ID, "div-lesson_said").text.startswith("Right")
    lab.until(lambda: "lesson=many" in lab.address)
    praise = lab.driver.find_element(By.ID, "div-lesson_noticed")
    assert praise.text == ""
    for field, value in (("layers", "4"), ("width", "18")):
        box = lab.driver.find_element(By.ID, f"input-lesson_control_{field}")
        box.send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE, value, Keys.ENTER)
    lab.until(lambda: "Yes, because" in praise.get_attribute("textContent"), "for the praise")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_check_is_answered_by_mouse_and_its_answers_stay(lab: Lab, theme: str) -> None:
    lab.driver.get(f"{lab.dash.server.url}/?lesson=check&seed=7&theme={theme}&answers=loss:2")
    true = [check.true_option(SOURCE, question) for question in check.drawn(7)]
    picks = "[data-check-pick='{}:{}']"
    lab.until(lambda: lab.driver.find_elements(By.CSS_SELECTOR, picks.format(10, 1)))
    assert_accessible(lab.driver, "the check")
    wrong = 1 if true[0] != 1 else 2
    for number, answer_ in enumerate([wrong, *true[1:]], start=1):
        button = lab.driver.find_element(By.CSS_SELECTOR, picks.format(number, answer_))
        lab.js("arguments[0].scrollIntoView({ block: 'center' })", button)
        button.click()
        chosen = f"return document.querySelector(`{picks.format(number, answer_)}`)"
        assert lab.js(f"{chosen}.getAttribute('aria-pressed')") == "true", "at once"
        told = "check-right" if number > 1 else "check-wrong"
        lab.until(lambda chosen=chosen, told=told: lab.js(f"{chosen}.className") == told, "for what is said")
        lab.until(lambda chosen=chosen: lab.js(f"{chosen} === document.activeElement"), "for the focus to be back")
    assert "You got 9 of 10 right" in lab.driver.find_element(By.CSS_SELECTOR, ".check").text
    assert_accessible(lab.driver, "the check, answered")
    given = f"given={wrong}{''.join(map(str, true[1:]))}"
    lab.until(lambda: given in lab.address and "answers=loss:2" in lab.address, "for the address")
    again = lab.driver.find_element(By.CSS_SELECTOR, ".check-question a")
    lab.js("arguments[0].scrollIntoView({ block: 'center' })", again)
    again.click()
    at(lab, check.drawn(7)[0].step)
    lab.driver.back()
    lab.until(lambda: "You got 9 of 10 right" in (lab.js("return document.querySelector('.check')?.textContent") or ""))
