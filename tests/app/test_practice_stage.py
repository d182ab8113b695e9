"""The stage of the practice page: a wrong answer stands alone; the right one comes with it or with the solution."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import losscore as ls
from app.practice import DEFAULT, NEWEST, TEXTBOOK, Exercise, Place, Visit, exercise
from app.practice.cross_entropy import mean_of, models_of, one_example, wanted_of
from app.practice.drawn import TALL, WIDE, drawn
from app.practice.land import minima, rate_of, saddle_of, schedule_of
from app.practice.levels import SIZE
from app.practice.page import on_stage, place_data
from app.practice.sequence import kind_of
from app.practice.steps import descent_of, momentum_of, which_of
from app.practice.wiring import worked
from tests.app.test_practice import NAMES, SEEDS

TOP = 4.0  # the loss at the picture's upper edge


def seen(asked: Exercise, *answer: float) -> dict[str, Any]:
    """The picture with an answer and with the right one; without an answer, before any."""
    assert asked.stage
    return drawn(asked.stage, answer or None, told=bool(answer))


def marks(made: dict[str, Any], kind: str) -> list[tuple[float, float]]:
    return [(each["x"], each["y"]) for each in made["points"] if each["kind"] == kind]


def at(x: float, y: float, low: float = 0.0, high: float = 1.0, top: float = TOP) -> tuple[float, float]:
    return pytest.approx((WIDE * (x - low) / (high - low), TALL * (1 - y / top)), abs=0.06)  # type: ignore[return-value]


@settings(max_examples=60)
@given(SEEDS, NAMES, st.sampled_from([1, NEWEST]))
def test_before_an_answer_only_what_the_question_names_is_marked(seed: int, name: str, edition: int) -> None:
    asked = exercise(seed, name, edition)
    if asked.stage is None:
        assert asked.picture, "every problem has a picture"
        return
    made = seen(asked)
    assert {each["kind"] for each in made["points"]} <= {"known", "given-x", "given-y"}
    assert not {each["text"] for each in made["texts"]} & {"right", "yours", "yours, right", "lowest"}
    assert "answer lies" not in made["spoken"]
    for value in asked.values if not asked.options and asked.kind not in ("minima", "schedule") else ():
        assert f"{value:.3f}".replace("-", "−") not in made["spoken"]


@given(st.sampled_from([0, 1]), st.sampled_from([0.05, 0.2, 0.7, 0.95]), st.floats(0.1, 3.9))
def test_an_answer_lands_over_the_prediction_and_the_ring_is_minus_the_log(label: int, p: float, said: float) -> None:
    made = seen(one_example("x", label, p), said)
    assert marks(made, "ring") == [at(p, -math.log(p if label else 1 - p))]
    assert marks(made, "answer") == [at(p, said)]
    (path,) = made["paths"]
    x, y = np.array([[float(n) for n in each.split()] for each in re.split("[ML]", path["d"])[1:]]).T
    truth = np.clip(x / WIDE if label else 1 - x / WIDE, 1e-9, 1)
    inner = (truth > 0.05) & (truth < 1)
    assert np.allclose(y[inner], TALL * (1 + np.log(truth[inner]) / TOP), atol=0.3), "the curve is minus the log"


def test_an_answer_beyond_the_picture_is_told_at_its_edge() -> None:
    (mark,) = [each for each in seen(one_example("x", 1, 0.5), 25.0)["points"] if each["kind"] == "answer"]
    assert (mark["x"], mark["y"], mark["beyond"]) == (WIDE / 2, 0.0, -90)


def test_a_mean_stands_beside_the_parts_it_is_made_of() -> None:
    made = seen(mean_of("x", (1, 0), (0.6, 0.8)), 1.0)
    parts = [-math.log(0.6), -math.log(0.2)]
    high = 1 + 0.16 * 1.4
    assert marks(made, "part") == [at(0.6, parts[0], high=high), at(0.8, parts[1], high=high)]
    assert marks(made, "ring")[0][1] == pytest.approx(TALL * (1 - sum(parts) / 2 / TOP), abs=0.06)


def test_of_two_models_the_lower_mean_has_the_ring() -> None:
    made = seen(models_of("x", (1, 1), (0.6, 0.7), (0.4, 0.5)), 1.0)
    means = [-(math.log(a) + math.log(b)) / 2 for a, b in ((0.6, 0.7), (0.4, 0.5))]
    (ring,), (mine,) = marks(made, "ring"), marks(made, "answer")
    assert ring[1] == pytest.approx(TALL * (1 - means[0] / TOP), abs=0.06)
    assert mine[1] == pytest.approx(TALL * (1 - means[1] / TOP), abs=0.06)


def test_a_wanted_prediction_lands_on_the_curve() -> None:
    made = seen(wanted_of("x", 0, 1.2), 0.5)
    assert marks(made, "ring") == [at(1 - math.exp(-1.2), 1.2)]
    assert marks(made, "answer") == [at(0.5, math.log(2))]
    assert made["spoken"].endswith("Your answer lies left of and below the right one.")


def test_a_tenth_of_the_prediction_adds_the_log_of_ten() -> None:
    made = seen(exercise(1, "why-log"), 1.0)
    assert marks(made, "ring") == [at(0.01, 2 * math.log(10), high=0.12, top=8.0)]
    assert marks(made, "answer") == [at(0.01, math.log(10) + 1, high=0.12, top=8.0)]


def test_a_step_lands_on_the_land() -> None:
    (a, b), (c, d) = ls.PROBLEMS["trap"].window

    def place(w1: float, w2: float) -> Any:
        return pytest.approx((SIZE * (w1 - a) / (b - a), SIZE * (d - w2) / (d - c)), abs=0.06)

    made = seen(descent_of("x", ls.PROBLEMS["trap"].title, (1.0, 2.0), (0.5, -0.5), 0.2), 1.1, 1.9)
    assert marks(made, "ring") == [place(0.9, 2.1)]
    assert marks(made, "answer") == [place(1.1, 1.9)]
    made = seen(momentum_of("x", ls.PROBLEMS["trap"].title, (1.0, 2.0), (0.5, -0.5), (0.4, 0.2), 0.5, 0.9), 0.75, 2.25)
    assert marks(made, "ring") == [place(1 - 0.5 * (0.36 + 0.5), 2 - 0.5 * (0.18 - 0.5))]
    track = next(each["d"] for each in made["paths"] if each["kind"] == "track")
    assert tuple(float(n) for n in track[1:].split("L")[0].split()) == place(1.2, 2.1), "where the step before began"
    which = which_of("x", ls.PROBLEMS["trap"].title, (1.0, 2.0), (0.5, -0.5), (0.4, 0.2), 0.5, 0.9, 1)
    made = seen(which, 0.0)
    assert marks(made, "answer") == [place(0.75, 2.25)], "where the rule that was chosen would lead"
    assert marks(made, "ring") == [place(0.57, 2.16)]


def test_at_the_largest_rate_a_step_ends_as_far_away() -> None:
    made = seen(rate_of("x", "Bowl", 0.5, 4.0), 0.25)
    (x, y), (mine, low) = marks(made, "ring")[0], marks(made, "answer")[0]
    assert x == pytest.approx(WIDE * 0.3 / 2.6, abs=0.06)
    assert y == pytest.approx(TALL * (1 - 2 / 2.8), abs=0.06)
    assert (mine, low) == pytest.approx((WIDE / 2, TALL), abs=0.06), "at half of it, on the floor"


def test_a_schedules_rate_is_half_a_wave() -> None:
    made = seen(schedule_of("x", 0.8, 400, 100), 0.6)
    ring = 0.4 * (1 + math.cos(math.pi / 4))
    assert marks(made, "ring") == [at(100, ring, high=400, top=0.8)]
    assert marks(made, "answer") == [at(100, 0.6, high=400, top=0.8)]


def test_the_ground_around_a_place_is_drawn_once_it_is_named() -> None:
    asked = saddle_of("x", "Trap", [2.0, -1.0])
    assert seen(asked)["paths"] == []
    assert "curvature" not in seen(asked)["spoken"]
    lines = [path["d"][1:].split("L") for path in seen(asked, 1.0)["paths"]]
    up, down = (np.array([[float(n) for n in each.split()] for each in line]) for line in lines)
    assert up[0, 1] < TALL / 2 < down[0, 1]
    assert up[0, 1] - TALL / 2 == pytest.approx(-2 * (down[0, 1] - TALL / 2), abs=0.2)


@pytest.mark.parametrize("seed", range(4))
def test_the_lowest_floors_have_rings_and_all_floors_look_alike_before(seed: int) -> None:
    asked = minima("x", np.random.default_rng(seed))
    before, after = seen(asked), seen(asked, 0.0)
    assert len({each["kind"] for each in before["points"]}) == 1
    assert len(marks(after, "ring")) == asked.values[0]


@pytest.mark.parametrize("name", [*TEXTBOOK, *map(str, range(1, 15))])
def test_the_answer_comes_with_the_check_and_the_ring_with_a_right_one_or_the_solution(name: str) -> None:
    place = Place(9, name, NEWEST)
    kind = "" if name in TEXTBOOK else kind_of(9, name, NEWEST)
    asked = exercise(*place.key)
    if asked.picture:
        return

    def checked(texts: list[str], visit: list[Any]) -> tuple[set[str], str, list[Any]]:
        """The kinds of marks on the picture, what it says, and the visit."""
        reply = worked({"texts": texts, "at": 1}, place_data(place), visit, "", asked_help=False)
        picture = reply["picture"][0]
        return {each["kind"] for each in picture.points}, picture.spoken, reply["visit"]

    right = [f"{value:.0f}" if asked.options else f"{value:.5f}" for value in asked.values]
    wrong = [f"{(asked.values[0] + 1) % 2:.0f}"] if asked.options else ["0.51234"] * len(asked.labels)
    kinds, spoken, visit = checked(wrong, [])
    assert not kinds & {"ring", "part"}, "a second try can't be read off"
    assert ("answer" in kinds) or kind in ("saddle", "minima")
    assert "right one is not shown yet" in spoken or kind in ("saddle", "minima")
    kinds, spoken, _ = checked(right, visit)
    assert ("ring" in kinds) or kind == "saddle"
    assert "not shown yet" not in spoken
    nonsense = worked({"texts": ["banana"] * 2, "at": 1}, place_data(place), [], "", asked_help=False)
    assert not isinstance(nonsense["picture"], list)
    hint = worked(None, place_data(place), [], "", asked_help=True)
    assert not isinstance(hint["picture"], list), "a hint tells nothing"
    line = worked(None, place_data(place), hint["visit"], "", asked_help=True)
    assert kind == "saddle" or "ring" in [each["kind"] for each in line["picture"][0].points]


def test_the_textbooks_first_problem_is_light_to_draw() -> None:
    assert len(str(on_stage(DEFAULT, Visit()))) < 4_000
