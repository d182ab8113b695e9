"""What a callback answers, without a browser."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from dash import no_update
from hypothesis import given
from hypothesis import strategies as st

import losscore as ls
from app.kit.ids import Id
from app.lab import controls
from app.lab.wiring import answer, basin_part, chosen, code, looked, picture_link, pictures, run_data
from app.lab.wishes import wished
from app.link.fields import Part
from app.pages import page
from app.runs.rule import CHANGEABLE, Rule
from app.runs.scene import OWN, Scene, from_link, to_link
from tests.app.test_results import results

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
SOURCE = results()
ALONE = Scene(rules=(Rule(),))


def wish(scene: Scene, kind: str, **more: Any) -> dict[str, Any]:
    """A wish as the page sends it."""
    link = to_link(scene, Part.RUN, Part.VIEW)
    base = {"kind": kind, "scene": link, "chosen": scene.chosen, "at": 1, "step": 0, "onward": False}
    return base | more


def choose(scene: Scene, *, step: int = 0, onward: bool = False, **changed: Any) -> dict[str, Any]:
    """What comes of a change of controls."""
    values = {field: controls.text(scene, field) for field in controls.FIELDS} | changed
    return chosen(SOURCE, wish(scene, "values", values=values, asked=list(changed), step=step, onward=onward))


def after(result: dict[str, Any]) -> Scene:
    """The scene of an answer."""
    scene, complaints = from_link(result["run"]["scene"])
    assert not complaints
    return replace(scene, chosen=result["run"]["chosen"])


def test_a_new_learning_rate_is_a_new_run_on_the_same_landscape() -> None:
    result = choose(ALONE, learning_rate="0,3")
    assert result["run"]["runs"] == ["v=1&optimizer=GradientDescent&learning_rate=0.3"]
    assert result["landscape"] is no_update
    assert set(result["messages"].values()) == {""}
    assert result["values"]["learning_rate"] is no_update, "what was typed stays as it was typed"


def test_the_first_pieces_of_a_new_run_come_along() -> None:
    pieces = [json.loads(text) for text in choose(ALONE, learning_rate="0.3", step=200)["run"]["pieces"]]
    assert [piece["first"] for piece in pieces] == [0, 64]
    assert all(piece["run"].endswith("learning_rate=0.3") for piece in pieces)
    assert choose(ALONE)["run"]["pieces"] == []


@pytest.mark.parametrize("wrong", ["abc", "", "1e400", "-1", "0", "101", None, "NaN"])
def test_nonsense_gets_a_sentence_and_the_run_stays(wrong: str | None) -> None:
    result = choose(ALONE, learning_rate=wrong)
    assert result["run"] is no_update
    assert "The learning rate must be a number above 0" in result["messages"]["learning_rate"]
    assert [field for field, message in result["messages"].items() if message] == ["learning_rate"]
    assert set(result["values"].values()) == {no_update}


@pytest.mark.parametrize("field", [f for f in controls.FIELDS if f not in ("data",)])
def test_every_field_survives_nonsense_with_a_sentence(field: str) -> None:
    scene = Scene(rules=(Rule("Adam", batch_size=4),))
    result = choose(scene, **{field: "nonsense"})
    assert result["run"] is no_update
    assert "“nonsense”" in result["messages"][field]


def test_two_wrong_fields_get_a_sentence_each() -> None:
    messages = choose(ALONE, steps="many", start="here")["messages"]
    assert "“many”" in messages["steps"]
    assert "“here”" in messages["start"]


def test_a_new_problem_starts_from_its_own_start() -> None:
    result = choose(replace(ALONE, start=(1.0, 1.0)), problem="bowl")
    assert result["landscape"] == "v=1&problem=bowl"
    assert result["values"]["start"] == "-3, 4"
    assert {"value": "-3.5, -3.5", "label": "far corner"} in result["suggestions"]
    assert result["run"]["runs"] == ["v=1&problem=bowl&optimizer=GradientDescent"]


def test_a_setting_is_offered_where_it_is_used() -> None:
    for name in ls.OPTIMIZERS:
        hidden = choose(ALONE, optimizer=name)["hidden"]
        for setting in ("momentum", "beta1", "beta2", "alpha", "eps", "weight_decay"):
            assert hidden[setting] is not hasattr(ls.OPTIMIZERS[name](0.1), setting), (name, setting)


def test_another_run_is_picked_and_the_controls_follow() -> None:
    result = chosen(SOURCE, wish(Scene(), "pick", run="2"))
    assert result["chosen"] == "2"
    assert result["values"]["learning_rate"] == "1.6"
    assert result["values"]["schedule"] == "CosineDecay"
    assert result["run"]["runs"] == run_data(SOURCE, Scene())["runs"]


def test_a_change_is_one_of_the_chosen_run() -> None:
    result = choose(Scene(chosen=2), learning_rate="1.7")
    assert result["run"]["scene"] == (
        "v=1&rules=GradientDescent,learning_rate:0.3~GradientDescent,learning_rate:1.7,schedule:CosineDecay"
    )


def test_a_change_on_the_way_goes_on_from_the_step_on_screen() -> None:
    result = choose(ALONE, learning_rate="0.5", step=37, onward=True)
    assert after(result).rule == Rule(changes=((37, "learning_rate", 0.5),))
    assert result["list"][0]["settings"] == "rate 0.05, rate 0.5 from step 37"
    again = choose(after(result), momentum="0.3", learning_rate="0.7", step=60, onward=True)
    assert after(again).rule.changes == ((37, "learning_rate", 0.5), (60, "learning_rate", 0.7))
    # Touching something else leaves the changes; a rate set for the whole run begins anew.
    assert after(choose(after(result), steps="200", step=60)).rule.changes == ((37, "learning_rate", 0.5),)
    assert after(choose(after(result), learning_rate="0.8", step=60)).rule == Rule(learning_rate=0.8)


@pytest.mark.parametrize("name", CHANGEABLE)
def test_without_being_asked_a_setting_changes_the_whole_run(name: str) -> None:
    optimizer = next(each for each in ls.OPTIMIZERS if Rule(each).has(name))
    scene = Scene(rules=(Rule(optimizer),))
    for before in (scene, Scene(rules=(Rule(optimizer, changes=((37, "learning_rate", 0.5),)),))):
        for step in (0, 37, 60, scene.steps - 1, scene.steps):
            result = choose(before, step=step, **{name: "0.125"})
            assert after(result).rule == replace(scene.rule, **{name: 0.125}), (name, step)
            assert "changes" not in result["run"]["scene"]
    # Nor at step 0, from which on is the whole run.
    assert after(choose(scene, step=0, onward=True, **{name: "0.125"})).rule.changes == ()


def test_no_other_control_writes_a_change_on_the_way_even_if_asked() -> None:
    others = {"optimizer": "Adam", "schedule": "CosineDecay", "batch_size": "2", "start": "1, 1", "steps": "99"}
    for name, text in (others | {"problem": "band", "seed": "3", "height": "log", "lines": "9"}).items():
        for onward in (False, True):
            scene = choose(ALONE, step=37, onward=onward, **{name: text})["run"]
            assert scene is no_update or "changes" not in scene["scene"], name


def test_from_the_last_step_on_there_is_nothing_to_change_and_that_is_said() -> None:
    result = choose(ALONE, step=ALONE.steps, onward=True, learning_rate="0.5")
    assert result["run"] is no_update
    assert "This is the last step." in result["messages"]["learning_rate"]
    # Refused, it stays in its box; another control does not bring it in at the step that is on the screen by then.
    values = {field: controls.text(ALONE, field) for field in controls.FIELDS} | {"learning_rate": "0.5", "lines": "9"}
    more = {"values": values, "asked": ["lines"], "step": 37, "onward": True, "clean": False}
    result = chosen(SOURCE, wish(ALONE, "values", **more))
    assert result["run"]["scene"] == "v=1&optimizer=GradientDescent&lines=9"
    assert result["values"]["learning_rate"] == "0.05"
    assert result["messages"]["learning_rate"] == ""


def test_nonsense_on_the_way_is_said_and_the_run_goes_on() -> None:
    result = choose(ALONE, learning_rate="fast", step=37, onward=True)
    assert result["run"] is no_update
    assert "“fast”" in result["messages"]["learning_rate"]


def test_a_run_that_differs_is_added_until_there_are_four() -> None:
    scene = Scene()
    for number in (3, 4):
        scene = after(chosen(SOURCE, wish(scene, "add")))
        assert (len(scene.rules), scene.chosen) == (number, number)
        assert len(set(scene.rules)) == number, "each differs from all others"
        assert scene.rules[-1].learning_rate == scene.rules[0].learning_rate
    assert len(after(chosen(SOURCE, wish(scene, "add"))).rules) == 4


def test_a_run_is_removed_but_never_the_last() -> None:
    left = after(chosen(SOURCE, wish(Scene(chosen=2), "remove", run=2)))
    assert (left.chosen, len(left.rules)) == (1, 1)
    assert len(after(chosen(SOURCE, wish(left, "remove", run=1))).rules) == 1


def test_a_scene_comes_back_whole() -> None:
    before = Scene(problem="band", start=(-5.0, 2.0), rules=(Rule("Adam", 0.2, beta1=0.5),), steps=77, lines=9)
    result = chosen(SOURCE, wish(ALONE, "scene", link=to_link(before)))
    assert after(result) == before
    assert result["values"]["beta1"] == "0.5"
    assert result["values"]["lines"] == "9"
    assert result["landscape"] == "v=1&problem=band&lines=9"


def test_a_random_start_is_the_seeds() -> None:
    first = after(chosen(SOURCE, wish(ALONE, "random")))
    assert (first.seed, first.start) != (0, None)
    assert after(chosen(SOURCE, wish(ALONE, "random"))) == first
    second = after(chosen(SOURCE, wish(first, "random")))
    assert second.seed == 2
    assert second.start != first.start
    starts = [after(chosen(SOURCE, wish(replace(ALONE, seed=seed), "random"))).start for seed in range(40)]
    (a, b), (c, d) = ls.PROBLEMS["trap"].window
    assert all(start and a <= start[0] <= b and c <= start[1] <= d for start in starts)
    assert len(set(starts)) == 40


def test_data_are_copied_to_be_edited_and_the_landscape_follows() -> None:
    result = chosen(SOURCE, wish(ALONE, "copy"))
    scene = after(result)
    assert scene.problem == OWN
    assert len(scene.problem_shown.dataset or ()) == 150
    text = result["values"]["data"].replace(",1\n", ",0\n", 1)
    edited = chosen(SOURCE, wish(scene, "read", text=text))
    assert edited["landscape"] != result["landscape"]
    assert after(edited).data == text.replace("\n", ";") != scene.data
    assert edited["values"]["data"] == edited["reading"]["of"] == text
    # What is drawn comes as the text of a link, and stands in the box as what is typed does.
    assert chosen(SOURCE, wish(scene, "read", text=after(edited).data))["values"]["data"] == text


def test_a_table_that_cannot_be_used_changes_nothing_and_says_why() -> None:
    scene = Scene(problem=OWN, data="x,0|1;1,0;2,1", rules=(Rule(),))
    for text, words in (("1,0\nmany,1", "Line 2, column 'x': 'many' is not a number."), (None, "The table is empty")):
        wrong = chosen(SOURCE, wish(scene, "read", text=text))
        assert words in wrong["reading"]["wrong"]
        assert wrong["run"] is wrong["landscape"] is no_update
        assert set(wrong["values"].values()) == {no_update}
        assert not any(wrong["messages"].values())
    flat = chosen(SOURCE, wish(replace(scene, scaling="standardised"), "read", text="1,0\n1,1"))
    assert "cannot be standardised" in flat["reading"]["wrong"]
    # Everything else goes on: the box sends along what is used, not what is typed.
    assert choose(scene, learning_rate="0.3")["run"] is not no_update


def test_how_a_table_was_read_is_told_and_can_be_had_otherwise() -> None:
    table = ",hours,mood,passed\n0,0.5,3,ja\n1,1.5,2,nein\n2,2.5,NA,ja\n3,1.0,5,nein\n"
    result = chosen(SOURCE, wish(ALONE, "read", text=table))
    told = result["reading"]
    assert after(result).data == "hours,mood,nein|ja;0.5,3,1;1.5,2,0;1,5,0"
    assert result["run"]["classes"] == ["0 = nein", "1 = ja"]
    assert [(each["name"], each["rows"]) for each in told["classes"]] == [("nein", 2), ("ja", 1)]
    assert [note["text"] for note in told["notes"]] == [
        "The first column only counts the rows, so it is left out.",
        "1 row has a missing value and is left out: line 4.",
    ]
    # One click each: the classes swapped, the index as a feature, another column.
    swapped = chosen(SOURCE, wish(after(result), "read", text=table, ways=told["ways"] | {"one": "nein"}))
    assert after(swapped).data == "hours,mood,ja|nein;0.5,3,0;1.5,2,1;1,5,1"
    indexed = chosen(SOURCE, wish(after(result), "read", text=table, ways=told["notes"][0]["ways"]))
    assert after(indexed).data.startswith("column 1,hours,nein|ja;0,0.5,1")
    alone = chosen(SOURCE, wish(after(result), "read", text=table, ways=told["ways"] | {"features": [1]}))
    assert after(alone).data == "hours,nein|ja;0.5,1;1.5,0;2.5,1;1,0"
    # And of a link alone the classes can be swapped, too.
    link = chosen(SOURCE, wish(after(alone), "read", text=after(alone).data, ways={"one": "nein"}))
    assert after(link).data == "hours,ja|nein;0.5,0;1.5,1;2.5,0;1,1"


@pytest.mark.parametrize("name", [name for name, made in ls.PROBLEMS.items() if made.dataset is not None])
def test_every_data_set_can_be_edited(name: str) -> None:
    scene = after_key(chosen(SOURCE, wish(replace(ALONE, problem=name), "copy")))
    assert len(scene.problem_shown.dataset or ()) == len(ls.PROBLEMS[name].dataset or ())


def after_key(result: dict[str, Any]) -> Scene:
    return from_link(result["run"]["scene"], longest=20_000)[0]


def test_data_too_long_for_an_address_are_left_out_of_it_and_that_is_said() -> None:
    result = chosen(SOURCE, wish(replace(ALONE, problem="bowl"), "copy"))
    assert len(result["run"]["scene"]) > 4000 > len(result["run"]["address"])
    assert "too long for an address" in result["note"]
    assert chosen(SOURCE, wish(ALONE, "copy"))["note"] is no_update, "it stands empty"


@given(JUNK)
def test_any_wish_is_answered(junk: Any) -> None:
    assert set(chosen(SOURCE, junk)) == set(choose(ALONE))


@given(st.dictionaries(st.sampled_from(["kind", "scene", "chosen", "step", "run", "link", "values"]), JUNK), st.data())
def test_any_wish_of_a_known_kind_is_answered(junk: dict[str, Any], data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["values", "pick", "add", "remove", "scene", "random", "copy"]))
    assert wished(junk | {"kind": kind}).scene.rules


@given(JUNK)
def test_any_request_for_pieces_is_answered(request: Any) -> None:
    for reply in json.loads(answer(SOURCE, request)):
        assert "error" in reply or "weights" in reply


@given(st.text(max_size=60), st.integers(-10, 10000))
def test_any_run_is_answered(run: str, first: int) -> None:
    (reply,) = json.loads(answer(SOURCE, {"pieces": [{"run": run, "first": first}]}))
    assert "error" in reply


def test_pieces_of_several_runs_come_in_one_reply() -> None:
    runs = run_data(SOURCE, Scene())["runs"]
    replies = json.loads(answer(SOURCE, {"pieces": [{"run": run, "first": 0} for run in runs]}))
    assert [reply["run"] for reply in replies] == runs
    assert [reply["next"] for reply in replies] == [64, 64]


@given(JUNK)
def test_any_address_gives_a_page(address: Any) -> None:
    assert page(SOURCE, address) is not None


@given(st.text(max_size=200))
def test_any_text_in_the_address_gives_a_page(search: str) -> None:
    assert Id.CONTOUR in page(SOURCE, {"search": search, "dark": False})


@pytest.mark.parametrize(
    ("theme", "dark", "mode"),
    [("auto", False, "light"), ("auto", True, "dark"), ("light", True, "light"), ("dark", False, "dark")],
)
def test_the_theme_of_the_address_beats_the_systems(theme: str, dark: bool, mode: str) -> None:
    made = page(SOURCE, {"search": f"?theme={theme}", "dark": dark})
    assert made[Id.MODE].data == mode


@pytest.mark.parametrize("ground", ["problem=volcano", None, "x" * 20_000])
def test_a_picture_of_nothing_is_refused(ground: Any) -> None:
    with pytest.raises(ValueError, match=r"volcano|no pictures|longer"):
        pictures(SOURCE, ground, "light")


def test_pictures_are_as_the_scene_wants_them() -> None:
    scene = Scene(height="log", cut=0.5, lines=7, colours="Cividis", arrows="field")
    drawn = pictures(SOURCE, picture_link(scene), "dark")
    assert drawn["colours"] == "Cividis"
    assert "ticktext" in drawn["contour"]["data"][0]["colorbar"], "the ticks of a logarithmic height are losses"
    assert [trace["name"] for trace in drawn["contour"]["data"]] == ["loss", "downhill"]
    assert drawn["marks"][0]["mark"] == "lowest"


def look(**changed: Any) -> dict[str, Any]:
    run = run_data(SOURCE, Scene())["runs"][0]
    return {"run": run, "weights": [[0.1, 0.2], [1, 2]], "chosen": 0, "step": 5, "at": 1} | changed


def test_a_look_tells_model_examples_and_step() -> None:
    sight, rows = looked(SOURCE, look())
    reply = json.loads(sight)
    assert reply["prediction"]["p"]["shape"] == "2,121"
    assert reply["examples"]["loss"]["shape"] == "150"
    assert "step 5 to 6" in str(rows)


def test_a_look_at_a_surface_without_data_still_tells_the_step() -> None:
    sight, rows = looked(SOURCE, look(run="v=1&problem=textbook&optimizer=GradientDescent"))
    assert json.loads(sight)["examples"] == {}
    assert "step 5 to 6" in str(rows)


@given(JUNK)
def test_any_look_at_the_model_is_answered(junk: Any) -> None:
    assert "error" in json.loads(looked(SOURCE, junk)[0])


@given(st.lists(st.lists(st.integers() | st.floats() | st.text(max_size=3), max_size=3), max_size=5), JUNK, JUNK)
def test_any_weights_are_answered(weights: list[list[Any]], chosen_run: Any, step: Any) -> None:
    reply = json.loads(looked(SOURCE, look(weights=weights, chosen=chosen_run, step=step))[0])
    assert "error" in reply or "prediction" in reply


@given(JUNK)
def test_any_request_for_a_map_or_for_code_is_answered(junk: Any) -> None:
    assert "error" in json.loads(basin_part(SOURCE, junk))
    assert "error" in json.loads(code(SOURCE, junk))


def test_a_map_comes_part_by_part() -> None:
    run = "v=1&problem=bowl&optimizer=GradientDescent&learning_rate=3&steps=60"
    row: int | None = 0
    ends: list[list[int]] = []
    while row is not None:
        reply = json.loads(basin_part(SOURCE, {"run": run, "row": row}))
        ends += reply["minimum"]
        row = reply["next"]
    assert len(ends) == reply["size"] == 33
    assert {end for line in ends for end in line} == {0}
    assert reply["lowest"] == len(reply["minima"]) == 1


def test_where_nothing_was_wrong_only_what_changes_is_sent() -> None:
    values = {field: controls.text(ALONE, field) for field in controls.FIELDS} | {"optimizer": "Adam"}
    result = chosen(SOURCE, wish(ALONE, "values", values=values, clean=True))
    assert set(result["messages"].values()) == {no_update}
    sent = {field: hides for field, hides in result["hidden"].items() if hides is not no_update}
    assert sent == {"beta1": False, "beta2": False, "eps": False}
    wrong = chosen(SOURCE, wish(ALONE, "values", values=values | {"steps": "x"}, clean=True))
    assert "“x”" in wrong["messages"]["steps"]
