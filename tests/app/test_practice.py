"""Practice: keys, mistakes, judging, the sequence of a seed, the address, and the score."""

from __future__ import annotations

import itertools
import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import losscore as ls
from app.kit.text import read
from app.practice import (
    DEFAULT,
    NEWEST,
    TEXTBOOK,
    Entry,
    Outcome,
    Place,
    Visit,
    exercise,
    judge,
    read_place,
    sheet_length,
    write_place,
)
from app.practice.cross_entropy import mean_of, models_of, one_example, wanted_of
from app.practice.exercise import Exercise, tolerance
from app.practice.land import minima_of, rate_of, saddle_of, schedule_of
from app.practice.levels import segments
from app.practice.sequence import CALLED, EDITIONS, KINDS, order
from app.practice.steps import descent_of, momentum_of, rule_of, which_of
from tests.app.test_callbacks import JUNK

SEEDS = st.integers(0, 999_999)
NUMBERS = st.integers(1, 45).map(str)
NAMES = st.sampled_from(list(TEXTBOOK)) | NUMBERS
P = st.sampled_from([0.01, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.8, 0.9, 0.95, 0.99])
ALL = [
    exercise(seed, str(n), edition)
    for edition in EDITIONS
    for seed in range(12)
    for n in range(1, sheet_length(edition) + 1)
] + [exercise(1, name) for name in TEXTBOOK]


def typed(values: tuple[float | None, ...], asked: Exercise, digits: int = 9) -> list[str]:
    """Values as somebody types them who calculates well; where any will do, the right one."""
    return [
        f"{right if value is None else value:.{digits}f}" for value, right in zip(values, asked.values, strict=True)
    ]


def said(asked: Exercise, *texts: str) -> tuple[Outcome, tuple[str, ...]]:
    judgement = judge(asked, texts)
    return judgement.outcome, judgement.mistakes


# Keys, by arithmetic that is not the product's.


@given(st.sampled_from([0, 1]), P)
def test_the_key_of_one_example(label: int, p: float) -> None:
    assert one_example("x", label, p).values[0] == pytest.approx(-math.log(p if label else 1 - p), rel=1e-12)


@given(st.lists(st.tuples(st.sampled_from([0, 1]), P), min_size=2, max_size=4))
def test_the_key_of_a_mean(rows: list[tuple[int, float]]) -> None:
    y, p = zip(*rows, strict=True)
    key = sum(-math.log(q if label else 1 - q) for label, q in rows) / len(rows)
    assert mean_of("x", y, p).values[0] == pytest.approx(key, rel=1e-12)


@given(st.sampled_from([0, 1]), st.sampled_from([0.2, 0.5, 1.0, 2.0]))
def test_the_key_of_a_wanted_loss_costs_that_loss(label: int, loss: float) -> None:
    p = wanted_of("x", label, loss).values[0]
    assert -math.log(p if label else 1 - p) == pytest.approx(loss, rel=1e-12)


@given(*[st.floats(-5, 5).map(lambda x: round(x, 2))] * 4, st.sampled_from([0.1, 0.5, 2.0]))
def test_the_key_of_a_step(w1: float, w2: float, g1: float, g2: float, rate: float) -> None:
    assert descent_of("x", "", (w1, w2), (g1, g2), rate).values == pytest.approx((w1 - rate * g1, w2 - rate * g2))
    made = momentum_of("x", "", (w1, w2), (g1, g2), (g2, w1), rate, 0.9)
    v1, v2 = 0.9 * g2 + g1, 0.9 * w1 + g2
    assert made.values == pytest.approx((w1 - rate * v1, w2 - rate * v2))


