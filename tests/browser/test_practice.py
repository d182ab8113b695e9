"""Practice in a real browser: problems with every kind of mistake, by mouse and by keyboard alone; in every state."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator

import numpy as np
import pytest
from dash.testing.composite import DashComposite
from PIL import Image
from selenium.webdriver import Keys

import losscore as ls
from app.kit.text import read
from app.practice import NEWEST, TEXTBOOK, Exercise, Mistake, sheet_length
from tests.browser.axe import assert_accessible
from tests.browser.practice import Practice
from tests.wide import wide

pytestmark = pytest.mark.browser
PROBLEMS = [*TEXTBOOK, *map(str, range(1, sheet_length(NEWEST) + 1))]
TEN = len(TEXTBOOK) + sheet_length(NEWEST)  # problems, and three more: every kind there is


@pytest.fixture
def practice(site: DashComposite) -> Iterator[Practice]:
    """A practice page, not opened yet; whatever a test did, its console must have stayed silent."""
    page = Practice(site)
    yield page
    assert page.console() == []


def right(asked: Exercise) -> list[str]:
    """The right answer as a careful person writes it."""
    return [f"{value:.0f}" if asked.options else f"{value:.3f}" for value in asked.values]


def wrong(asked: Exercise, mistake: Mistake) -> list[str]:
    """The answer of somebody who makes a mistake."""
    values = [key if value is None else value for value, key in zip(mistake.values, asked.values, strict=True)]
    return [f"{value:.0f}" if asked.options else f"{value:.5f}" for value in values]


def heard(sentence: str) -> str:
    return read(sentence).plain


def unheard(asked: Exercise, kinds: set[str]) -> list[Mistake]:
    """The first mistake of each kind that nobody has made yet, which is noted.

    Every mistake's sentence is tested without a browser, in tests/app/test_practice.py.
    """
    fresh: list[Mistake] = []
    for mistake in asked.mistakes:
        if mistake.kind not in kinds:
            kinds.add(mistake.kind)
            fresh.append(mistake)
    return fresh


def test_problems_with_each_kind_of_mistake_by_mouse(practice: Practice) -> None:
    practice.open(f"?seed=3&edition={NEWEST}")
    kinds: set[str] = set()
    at_once = 0  # problems that were answered right at the first try
    for number in range(TEN):
        asked = practice.asked
        assert practice.title == asked.title
        if not asked.options and number < 2:  # one number and two
            assert "is not a number that I can read" in practice.answer(*["banana"] * len(asked.labels))
        mistakes = unheard(asked, kinds)
        at_once += not mistakes
        for mistake in mistakes:
            assert heard(mistake.sentence) in practice.answer(*wrong(asked, mistake)), mistake
        assert practice.answer(*right(asked)).startswith("Right.")
        practice.until(lambda number=number: f"{number + 1} of {number + 1}" in practice.one("#div-score").text)
        if number < TEN - 1:
            practice.next()
    assert kinds >= {"sign", "log10", "log2", "swapped", "complement", "sum", "percent"}
    # Tries that failed cost the first try, never the point; nonsense costs nothing.
    assert f"{TEN} of {TEN} solved, {at_once} at the first try without a hint; streak {TEN}." in practice.js(
        "return document.querySelector('#div-score').textContent"
    )


def test_problems_with_each_kind_of_mistake_by_keyboard_alone(practice: Practice) -> None:
    practice.open(f"?seed=11&edition={NEWEST}")
    kinds: set[str] = set()
    some = PROBLEMS.index("4") + 1  # every form that an answer has
    practice.tab_to("#form-answer input")
    for number in range(some):
        asked = practice.asked
        for mistake in unheard(asked, kinds):
            assert heard(mistake.sentence) in type_in(practice, asked, wrong(asked, mistake)), mistake
        if number == 1:  # the hint and the whole solution, by keyboard too
            practice.tab_to("#button-help")
            practice.replied_after(lambda: practice.keys(Keys.ENTER))
            assert heard(asked.hint) in practice.spoken("#div-opened")
            practice.tab_to("#form-answer input", back=True)
        assert type_in(practice, asked, right(asked)).startswith("Right.")
        if number < some - 1:
            practice.tab_to("#button-next")
            practice.moved_by(lambda: practice.keys(Keys.ENTER))
            # The focus goes to the new problem's title, so that its answer is a few tabs away.
            practice.until(lambda: practice.js("return document.activeElement.id") == "h2-practice")
            practice.tab_to("#form-answer input")
    assert kinds >= {"sign", "log10", "swapped", "complement"}
    assert f"{some} of {some} solved" in practice.one("#div-score").get_attribute("textContent")


def type_in(practice: Practice, asked: Exercise, texts: list[str]) -> str:
    """Answer with the keys only, the focus being in the form; it ends on the form's first field."""
    if asked.options:
        practice.tab_to("#form-answer input")
        if not practice.js("return document.activeElement.checked"):
            practice.keys(" ")
        for _ in range(4):
            if practice.js("return document.activeElement.id") == f"form-answer-option-{texts[0]}":
                break
            practice.keys(Keys.ARROW_DOWN)
        return practice.said_after(lambda: practice.keys(Keys.ENTER))
    for index, text in enumerate(texts):
        practice.tab_to(f"#form-answer-{index}")
        practice.js("document.activeElement.select()")
        practice.keys(*text)
    said = practice.said_after(lambda: practice.keys(Keys.ENTER))
    practice.tab_to("#form-answer-0", back=True)
    return said


