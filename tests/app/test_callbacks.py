"""What a callback answers, without a browser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from dash import no_update
from hypothesis import given
from hypothesis import strategies as st

from app.callbacks.lab import answer, chosen, pictures, run_data
from app.callbacks.pages import page
from app.controls import rail, text
from app.ids import Id
from app.scene import Scene, to_link
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


def test_a_new_learning_rate_is_a_new_run_on_the_same_landscape() -> None:
    result = choose(Scene(), learning_rate="0,3")
    assert result["run"]["run"] == "v=1&learning_rate=0.3"
    assert result["landscape"] is no_update
    assert set(result["messages"].values()) == {""}


@pytest.mark.parametrize("wrong", ["abc", "", "1e400", "-1", "0", "101", None, "NaN"])
def test_nonsense_gets_a_sentence_and_the_run_stays(wrong: str | None) -> None:
    result = choose(Scene(), learning_rate=wrong)
    assert result["run"] is no_update
    assert "The learning rate must be a number above 0" in result["messages"]["learning_rate"]
    assert [field for field, message in result["messages"].items() if message] == ["learning_rate"]


def test_two_wrong_fields_get_a_sentence_each() -> None:
    messages = choose(Scene(), steps="many", start="here")["messages"]
    assert "“many”" in messages["steps"]
    assert "“here”" in messages["start"]


def test_the_same_values_are_no_new_run() -> None:
    assert choose(Scene(learning_rate=0.3))["run"] is no_update


def test_a_new_problem_starts_from_its_own_start() -> None:
    result = choose(Scene(start=(1.0, 1.0)), problem="bowl", new_problem=True)
    assert result["landscape"] == "bowl"
    assert result["start"] == "-3, 4"
    assert result["run"]["run"] == "v=1&problem=bowl"


def test_momentum_is_offered_where_it_is_used() -> None:
    assert choose(Scene())["hidden"] is True
    assert choose(Scene(), optimizer="Momentum")["hidden"] is False


@given(JUNK)
def test_any_request_for_a_piece_is_answered(request: Any) -> None:
    reply = json.loads(answer(SOURCE, request))
    assert "error" in reply or "weights" in reply


@given(st.text(max_size=60), st.integers(-10, 10000))
def test_any_run_is_answered(run: str, first: int) -> None:
    reply = json.loads(answer(SOURCE, {"run": run, "first": first}))
    assert "error" in reply or reply["run"] == to_link(Scene(), run_only=True)


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