@given(st.lists(st.floats(-2, 2).map(lambda x: round(x, 2)), min_size=6, max_size=6), st.sampled_from([0, 1, 2]))
def test_the_rule_that_took_a_step_leads_where_it_says(numbers: list[float], taken: int) -> None:
    w1, w2, g1, g2, v1, v2 = numbers
    asked = rule_of("x", "", (w1, w2), (g1, g2), (v1, v2), 0.5, 0.9, taken)
    n1, n2 = 0.9 * v1 + g1, 0.9 * v2 + g2
    ends = ((g1, g2), (n1, n2), (g1 + 0.9 * n1, g2 + 0.9 * n2))
    a, b = w1 - 0.5 * ends[taken][0], w2 - 0.5 * ends[taken][1]
    text = read(asked.ask).plain.split("leads to ")[1].split(". Which")[0].replace("−", "-")
    assert [float(part) for part in text.split(", ")] == pytest.approx([a, b], abs=6e-5)
    assert said(asked, str(taken)) == (Outcome.RIGHT, ())
    assert all(said(asked, str(other)) == (Outcome.WRONG, ("other rule",)) for other in {0, 1, 2} - {taken})


# What seed 7 gave when the page was new: a teacher's sheet is the same next year.
GOLDEN = {
    "1": ("one", [0.9163]),
    "2": ("zero", [2.9957]),
    "3": ("mean", [1.6094]),
    "4": ("models", [0.0]),
    "5": ("wanted", [0.1813]),
    "6": ("read-loss", [1.1187]),
    "7": ("read-slope", [0.1097]),
    "8": ("descent", [-0.42, 2.734]),
    "9": ("momentum", [0.29, -1.395]),
    "10": ("rule", [1.0]),
    "11": ("one", [0.0513]),
    "12": ("descent", [0.23, -1.098]),
    "13": ("mean", [0.5432]),
    "14": ("wanted", [0.2592]),
    "15": ("momentum", [0.0026, -0.7824]),
    "16": ("models", [1.0]),
    "17": ("rule", [1.0]),
    "18": ("read-loss", [1.4405]),
    "19": ("read-slope", [-1.515]),
    "20": ("zero", [1.204]),
}


@pytest.mark.parametrize("number", GOLDEN)
def test_a_seed_gives_for_ever_what_it_gave(number: str) -> None:
    asked = exercise(7, number)
    assert (asked.kind, [round(value, 4) for value in asked.values]) == GOLDEN[number]


def test_the_textbooks_numbers() -> None:
    right, wrong, why = (exercise(1, name) for name in TEXTBOOK)
    assert f"{right.values[0]:.3f}" == "0.105"
    assert f"{wrong.values[0]:.3f}" == "2.303"
    assert f"{wrong.values[1]:.3f}" == "21.854"
    assert said(wrong, "2.3", "22")[0] is said(wrong, "2,303", "21,9")[0] is Outcome.RIGHT
    assert f"{why.values[0]:.3f}" == "2.303"
    assert "22 times worse" in " ".join(wrong.solution)


@pytest.mark.parametrize("asked", [each for each in ALL if each.picture], ids=lambda each: f"{each.kind}-{each.name}")
def test_what_is_read_off_a_picture_is_what_the_engine_says(asked: Exercise) -> None:
    picture = asked.picture
    assert picture
    title = asked.ask.split("*")[1]
    surface = next(problem for problem in ls.PROBLEMS.values() if problem.title == title).objective
    w1, w2 = picture.point
    h = 1e-5
    slope = float(surface([w1 + h, w2]) - surface([w1 - h, w2])) / (2 * h)
    key = float(surface(picture.point)) if asked.kind == "read-loss" else slope
    assert asked.values[0] == pytest.approx(key, rel=1e-4, abs=1e-6)
    # Who draws a straight line between the two level lines beside P reads a right answer.
    (a, left), (b, right) = picture.across
    straight = left + (right - left) * (w1 - a) / (b - a) if asked.kind == "read-loss" else (right - left) / (b - a)
    assert said(asked, f"{straight:.4f}")[0] is Outcome.RIGHT
    # The two crossings are on their lines, and every line is drawn where the loss is its level.
    for side, level in picture.across:
        assert float(surface([side, w2])) == pytest.approx(level, abs=0.02 * abs(right - left))
    (lo1, hi1), (lo2, hi2) = picture.window
    for line in picture.lines:
        x, y = line.label
        here = [lo1 + x / 360 * (hi1 - lo1), hi2 - y / 360 * (hi2 - lo2)]
        assert float(surface(here)) == pytest.approx(line.level, abs=0.12 * abs(right - left))


