"""What a callback answers, without a browser."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from dash import no_update
from hypothesis import given
from hypothesis import strategies as st

from app.callbacks.lab import answer, chosen, picked, pictures, predicted, rearranged, run_data
from app.callbacks.pages import page
from app.controls import rail, text
from app.ids import Id
from app.scene import Rule, Scene, from_link
from tests.app.test_results import results

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
SOURCE = results()


def values(scene: Scene, **changed: Any) -> dict[str, Any]:
    return {control.field: text(scene, control.field) for control in rail()} | changed


def choose(scene: Scene, *, new_problem: bool = False, **changed: Any) -> dict[str, Any]:
    return chosen(values(scene, **changed), run_data(scene), new_problem=new_problem)


ALONE = Scene(rules=(Rule(),))


def test_a_new_learning_rate_is_a_new_run_on_the_same_landscape() -> None:
    result = choose(ALONE, learning_rate="0,3")
    assert result["run"]["runs"] == ["v=1&optimizer=GradientDescent&learning_rate=0.3"]
    assert result["run"]["ground"] == run_data(ALONE)["ground"]
    assert result["landscape"] is no_update
    assert set(result["messages"].values()) == {""}


@pytest.mark.parametrize("wrong", ["abc", "", "1e400", "-1", "0", "101", None, "NaN"])
def test_nonsense_gets_a_sentence_and_the_run_stays(wrong: str | None) -> None:
    result = choose(ALONE, learning_rate=wrong)
    assert result["run"] is no_update
    assert "The learning rate must be a number above 0" in result["messages"]["learning_rate"]
    assert [field for field, message in result["messages"].items() if message] == ["learning_rate"]


def test_two_wrong_fields_get_a_sentence_each() -> None:
    messages = choose(ALONE, steps="many", start="here")["messages"]
    assert "“many”" in messages["steps"]
    assert "“here”" in messages["start"]


def test_the_same_values_are_no_new_run() -> None:
    assert choose(Scene(rules=(Rule(learning_rate=0.3),)))["run"] is no_update


def test_a_new_problem_starts_from_its_own_start() -> None:
    result = choose(replace(ALONE, start=(1.0, 1.0)), problem="bowl", new_problem=True)
    assert result["landscape"] == "bowl"
    assert result["start"] == "-3, 4"
    assert {"value": "-3.5, -3.5", "label": "far corner"} in result["suggestions"]
    assert result["run"]["runs"] == ["v=1&problem=bowl&optimizer=GradientDescent"]


def test_momentum_is_offered_where_it_is_used() -> None:
    assert choose(ALONE)["hidden"] is True
    assert choose(ALONE, optimizer="Momentum")["hidden"] is False


def test_another_run_is_picked_and_the_controls_follow() -> None:
    result = picked(run_data(Scene()), "2")
    assert result["chosen"] == "2"
    assert result["settings"]["learning_rate"] == "1.6"
    assert result["settings"]["schedule"] == "CosineDecay"
    assert result["run"]["runs"] == run_data(Scene())["runs"]


def test_a_change_is_one_of_the_chosen_run() -> None:
    result = choose(Scene(chosen=2), learning_rate="1.7")
    assert result["run"]["scene"] == (
        "v=1&rules=GradientDescent,learning_rate:0.3~GradientDescent,learning_rate:1.7,schedule:CosineDecay"
    )


def test_a_run_is_added_as_a_copy_until_there_are_four() -> None:
    scene = Scene()
    for number in (3, 4):
        data = rearranged(run_data(scene), {"kind": "add", "run": number, "at": 1})["run"]
        scene = replace(from_link(data["scene"])[0], chosen=data["chosen"])
        assert (len(scene.rules), scene.chosen) == (number, number)
        assert scene.rules[-1] == scene.rules[-2 if number == 4 else 0]
    assert rearranged(run_data(scene), {"kind": "add", "run": 5, "at": 1})["run"] is no_update


def test_a_run_is_removed_but_never_the_last() -> None:
    left = rearranged(run_data(Scene(chosen=2)), {"kind": "remove", "run": 2, "at": 1})
    assert left["run"]["chosen"] == 1
    assert len(left["run"]["runs"]) == 1
    assert rearranged(left["run"], {"kind": "remove", "run": 1, "at": 2})["run"] is no_update


@given(JUNK, JUNK)
def test_nonsense_from_the_list_changes_nothing_but_what_it_may(run: Any, change: Any) -> None:
    assert (
        set(rearranged(run, change)) == set(picked(run, change)) == set(chosen(values(ALONE), run, new_problem=False))
    )


@given(JUNK)
def test_any_request_for_pieces_is_answered(request: Any) -> None:
    for reply in json.loads(answer(SOURCE, request)):
        assert "error" in reply or "weights" in reply


@given(st.text(max_size=60), st.integers(-10, 10000))
def test_any_run_is_answered(run: str, first: int) -> None:
    (reply,) = json.loads(answer(SOURCE, {"pieces": [{"run": run, "first": first}]}))
    assert "error" in reply


def test_pieces_of_several_runs_come_in_one_reply() -> None:
    runs = run_data(Scene())["runs"]
    replies = json.loads(answer(SOURCE, {"pieces": [{"run": run, "first": 0} for run in runs]}))
    assert [reply["run"] for reply in replies] == runs
    assert [reply["next"] for reply in replies] == [64, 64]


@given(JUNK)
def test_any_address_gives_a_page(address: Any) -> None:
    assert page(SOURCE, address) is not None


@given(st.text(max_size=200))
def test_any_text_in_the_address_gives_a_page(search: str) -> None:
    assert Id.SURFACE in page(SOURCE, {"search": search, "dark": False})


@pytest.mark.parametrize(
    ("theme", "dark", "mode"),
    [("auto", False, "light"), ("auto", True, "dark"), ("light", True, "light"), ("dark", False, "dark")],
)
def test_the_theme_of_the_address_beats_the_systems(theme: str, dark: bool, mode: str) -> None:
    made = page(SOURCE, {"search": f"?theme={theme}", "dark": dark})
    assert made[Id.MODE].data == mode


def test_a_picture_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no landscape 'volcano'"):
        pictures(SOURCE, "volcano", "light")


@given(JUNK)
def test_any_look_at_the_model_is_answered(look: Any) -> None:
    assert "error" in json.loads(predicted(SOURCE, look))


@given(st.lists(st.lists(st.integers() | st.floats() | st.text(max_size=3), max_size=3), max_size=5))
def test_any_weights_are_answered(weights: list[list[Any]]) -> None:
    reply = json.loads(predicted(SOURCE, {"problem": "trap", "weights": weights}))
    assert "error" in reply or "p" in reply
