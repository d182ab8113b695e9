"""The practice page and its callbacks, without a browser."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from dash import no_update
from hypothesis import given
from hypothesis import strategies as st

import losscore as ls
from app.kit.ids import Id
from app.kit.text import read
from app.practice import DEFAULT, TEXTBOOK, Place, Visit, exercise, sheet_length
from app.practice.page import dock, losses, on_stage, place_data, practice, sheet, shown
from app.practice.wiring import calculated, moved, worked
from tests.app.test_callbacks import JUNK
from tests.app.test_practice import NAMES, SEEDS

PLACES = st.builds(Place, seed=SEEDS, problem=NAMES)


def sent(component: Any) -> str:
    """What travels to the page."""
    return json.dumps(component, default=lambda each: each.to_plotly_json(), ensure_ascii=False)


def answer(place: Place, visit: Any, *texts: str) -> dict[str, Any]:
    return worked({"texts": list(texts), "at": 1}, place_data(place), visit, "", asked_help=False)


def help_(place: Place, visit: Any) -> dict[str, Any]:
    return worked(None, place_data(place), visit, "", asked_help=True)


@given(PLACES)
def test_nothing_of_the_solution_is_on_the_page_before_it_is_asked_for(place: Place) -> None:
    asked = exercise(place.seed, place.problem)
    page = sent(practice(place, (), "light"))
    for line in (asked.hint, *asked.solution):
        assert sent(list(read(line).body[0].children)) not in page
    for value in asked.values if not asked.options else ():
        assert f"{value:.3f}" not in sent([shown(place, Visit()), dock(place, Visit()), on_stage(place, Visit())])
    for sentence in (mistake.sentence for mistake in asked.mistakes):
        assert sentence not in page


@given(PLACES)
def test_a_wrong_answer_gets_its_sentence_and_no_solution(place: Place) -> None:
    asked = exercise(place.seed, place.problem)
    texts = ["0" if asked.values[0] else "1"] if asked.options else ["123.456", "-98.7"]
    reply = answer(place, [], *texts)
    assert reply["visit"][0]["wrong"] == 1
    assert reply["visit"][0]["lines"] == 0
    page = sent([reply["feedback"], reply["opened"]])
    for line in asked.solution:
        assert sent(list(read(line).body[0].children)) not in page


@given(PLACES)
def test_help_gives_the_hint_and_then_line_after_line(place: Place) -> None:
    asked, visit = exercise(place.seed, place.problem), []
    for count in range(len(asked.solution) + 1):
        reply = help_(place, visit)
        visit = reply["visit"]
        page = sent(reply["opened"])
        assert sent(read(asked.hint).body[0])[:-1][:40] in page or read(asked.hint).plain[:10] in page
        assert reply["opened"][-1].className == ("solution" if count else "hint")
        if count:
            assert len(reply["opened"][-1].children[1].children) == count
        assert reply["helped"] is (count == len(asked.solution))


def test_nonsense_costs_nothing_and_a_right_answer_counts() -> None:
    reply = answer(DEFAULT, [], "nonsense")
    assert reply["visit"] == []
    assert "cost you nothing" in sent(reply["feedback"])
    reply = answer(DEFAULT, reply["visit"], "0,105")
    assert reply["visit"][0]["state"] == "solved"
    assert "1 of 1" in sent(reply["score"])
    assert "textbook: Nearly sure, and right: solved at the first try" in reply["handout"]


def test_a_wrong_answer_that_tells_nothing_brings_the_hint() -> None:
    reply = answer(DEFAULT, [], "55")
    assert reply["opened"][0].className == "hint"
    assert reply["visit"][0]["wrong"] == 1


def test_an_answer_to_a_problem_that_is_gone_is_not_judged() -> None:
    late = {"problem": "v=1&seed=4&problem=3", "texts": ["0.105"], "at": 1}
    reply = worked(late, place_data(DEFAULT), [], "", asked_help=False)
    assert reply["visit"] == []
    assert "another problem" in sent(reply["feedback"])


def test_next_and_back_and_another_seed() -> None:
    reply = moved(Id.NEXT, "1", place_data(DEFAULT), [])
    assert reply["place"]["problem"] == list(TEXTBOOK)[1]
    assert reply["place"]["focus"] is True
    assert reply["first"] is False
    assert moved(Id.BACK, "1", reply["place"], [])["first"] is True
    reply = moved(Id.PRACTICE_SEED, "42", place_data(DEFAULT), [])
    assert reply["place"]["query"] == "v=1&seed=42&problem=1"
    assert reply["place"]["focus"] is False
    assert "seed=42" in sent(reply["sheets"])
    wrong = moved(Id.PRACTICE_SEED, "forty-two", place_data(DEFAULT), [])
    assert wrong["place"] is no_update
    assert wrong["message"] == "The seed must be a whole number from 0 to 999999; got “forty-two”."
    new = moved(Id.NEW_SEED, "1", place_data(DEFAULT), [])
    assert new["seed"] == str(new["place"]["seed"])


def test_a_problem_that_was_solved_says_so_when_it_is_met_again() -> None:
    visit = answer(DEFAULT, [], "0.105")["visit"]
    there = moved(Id.NEXT, "1", place_data(DEFAULT), visit)
    again = moved(Id.BACK, "1", there["place"], visit)
    assert "You have solved this one" in sent(again["dock"])
    assert '"ring"' in sent(again["picture"])


@given(JUNK, JUNK, JUNK, JUNK, st.booleans())
def test_any_answer_is_answered(submitted: Any, place: Any, visit: Any, address: Any, asked: bool) -> None:
    assert worked(submitted, place, visit, address, asked_help=asked).keys() >= {"visit", "feedback"}


@given(st.sampled_from([Id.PRACTICE_SEED, Id.NEXT, Id.BACK, Id.NEW_SEED, "else"]), JUNK, JUNK, JUNK)
def test_any_move_is_answered(by: str, seed: Any, place: Any, visit: Any) -> None:
    assert moved(str(by), seed, place, visit).keys() >= {"place", "message"}


@given(JUNK | st.fixed_dictionaries({"text": st.text(max_size=50)}))
def test_any_prediction_is_answered(asked: Any) -> None:
    reply = calculated(asked)
    assert ("message" in reply) != ("p" in reply)


@given(st.floats(0, 1))
def test_the_calculator_says_what_the_engine_says(p: float) -> None:
    reply = calculated({"text": repr(p)})
    for name, label in (("one", 1), ("zero", 0)):
        exact = float(ls.bce([label], [p]))
        assert reply[name] == (exact if np.isfinite(exact) else None)


def test_the_calculators_table_is_the_engines() -> None:
    table = losses()
    assert table[0] is None
    assert table[-1] == 0
    p = np.linspace(0, 1, len(table))[1:]
    assert np.allclose(np.array(table[1:], dtype=float), -np.log(p), atol=1e-6)
    # Label 0 is read from the other end.
    assert np.allclose(np.array(table[1:], dtype=float)[::-1], ls.bce_terms(np.zeros(len(p)), (1 - p)[::-1]), atol=1e-6)


def test_the_same_seed_is_the_same_sheet_and_the_key_is_there_only_where_asked_for() -> None:
    plain, again, other = (sent(sheet(Place(seed=seed, view="sheet"))) for seed in (7, 7, 8))
    assert plain == again != other
    key = sent(sheet(Place(seed=7, view="key")))
    for number in range(1, sheet_length(1) + 1):
        line = sent(list(read(exercise(7, str(number)).solution[-1]).body[0].children))
        assert line in key
        assert line not in plain


def test_the_page_is_light() -> None:
    assert len(sent(practice(DEFAULT, (), "light"))) < 45_000


@pytest.mark.parametrize("view", ["problems", "sheet", "key"])
def test_what_an_address_asked_in_vain_is_on_the_page(view: str) -> None:
    assert "Sorry" in sent(practice(Place(view=view), ("Sorry.",), "light"))
