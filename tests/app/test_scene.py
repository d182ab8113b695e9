"""Any text at all gives a scene, and every scene survives its link."""

from __future__ import annotations

import contextlib
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import losscore as ls
from app.link.fields import Part, read_number
from app.runs.own import MOST_ROWS
from app.runs.rule import CHANGEABLE, MOST_STEPS, SCHEDULES, Rule
from app.runs.scene import (
    ARROWS,
    BY_NAME,
    CAUGHT_AND_FREED,
    COLOURS,
    CURVES,
    DEFAULT,
    HEIGHTS,
    LONGEST_KEY,
    MOST_RUNS,
    MOST_SEED,
    OWN,
    SPEEDS,
    THEMES,
    Scene,
    change,
    from_link,
    to_link,
)


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False, allow_subnormal=False)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    return Rule(
        optimizer=draw(st.sampled_from(sorted(ls.OPTIMIZERS))),
        learning_rate=draw(numbers(1e-9, 100)),
        momentum=draw(numbers(0, 0.9999)),
        beta1=draw(numbers(0, 0.9999)),
        beta2=draw(numbers(0, 0.999999)),
        alpha=draw(numbers(0, 0.9999)),
        eps=draw(st.none() | numbers(1e-12, 1)),
        weight_decay=draw(st.none() | numbers(0, 10)),
        schedule=draw(st.sampled_from(SCHEDULES)),
        batch_size=draw(st.none() | st.integers(1, 5)),
        changes=tuple(sorted(draw(st.lists(changes(), max_size=4)), key=lambda change: change[0])),
    )