def test_level_lines_of_a_cone_are_circles() -> None:
    axis = np.linspace(-1, 1, 41)
    x, y = np.meshgrid(axis, axis)
    pieces = segments(np.hypot(x, y), 0.5)
    points = -1 + pieces.reshape(-1, 2) / 20
    assert np.allclose(np.hypot(*points.T), 0.5, atol=2e-3)
    length = np.hypot(*np.diff(pieces, axis=1)[:, 0].T).sum() / 20
    assert length == pytest.approx(math.pi, rel=5e-3)
    ends = sorted(tuple(end) for end in pieces.reshape(-1, 2).round(9).tolist())
    assert (
        all(a == b for a, b in itertools.batched(ends, 2)) if hasattr(itertools, "batched") else ends[::2] == ends[1::2]
    )


def test_the_lines_of_a_saddle_do_not_cross() -> None:
    loss = np.array([[1.0, 0.0], [0.0, 1.1]])
    for level, joined in ((0.45, "high"), (0.6, "low")):
        pieces = segments(loss, level)
        assert len(pieces) == 2
        middles = pieces.mean(axis=1)
        # The high corners, (0, 0) and (1, 1), are joined below the middle's 0.525 and apart above it.
        cut = "low" if np.abs(middles[:, 0] - middles[:, 1]).max() < 0.2 else "high"
        assert cut == joined


# Mistakes: each by a value that somebody who makes it gets.

ONE, ZERO = one_example("x", 1, 0.8), one_example("x", 0, 0.3)
LABELS, SAID = (1, 0, 0), (0.6, 0.8, 0.1)
MEAN = mean_of("x", LABELS, SAID)
COST = [-math.log(0.6), -math.log(0.2), -math.log(0.9)]
STEP = descent_of("x", "Trap", (-0.2, 2.6), (0.36, -1.77), 0.2)
ROLL = momentum_of("x", "Trap", (2.24, 1.08), (-0.36, -0.5), (0.48, 0.81), 2.0, 0.5)