def test_a_solution_unfolds_line_by_line(practice: Practice) -> None:
    practice.open("?problem=nearly-wrong")
    asked = practice.asked
    page = practice.js("return document.body.textContent")
    assert "22 times worse" not in page
    button = practice.one("#button-help")
    assert button.text == "Hint"
    practice.replied_after(button.click)
    assert heard(asked.hint) in practice.spoken("#div-opened")
    for line in range(len(asked.solution)):
        assert not practice.all(f"#div-opened li:nth-child({line + 1})")
        practice.replied_after(button.click)
        assert heard(asked.solution[line]) in practice.spoken(f"#div-opened li:nth-child({line + 1})")
    assert "22 times worse" in practice.js("return document.body.textContent")
    assert not button.is_displayed()
    assert "0 of 1" in practice.one("#div-score").text


def test_the_address_holds_the_problem_and_survives_a_reload(practice: Practice) -> None:
    practice.open("?seed=5&problem=2")
    asked = practice.asked
    assert practice.title == asked.title
    practice.one("#input-theme").send_keys("Theme: light")
    practice.until(lambda: "v=1&seed=5&problem=2&theme=light" in practice.address)
    practice.next()
    practice.until(lambda: "seed=5&problem=3" in practice.address)
    practice.moved_by(practice.one("#button-back").click)
    practice.driver.refresh()
    practice.until(lambda: practice.title == asked.title)
    seed = practice.one("#input-practice_seed")
    seed.send_keys(Keys.CONTROL, "a", Keys.NULL, "77", Keys.ENTER)
    practice.until(lambda: "seed=77&problem=1" in practice.address)
    seed.send_keys(Keys.CONTROL, "a", Keys.NULL, "lots", Keys.ENTER)
    practice.until(lambda: "got “lots”" in practice.one("#input-practice_seed-message").text)
    assert "seed=77" in practice.address
    practice.moved_by(practice.one("#button-seed").click)
    practice.until(lambda: f"seed={seed.get_attribute('value')}&" in practice.address)
    practice.one("#input-theme").send_keys("Theme: dark")
    practice.until(lambda: "theme=dark" in practice.address)
    practice.open("?seed=5&view=key")
    practice.one("#input-theme").send_keys("Theme: dark")
    practice.until(lambda: "v=1&seed=5&view=key&theme=dark" in practice.address)


