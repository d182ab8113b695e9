"""What the page on networks computes, answers and draws, without a browser."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from dash import no_update
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

import losscore as ls
from app.figures import network as draw
from app.kit.ids import NetworkId
from app.networks.controls import CONTROLS, control_text
from app.networks.presets import PRESETS
from app.networks.results import KEPT, NetworkResults, hollows_at_once, objective, pieces, rows_at_once, sizes, stride
from app.networks.scene import DEFAULT, NetworkScene, to_link
from app.networks.wiring import answer, chosen, picked, run_data, taken
from app.pages import page
from app.settings import Settings
from app.store.cache import make_cache
from tests.app.test_callbacks import JUNK
from tests.app.test_results import results as lab_results

QUICK = NetworkScene(layers=1, width=3, steps=90)
# A slice of ten minima within two seconds.
RUGGED = NetworkScene(layers=8, width=4, learning_rate=0.01, steps=100, seed=2, slice="random")


def fresh() -> NetworkResults:
    server = Flask("test")
    return NetworkResults(make_cache(server, Settings()))


SOURCE = fresh()


def array(packed: dict[str, str]) -> np.ndarray:
    if "differences" in packed:  # a grid, as app/figures/light.py writes it: added up again, number by number
        lower, upper = np.frombuffer(base64.b64decode(packed["differences"]), np.uint8).astype(int).reshape(2, -1)
        even = lower + 256 * upper
        more = np.where(even % 2, -(even + 1) // 2, even // 2).reshape(packed["shape"])
        return packed["low"] + (more.cumsum(axis=0).cumsum(axis=1) % 2**16) * packed["part"]
    flat = np.frombuffer(base64.b64decode(packed["bdata"]), dtype=np.dtype(packed["dtype"]).newbyteorder("<"))
    return flat.reshape([int(each) for each in packed.get("shape", "-1").split(",")])  # plotly packs a list without one


def ask(scene: NetworkScene, kind: str, source: NetworkResults = SOURCE, **more: Any) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(answer(source, {"kind": kind, "scene": to_link(scene), "mode": "light", **more}))
    return reply


def directly(training: NetworkScene) -> ls.Path:
    """The training in one go, by the engine alone."""
    ground = objective(training)
    rule = training.rule.make(training.steps)
    start = ground.network.start(training.seed)
    return ls.descend(ground, rule, start, training.steps, batch_size=training.batch or None, seed=training.seed)


# Training in pieces.


@pytest.mark.parametrize(
    "scene",
    [
        QUICK,
        replace(QUICK, batch=20, optimizer="Momentum", learning_rate=0.1, schedule="CosineDecay", steps=330),
        replace(QUICK, layers=20, width=32, skips="yes", steps=70),
        replace(QUICK, data="own", table="1,2,0~2,1,1~0,1,0~3,3,1", optimizer="AdamW"),
    ],
)
def test_the_pieces_are_the_training_to_the_bit(scene: NetworkScene) -> None:
    path = directly(scene)
    whole = fresh().training(scene)
    assert np.array_equal(whole.losses, path.losses)
    assert np.array_equal(whole.weights[-1], path.weights[-1])
    np.testing.assert_allclose(whole.weights, path.weights[whole.steps], rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(whole.accuracies, objective(scene).accuracy(path.weights[whole.steps]))
    assert whole.steps[0] == 0
    assert whole.steps[-1] == scene.steps


def test_a_piece_is_the_same_from_a_cold_cache_and_from_any_process() -> None:
    scene = replace(QUICK, steps=400, optimizer="Adam")
    warm = fresh()
    first = [warm.piece(scene, begin)["losses"] for begin, _ in pieces(scene)]
    cold = fresh().piece(scene, list(pieces(scene))[-1][0])["losses"]
    assert np.array_equal(first[-1], cold)


def test_pieces_join_and_stay_small() -> None:
    for scene in (QUICK, replace(QUICK, layers=20, width=32, steps=800), replace(QUICK, steps=2)):
        spans = list(pieces(scene))
        assert spans[0][0] == 0
        assert spans[-1][1] == scene.steps
        assert all(a[1] == b[0] for a, b in pairwise(spans))
        assert max(end - begin for begin, end in spans) <= 256
        assert scene.steps // stride(scene) * scene.network.size <= KEPT


def test_a_training_that_leaves_the_numbers_says_so() -> None:
    scene = replace(
        QUICK, optimizer="Momentum", activation="relu", layers=20, width=8, skips="yes", learning_rate=100.0
    )
    path = directly(scene)
    assert path.stopped is ls.Stopped.DIVERGED
    begin, reply = 0, {}
    while begin is not None:
        reply = ask(scene, "pieces", pieces=[{"run": to_link(scene), "first": begin}])["pieces"][0]
        begin = reply["next"]
    assert "learning rate is too large" in reply["outcome"]["sentence"]
    assert np.array_equal(SOURCE.training(scene).weights[-1], path.weights[-1])
    # What can be seen of it is drawn all the same, and what cannot is refused with a sentence.
    for kind in ("path", "random", "line"):
        cut = replace(scene, slice=kind)
        reply = ask(cut, "pictures", size=sizes(cut)[0])
        assert "error" in reply or reply.get("cuts") or reply.get("line")


def test_the_outcome_is_told_with_its_numbers() -> None:
    reply = ask(QUICK, "pieces", pieces=[{"run": to_link(QUICK), "first": 64}])["pieces"][0]
    path = directly(QUICK)
    assert reply["next"] is None
    assert f"{path.losses[-1]:.4g}" in reply["outcome"]["sentence"]
    assert f"{100 * float(objective(QUICK).accuracy(path.weights[-1])):.3g} %" in reply["outcome"]["sentence"]
    assert np.array_equal(array(reply["losses"]), path.losses[65:])


def test_a_training_that_stands_still_has_no_plane_and_says_so() -> None:
    rows = "1,2,0~2,1,1~0,1,0~3,3,1"
    dead = replace(QUICK, data="own", table=rows, activation="relu", layers=20, width=2, optimizer="GradientDescent")
    path = directly(dead)
    assert not np.ptp(path.weights[:, :-1], axis=0).any(), "no unit answers: only the last bias moves"
    assert "no plane" in ask(dead, "pictures", size=51)["error"]


# Slices.


@pytest.mark.parametrize("kind", ["path", "random", "three"])
def test_a_slice_has_the_trained_loss_in_its_centre_and_is_made_in_parts(kind: str) -> None:
    scene = replace(QUICK, slice=kind, layers=20, width=8, steps=30)
    training = scene.trainings()[0]
    cut = SOURCE.cut(scene, 0)
    assert np.array_equal(cut.plane.origin, SOURCE.training(training).weights[-1])
    size = sizes(scene)[0]
    assert rows_at_once(training, 101) < 101
    first = 0
    while first < size:
        first = ask(scene, "part", run=0, size=size, first=first)["next"]
    grid = SOURCE.slice(scene, 0, size)
    whole = ls.network_slice(objective(training), cut.plane, cut.window, size)
    assert np.array_equal(grid.loss, whole.loss)
    (a, b), (c, d) = cut.window
    assert a < 0 < b
    assert c < 0 < d
    seen = SOURCE.on_slice(scene, 0)
    assert seen["height"][-1] == seen["loss"][-1] == SOURCE.training(training).losses[-1]
    height = ls.slice_rows(objective(training), cut.plane, [0.0], [0.0])[0, 0]
    assert height == pytest.approx(seen["loss"][-1], rel=1e-10)


def test_minima_are_made_in_parts_and_drawn_where_they_are() -> None:
    scene = replace(RUGGED, layers=14)
    count = len(ls.hollows(SOURCE.slice(scene, 0, 101).loss))
    assert count > hollows_at_once(scene.trainings()[0])
    first, asked = 0, 0
    while first is not None:
        first, asked = ask(scene, "minima", run=0, first=first)["next"], asked + 1
    assert asked == -(-count // hollows_at_once(scene.trainings()[0]))
    plane, grid = SOURCE.cut(scene, 0).plane, SOURCE.slice(scene, 0, 101)
    whole = ls.slice_minima(objective(scene.trainings()[0]), plane, grid)
    found = SOURCE.minima(scene, 0, 101)
    centre = ls.polish_hollows(objective(scene.trainings()[0]), plane, grid, [[50, 50]])
    whole = ls.merge_minima(objective(scene.trainings()[0]), grid, [whole, centre])
    np.testing.assert_allclose(found.points, whole.points, atol=1e-9)
    cut = ask(scene, "pictures", size=101)["cuts"][0]
    assert cut["minima"] == len(whole)
    rings = [mark["weights"] for mark in cut["marks"] if mark["mark"] == "local minimum"]
    np.testing.assert_allclose(rings, whole.points, atol=1e-9)


def test_the_path_is_seen_from_the_slice_as_it_is() -> None:
    for kind in ("path", "random"):
        scene = replace(QUICK, slice=kind)
        seen, cut = SOURCE.on_slice(scene, 0), SOURCE.cut(scene, 0)
        weights = SOURCE.training(scene.trainings()[0]).weights
        on_plane = cut.plane.embed(seen["a"], seen["b"])
        np.testing.assert_allclose(np.linalg.norm(weights - on_plane, axis=1), seen["distance"], atol=1e-9)
        np.testing.assert_allclose(seen["height"][:-1], objective(scene.trainings()[0])(on_plane)[:-1])
        np.testing.assert_allclose(seen["loss"], directly(scene.trainings()[0]).losses[seen["at"]])
    _, values, _ = np.linalg.svd(weights - weights.mean(axis=0))
    share = (values[:2] ** 2).sum() / (values**2).sum()
    assert float(SOURCE.on_slice(replace(QUICK, slice="path"), 0)["explained"]) == pytest.approx(share, rel=1e-9)


def test_small_slices_have_directions_of_their_own() -> None:
    scene = replace(QUICK, several="yes", directions=7)
    for which in range(6):
        assert ask(scene, "part", run=0, which=which, first=0)["next"] == 31
        assert ask(scene, "minima", run=0, which=which, first=0)["next"] is None
    reply = ask(scene, "several")
    plane, grid = SOURCE.cut(replace(scene, slice="random", directions=7), 0).plane, SOURCE.slice(scene, 0, 31, 7)
    assert reply["counts"][0] >= len(ls.slice_minima(objective(scene.trainings()[0]), plane, grid))
    assert len(reply["small"]) == len(reply["counts"]) == 6
    random = replace(scene, slice="random", directions=9)
    assert np.array_equal(SOURCE.slice(scene, 0, 31, 9).loss, SOURCE.slice(random, 0, 31).loss)
    trained = SOURCE.training(scene.trainings()[0]).losses[-1]
    assert reply["spread"][0][1:] == pytest.approx([trained, trained], rel=1e-9)
    assert reply["spread"][-1][1] < reply["spread"][-1][2]


def test_the_line_runs_from_start_to_end() -> None:
    places, losses = SOURCE.line(replace(QUICK, slice="line"), 0)
    path = directly(QUICK)
    assert losses[places == 0.0] == pytest.approx(path.losses[0])
    assert losses[np.argmin(abs(places - 1.0))] == pytest.approx(path.losses[-1])


def test_a_fine_slice_of_a_very_large_network_is_left_out() -> None:
    assert sizes(QUICK) == (101,), "drawn once where it takes a moment"
    assert sizes(replace(QUICK, layers=6)) == (51, 101)
    rows = "~".join(f"{i % 7},{i % 5},{i % 2}" for i in range(350))
    assert sizes(replace(QUICK, layers=20, width=32, data="own", table=rows)) == (51,)


# Questions.


@given(JUNK)
def test_any_question_is_answered(request: Any) -> None:
    assert "error" in json.loads(answer(SOURCE, request))


@given(
    st.sampled_from(["pieces", "part", "minima", "pictures", "facts", "way", "several", "look", "x"]),
    st.dictionaries(
        st.sampled_from(["run", "size", "first", "which", "step", "pieces", "mode", "scene"]), JUNK, max_size=5
    ),
)
def test_any_detail_of_a_question_is_answered(kind: str, details: dict[str, Any]) -> None:
    reply = json.loads(answer(SOURCE, {"kind": kind, "scene": to_link(QUICK), "mode": "light"} | details))
    assert isinstance(reply, dict)


def test_too_much_is_refused_with_a_sentence() -> None:
    link = "v=1&layers=20&width=32&steps=3000"
    reply = json.loads(answer(SOURCE, {"kind": "pieces", "scene": link, "pieces": [{"run": link, "first": 0}]}))
    assert "too much for one page" in reply["error"]
    assert "pieces can be asked for" in ask(QUICK, "pieces", pieces=[{}] * 9)["error"]
    assert "51 or 101" in ask(replace(QUICK, layers=6), "part", run=0, size=77, first=0)["error"]
    assert "No part of this slice" in ask(replace(QUICK, layers=20), "part", run=0, size=101, first=1)["error"]
    assert "from 0 to 0" in ask(QUICK, "facts", run=1)["error"]
    assert "no minimum to leave" in ask(replace(QUICK, slice="line"), "way", run=0, which=0)["error"]
    assert "no minima" in ask(replace(QUICK, slice="line"), "minima", run=0, first=0)["error"]
    assert "hollows begins" in ask(QUICK, "minima", run=0, first=10_000)["error"]


def test_pictures_show_what_was_computed() -> None:
    scene = replace(QUICK, slice="path")
    reply = ask(scene, "pictures", size=101)
    grid, cut = SOURCE.slice(scene, 0, 101), reply["cuts"][0]
    assert cut["minima"] == len(SOURCE.minima(scene, 0, 101))
    coarse = ask(replace(scene, layers=6), "pictures", size=51)["cuts"][0]
    assert coarse["minima"] is None, "they are looked for on the fine slice only"
    shown = np.log10(grid.loss) if reply["log"] else grid.loss
    # A hundred-thousandth of its range: less than a pixel of any screen.
    np.testing.assert_allclose(array(cut["contour"]["data"][0]["z"]), shown, rtol=0, atol=np.ptp(shown) / 1e5)
    path = directly(scene)
    np.testing.assert_allclose(array(cut["true"]), path.losses, rtol=1e-6)
    assert np.array_equal(array(cut["at"]), np.arange(scene.steps + 1))
    assert ask(scene, "pictures", size=0)["curve"]["layout"]["xaxis"]["range"] == [0, scene.steps]


def test_two_networks_are_drawn_on_one_scale() -> None:
    reply = ask(replace(QUICK, compare="optimizers"), "pictures", size=101)
    grounds = [cut["contour"]["data"][0] for cut in reply["cuts"]]
    assert len(grounds) == 2
    heights = np.concatenate([array(ground["z"]).ravel() for ground in grounds])
    assert [(ground["zmin"], ground["zmax"]) for ground in grounds] == [tuple(reply["drawn_limits"])] * 2
    assert reply["drawn_limits"] == pytest.approx([heights.min(), heights.max()], rel=1e-4)


def test_a_look_is_what_the_network_says_at_that_step() -> None:
    reply = ask(QUICK, "look", step=17)
    axes = [array(each) for each in reply["axes"]]
    ground, path = objective(QUICK), directly(QUICK)
    grid = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
    z = ground.network.logits(path.weights[17], grid.astype(float))
    np.testing.assert_allclose(array(reply["p"][0]).ravel(), 1 / (1 + np.exp(-z)), atol=1e-5)
    assert reply["at"] == [17]


def test_a_look_makes_no_more_of_a_training_than_it_needs() -> None:
    scene, source = replace(QUICK, steps=2000), fresh()
    assert stride(scene) == 1
    whole = directly(scene)
    for step, parts in ((0, 1), (64, 1), (65, 2)):
        at, weights = source.weights_at(scene, step)
        assert at == step
        np.testing.assert_allclose(weights, whole.weights[step], rtol=1e-6, atol=1e-7)
        assert len(source.cache.cache._cache) == parts, "so many pieces wait in the cache"
    wide = replace(QUICK, steps=700, layers=20, width=8)
    assert stride(wide) > 1
    assert fresh().weights_at(wide, 100)[0] == 100 // stride(wide) * stride(wide)


def test_the_way_down_and_the_sharpness_are_the_engines() -> None:
    scene = RUGGED
    found = ask(scene, "way", run=0, which=0)["found"]
    assert found["down"]
    ground, plane = objective(scene), SOURCE.cut(scene, 0).plane
    point = plane.embed(*found["point"])
    assert found["loss"] == pytest.approx(float(ground(point)))
    assert found["lowest"] < found["loss"] - 0.01
    assert found["loss"] == pytest.approx(SOURCE.minima(scene, 0, 101).losses[-1])
    assert (found["of"], found["home"]) == (len(SOURCE.minima(scene, 0, 101)) - 1, True)
    values = np.linalg.eigvalsh(ground.hessian(point))
    assert found["curvature"] == pytest.approx(values[0], rel=1e-3)
    sharp = ask(scene, "facts", run=0)["sharpness"]
    end = np.linalg.eigvalsh(ground.hessian(plane.origin))
    assert sharp["highest"] == pytest.approx(end[-1], rel=1e-3)


# Controls and page.


def values(scene: NetworkScene, **changed: Any) -> dict[str, Any]:
    return {control.field: control_text(scene, control.field) for control in CONTROLS} | changed


def test_controls_make_a_scene_and_wrong_ones_get_a_sentence() -> None:
    result = chosen(values(DEFAULT, layers="5"), run_data(DEFAULT))
    assert result["run"]["networks"] == ["2-8-8-8-8-8-1 tanh"]
    assert result["preset"] == ""
    wrong = chosen(values(DEFAULT, layers="fifty"), run_data(DEFAULT))
    assert "“fifty”" in wrong["messages"]["layers"]
    same = chosen(values(DEFAULT), run_data(DEFAULT))
    assert not isinstance(same["run"], dict)
    own = chosen(values(DEFAULT, data="own"), run_data(DEFAULT))
    assert own["hidden"]["table"] is False
    assert "still missing" in own["messages"]["table"]


def test_a_table_is_taken_and_how_it_was_read_can_be_had_otherwise() -> None:
    text = ",a,b,y\n0,1,2,ja\n1,2,1,nein\n2,0,1,ja\n3,3,3,nein\n"
    shown = values(DEFAULT, data="own")
    result = taken(shown, {"text": text, "ways": None, "at": 1}, run_data(DEFAULT))
    assert result["values"]["table"] == result["reading"]["of"] == "a,b,nein|ja\n1,2,1\n2,1,0\n0,1,1\n3,3,0"
    assert result["run"]["classes"] == ["0 = nein", "1 = ja"]
    other = taken(shown, {"text": text, "ways": {"one": "nein", "features": [2]}, "at": 2}, run_data(DEFAULT))
    assert other["values"]["table"] == "b,ja|nein\n2,0\n1,1\n1,0\n3,1"
    for text, words in (
        ("1,0\nx,1", "'x' is not a number"),
        ("1,0\n1,1", "same value in every row"),
        ("\n".join(f"{i}.125,{i % 2}" for i in range(500)), "2,500 characters"),
    ):
        wrong = taken(shown, {"text": text}, run_data(DEFAULT))
        assert words in wrong["reading"]["wrong"], wrong["reading"]
        assert wrong["run"] is no_update
    assert taken(shown, "junk", None)["reading"]["wrong"]


def test_an_example_sets_every_control() -> None:
    result = picked("skips")
    scene = PRESETS["skips"].scene
    assert result["values"] == values(scene)
    assert [PRESETS["skips"].title, PRESETS["skips"].claim] == [part.children for part in result["claim"][:2]]
    assert result["run"]["names"] == ["Without skips", "With skips"]
    assert not isinstance(picked("volcano")["run"], dict)


@given(JUNK, JUNK)
def test_nonsense_from_the_controls_is_answered(run: Any, preset: Any) -> None:
    assert set(chosen(values(DEFAULT), run)) == set(picked(preset))


@given(st.text(max_size=200))
def test_any_address_gives_a_page(search: str) -> None:
    assert NetworkId.RUN in page(lab_results(), {"path": "/networks", "search": search, "dark": True})


# Figures.


def test_heights_are_logarithms_where_the_range_asks() -> None:
    low = ls.Landscape(np.arange(2.0), np.arange(2.0), np.array([[0.5, 1.0], [2.0, 4.0]]))
    high = ls.Landscape(np.arange(2.0), np.arange(2.0), np.array([[0.5, 1e4], [np.inf, np.nan]]))
    assert not draw.is_log("auto", [low])
    assert draw.is_log("auto", [low, high])
    assert draw.is_log("log", [low])
    assert not draw.is_log("linear", [high])
    np.testing.assert_allclose(draw.drawn(high.loss, log=True)[0], [np.log10(0.5), 4.0])
    assert np.isnan(draw.drawn(high.loss, log=True)[1]).all()
    figure = draw.slice_contour(high, "random", (0.5, 1e4), "light", log=True)
    labels = figure.data[0].colorbar.ticktext
    assert "10,000" in labels
    assert len(labels) <= 6


def test_ticks_of_a_logarithm_are_losses() -> None:
    for low, high in ((-3.0, 0.5), (-1.2, 0.7), (0.0, 4.2), (-6.0, 5.0), (-0.2, -0.1)):
        ticks = draw.ticks(low, high, log=True)
        assert len(ticks["tickvals"]) <= 6
        for place, label in zip(ticks["tickvals"], ticks["ticktext"], strict=True):
            assert float(label.replace(",", "")) == pytest.approx(10**place, rel=0.01)


def test_marks_are_the_trained_weights_the_minima_and_the_ends_of_other_trainings() -> None:
    scene = RUGGED
    marks = ask(scene, "pictures", size=101)["cuts"][0]["marks"]
    assert marks[0] == {"mark": "lowest", "weights": [0.0, 0.0]}
    assert len(marks) - 1 == len(SOURCE.minima(scene, 0, 101))
    assert len(ask(scene, "pictures", size=51)["cuts"][0]["marks"]) == 1, "not looked for yet"
    three = replace(QUICK, slice="three")
    ends = [mark["weights"] for mark in ask(three, "pictures", size=101)["cuts"][0]["marks"] if mark["mark"] == "end"]
    np.testing.assert_allclose(ends, SOURCE.ends(three, 0)[1:])