@pytest.mark.parametrize(
    ("asked", "kind", "wrong"),
    [
        (ONE, "sign", [math.log(0.8)]),
        (ONE, "log10", [-math.log10(0.8)]),
        (ONE, "log2", [-math.log2(0.8)]),
        (ONE, "swapped", [-math.log(1 - 0.8)]),
        (ONE, "percent", [-100 * math.log(0.8)]),
        (ONE, "percent", [math.log(80)]),
        (ONE, "no log", [0.2]),
        (ZERO, "sign", [math.log(0.7)]),
        (ZERO, "complement", [-math.log(0.3)]),
        (ZERO, "log10", [-math.log10(0.7)]),
        (ZERO, "log2", [-math.log2(0.7)]),
        (MEAN, "sign", [-sum(COST) / 3]),
        (MEAN, "sum", [sum(COST)]),
        (MEAN, "log10", [sum(COST) / 3 / math.log(10)]),
        (MEAN, "log2", [sum(COST) / 3 / math.log(2)]),
        (MEAN, "swapped", [-(math.log(0.4) + math.log(0.8) + math.log(0.1)) / 3]),
        (MEAN, "complement", [-(math.log(0.6) + math.log(0.8) + math.log(0.1)) / 3]),
        (MEAN, "percent", [100 * sum(COST) / 3]),
        (wanted_of("x", 1, 0.5), "log10", [10**-0.5]),
        (wanted_of("x", 1, 0.5), "log2", [2**-0.5]),
        (wanted_of("x", 1, 0.5), "sign", [math.exp(0.5)]),
        (wanted_of("x", 1, 0.5), "complement", [1 - math.exp(-0.5)]),
        (wanted_of("x", 1, 0.5), "percent", [100 * math.exp(-0.5)]),
        (wanted_of("x", 0, 1.2), "complement", [math.exp(-1.2)]),
        (wanted_of("x", 0, 1.2), "log10", [1 - 10**-1.2]),
        (STEP, "sign", [-0.2 + 0.2 * 0.36, 2.6 - 0.2 * 1.77]),
        (STEP, "no rate", [-0.2 - 0.36, 2.6 + 1.77]),
        (STEP, "step only", [-0.2 * 0.36, 0.2 * 1.77]),
        (STEP, "exchanged", [-0.2 + 0.2 * 1.77, 2.6 - 0.2 * 0.36]),
        (ROLL, "no momentum", [2.24 + 2 * 0.36, 1.08 + 2 * 0.5]),
        (ROLL, "sign", [2.24 + 2 * (0.24 - 0.36), 1.08 + 2 * (0.405 - 0.5)]),
        (ROLL, "whole velocity", [2.24 - 2 * 0.12, 1.08 - 2 * 0.31]),
        (ROLL, "no gradient", [2.24 - 2 * 0.24, 1.08 - 2 * 0.405]),
        (ROLL, "averaged", [2.24 - 2 * (0.24 - 0.18), 1.08 - 2 * (0.405 - 0.25)]),
    ],
)
def test_a_mistake_is_named_by_its_value(asked: Exercise, kind: str, wrong: list[float]) -> None:
    for digits in (3, 6):
        assert said(asked, *(f"{value:.{digits}f}" for value in wrong)) == (Outcome.WRONG, (kind,))
    assert said(asked, *(f"{value:.4f}".replace(".", ",") for value in wrong)) == (Outcome.WRONG, (kind,))


def test_who_reads_a_line_instead_of_between_lines_is_told_however_short_the_number() -> None:
    for asked in ALL:
        for mistake in asked.mistakes if asked.kind == "read-loss" else ():
            if mistake.kind == "line":
                assert said(asked, f"{mistake.values[0]:g}") == (Outcome.WRONG, ("line",))


def test_two_mistakes_at_once_are_both_named() -> None:
    assert said(ONE, f"{math.log10(0.8):.3f}") == (Outcome.WRONG, ("sign", "log10"))
    assert said(MEAN, f"{-sum(COST):.3f}") == (Outcome.WRONG, ("sign", "sum"))


def test_a_percent_sign_is_named_and_a_right_share_costs_nothing() -> None:
    assert said(wanted_of("x", 1, 0.5), "60.7 %") == (Outcome.CLOSE, ("percent",))
    assert said(ONE, "80%") == (Outcome.WRONG, ("percent",))


def test_which_model_is_better_and_who_only_counts_is_told() -> None:
    asked = models_of("x", (1, 1, 0), (0.6, 0.55, 0.99), (0.4, 0.45, 0.4))
    assert asked.values == (1.0,)
    assert said(asked, "1") == (Outcome.RIGHT, ())
    fooled = models_of("x", (1, 1, 0), (0.6, 0.7, 0.99), (0.45, 0.45, 0.4))
    assert said(fooled, "0") == (Outcome.WRONG, ("count",))
    assert said(fooled, "2") == (Outcome.WRONG, ("same",))
    assert said(models_of("x", (1, 1, 0), (0.3, 0.2, 0.9), (0.6, 0.7, 0.4)), "0") == (Outcome.WRONG, ("larger",))
    assert said(fooled, "7")[0] is said(fooled, "")[0] is Outcome.UNREAD


@given(SEEDS, NAMES, st.sampled_from(list(EDITIONS)))
def test_every_mistake_of_every_exercise_is_wrong_and_named(seed: int, name: str, edition: int) -> None:
    asked = exercise(seed, name, edition)
    assert (
        said(asked, *(str(int(v)) for v in asked.values) if asked.options else typed(asked.values, asked))[0]
        is Outcome.RIGHT
    )
    for mistake in asked.mistakes:
        texts = [str(int(mistake.values[0] or 0))] if asked.options else typed(mistake.values, asked)
        assert said(asked, *texts) == (Outcome.WRONG, (mistake.kind,)), (asked, mistake)