def test_a_damaged_address_gives_the_first_problem_and_a_sentence(practice: Practice) -> None:
    practice.open("?seed=lots&problem=%F0%9F%A6%86&theme=pink")
    assert practice.title == "Nearly sure, and right"
    said = practice.one("main, body").find_element("xpath", "//*[contains(@class, 'notice')]").text
    for part in ("The seed must be a whole number", "The problem must be", "The theme must be"):
        assert part in said


def test_the_calculator_says_what_the_engine_says(practice: Practice) -> None:
    practice.open()
    field, slider = practice.one("#div-calculator-p"), practice.one("#div-calculator input[type=range]")

    def shows(label: int, p: float) -> bool:
        loss = float(ls.bce([label], [p]))
        return practice.one("#div-calculator-loss").text == f"{loss:.3f}"

    for _ in range(8):
        slider.send_keys(Keys.ARROW_LEFT)
    practice.until(lambda: field.get_attribute("value") == "0.42" and shows(1, 0.42))
    practice.one("#div-calculator-y0").click()
    practice.until(lambda: shows(0, 0.42))
    assert "1 · (−0.545)" in practice.one("#div-calculator .terms").text
    for text, p in (("0,125", 0.125), ("0.9995", 0.9995), ("1e-3", 0.001)):
        field.send_keys(Keys.CONTROL, "a", Keys.NULL, text)
        practice.until(lambda p=p: practice.all("#div-calculator-loss") and shows(0, p), f"for {text}")
    # The point stands where curve and loss say, in units of the picture: 5 in loss is 180 high.
    field.send_keys(Keys.CONTROL, "a", Keys.NULL, "0.3")
    practice.until(lambda: shows(0, 0.3))
    point = practice.one("#div-calculator circle.point")
    assert float(point.get_attribute("cx")) == pytest.approx(320 * 0.3)
    assert float(point.get_attribute("cy")) == pytest.approx(180 - 36 * float(ls.bce([0], [0.3])), abs=0.01)
    field.send_keys(Keys.CONTROL, "a", Keys.NULL, "1")
    practice.until(lambda: practice.one("#div-calculator-loss").text == "∞")
    field.send_keys(Keys.CONTROL, "a", Keys.NULL, "often")
    practice.until(lambda: "number from 0 to 1; got “often”" in practice.one("#div-calculator-message").text)


@pytest.mark.parametrize("allowed", [True, False])
def test_the_result_is_copied_or_selected(practice: Practice, allowed: bool) -> None:
    practice.open()
    practice.answer("0.105")
    setting = {"permission": {"name": "clipboard-write"}, "setting": "granted" if allowed else "denied"}
    practice.driver.execute_cdp_cmd("Browser.setPermission", setting)
    practice.one(".visit summary").click()
    practice.all(".handout button")[0].click()
    status = practice.one(".handout [role=status]")
    text = practice.one("#div-handout-text").get_attribute("value")
    assert "textbook: Nearly sure, and right: solved at the first try" in text
    assert f"{practice.dash.server.url}/practice" in text
    if allowed:
        practice.until(lambda: status.text == "Copied.")
    else:
        practice.until(lambda: "The text is selected" in status.text)
        selected = (
            "const area = document.activeElement; return area.value.slice(area.selectionStart, area.selectionEnd)"
        )
        assert practice.js(selected) == text


def printed(practice: Practice) -> bytes:
    done = practice.driver.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
    return base64.b64decode(done["data"])


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def visible(practice: Practice) -> str:
    """What is shown as a printer sees the page."""
    practice.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    text = practice.one("body").text
    practice.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    return text


def test_what_is_printed_is_the_result_alone(practice: Practice) -> None:
    practice.open("?theme=dark")
    practice.answer("0.105")
    practice.one(".visit summary").click()
    shown = visible(practice)
    assert "1 of 1 solved" in shown
    for other in ("Calculator", "Next problem", "Check", "Lab"):
        assert other not in shown
    assert pages(printed(practice)) == 1


