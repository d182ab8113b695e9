"""A path in pieces, from any process and any cache, is the engine's own path to the bit."""

from __future__ import annotations

import base64
import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask import Flask

import losscore as ls
from app.runs.results import BASIN_ROWS, BASIN_SIZE, FIRST_PIECE, Results, pieces
from app.runs.rule import Rule
from app.runs.scene import Scene, from_link, to_link
from app.settings import Settings
from app.store.cache import RawBytes, make_cache, remembered

RUNS = [
    Scene(rules=(Rule(learning_rate=0.3),)),
    Scene(rules=(Rule(learning_rate=1.6, schedule="CosineDecay"),)),
    Scene(rules=(Rule("Momentum", 0.1, 0.8),), steps=700),
    Scene(problem="bowl", rules=(Rule("Adam", 0.1),), steps=FIRST_PIECE),
    Scene(problem="bowl", rules=(Rule(learning_rate=100.0),), steps=400),
    *(Scene(rules=(Rule(name, 0.05),), steps=330) for name in ls.OPTIMIZERS),
    Scene(
        rules=(Rule("Adam", 0.05, beta1=0.7, beta2=0.9, eps=1e-4, weight_decay=0.1, batch_size=8),), seed=5, steps=330
    ),
    Scene(rules=(Rule("Momentum", 0.05).changed(70, "learning_rate", 0.4).changed(90, "momentum", 0.2),), steps=330),
    from_link("problem=own&data=1,0;2,0;2.5,1;3,0;4,1&optimizer=Nesterov&steps=100")[0],
]


def results(settings: Settings | None = None) -> Results:
    chosen = settings or Settings()
    return Results(make_cache(Flask("test"), chosen), chosen)


def decoded(packed: dict[str, str]) -> np.ndarray:
    shape = tuple(int(n) for n in packed["shape"].split(","))
    return np.frombuffer(base64.b64decode(packed["bdata"]), dtype="<" + packed["dtype"]).reshape(shape)


def stream(source: Results, scene: Scene) -> list[dict[str, Any]]:
    replies: list[dict[str, Any]] = []
    first: int | None = 0
    while first is not None:
        replies.append(json.loads(source.piece(scene, first)))
        first = replies[-1]["next"]
    return replies


def joined(replies: list[dict[str, Any]], name: str) -> np.ndarray:
    return np.concatenate([decoded(reply[name]) for reply in replies])


def whole(scene: Scene) -> ls.Path:
    return ls.descend(
        scene.problem_shown.objective,
        scene.rule.make(scene.steps),
        scene.start_weights,
        scene.steps,
        batch_size=scene.rule.batch_size,
        seed=scene.seed,
        changes=scene.rule.made_changes(scene.steps),
    )


@pytest.mark.parametrize("scene", RUNS, ids=lambda scene: to_link(scene))
def test_the_pieces_are_the_path(scene: Scene) -> None:
    replies, path = stream(results(), scene), whole(scene)
    assert np.array_equal(joined(replies, "weights"), path.weights)
    assert np.array_equal(joined(replies, "losses"), path.losses)
    assert np.array_equal(joined(replies, "gradients"), path.gradients)
    assert np.array_equal(joined(replies, "learning_rates"), path.learning_rates)
    assert replies[-1]["outcome"]["sentence"] == ls.verdict(path, scene.problem_shown).sentence
    assert all(reply["outcome"] is None for reply in replies[:-1])


@pytest.mark.parametrize("scene", RUNS[:3], ids=str)
def test_any_piece_first_from_an_empty_cache_has_the_same_bits(scene: Scene) -> None:
    in_order = {reply["first"]: reply for reply in stream(results(), scene)}
    for first, reply in in_order.items():
        assert json.loads(results().piece(scene, first)) == reply


def test_two_processes_share_files(tmp_path: Path) -> None:
    settings = Settings(cache="files", cache_dir=str(tmp_path))
    one, other = results(settings), results(settings)
    scene = RUNS[2]
    turns = []
    first: int | None = 0
    while first is not None:
        turns.append(json.loads((one, other)[len(turns) % 2].piece(scene, first)))
        first = turns[-1]["next"]
    assert np.array_equal(joined(turns, "weights"), whole(scene).weights)
    for file in tmp_path.iterdir():
        # Four bytes of expiry, then our mark: nothing here is a pickle (but the count that cachelib writes before it
        # knows us).
        assert file.read_bytes()[4:5] in (b"b", b"i")