@given(SEEDS, NAMES, st.floats(-300, 300), st.floats(-10, 10))
def test_any_number_is_called_right_only_near_the_key_and_a_mistake_only_near_its_value(
    seed: int, name: str, first: float, second: float
) -> None:
    asked = exercise(seed, name)
    if asked.options:
        return
    texts = [f"{value:.6f}" for value in (first, second)][: len(asked.labels)]
    values = [float(text) for text in texts]
    judgement = judge(asked, texts)
    near = all(abs(v - r) <= slack + 1e-9 for v, r, slack in zip(values, asked.values, asked.tolerances, strict=True))
    assert (judgement.outcome is Outcome.RIGHT) == near
    if len(judgement.mistakes) == 1:
        fits = [
            mistake
            for mistake in asked.mistakes
            if all(
                m is None or abs(v - m) <= mistake.tolerance(i)
                for i, (v, m) in enumerate(zip(values, mistake.values, strict=True))
            )
        ]
        assert [mistake.kind for mistake in fits] == list(judgement.mistakes)


@given(st.floats(0.03, 5))
def test_sensible_rounding_is_right(value: float) -> None:
    digits = 2 if value >= 0.1 else 3
    assert abs(round(value, digits) - value) <= tolerance(value)
    assert tolerance(value) <= max(0.05 * value, 0.005 * value) + 1e-9


@pytest.mark.parametrize(
    "text", ["0.105", "0,105", ".105", "0.11", "0.1054", "1.05e-1", " 0.105 ", "L = 0.105", "≈0.105", "+0.105"]
)
def test_ways_to_write_the_right_answer(text: str) -> None:
    assert said(exercise(1, "nearly-right"), text)[0] is Outcome.RIGHT


@pytest.mark.parametrize(
    "text",
    [
        *("22x", "22x worse", "22×", "22 x", "21.9 X", "22 times", "22 times worse"),
        *("about 22 times as large", "≈ 22-fold", "22fold"),
    ],
)
def test_how_many_times_is_read_as_people_say_it(text: str) -> None:
    assert said(exercise(1, "nearly-wrong"), "2.303", text)[0] is Outcome.RIGHT


@pytest.mark.parametrize("text", ["x", "times", "22 xs", "22y", "22 times 3", "22 apples", "x22"])
def test_other_words_behind_a_number_are_not_read_over(text: str) -> None:
    assert said(exercise(1, "nearly-wrong"), "2.303", text)[0] is Outcome.UNREAD


def test_a_loss_is_no_ratio() -> None:
    assert said(exercise(1, "nearly-wrong"), "2.303x", "22")[0] is Outcome.UNREAD


@pytest.mark.parametrize("text", ["0.1", "0,1"])
def test_too_coarse_an_answer_is_no_mistake(text: str) -> None:
    assert said(exercise(1, "nearly-right"), text) == (Outcome.CLOSE, ())
    assert said(exercise(1, "nearly-wrong"), "2", "22") == (Outcome.CLOSE, ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "nan",
        "inf",
        "∞",
        "1e999",
        "--1",
        "1,2,3",
        "0x1",
        "1_0",
        "½",
        "$x$[y]",
        "<b>1</b>",
        "**1",
        "9" * 500,
    ],
)
def test_nonsense_is_answered_kindly_and_costs_nothing(text: str) -> None:
    judgement = judge(ONE, [text])
    assert judgement.outcome is Outcome.UNREAD
    assert "cost you nothing" in judgement.sentences[0]
    assert Visit().answered(DEFAULT, judgement.outcome) == Visit()


