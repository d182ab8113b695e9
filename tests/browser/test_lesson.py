"""The lesson's card in a real browser: from the first step to the last by mouse, and again by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from dash import html
from dash.testing.composite import DashComposite
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By

from app import pages
from app.factory import create_app
from app.kit.header import header
from app.lesson.address import opened
from app.lesson.facts import facts_of
from app.lesson.judge import truth
from app.lesson.steps import Step, steps
from app.runs.results import Results
from tests.app.test_lesson import SOURCE
from tests.browser.axe import assert_accessible
from tests.browser.conftest import free_port
from tests.browser.page import Page

pytestmark = pytest.mark.browser


def card_page(results: Results, query: str, dark: bool) -> html.Div:  # noqa: ARG001 - as every page
    """A page with nothing but the card."""
    step, _, _ = opened(query)
    theme = "dark" if "theme=dark" in query else "light"
    made, _, _ = pages.carded(results, step or steps()[0], query)
    return html.Div([header("/", theme, theme), html.Main(html.Section(made, className="card rail"))])


class Card(Page):
    """One open card."""

    def open(self, query: str) -> None:
        self.driver.get(f"{self.dash.server.url}/{query}")
        self.until(lambda: self.js("return Boolean(document.querySelector('[data-lesson] .lesson-way'))"))

    def text(self, selector: str) -> str:
        return str(self.js("return document.querySelector(arguments[0])?.textContent || ''", selector))

    def find(self, selector: str) -> Any:
        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        self.js("arguments[0].scrollIntoView({ block: 'center' })", element)
        return element

    def at(self, step: Step) -> None:
        self.until(lambda: self.js("return document.querySelector('[data-lesson]')?.dataset.lesson") == step.slug)

    def tab_to(self, name: str) -> None:
        """By the Tab key alone to the element of an id or a rel."""
        for _ in range(60):
            here = self.js("return document.activeElement.id || document.activeElement.rel || ''")
            if here == name:
                return
            self.driver.switch_to.active_element.send_keys(Keys.TAB)
        raise AssertionError(f"no way by Tab to {name}")


@pytest.fixture
def card(dash_duo: DashComposite, monkeypatch: pytest.MonkeyPatch) -> Iterator[Card]:
    """The app with the card alone on its pages."""
    for path in ("/", "/networks"):
        monkeypatch.setitem(pages.PAGES, path, card_page)
    monkeypatch.setattr("app.serve.PAGES", {"/": "Lab", "/networks": "Networks"})
    dash_duo.start_server(create_app(), navigate=False, port=free_port())
    yield Card(dash_duo)
    assert [each for each in dash_duo.driver.get_log("browser") if each["level"] == "SEVERE"] == []


def watched(card: Card, *queries: str) -> None:
    card.js("dash_clientside.set_props('store-lesson_watched', { data: arguments[0] })", [*queries])


def test_from_first_step_to_last_by_mouse(card: Card) -> None:
    card.open("?lesson=loss&theme=light")
    for step in steps():
        card.at(step)
        assert f"step {step.number} of 11" in card.text(".lesson-where")
        true = truth(step.prediction, facts_of(SOURCE, step))
        if step.prediction.kind == "choice":
            card.find(f"#button-lesson_choice_{true}").click()
        else:
            card.find("#input-lesson_given").send_keys("a guess")
            card.find("#button-lesson_answer").click()
            card.until(lambda: "“a guess”" in card.text("#input-lesson_given-message"))
            assert card.text("#div-lesson_said") == ""
            field = card.find("#input-lesson_given")
            field.send_keys(Keys.CONTROL, "a", Keys.NULL, true)
            card.find("#button-lesson_answer").click()
        card.until(lambda: card.text("#div-lesson_said").startswith("Right: "))
        assert not card.js("return document.querySelector('#div-lesson_form').checkVisibility()")
        watched(card, step.query)
        watched(card, step.solution)
        card.until(lambda: card.text("#div-lesson_noticed").startswith("Yes, because "))
        ticks = card.driver.find_elements(By.CSS_SELECTOR, ".lesson-progress .done")
        assert [tick.text for tick in ticks] == [str(number) for number in range(1, step.number + 1)]
        if step.number < 11:
            card.find("a[rel=next]").click()
    assert "lesson=check&answers=loss:2~curve:" in card.find("a[rel=next]").get_attribute("href")
    card.find("a[rel=prev]").click()
    card.at(steps()[9])
    assert card.text("#div-lesson_said").startswith("Right: "), "the answer stays on going back"
    assert not card.js("return document.querySelector('#div-lesson_form').checkVisibility()")


def test_from_first_step_to_last_by_keyboard_alone(card: Card) -> None:
    card.open("?lesson=loss&theme=light")
    keys = lambda *what: card.driver.switch_to.active_element.send_keys(*what)  # noqa: E731
    for step in steps():
        card.at(step)
        true = truth(step.prediction, facts_of(SOURCE, step))
        if step.number == 2:
            card.tab_to("button-lesson_skip")
            keys(Keys.SPACE)
            card.until(lambda: card.text("#div-lesson_said").startswith("Skipped."))
        elif step.prediction.kind == "choice":
            card.tab_to(f"button-lesson_choice_{true}")
            keys(Keys.ENTER)
        else:
            card.tab_to("input-lesson_given")
            keys(true, Keys.ENTER)
        card.until(lambda: card.text("#div-lesson_said"))
        if step.number == 11:
            continue
        card.tab_to("next")
        keys(Keys.ENTER if step.number % 2 else Keys.ARROW_RIGHT)
    card.tab_to("prev")
    keys(Keys.ARROW_LEFT)
    card.at(steps()[9])


SCREENS = ((320, 1), (683, 2))


def fits(card: Card, state: str) -> None:
    """Nothing sticks out, on a phone nor on a laptop at 200 %."""
    for width, ratio in SCREENS:
        metrics = {"width": width, "height": 640, "deviceScaleFactor": ratio, "mobile": width < 500}
        card.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        wide = card.js("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, f"{state} at {width} px"


def test_every_step_is_accessible_and_fits(card: Card) -> None:
    """Every other step is light before its answer and dark after it, and the other way round."""
    for step in steps():
        themes = ("light", "dark") if step.number % 2 else ("dark", "light")
        card.open(f"?lesson={step.slug}&theme={themes[0]}")
        fits(card, step.slug)
        assert_accessible(card.driver, f"{step.slug}, {themes[0]}", "main")
        card.find("#button-lesson_skip").click()
        card.until(lambda: card.text("#div-lesson_said"))
        card.js("document.documentElement.dataset.theme = arguments[0]", themes[1])  # as the theme's control does
        fits(card, f"{step.slug} answered")
        assert_accessible(card.driver, f"{step.slug} answered, {themes[1]}", "main")


def test_a_symbol_is_explained_on_touch(card: Card) -> None:
    card.open("?lesson=loss")
    symbols = card.driver.find_elements(By.CSS_SELECTOR, ".lesson-symbols details")
    assert len(symbols) == 3
    for symbol, meaning in zip(symbols, steps()[0].symbols, strict=True):
        assert meaning.meaning not in symbol.text
        symbol.find_element(By.TAG_NAME, "summary").click()
        card.until(lambda symbol=symbol, meaning=meaning: meaning.meaning in symbol.text)


def test_three_tries_in_vain_bring_a_hint(card: Card) -> None:
    card.open("?lesson=valleys")
    assert not card.js("return document.querySelector('#div-lesson_try').checkVisibility()")
    card.find("#button-lesson_choice_1").click()
    card.until(lambda: card.js("return document.querySelector('#div-lesson_try').checkVisibility()"))
    assert card.text("#div-lesson_hint") == ""
    # As the page's own script tells it: the first two were replaced before it was known what they come to.
    for at, steps_ in enumerate((11, 12, 13)):
        card.js(
            "LossLandscape.lesson.tried(arguments[0], arguments[1], arguments[2])",
            f"?problem=bowl&steps={steps_}", 2000 * at, steps_ == 13,
        )  # fmt: skip
    card.until(lambda: card.text("#div-lesson_hint").startswith("A hint: "))