def test_the_trail_lies_on_the_surface_and_passes_through_every_step() -> None:
    scene = RUNS[1]
    replies = stream(results(), scene)
    ends, offset = [], 0
    for reply in replies:
        ends.append(decoded(reply["trail_ends"]) + offset)
        offset += len(decoded(reply["trail"]))
    trail, at = joined(replies, "trail"), np.concatenate(ends)
    path = whole(scene)
    assert np.array_equal(trail[at - 1, :2], path.weights.astype(np.float32))
    assert np.allclose(trail[:, 2], scene.problem_shown.objective(trail[:, :2].astype(float)), atol=2e-5)
    gaps = np.abs(np.diff(trail[:, :2], axis=0)) / np.ptp(np.array(scene.problem_shown.window), axis=1)
    assert gaps.max() < 1 / 35


def test_a_run_that_diverges_ends_with_its_last_finite_step() -> None:
    scene = Scene(rules=(Rule("Momentum", 100.0, 0.99),), steps=5000, problem="bowl")
    replies = stream(results(), scene)
    losses = joined(replies, "losses")
    assert np.isfinite(losses).all()
    assert replies[-1]["outcome"]["kind"] in set(ls.Outcome)


def test_what_is_no_piece_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="No piece of this run begins at step 7"):
        results().piece(Scene(), 7)
    with pytest.raises(ValueError, match="at most 100 steps"):
        results(Settings(max_steps=100)).piece(Scene(steps=200), 0)


def test_pieces_cover_every_step_once() -> None:
    for steps in (1, 63, 64, 65, 320, 321, 5000):
        spans = list(pieces(steps))
        assert spans[0][0] == 0
        assert spans[-1][1] == steps
        assert all(before[1] == after[0] for before, after in itertools.pairwise(spans))


def test_landscape_and_critical_points_survive_the_cache() -> None:
    source, problem = results(), ls.PROBLEMS["trap"]
    for _ in range(2):  # computed, then remembered
        grid = source.landscape(problem)
        assert np.array_equal(grid.loss, ls.landscape(problem.objective, problem.window).loss)
        for kept, made in zip(source.critical_points(problem), problem.critical_points, strict=True):
            assert np.array_equal(kept.weights, made.weights)
            assert (kept.kind, kept.loss) == (made.kind, made.loss)


def test_the_cache_holds_bytes_only() -> None:
    serializer = RawBytes()
    assert serializer.loads(serializer.dumps(b"\x80\x04pickle?")) == b"\x80\x04pickle?"
    assert serializer.loads(b"\x80\x04K\x01.") is None  # a pickle of 1: not read
    with pytest.raises(TypeError, match="bytes only"):
        serializer.dumps({"a": 1})


def test_what_is_kept_is_not_made_again() -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"x"

    cache = make_cache(Flask("test"), Settings())
    assert remembered(cache, "k", make) == remembered(cache, "k", make) == b"x"
    assert made == [1]


def test_predictions_are_the_models_own() -> None:
    """Against the formulas of `trap` and `bowl`, written out here."""
    weights = np.array([[2.44, 1.59], [0.1, -0.2]])
    said = results().predictions(ls.PROBLEMS["trap"], weights)
    x = decoded(said["x"]).astype(float)
    expected = 1 / (1 + np.exp(-4 * np.sin(weights[:, :1] * x + weights[:, 1:])))
    assert np.allclose(decoded(said["p"]), expected, atol=1e-5)
    said = results().predictions(ls.PROBLEMS["bowl"], weights)
    x, y = (decoded(said[axis]).astype(float) for axis in "xy")
    expected = 1 / (1 + np.exp(-(2.44 * x[np.newaxis, :] + 1.59 * y[:, np.newaxis])))
    assert np.allclose(decoded(said["p"]), expected, atol=1e-5)
    assert results().predictions(ls.PROBLEMS["textbook"], weights) == {}


def test_the_parts_of_each_step_come_with_the_pieces() -> None:
    scene = Scene(rules=(Rule("Momentum", 0.1, 0.8),), steps=330)
    replies, path = stream(results(), scene), whole(scene)
    step = joined(replies, "slides") + joined(replies, "coasts")
    assert np.allclose(step, np.diff(path.weights, axis=0), atol=1e-6)