@given(SEEDS, NAMES, st.lists(st.text(max_size=80), max_size=4))
def test_any_answer_is_judged_in_sentences_that_can_be_shown(seed: int, name: str, texts: list[str]) -> None:
    judgement = judge(exercise(seed, name), texts)
    assert judgement.sentences
    for sentence in judgement.sentences:
        assert read(sentence).body


def test_what_was_typed_is_shown_as_it_was() -> None:
    for text in ("**bold**", "[a](https://b.c)", "$x$[y]", "<b>", "a_b_c", "&amp;", "1. x", r"\alpha"):
        assert text in read(judge(ONE, [text]).sentences[0]).plain


# The sequence of a seed.


@given(SEEDS, NAMES)
def test_the_same_seed_gives_the_same_exercise_and_all_its_texts_can_be_shown(seed: int, name: str) -> None:
    asked = exercise(seed, name)
    exercise.cache_clear()
    assert exercise(seed, name) == asked
    for text in (asked.ask, asked.hint, *asked.solution, *(mistake.sentence for mistake in asked.mistakes)):
        assert read(text).body
    assert len(asked.solution) >= 3
    assert len(asked.labels) == len(asked.values) == len(asked.tolerances)
    assert all(math.isfinite(value) for value in asked.values)


@settings(max_examples=30)  # each makes a whole sheet
@given(SEEDS, st.integers(0, 4), st.sampled_from(list(EDITIONS)))
def test_each_run_holds_every_kind_of_its_edition(seed: int, block: int, edition: int) -> None:
    assert sorted(order(seed, block, edition)) == sorted(EDITIONS[edition])
    assert EDITIONS[1] is KINDS
    assert {kind for kinds in EDITIONS.values() for kind in kinds} == set(CALLED)
    length = sheet_length(edition)
    made = [exercise(seed, str(block * length + i + 1), edition) for i in range(length)]
    assert [each.kind for each in made] == list(order(seed, block, edition))


def test_the_newest_edition_asks_for_no_rule_that_the_lesson_leaves_out() -> None:
    for seed in range(20):
        for number in range(1, sheet_length(NEWEST) + 1):
            asked = exercise(seed, str(number), NEWEST)
            words = " ".join((asked.ask, asked.hint, *asked.options, *asked.solution))
            assert "Nesterov" not in words
            assert "mu" not in words.replace("momentum", "").replace("must", "").replace("multipl", "").split()


# The newest edition's own kinds, by arithmetic of our own.


def test_the_key_of_the_largest_rate() -> None:
    asked = rate_of("x", "Bowl", 0.1, 0.5)
    assert asked.values == (4.0,)
    for kind, wrong in (("one over", 1 / 0.5), ("flat", 2 / 0.1), ("product", 2 * 0.5), ("upside down", 0.5 / 2)):
        assert said(asked, f"{wrong:.4f}") == (Outcome.WRONG, (kind,))
    assert said(asked, f"{2 / 0.6:.4f}") == (Outcome.WRONG, ("sum",))


def test_the_key_of_a_schedule() -> None:
    asked = schedule_of("x", 1.6, 400, 100)
    assert asked.values[0] == pytest.approx(1.6 * (1 + math.cos(math.pi / 4)) / 2)
    assert schedule_of("x", 1.6, 300, 150).values[0] == pytest.approx(0.8)
    for kind, wrong in (("linear", 1.2), ("full", 1.6), ("from the end", 1.6 - asked.values[0])):
        assert said(asked, f"{wrong:.4f}") == (Outcome.WRONG, (kind,))


def test_the_key_of_minima_and_of_a_saddle() -> None:
    tie = minima_of("x", "The textbook's picture", [1.8442, 1.8442])
    assert tie.values == (2.0,)
    assert said(tie, "1") == (Outcome.WRONG, ("one",))
    assert said(minima_of("x", "Trap", [0.6167, 0.1409, 0.6167]), "3") == (Outcome.WRONG, ("all",))
    for curvatures, right in (([0.2, 0.5], 0), ([-0.2, 0.5], 1), ([-0.2, -0.5], 2)):
        asked = saddle_of("x", "Trap", curvatures)
        assert asked.values == (right,)
        assert said(asked, str((right + 1) % 3)) == (Outcome.WRONG, ("other kind",))


