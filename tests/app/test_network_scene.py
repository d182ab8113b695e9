"""Every scene of the page on networks survives its link, and any text gives a scene."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

import losscore as ls
from app.networks import scene as net
from app.networks.presets import PRESETS, SCENES, preset_of
from app.networks.scene import BY_NAME, DEFAULT, MOST_WORK, NetworkScene, change, from_link, to_link, together
from app.runs.scene import SPEEDS, THEMES

TABLE = "0.5,1.2,1~0.7,0.1,0~1.5,0.3,1~2,2,0"
SCENES_OF_ALL_KINDS = st.builds(
    NetworkScene,
    data=st.sampled_from([*ls.MADE, *ls.REAL]),
    data_seed=st.integers(0, 999_999),
    layers=st.integers(1, 20),
    width=st.integers(2, 32),
    activation=st.sampled_from(net.ACTIVATIONS),
    skips=st.sampled_from(["no", "yes"]),
    optimizer=st.sampled_from(sorted(ls.OPTIMIZERS)),
    learning_rate=st.floats(1e-6, 100),
    momentum=st.floats(0, 0.9999),
    schedule=st.sampled_from(sorted(ls.SCHEDULES)),
    batch=st.integers(0, 150),
    seed=st.integers(0, 999_999),
    steps=st.integers(2, 800),
    slice=st.sampled_from(net.SLICES),
    directions=st.integers(0, 999_999),
    several=st.sampled_from(["no", "yes"]),
    compare=st.sampled_from(net.COMPARISONS),
    batch2=st.integers(1, 150),
    optimizer2=st.sampled_from(sorted(ls.OPTIMIZERS)),
    learning_rate2=st.floats(1e-6, 100),
    height=st.sampled_from(net.HEIGHTS),
    step=st.none() | st.integers(0, 2),
    speed=st.sampled_from(SPEEDS),
    theme=st.sampled_from(THEMES),
).filter(lambda scene: not together(scene)[1])


@given(SCENES_OF_ALL_KINDS)
def test_every_scene_survives_its_link(scene: NetworkScene) -> None:
    assert from_link(to_link(scene)) == (scene, ())


@given(st.text(max_size=300))
def test_any_text_gives_a_scene(text: str) -> None:
    scene, _ = from_link(text, SCENES)
    assert not together(scene)[1]


@given(st.dictionaries(st.sampled_from(sorted(BY_NAME)), st.text(max_size=30) | st.integers().map(str), max_size=8))
def test_any_values_give_a_scene_that_can_be_computed(values: dict[str, str]) -> None:
    scene, wrong = change(DEFAULT, values)
    assert not together(scene)[1]
    assert set(wrong) <= {*values, "table", "batch", "batch2", "steps"}
    assert from_link(urlencode(values))[0] == scene


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("layers=21", "The number of hidden layers must be a whole number from 1 to 20; got “21”. 2 is used instead."),
        ("width=1", "units in a layer must be a whole number from 2 to 32; got “1”. 8 is used instead."),
        ("batch=201", "The batch size must be at most 200, the number of examples, or “all”; got “201”."),
        ("batch=0", "The batch size must be “all” or a whole number from 1 to 2000; got “0”."),
        ("compare=batches&batch2=500", "The other batch size must be at most 200"),
        ("data=own", "Your own data are still missing"),
        ("data=own&table=1,2", "Your table"),
        ("data=own&table=" + "1,2,1~" * 500, "Your table must have at most 2,500 characters"),
        ("data=own&table=1,2,1~1,3,0", "the same value in every row"),
        ("preset=volcano", "There is no example called “volcano”; there are moons, skips"),
        ("layers=20&width=32&steps=3000", "At most 2476 steps fit"),
        ("seed=1&seed=2", "gives “seed” more than once"),
    ],
)
def test_what_cannot_be_used_gets_a_sentence(query: str, said: str) -> None:
    scene, complaints = from_link("?" + query, SCENES)
    text = " ".join(complaints)
    assert said in text or (said == "Your table" and complaints), complaints
    assert not together(scene)[1]


def test_a_table_of_ones_own_is_read() -> None:
    scene, complaints = from_link(f"data=own&table={TABLE}")
    assert not complaints
    assert scene.dataset.x.shape == (4, 2)
    assert from_link(to_link(scene)) == (scene, ())
    lines, wrong = change(DEFAULT, {"data": "own", "table": TABLE.replace("~", "\n")})
    assert (lines, wrong) == (scene, {})
    one, wrong = change(DEFAULT, {"data": "own", "table": "hours,passed\n0.5,no\n2,no\n3.5,yes"})
    assert not wrong
    assert one.network.features == 1


def test_work_is_bounded() -> None:
    most = replace(DEFAULT, layers=20, width=32, steps=2476)
    assert most.work <= MOST_WORK < replace(most, steps=2477).work
    scene, wrong = change(most, {"steps": "2477"})
    assert scene == most
    assert "2476" in wrong["steps"]


def test_a_preset_is_a_start_that_can_be_changed() -> None:
    scene, complaints = from_link("?preset=skips&seed=5", SCENES)
    assert not complaints
    assert scene == replace(PRESETS["skips"].scene, seed=5)
    assert preset_of(scene) == ""
    assert preset_of(replace(PRESETS["skips"].scene, step=3, theme="dark")) == "skips"


def test_two_networks_differ_in_what_is_compared_only() -> None:
    scene = replace(DEFAULT, batch2=10, optimizer2="Adam", learning_rate2=0.1)
    assert len(scene.trainings()) == 1
    for compare, fields in (("skips", {"skips"}), ("batches", {"batch"}), ("optimizers", {"learning_rate"})):
        one, two = replace(scene, compare=compare).trainings()
        assert {name for name in BY_NAME if getattr(one, name) != getattr(two, name)} == fields
    (helper, _) = replace(scene, slice="three").helpers(scene.trainings()[0])
    assert helper.seed == scene.seed + 1


def test_how_it_is_looked_at_is_no_other_training() -> None:
    scene = replace(DEFAULT, slice="random", directions=4, height="log", step=3, several="yes")
    assert scene.trainings() == DEFAULT.trainings()
    assert to_link(DEFAULT) == "v=1"