@pytest.mark.parametrize("scene", [run for run in RUNS if run.steps == 330], ids=lambda scene: to_link(scene))
def test_a_step_is_told_with_what_went_into_it(scene: Scene) -> None:
    source, path = results(), whole(scene)
    for at in (0, 1, 63, 64, 200, 329, 330):
        step = source.step(scene, at)
        assert step is not None
        t = min(at, 329)
        assert step.number == t
        assert np.array_equal(step.weights, path.weights[t])
        assert np.array_equal(step.ahead, path.weights[t + 1])
        moved, after = step.rule.update(step.gradient, step.before, step.rate, step.weights)
        assert np.array_equal(step.weights + moved, step.ahead)
        assert all(np.array_equal(a, b) for a, b in zip(after, step.after, strict=True))


def test_a_step_outside_the_run_is_refused_and_a_run_without_one_has_none() -> None:
    source = results()
    with pytest.raises(ValueError, match="steps 0 to 300; step 301"):
        source.step(Scene(rules=(Rule(),)), 301)
    ended = Scene(problem="bowl", rules=(Rule(learning_rate=100.0),), steps=400)
    last = source.step(ended, 400)
    assert last is not None
    assert last.number == len(whole(ended)) - 1


def test_a_basin_map_in_parts_is_the_engines() -> None:
    scene = Scene(problem="band", rules=(Rule("Momentum", 1.0),), steps=60)
    source = results()
    rows = [source.basin_rows(scene, row) for row in range(0, BASIN_SIZE, BASIN_ROWS)]
    truth = ls.basins(scene.problem_shown, scene.rule.make(60), BASIN_SIZE, 60)
    assert np.array_equal(np.concatenate(rows), np.where(truth.jumping, -2, truth.minimum))
    # A second time it is not worked out again: nobody could, with the engine taken away.
    again = replace(source, settings=source.settings).basin_rows(replace(scene, start=(1.0, 1.0)), 3)
    assert np.array_equal(again, rows[1])
    with pytest.raises(ValueError, match="begins at row 1"):
        source.basin_rows(scene, 1)


def test_each_examples_share_of_the_loss() -> None:
    problem = ls.PROBLEMS["trap"]
    said = results().examples(problem, np.array([0.3, 0.4]))
    losses = decoded(said["loss"])
    p = problem.objective.probabilities(np.array([0.3, 0.4]))
    y = problem.dataset.y
    assert np.allclose(losses, -np.log(np.where(y == 1, p, 1 - p)))
    assert losses.mean() == pytest.approx(problem.objective(np.array([0.3, 0.4])))
    assert decoded(said["share"]).sum() == pytest.approx(1, abs=1e-6)
    assert results().examples(ls.PROBLEMS["textbook"], np.zeros(2)) == {}


@pytest.mark.parametrize(
    "plain",
    [
        Scene(rules=(Rule("Momentum", 0.05),), steps=700),
        Scene(rules=(Rule("Adam", 0.05, batch_size=8, schedule="OneCycle"),), seed=3, steps=700),
        Scene(rules=(Rule("RMSProp", 0.02, schedule="WarmRestarts"),), steps=700),
        Scene(problem="bowl", rules=(Rule("Momentum", 100.0, 0.9999),), steps=700),
    ],
    ids=lambda scene: to_link(scene),
)
def test_a_run_changed_on_its_way_shares_what_was_before_and_nothing_after(plain: Scene) -> None:
    """In one cache: each piece is that of its own run, whichever was made first; so is each step, taken apart."""
    changed = [
        replace(plain, rules=(plain.rule.changed(step, "learning_rate", rate),))
        for step, rate in ((0, 0.2), (63, 0.2), (64, 0.2), (200, 0.2), (200, 0.3), (320, 0.2), (699, 0.2))
    ]
    for order in ([plain, *changed], [*changed, plain]):
        source = results()
        for scene in order:
            replies = stream(source, scene)
            path = whole(scene)
            parts = ls.anatomy(path)
            assert np.array_equal(joined(replies, "weights"), path.weights), to_link(scene)
            assert np.array_equal(joined(replies, "coasts"), parts.coast.astype(np.float32))
            assert [reply["run"] for reply in replies] == [to_link(scene)] * len(replies)
            for at in (199, 200, 300, len(path) - 1):
                step = source.step(scene, at)
                assert step is not None
                assert step.rule == parts.rules[step.number]
                for kept, state in (
                    (step.before, parts.states[step.number]),
                    (step.after, parts.states[step.number + 1]),
                ):
                    assert all(np.array_equal(one, other) for one, other in zip(kept, state, strict=True))
