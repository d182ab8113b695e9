"""Formulas: what is drawn, and what is said."""

from __future__ import annotations

import re

import pytest

from app.kit.formula import UNITS, draw, formula

BCE = r"L = -\frac{1}{N}\sum_{i=1}^{N}\left[y_i\log\hat{y}_i+(1-y_i)\log(1-\hat{y}_i)\right]"


def points(path: str) -> list[tuple[int, int]]:
    """Every point of a path, by reading it as SVG's grammar says, without the code that wrote it."""
    x = y = 0
    start, found = (0, 0), []
    for command, rest in re.findall(r"([MlqcZz])([^MlqcZz]*)", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", rest)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            x, y = start = pairs[0]
        elif command in "zZ":
            x, y = start
        else:
            assert len(pairs) == {"l": 1, "q": 2, "c": 3}[command]
            pairs = [(x + dx, y + dy) for dx, dy in pairs]
            x, y = pairs[-1]
            found += pairs
    return found


@pytest.mark.parametrize("tex", [BCE, r"\hat{y}", r"\sqrt{x}", r"w - \eta \nabla L", r"\text{sum of the losses}", "5"])
@pytest.mark.parametrize("block", [False, True])
def test_everything_drawn_lies_in_the_box(tex: str, block: bool) -> None:
    drawing = draw(tex, block=block)
    left, top, width, height = drawing.box
    xs, ys = zip(*points(drawing.path), strict=True)
    assert left <= min(xs) <= left + UNITS / 10
    assert left + width - UNITS / 10 <= max(xs) <= left + width
    assert top <= min(ys)
    assert max(ys) <= top + height


def test_the_digit_stands_on_the_line_as_tall_as_its_font_says() -> None:
    _, ys = zip(*points(draw("1").path), strict=True)
    assert abs(max(ys)) <= 3
    assert 0.6 * UNITS < -min(ys) < 0.75 * UNITS


def test_a_fraction_has_its_bar_and_a_line_of_its_own_its_limits() -> None:
    (_, _, _, flat), (_, _, _, tall) = (draw(BCE, block=block).box for block in (False, True))
    assert tall > 1.3 * flat
    assert re.search(r"M-?\d+-? ?-?\d+l\d+ 0l0 \d+l-\d+ 0z", draw(r"\frac{1}{2}").path)


def test_the_longest_is_small_enough_for_a_page_with_many() -> None:
    assert len(draw(BCE, block=True).path) < 8000


@pytest.mark.parametrize(
    ("tight", "loose"),
    [("= -3", "= 2 - 3"), (r"(-0.2,\; 2)", r"(1 - 0.2,\; 2)"), (r"L = -\log x", r"L = y -\log x")],
)
def test_a_sign_stands_nearer_to_its_number_than_a_minus(tight: str, loose: str) -> None:
    width = {name: draw(tex).box[2] for name, tex in (("tight", tight), ("loose", loose))}
    number = draw("2").box[2]
    assert width["loose"] - width["tight"] > 0.6 * number + 0.3 * UNITS


def test_log_keeps_a_distance_from_its_number() -> None:
    apart = draw(r"\log 2").box[2] - draw(r"\log").box[2] - draw("2").box[2]
    assert 0.1 * UNITS < apart < 0.4 * UNITS
    assert draw(r"2 \log 2").box[2] - draw(r"\log 2").box[2] - draw("2").box[2] > 0.1 * UNITS


def test_it_is_drawn_once() -> None:
    assert draw(BCE) is draw(BCE)


@pytest.mark.parametrize("tex", ["", " ", r"\frac{1", r"\nosuchcommand{x}"])
def test_tex_that_cannot_be_drawn_is_named(tex: str) -> None:
    with pytest.raises(ValueError, match=r"tex must .*"):
        formula(tex, "words")


def test_a_formula_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="spoken must say the formula in words"):
        formula("x", "  ")


def test_what_travels_holds_no_markup() -> None:
    sent = formula(BCE, "the loss", block=True).to_plotly_json()["props"]
    assert re.fullmatch(r"[MlqcZz\d\s-]+", sent["path"])
    assert sent["spoken"] == "the loss"
    assert all(isinstance(number, int) for number in sent["box"])