def test_the_worksheet_on_paper_and_its_key_on_a_page_of_its_own(practice: Practice) -> None:
    practice.open("?seed=9&view=sheet&theme=dark")
    shown = visible(practice)
    for number in range(1, sheet_length(1) + 1):
        assert f"{number}. " in shown
    assert "Key" not in shown
    assert "Print" not in shown
    plain = pages(printed(practice))
    practice.open("?seed=9&view=key")
    assert "Key, seed 9" in visible(practice)
    assert pages(printed(practice)) > plain
    # White paper and dark ink, whatever the theme.
    practice.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    picture = np.asarray(Image.open(io.BytesIO(practice.driver.get_screenshot_as_png())).convert("L"))
    assert np.median(picture) == 255


# A problem of each form: two numbers, one of several sentences, a picture.
@pytest.mark.parametrize("problem", wide(PROBLEMS, ("nearly-wrong", "4", "6")))
def test_axe_finds_nothing_in_any_state_of_a_problem(practice: Practice, problem: str) -> None:
    practice.open(f"?problem={problem}&edition={NEWEST}")
    asked = practice.asked
    assert_accessible(practice.driver, f"{problem}, fresh")
    practice.answer(*wrong(asked, asked.mistakes[0]))
    button = practice.one("#button-help")
    while button.is_displayed():
        practice.replied_after(button.click)
    for details in practice.all("summary"):
        details.click()
    practice.one("#input-theme").send_keys("Theme: dark")
    practice.until(lambda: practice.js("return document.documentElement.dataset.theme") == "dark")
    assert_accessible(practice.driver, f"{problem}, wrong, all open, dark")


@pytest.mark.parametrize(("width", "zoom"), wide([(1366, 1), (390, 1), (320, 1), (1366, 2)], [(390, 1), (1366, 2)]))
def test_axe_finds_nothing_on_other_screens(practice: Practice, width: int, zoom: int) -> None:
    practice.resize(width, 768, zoom)
    practice.open("?seed=none&problem=7")
    practice.answer("seven")
    assert_accessible(practice.driver, f"{width} px at {zoom * 100} %")
    practice.open("?view=key")
    assert_accessible(practice.driver, f"worksheet, {width} px at {zoom * 100} %")


SCREENS = ((320, 1), (640, 2), (1366, 2), (2560, 1))


@pytest.mark.parametrize("problem", wide([*PROBLEMS, "key"], ("nearly-wrong", "4", "6", "key")))
def test_nothing_is_wider_than_the_screen_and_text_stays_large_enough(practice: Practice, problem: str) -> None:
    query = "?view=key" if problem == "key" else f"?edition={NEWEST}&problem={problem}"
    practice.open(query)
    if "view" not in query:
        button = practice.one("#button-help")
        while button.is_displayed():
            practice.replied_after(button.click)
    for width, zoom in SCREENS:
        practice.resize(width, 1200, zoom)
        practice.until(lambda width=width, zoom=zoom: practice.js("return innerWidth") == width // zoom)
        shown = f"{query} at {width} px, {zoom * 100} %"
        assert practice.js("return document.documentElement.scrollWidth - innerWidth") <= 0, shown
        out = practice.js(
            """return [...document.querySelectorAll("main *")].filter(function (each) {
              const box = each.getBoundingClientRect();
              return box.width > 1 && !each.closest(".unseen") && (box.right > innerWidth + 1 || box.left < -1);
            }).map((each) => each.outerHTML.slice(0, 120))"""
        )
        assert out == [], shown
        small = practice.js(
            """return [...document.querySelectorAll("main svg text")].map(function (text) {
              const svg = text.ownerSVGElement;
              return parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a;
            }).filter((size) => size < 12)"""
        )
        assert small == [], shown