@st.composite
def changes(draw: st.DrawFn) -> tuple[int, str, float]:
    name = draw(st.sampled_from(CHANGEABLE))
    return draw(st.integers(0, MOST_STEPS)), name, draw(numbers(1e-9, 0.9))


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    name = draw(st.sampled_from([*sorted(set(ls.PROBLEMS) - {"textbook"}), OWN]))
    ground = change(DEFAULT, {"problem": name, "data": draw(tables())} if name == OWN else {"problem": name})[0].ground
    window = ground.problem_shown.window
    start = draw(st.none() | st.tuples(*(numbers(low, high) for low, high in window)))
    steps = draw(st.integers(1, MOST_STEPS))
    race = tuple(draw(st.lists(rules(), min_size=1, max_size=MOST_RUNS)))
    return Scene(
        problem=name,
        data=ground.data,
        start=None if start == ground.problem_shown.start else start,
        rules=race,
        steps=steps,
        seed=draw(st.integers(0, MOST_SEED)),
        height=draw(st.sampled_from(HEIGHTS)),
        cut=draw(numbers(0.02, 1)),
        lines=draw(st.integers(2, 80)),
        colours=draw(st.sampled_from(COLOURS)),
        arrows=draw(st.sampled_from(ARROWS)),
        curve=draw(st.sampled_from(CURVES)),
        step=draw(st.none() | st.integers(0, steps)),
        speed=draw(st.sampled_from(SPEEDS)),
        camera=draw(st.none() | st.tuples(numbers(-360, 360), numbers(-89, 89), numbers(0.2, 10))),
        theme=draw(st.sampled_from(THEMES)),
        chosen=draw(st.integers(1, len(race))),
    )


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A small table of one or two features, with both labels in it."""
    wide = draw(st.integers(1, 2))
    row = st.tuples(*[numbers(-50, 50)] * wide)
    rows = draw(st.lists(row, min_size=5, max_size=12))
    return ";".join(",".join([*map(repr, x), str(i % 2)]) for i, x in enumerate(rows))


@given(scenes())
def test_every_scene_survives_its_link(scene: Scene) -> None:
    assert from_link(to_link(scene), longest=LONGEST_KEY) == (scene, ())


@given(scenes())
def test_the_run_alone_forgets_how_it_is_looked_at(scene: Scene) -> None:
    again, complaints = from_link(to_link(scene, Part.RUN), longest=LONGEST_KEY)
    assert not complaints
    assert to_link(again) == to_link(scene, Part.RUN)
    assert (again.theme, again.speed, again.step, again.camera) == ("auto", "1", None, None)
    assert (again.height, again.cut, again.lines, again.colours) == ("linear", 1.0, 20, "Lagoon")


@given(st.text(max_size=300))
def test_any_text_gives_a_scene(text: str) -> None:
    scene, complaints = from_link(text)
    assert isinstance(scene, Scene)
    assert all(isinstance(sentence, str) and sentence for sentence in complaints)


@given(st.sampled_from(sorted(BY_NAME)), st.text(max_size=50))
def test_any_value_gives_a_scene_whose_run_can_be_made(name: str, value: str) -> None:
    from urllib.parse import urlencode

    scene, _ = from_link(urlencode([(name, value)]))
    path = ls.descend(scene.problem_shown.objective, scene.rule.make(scene.steps), scene.start_weights, 2)
    assert len(path) <= 2


def test_the_default_needs_no_words() -> None:
    assert to_link(DEFAULT) == "v=1"
    assert from_link("") == (DEFAULT, ())
    assert from_link("?v=1") == (DEFAULT, ())


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("learning_rate=abc", ["learning rate", "above 0", "“abc”", "0.05 is used instead"]),
        ("learning_rate=1e400", ["“1e400”"]),
        ("learning_rate=0", ["“0”"]),
        ("learning_rate=nan", ["“nan”"]),
        ("momentum=1", ["momentum", "“1”"]),
        ("steps=2.5", ["whole number", "“2.5”"]),
        ("steps=99999", ["5000", "“99999”"]),
        ("problem=volcano", ["one of trap, bowl", "“volcano”"]),
        ("start=9,9", ["inside the picture", "“9,9”", "-0.44,-0.27 instead"]),
        ("start=1", ["two numbers", "“1”"]),
        ("camera=1,2", ["three numbers", "left out"]),
        ("rules=Momentum,learning_rate:x~Adam", ["list of runs", "Two runs are shown instead"]),
        ("rules=Adam~Adam~Adam~Adam~Adam", ["one to 4 runs"]),
        ("chosen=5", ["chosen run"]),
        ("rules=Adam,beta1:0.5,beta1:0.6", ["list of runs"]),
        ("optimizer=GradientDescent&changes=5@theme@1", ["list of changes", "left out"]),
        ("optimizer=GradientDescent&batch_size=999", ["at most the number of examples; there are 150", "All are used"]),
        ("cut=7", ["sea level", "“7”"]),
        ("lines=1", ["level lines", "“1”"]),
        ("steps=10&steps=20", ["“steps” more than once"]),
        ("v=7", ["another version"]),
        ("x=" + "9" * 5000, ["longer than"]),
        ("&".join(f"a{i}=1" for i in range(300)), ["too many parts"]),
    ],
)
def test_what_cannot_be_used_is_said(query: str, words: list[str]) -> None:
    scene, complaints = from_link(query)
    assert len(complaints) == 1
    for word in words:
        assert word in complaints[0]
    assert to_link(scene) in ("v=1", "v=1&steps=10", "v=1&optimizer=GradientDescent")


def test_one_bad_value_costs_nothing_else() -> None:
    scene, complaints = from_link("problem=bowl&learning_rate=x&momentum=.5&unknown=1")
    assert (scene.problem, scene.rules) == ("bowl", (Rule(momentum=0.5),))
    assert len(complaints) == 1


@pytest.mark.parametrize(
    ("text", "value"), [("0.3", 0.3), ("0,3", 0.3), (" 1e-3 ", 0.001), (".5", 0.5), ("−2", -2.0), ("+1", 1.0)]
)
def test_numbers_as_people_type_them(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", " ", "inf", "nan", "1e400", "0x10", "1_000", "1 2", "--1", "e5", "١٢٣x"])
def test_no_numbers(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a number|out of range"):
        read_number(text)


@given(st.text(max_size=20))
def test_a_number_that_is_read_is_finite(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert math.isfinite(read_number(text))


def test_a_start_outside_another_problem_goes_back_to_its_own() -> None:
    scene, wrong = change(Scene(problem="bowl", start=(-3.5, 5.5)), {"problem": "trap"})
    assert not wrong
    assert scene.start_weights == ls.PROBLEMS["trap"].start


def test_a_long_value_is_cut_in_the_sentence() -> None:
    assert len(BY_NAME["learning_rate"].complaint("9" * 1000)) < 150


def test_without_a_word_one_is_caught_and_one_is_freed() -> None:
    """The first thing that anybody sees, held to what the engine says."""
    ends = []
    for run in DEFAULT.runs():
        path = ls.descend(run.problem_shown.objective, run.rule.make(run.steps), run.start_weights, run.steps)
        ends.append(ls.verdict(path, run.problem_shown).kind)
    assert ends == [ls.Outcome.LOCAL_MINIMUM, ls.Outcome.LOWEST]
    assert DEFAULT.rules == CAUGHT_AND_FREED


def test_a_link_that_names_settings_is_about_one_run() -> None:
    assert from_link("learning_rate=0.3")[0].rules == (Rule(learning_rate=0.3),)
    assert to_link(Scene(rules=(Rule("Adam", 0.1),))) == "v=1&optimizer=Adam&learning_rate=0.1"


def test_a_race_is_one_readable_value() -> None:
    scene = Scene(rules=(Rule("Momentum", 0.3, 0.8), Rule("Adam")), chosen=2)
    assert to_link(scene) == "v=1&rules=Momentum,learning_rate:0.3,momentum:0.8~Adam&chosen=2"


def test_settings_are_those_of_the_chosen_run() -> None:
    scene, wrong = change(Scene(chosen=2), {"optimizer": "Adam"})
    assert not wrong
    assert scene.rules == (CAUGHT_AND_FREED[0], Rule("Adam", 1.6, schedule="CosineDecay"))


@pytest.mark.parametrize("name", sorted(ls.SCHEDULES))
@pytest.mark.parametrize("steps", [1, 2, 3, 9, 300])
def test_every_schedule_fits_a_run_of_any_length(name: str, steps: int) -> None:
    scene = Scene(rules=(Rule("Momentum", 0.1, schedule=name),), steps=steps)
    path = ls.descend(scene.problem_shown.objective, scene.rule.make(steps), scene.start_weights, steps)
    assert len(path) == steps
    assert path.learning_rates.max() <= 0.1 + 1e-12


def test_a_run_changed_on_the_way_is_in_its_link() -> None:
    rule = Rule(learning_rate=0.3).changed(40, "learning_rate", 1.5).changed(80, "learning_rate", 0.2)
    link = to_link(Scene(rules=(rule,)))
    assert link == "v=1&optimizer=GradientDescent&learning_rate=0.3&changes=40@learning_rate@1.5/80@learning_rate@0.2"
    scene, complaints = from_link(link)
    assert not complaints
    path = ls.descend(
        scene.problem_shown.objective,
        scene.rule.make(300),
        scene.start_weights,
        100,
        changes=scene.rule.made_changes(300),
    )
    assert [path.learning_rates[t] for t in (39, 40, 79, 80)] == [0.3, 1.5, 1.5, 0.2]


def test_a_change_forgets_what_was_changed_later() -> None:
    rule = Rule().changed(40, "learning_rate", 1.5).changed(20, "momentum", 0.5).changed(20, "momentum", 0.6)
    assert rule.changes == ((20, "momentum", 0.6),)
    for step in range(20):
        rule = rule.changed(100 + step, "learning_rate", 0.1) if len(rule.changes) < 20 else rule
    with pytest.raises(ValueError, match="changed 20 times"):
        rule.changed(400, "learning_rate", 0.1)


def test_one_runs_seed_is_no_other_ones() -> None:
    """Without minibatches the seed does not matter, so it is no part of the run's key."""
    one, two = Scene(seed=7, rules=(Rule(), Rule(batch_size=8))).runs()
    assert (one.seed, two.seed) == (0, 7)