@given(st.lists(st.floats(-2, 2).map(lambda x: round(x, 2)), min_size=6, max_size=6), st.sampled_from([0, 1]))
def test_which_rule_it_was_leads_where_it_says(numbers: list[float], taken: int) -> None:
    w1, w2, g1, g2, v1, v2 = numbers
    asked = which_of("x", "", (w1, w2), (g1, g2), (v1, v2), 0.5, 0.9, taken)
    a, b = ((w1 - 0.5 * g1, w2 - 0.5 * g2), (w1 - 0.5 * (0.9 * v1 + g1), w2 - 0.5 * (0.9 * v2 + g2)))[taken]
    text = read(asked.ask).plain.split("leads to ")[1].split(". Which")[0].replace("−", "-")
    assert [float(part) for part in text.split(", ")] == pytest.approx([a, b], abs=6e-5)


def test_a_wrong_ratio_and_a_wrong_probability_get_their_diagnosis() -> None:
    ratio = exercise(1, "nearly-wrong")
    for wrong in (2.303 / 0.105 - 1.08, 9, 0.105 / 2.303, 2.303 - 0.105):  # once less, of p, upside down, difference
        assert said(ratio, "2.303", f"{wrong:.3f}") == (Outcome.WRONG, ("ratio",)), wrong
    assert "fits into the large one" in " ".join(judge(ratio, ("2.303", "14")).sentences)
    wanted = wanted_of("x", 1, 0.5)  # e^-0.5 = 0.607
    assert "costs 0.223. Go lower." in " ".join(judge(wanted, ("0.8",)).sentences)
    assert "costs 1.204. Go higher." in " ".join(judge(wanted, ("0.3",)).sentences)
    assert "between 0 and 1" in " ".join(judge(wanted, ("7",)).sentences)
    zero = wanted_of("x", 0, 0.5)  # 1 - e^-0.5 = 0.393
    assert "costs 0.223. Go higher." in " ".join(judge(zero, ("0.2",)).sentences)
    assert "costs 1.609. Go lower." in " ".join(judge(zero, ("0.8",)).sentences)


def test_another_seed_gives_other_numbers() -> None:
    assert len({exercise(seed, "3").ask + str(exercise(seed, "3").table) for seed in range(20)}) > 15


@pytest.mark.parametrize("name", ["0", "-1", "1.5", "nearly", "", "²"])
def test_a_name_of_no_exercise_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name must be one of"):
        exercise(1, name)


# The address.


@given(st.text(max_size=120))
def test_any_address_gives_a_place(query: str) -> None:
    place, complaints = read_place(query)
    assert exercise(place.seed, place.problem)
    assert all(sentence.endswith(".") for sentence in complaints)


@given(
    st.builds(
        Place,
        seed=SEEDS,
        problem=NAMES,
        edition=st.sampled_from(list(EDITIONS)),
        view=st.sampled_from(["problems", "sheet", "key"]),
        theme=st.sampled_from(["auto", "light", "dark"]),
    )
)
def test_a_place_survives_its_address(place: Place) -> None:
    assert read_place("?" + write_place(place)) == (place, ())


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?seed=-1", "The seed must be a whole number from 0 to 999999; got “-1”. 1 is used instead."),
        ("?seed=x", "got “x”"),
        ("?seed=", "it is empty"),
        ("?seed=1234567", "got “1234567”"),
        ("?problem=0", "The first problem is shown instead."),
        ("?problem=why", "got “why”"),
        ("?view=answers", "The problems are shown instead."),
        ("?theme=pink", "auto is used instead."),
        ("?seed=1&seed=2", "more than once; the first is used"),
        ("?v=9", "another version"),
        ("?" + "a" * 5000, "longer than"),
    ],
)
def test_what_an_address_asks_in_vain_is_told(query: str, words: str) -> None:
    place, (sentence,) = read_place(query)
    assert words in sentence
    assert place == (Place(seed=1) if "seed=1&" in query else DEFAULT)


def test_back_and_forth() -> None:
    names = [DEFAULT.moved(n).problem for n in range(6)]
    assert names == [*TEXTBOOK, "1", "2", "3"]
    assert DEFAULT.moved(-1) == DEFAULT
    assert Place(problem="9999").moved(1).problem == "9999"
    assert Place(problem="1").moved(-1).problem == list(TEXTBOOK)[-1]


# The visit.


def test_score_and_streak() -> None:
    visit = Visit()
    places = [Place(problem=str(n)) for n in range(1, 6)]
    visit = visit.answered(places[0], Outcome.RIGHT)
    visit = (
        visit.answered(places[1], Outcome.WRONG).answered(places[1], Outcome.CLOSE).answered(places[1], Outcome.RIGHT)
    )
    assert (visit.solved, visit.unaided, visit.streak, len(visit.finished)) == (2, 1, 2, 2)
    visit = visit.helped(places[2])
    assert visit.at(places[2]).hint
    assert visit.at(places[2]).lines == 0, "the hint comes before the solution"
    visit = visit.helped(places[2])
    assert (visit.at(places[2]).lines, visit.at(places[2]).state, visit.streak) == (1, "shown", 0)
    assert visit.answered(places[2], Outcome.RIGHT).solved == 2, "an opened solution is no point"
    visit = visit.answered(places[3], Outcome.RIGHT)
    assert (visit.solved, visit.streak) == (3, 1)
    visit = visit.helped(places[3])
    assert (visit.at(places[3]).lines, visit.solved) == (1, 3), "after solving, the solution is free"
    report = visit.report("2030-01-02", "https://example.org/practice")
    assert "3 of 4 solved, 2 at the first try without a hint; streak 1." in report
    assert "seed 1, problem 2: " in report
    assert "solved at try 2" in report
    assert "solution opened" in report


def test_the_textbooks_problems_count_once_whatever_the_seed() -> None:
    visit = Visit().answered(Place(seed=1), Outcome.RIGHT).answered(Place(seed=2), Outcome.RIGHT)
    assert visit.solved == 1


@given(SEEDS, NAMES, st.integers(1, 12))
def test_a_solution_opens_line_by_line_and_ends(seed: int, name: str, times: int) -> None:
    place = Place(seed=seed, problem=name)
    visit = Visit()
    for _ in range(times):
        visit = visit.helped(place)
    assert visit.at(place).lines == min(times - 1, len(exercise(seed, name).solution))


@given(
    st.lists(
        st.builds(
            Entry,
            SEEDS,
            NAMES,
            st.integers(0, 9),
            st.booleans(),
            st.integers(0, 9),
            st.sampled_from(["open", "solved", "shown"]),
        ),
        unique_by=lambda e: (e.seed, e.problem),
        max_size=6,
    )
)
def test_a_visit_survives_the_page(entries: list[Entry]) -> None:
    visit = Visit(tuple(entries))
    assert Visit.from_data(json.loads(json.dumps(visit.data()))) == visit


@given(
    JUNK
    | st.lists(
        st.dictionaries(st.sampled_from(["seed", "problem", "wrong", "hint", "lines", "state"]), JUNK, max_size=6)
    )
)
def test_any_visit_that_a_page_claims_is_read(data: Any) -> None:
    visit = Visit.from_data(data)
    assert visit.report("2030-01-02", "")
    assert visit.streak <= visit.solved <= len(visit.entries)


def test_a_long_visit_is_told_without_making_its_exercises_again() -> None:
    exercise.cache_clear()
    entries = tuple(Entry(seed, "6", state="solved") for seed in range(300))
    assert Visit(entries).report("2030-01-02", "").count("read the loss off the level lines") == 300
    assert exercise.cache_info().misses == 0