def test_own_data_make_a_landscape() -> None:
    scene, complaints = from_link("problem=own&data=hours,no|yes;0.5,0;1,0;2,1;2.5,0;4,1")
    assert not complaints
    data = scene.problem_shown.dataset
    assert data is not None
    assert (data.feature_names, data.label_names, len(data)) == (("hours",), ("no", "yes"), 5)
    # The minimum, from first principles: where both sums of the logistic equations vanish.
    (star,) = ls.lowest(scene.problem_shown.critical_points)
    p = 1 / (1 + np.exp(-(star.weights[0] * data.x[:, 0] + star.weights[1])))
    assert abs((p - data.y).sum()) < 1e-8
    assert abs(((p - data.y) * data.x[:, 0]).sum()) < 1e-8


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("1,0;2,x;3,y", ["third class", "'y'"]),
        ("1;2;3", ["one or two columns"]),
        ("a,b;1,2", ["every label"]),
        ("1,0;two,1", ["line 2", "'two' is not a number"]),
        (";".join(f"{i},{i % 2}" for i in range(MOST_ROWS + 1)), ["at most 600 rows", "601"]),
    ],
)
def test_data_that_are_none_get_a_sentence(data: str, words: list[str]) -> None:
    scene, complaints = from_link(f"problem=own&data={data}", longest=LONGEST_KEY)
    assert len(complaints) == 1
    for word in [*words, "A small table is shown instead"]:
        assert word in complaints[0], complaints
    assert len(scene.problem_shown.dataset or ()) == 5


def test_features_that_cannot_be_standardised_say_so() -> None:
    scene, complaints = from_link("problem=own&scaling=standardised&data=1,0;1,1;1,0")
    assert "same value in every row" in complaints[0]
    assert scene.scaling == "given"
